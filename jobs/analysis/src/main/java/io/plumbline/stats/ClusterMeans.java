package io.plumbline.stats;

/**
 * Clusters whose mean of a score in [0, 1] is known to lie between two numbers, usually the same
 * one. Bets that the mean is high use the lower number, bets that it is low the upper, so that
 * rounding never makes evidence.
 *
 * @param low at most the cluster mean, in [0, 1]
 * @param high at least the cluster mean, in [low, 1]
 * @param clusters how many such clusters
 */
public record ClusterMeans(double low, double high, long clusters) {

  private static final int THOUSANDTHS = 1_000;

  public ClusterMeans {
    Counts.share("cluster mean", low);
    Counts.share("cluster mean", high);
    if (low > high) {
      throw new IllegalArgumentException(
          "Invalid cluster mean: [" + low + ", " + high + "] (must be ordered)");
    }
    Counts.nonNegative("clusters", clusters);
  }

  /** One cluster whose mean is known exactly. */
  public static ClusterMeans exactly(double mean) {
    return new ClusterMeans(mean, mean, 1);
  }

  /** Clusters whose mean is exactly so many thousandths. */
  public static ClusterMeans atThousandths(long floor, long clusters) {
    return new ClusterMeans(floor / (double) THOUSANDTHS, floor / (double) THOUSANDTHS, clusters);
  }

  /** Clusters whose mean lies above so many thousandths and below one more. */
  public static ClusterMeans aboveThousandths(long floor, long clusters) {
    return new ClusterMeans(
        floor / (double) THOUSANDTHS, (floor + 1) / (double) THOUSANDTHS, clusters);
  }

  double middle() {
    return 0.5 * (low + high);
  }
}
