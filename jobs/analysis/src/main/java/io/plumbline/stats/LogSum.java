package io.plumbline.stats;

/** Sums of numbers that are held as natural logarithms, minus infinity standing for zero. */
final class LogSum {

  private LogSum() {}

  /** {@code log(e^a + e^b)}. */
  static double add(double a, double b) {
    double high = Math.max(a, b);
    if (Double.isInfinite(high)) {
      return high;
    }
    return high + SmoothSteps.softplus(-Math.abs(a - b));
  }

  /** {@code log(sum e^terms)}; the sum over nothing is minus infinity. */
  static double of(double... terms) {
    double high = Double.NEGATIVE_INFINITY;
    for (double term : terms) {
      high = Math.max(high, term);
    }
    if (Double.isInfinite(high)) {
      return high;
    }
    double sum = 0;
    for (double term : terms) {
      sum += SmoothSteps.exp(term - high);
    }
    return high + Math.log(sum);
  }

  /** {@code log(sum_i e^(weights_i + values_i))} over {@code from <= i < to}. */
  static double weighted(double[] weights, double[] values, int from, int to) {
    double high = Double.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      high = Math.max(high, weights[i] + values[i]);
    }
    if (Double.isInfinite(high)) {
      return high;
    }
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += SmoothSteps.exp(weights[i] + values[i] - high);
    }
    return high + Math.log(sum);
  }
}
