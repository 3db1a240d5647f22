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

  /** A distance, at least 0, with its normal interval; an undefined error gives no interval. */
  static FixedEstimate estimate(double value, double error, double level, long n) {
    if (Double.isNaN(error)) {
      return FixedEstimate.of(
          value, error, 0, Double.POSITIVE_INFINITY, level, n, n, Status.INSUFFICIENT);
    }
    double half = Tails.normalQuantile(level) * error;
    return FixedEstimate.of(
        value,
        error,
        Math.max(Math.min(0, value), value - half),
        value + half,
        level,
        n,
        n,
        error == 0 ? Status.DEGENERATE_VARIANCE : Status.OK);
  }
}
