package io.plumbline.stats;

import java.util.Arrays;

/**
 * How a regression's standard errors are taken; immutable.
 *
 * <p>Sources: Huber 1967 and White 1980 (HC0); Liang and Zeger 1986 (CR0); Bell and McCaffrey 2002
 * (Surv. Methodol. 28:169) and Pustejovsky and Tipton 2018 (JBES 36:672) for CR2 with Satterthwaite
 * degrees of freedom.
 */
public final class StandardErrors {

  /** What is done to the residuals of a cluster. */
  public enum Form {
    /** The model's own variance. */
    MODEL,
    /** Squared residuals, rows independent. */
    HC0,
    /** Squared cluster sums of scores. */
    CR0,
    /** CR0 times {@code G/(G-1)}. */
    CR1,
    /** CR0 times {@code G/(G-1) (n-1)/(n-k)}, as Stata and statsmodels. */
    CR1S,
    /** Residuals adjusted to be unbiased under the working model: the default with clusters. */
    CR2
  }

  private final Form form;
  private final int[] cluster;

  private StandardErrors(Form form, int[] cluster) {
    this.form = form;
    this.cluster = cluster;
  }

  /** The model's own standard errors, which assume that it is right and rows independent. */
  public static StandardErrors ofModel() {
    return new StandardErrors(Form.MODEL, new int[0]);
  }

  /** Robust to unequal variances, rows independent. */
  public static StandardErrors heteroscedastic() {
    return new StandardErrors(Form.HC0, new int[0]);
  }

  /**
   * Robust to any dependence inside clusters.
   *
   * @param form one of the CR forms
   * @param cluster the cluster of every row, any number standing for it
   * @throws IllegalArgumentException if the form knows no clusters
   */
  public static StandardErrors clustered(Form form, int[] cluster) {
    if (form == Form.MODEL || form == Form.HC0) {
      throw new IllegalArgumentException("Invalid form: " + form + " (must be one for clusters)");
    }
    return new StandardErrors(form, cluster.clone());
  }

  Form form() {
    return form;
  }

  boolean isClustered() {
    return form != Form.MODEL && form != Form.HC0;
  }

  /** The clusters of {@code rows} rows, every row its own unless clusters were given. */
  Clusters clusters(int rows) {
    if (!isClustered()) {
      return Clusters.singletons(rows);
    }
    Defined.requireSameLength("rows and clusters", rows, cluster.length);
    return Clusters.of(Arrays.copyOf(cluster, rows));
  }
}
