package io.plumbline.stats;

/**
 * A weighted average of e-values, in logarithms: again an e-value under any dependence, as long as
 * the weights were fixed before the data.
 *
 * <p>Source: Vovk and Wang 2021 (Ann. Stat. 49:1736).
 */
public final class EMixture {

  private EMixture() {}

  /**
   * {@code log(sum_k w_k e^logE_k + 1 - sum_k w_k)}: what is not bet is kept.
   *
   * @param weights not negative, adding up to at most 1 (but for rounding)
   * @param logE natural logarithms of the e-values, infinities allowed
   * @throws IllegalArgumentException if a weight is negative, they add up to more than 1, or a
   *     value is NaN
   */
  public static double log(double[] weights, double[] logE) {
    if (weights.length != logE.length) {
      throw new IllegalArgumentException(
          "Invalid weights: " + weights.length + " (must be " + logE.length + ")");
    }
    double[] terms = new double[logE.length + 1];
    double bet = 0;
    for (int k = 0; k < logE.length; k++) {
      if (!(weights[k] >= 0)) {
        throw new IllegalArgumentException(
            "Invalid weight: " + weights[k] + " (must be at least 0)");
      }
      Counts.number("log e-value", logE[k]);
      bet += weights[k];
      terms[k] = weights[k] == 0 ? Double.NEGATIVE_INFINITY : Math.log(weights[k]) + logE[k];
    }
    if (bet > 1 + 1e-9) {
      throw new IllegalArgumentException(
          "Invalid weights: they add up to " + bet + " (must be at most 1)");
    }
    terms[logE.length] =
        bet >= 1 - 1e-12 ? Double.NEGATIVE_INFINITY : Math.log1p(-Math.min(1, bet));
    return LogSum.of(terms);
  }
}
