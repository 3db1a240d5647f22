package io.plumbline.stats;

/** Standard errors from leaving out one observation at a time. */
final class Jackknife {

  private Jackknife() {}

  /**
   * {@code (n-1)/n} times the squared deviations of the n values without one observation; NaN below
   * two observations.
   */
  static double variance(double[] leftOut) {
    double n = leftOut.length;
    return n < 2 ? Double.NaN : (n - 1) * (n - 1) / n * Samples.variance(leftOut);
  }

  /**
   * A distance with its normal interval, cut at 0 where the distance itself is not negative. An
   * error that is undefined or 0 leaves the interval open above: it says nothing there.
   */
  static FixedEstimate estimate(double value, double error, double level, long n) {
    double least = Math.min(0, value);
    if (!(error > 0)) {
      Status status = error == 0 ? Status.DEGENERATE_VARIANCE : Status.INSUFFICIENT;
      return FixedEstimate.of(value, error, least, Double.POSITIVE_INFINITY, level, n, n, status);
    }
    double half = Tails.normalQuantile(level) * error;
    return FixedEstimate.of(
        value,
        error,
        value < 0 ? value - half : Math.max(0, value - half),
        value + half,
        level,
        n,
        n,
        Status.OK);
  }
}
