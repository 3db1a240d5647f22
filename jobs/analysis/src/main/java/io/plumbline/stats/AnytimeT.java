package io.plumbline.stats;

/**
 * The anytime-valid t test of one coefficient of a linear regression with Gaussian errors, under a
 * normal prior on the effect.
 *
 * <p>Source: Lindon, Ham, Tingley and Bojinov 2022 (arXiv 2210.08589, theorem 2.3).
 *
 * @param precision g, above 0: the prior counts as much as g observations
 */
public record AnytimeT(double precision) {

  public AnytimeT {
    if (!(precision > 0 && precision < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "Invalid precision: " + precision + " (must be finite and above 0)");
    }
  }

  private double shrinkage(long observations) {
    return precision / (precision + observations);
  }

  /**
   * {@code log e = log(r)/2 + (nu + 1)/2 (log(1 + t^2/nu) - log(1 + r t^2/nu))}, {@code r = g / (g
   * + n)}.
   *
   * @param t the t statistic, finite
   * @param freedom nu, residual degrees of freedom, at least 1
   * @param observations n
   */
  public double logE(double t, long freedom, long observations) {
    check(freedom, observations);
    Counts.finite("t", t);
    double r = shrinkage(observations);
    double square = t * t / freedom;
    return 0.5 * Math.log(r) + 0.5 * (freedom + 1) * (Math.log1p(square) - Math.log1p(r * square));
  }

  /**
   * How many standard errors the confidence sequence reaches on each side; infinite while no t
   * statistic could be rejected.
   */
  public double radius(long freedom, long observations, double alpha) {
    check(freedom, observations);
    Counts.openShare("alpha", alpha);
    double r = shrinkage(observations);
    double power = Math.exp((Math.log(r) + 2 * Math.log(alpha)) / (freedom + 1));
    return power > r ? Math.sqrt(freedom * (1 - power) / (power - r)) : Double.POSITIVE_INFINITY;
  }

  /** The limit of {@link #radius} for many degrees of freedom. */
  public double normalRadius(long observations, double alpha) {
    check(1, observations);
    Counts.openShare("alpha", alpha);
    double r = shrinkage(observations);
    return r == 1
        ? Double.POSITIVE_INFINITY
        : Math.sqrt((-Math.log(r) - 2 * Math.log(alpha)) / (1 - r));
  }

  private static void check(long freedom, long observations) {
    if (freedom < 1) {
      throw new IllegalArgumentException(
          "Invalid degrees of freedom: " + freedom + " (must be at least 1)");
    }
    Counts.nonNegative("observations", observations);
  }
}
