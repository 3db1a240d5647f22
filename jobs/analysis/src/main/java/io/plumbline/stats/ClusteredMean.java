package io.plumbline.stats;

import java.util.Arrays;

/**
 * The mean of scores that come in clusters, such as questions about one passage, and of the paired
 * difference of two models on the same items.
 *
 * <p>n scores with their clusters in, the mean out, in the unit of the score; {@code O(n log n)}.
 * No scores: {@link Status#NO_DATA}; one cluster (one score when rows are independent): {@link
 * Status#INSUFFICIENT}; no variation: {@link Status#DEGENERATE_VARIANCE}; in the last two cases the
 * interval is unbounded.
 *
 * <p>Sources: Liang and Zeger 1986 (Biometrika 73:13); Miller 2024 (arXiv 2411.00640, eq. 4).
 */
public final class ClusteredMean {

  /** How the standard error treats clusters; {@code e} are deviations from the mean. */
  public enum Form {
    /** Rows are independent: {@code sd / sqrt(n)}, t with n-1 df. */
    IID,
    /** {@code sqrt(sum_g (sum e)^2) / n}, t with G-1 df. */
    CR0,
    /** The same times {@code sqrt(G / (G-1))}: the default. */
    CR1,
    /** {@code sqrt(IID^2 + sum_g sum_{i != j} e_i e_j / n^2)}, at least 0 (Miller 2024). */
    MILLER
  }

  private final double level;

  private ClusteredMean(double level) {
    this.level = level;
  }

  /**
   * Means with intervals of the given level.
   *
   * @throws IllegalArgumentException if the level is not in (0, 1)
   */
  public static ClusteredMean atLevel(double level) {
    Defined.requireLevel(level);
    return new ClusteredMean(level);
  }

  /**
   * The mean score.
   *
   * @param scores one per row
   * @param cluster the cluster of every row, any number standing for it
   * @throws IllegalArgumentException if lengths differ or a score is not finite
   */
  public FixedEstimate mean(double[] scores, int[] cluster, Form form) {
    Defined.requireSameLength("scores and clusters", scores.length, cluster.length);
    Samples.requireFinite(scores);
    Clusters clusters = Clusters.of(cluster);
    long n = scores.length;
    long units = form == Form.IID ? n : clusters.count();
    if (n == 0) {
      return FixedEstimate.undefined(Status.NO_DATA, level, 0, 0);
    }
    double mean = Samples.mean(scores);
    double variance = Samples.variance(scores);
    if (units < 2 || variance == 0) {
      return FixedEstimate.of(
          mean,
          units < 2 ? Double.NaN : 0,
          Double.NEGATIVE_INFINITY,
          Double.POSITIVE_INFINITY,
          level,
          n,
          units,
          units < 2 ? Status.INSUFFICIENT : Status.DEGENERATE_VARIANCE);
    }
    double[] deviation = Arrays.stream(scores).map(score -> score - mean).toArray();
    double squares = Arrays.stream(deviation).map(e -> e * e).sum();
    double between = Arrays.stream(clusters.sums(deviation)).map(sum -> sum * sum).sum();
    double total =
        switch (form) {
          case IID -> variance * n;
          case CR0 -> between;
          case CR1 -> between * units / (units - 1);
          case MILLER -> Math.max(0, variance * n + between - squares);
        };
    double error = Math.sqrt(total) / n;
    double half = Tails.tQuantile(level, units - 1.0) * error;
    return FixedEstimate.of(mean, error, mean - half, mean + half, level, n, units, Status.OK);
  }

  /**
   * The mean of {@code a - b} over the same items.
   *
   * @throws IllegalArgumentException if lengths differ or a score is not finite
   */
  public FixedEstimate pairedDifference(double[] a, double[] b, int[] cluster, Form form) {
    Defined.requireSameLength("pairs", a.length, b.length);
    double[] difference = new double[a.length];
    Arrays.setAll(difference, i -> a[i] - b[i]);
    return mean(difference, cluster, form);
  }
}
