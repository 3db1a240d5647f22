package io.plumbline.stats;

/**
 * The ratio of two normal estimates, such as the share of a change that the criteria made, with
 * Fieller's interval.
 *
 * <p>Two estimates, their standard errors and covariance in, one ratio out; {@code O(1)}. The
 * interval holds the ratios r for which {@code (a - r b)^2 <= z^2 var(a - r b)}. Unless the
 * denominator is more than three standard errors from 0 a ratio should not be reported: {@link
 * Status#NOT_ESTIMABLE}, without a number.
 *
 * <p>Source: Fieller 1954 (JRSS-B 16:175).
 */
public final class FiellerRatio {

  /** The distance from 0, in standard errors, from which a denominator may be divided by. */
  private static final double FIRM = 3;

  private FiellerRatio() {}

  /**
   * The ratio {@code a / b}.
   *
   * @param a numerator
   * @param errorA its standard error, at least 0
   * @param b denominator
   * @param errorB its standard error, at least 0
   * @param covariance of a and b
   * @param n observations behind both
   * @throws IllegalArgumentException if a number is not finite, an error negative, the covariance
   *     larger than the errors allow or the level not in (0, 1)
   */
  public static FixedEstimate of(
      double a, double errorA, double b, double errorB, double covariance, double level, long n) {
    Samples.requireFinite(new double[] {a, errorA, b, errorB, covariance});
    if (errorA < 0 || errorB < 0 || Math.abs(covariance) > errorA * errorB * (1 + 1e-9)) {
      throw new IllegalArgumentException(
          "Invalid errors: "
              + errorA
              + " and "
              + errorB
              + " with covariance "
              + covariance
              + " (must be at least 0, and the covariance at most their product)");
    }
    double z = Tails.normalQuantile(level);
    if (Math.abs(b) <= Math.max(FIRM, z) * errorB) {
      return FixedEstimate.undefined(Status.NOT_ESTIMABLE, level, n, n);
    }
    // The ends are the roots of quadratic r^2 - 2 linear r + constant = 0.
    double quadratic = b * b - z * z * errorB * errorB;
    double linear = a * b - z * z * covariance;
    double constant = a * a - z * z * errorA * errorA;
    double root = Math.sqrt(Math.max(0, linear * linear - quadratic * constant));
    double ratio = a / b;
    double variance = errorA * errorA - 2 * ratio * covariance + ratio * ratio * errorB * errorB;
    return FixedEstimate.of(
        ratio,
        Math.sqrt(Math.max(0, variance)) / Math.abs(b),
        (linear - root) / quadratic,
        (linear + root) / quadratic,
        level,
        n,
        n,
        Status.OK);
  }
}
