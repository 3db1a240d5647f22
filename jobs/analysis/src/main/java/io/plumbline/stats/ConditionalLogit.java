package io.plumbline.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * What made some items of a choice set be chosen: conditional logistic regression, in which the
 * number chosen from every set is held fixed.
 *
 * <p>Rows with their set, k attributes and whether they were chosen in; k log odds ratios per unit
 * of the attribute out. The likelihood is exact for any number chosen. A step costs {@code O(sum
 * over sets of size times chosen times k^2)}. Sets from which all or none were chosen carry no
 * information; without any other set: {@link Status#NO_INFORMATION}. Attributes that do not vary
 * within sets or are collinear: {@link Status#NOT_IDENTIFIED}; attributes that separate chosen from
 * not: {@link Status#NOT_ESTIMABLE}.
 *
 * <p>Source: Cox 1972; Gail, Lubin and Rubinstein 1981 (Biometrika 68:703, eq. 5) for the
 * recursion, kept here as log totals, means and covariances so that no set size overflows.
 */
public final class ConditionalLogit {

  private static final int FEWEST_CLUSTERS = 6;

  private final List<ChoiceSet> sets;
  private final Newton.Peak peak;
  private final double nullValue;
  private final Status status;
  private final long rows;

  private ConditionalLogit(
      List<ChoiceSet> sets, Newton.Peak peak, double nullValue, Status status, long rows) {
    this.sets = sets;
    this.peak = peak;
    this.nullValue = nullValue;
    this.status = status;
    this.rows = rows;
  }

  /**
   * The fit.
   *
   * @param set the choice set of every row, any number standing for it
   * @param x the attributes of every row
   * @param chosen whether the row was chosen
   * @throws IllegalArgumentException if shapes differ or an attribute is not finite
   */
  public static ConditionalLogit fit(int[] set, double[][] x, boolean[] chosen) {
    Defined.requireSameLength("sets and rows", set.length, x.length);
    Defined.requireSameLength("sets and choices", set.length, chosen.length);
    int k = x.length == 0 ? 0 : x[0].length;
    for (double[] row : x) {
      Defined.requireSameLength("attributes", k, row.length);
      Samples.requireFinite(row);
    }
    List<ChoiceSet> sets = new ArrayList<>();
    for (int[] members : Clusters.of(set).rowsOfEach()) {
      ChoiceSet one = ChoiceSet.of(members, x, chosen);
      if (one.isInformative()) {
        sets.add(one);
      }
    }
    if (sets.isEmpty() || k == 0) {
      Status none = x.length == 0 ? Status.NO_DATA : Status.NO_INFORMATION;
      return new ConditionalLogit(
          List.of(),
          new Newton.Peak(new double[k], 0, WorkingFit.none().bread(), none),
          0,
          none,
          x.length);
    }
    double[] start = new double[k];
    Newton.Peak peak = Newton.climb(beta -> total(sets, beta), start, reach(sets, k));
    return new ConditionalLogit(
        List.copyOf(sets), peak, total(sets, start).value(), peak.status(), x.length);
  }

  /** How far the fit may be relied on. */
  public Status status() {
    return status;
  }

  /** The log-likelihood without any effect; empty when there is no informative set. */
  public OptionalDouble nullLogLikelihood() {
    return sets.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(nullValue);
  }

  /** The maximised log-likelihood; under separation its limit. */
  public OptionalDouble logLikelihood() {
    return status == Status.OK || status == Status.NOT_ESTIMABLE
        ? OptionalDouble.of(peak.value())
        : OptionalDouble.empty();
  }

  /**
   * Every coefficient with the model's standard error and normal interval; the units are the
   * informative sets.
   *
   * @throws IllegalArgumentException if the level is not in (0, 1)
   */
  public List<FixedEstimate> coefficients(double level) {
    Defined.requireLevel(level);
    List<FixedEstimate> estimates = new ArrayList<>();
    for (int j = 0; j < peak.beta().length; j++) {
      estimates.add(
          status == Status.OK
              ? FixedEstimate.normal(
                  peak.beta()[j],
                  Math.sqrt(peak.covariance().getEntry(j, j)),
                  level,
                  rows,
                  sets.size(),
                  Status.OK)
              : FixedEstimate.undefined(status, level, rows, sets.size()));
    }
    return List.copyOf(estimates);
  }

  /**
   * Every coefficient with the standard error that is robust to dependence between the sets of one
   * cluster (CR1), t with G-1 df. Fewer than six clusters: {@link Status#INSUFFICIENT}.
   *
   * @param cluster the cluster of every row
   * @throws IllegalArgumentException if lengths differ, a set lies in more than one cluster or the
   *     level is not in (0, 1)
   */
  public List<FixedEstimate> clusteredCoefficients(int[] cluster, double level) {
    Defined.requireLevel(level);
    Defined.requireSameLength("rows and clusters", Math.toIntExact(rows), cluster.length);
    int[] clusterOfSet = new int[sets.size()];
    Arrays.setAll(clusterOfSet, s -> sets.get(s).clusterIn(cluster));
    Clusters clusters = Clusters.of(clusterOfSet);
    int g = clusters.count();
    if (status != Status.OK || g < 2) {
      Status why = status == Status.OK ? Status.INSUFFICIENT : status;
      return Collections.nCopies(peak.beta().length, FixedEstimate.undefined(why, level, rows, g));
    }
    double[] variance = new double[peak.beta().length];
    RealMatrix bread = peak.covariance();
    for (int[] members : clusters.rowsOfEach()) {
      RealVector score = new ArrayRealVector(variance.length);
      for (int s : members) {
        score = score.add(new ArrayRealVector(sets.get(s).at(peak.beta()).gradient(), false));
      }
      RealVector influence = bread.operate(score);
      for (int j = 0; j < variance.length; j++) {
        variance[j] += influence.getEntry(j) * influence.getEntry(j) * g / (g - 1.0);
      }
    }
    List<FixedEstimate> estimates = new ArrayList<>();
    for (int j = 0; j < variance.length; j++) {
      double value = peak.beta()[j];
      double error = Math.sqrt(variance[j]);
      double half = Tails.tQuantile(level, g - 1.0) * error;
      estimates.add(
          FixedEstimate.of(
              value,
              error,
              value - half,
              value + half,
              level,
              rows,
              g,
              g < FEWEST_CLUSTERS ? Status.INSUFFICIENT : Status.OK));
    }
    return List.copyOf(estimates);
  }

  private static Newton.Point total(List<ChoiceSet> sets, double[] beta) {
    int k = beta.length;
    double value = 0;
    double[] gradient = new double[k];
    double[][] information = new double[k][k];
    for (ChoiceSet set : sets) {
      Newton.Point point = set.at(beta);
      value += point.value();
      for (int a = 0; a < k; a++) {
        gradient[a] += point.gradient()[a];
        for (int b = 0; b < k; b++) {
          information[a][b] += point.information()[a][b];
        }
      }
    }
    return new Newton.Point(value, gradient, information);
  }

  /** The largest distance between two rows of one set, per attribute. */
  private static double[] reach(List<ChoiceSet> sets, int k) {
    double[] reach = new double[k];
    for (ChoiceSet set : sets) {
      for (int j = 0; j < k; j++) {
        int attribute = j;
        double least = Arrays.stream(set.x()).mapToDouble(row -> row[attribute]).min().orElse(0);
        double most = Arrays.stream(set.x()).mapToDouble(row -> row[attribute]).max().orElse(0);
        reach[j] = Math.max(reach[j], most - least);
      }
    }
    return reach;
  }
}
