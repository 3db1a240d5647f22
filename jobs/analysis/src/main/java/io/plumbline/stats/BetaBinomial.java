package io.plumbline.stats;

import java.util.function.DoublePredicate;
import org.apache.commons.math3.special.Beta;

/**
 * The mixture likelihood ratio of a binomial probability against a supposed one, under a Beta(a, b)
 * prior, and its confidence sequence: k hits in n independent trials.
 *
 * <p>{@code log e = log B(k + a, n - k + b) - log B(a, b) - k log p0 - (n - k) log(1 - p0)}. O(1).
 *
 * <p>Source: Robbins 1970 (Ann. Math. Stat. 41:1397); Ville 1939.
 *
 * @param a above 0
 * @param b above 0
 */
public record BetaBinomial(double a, double b) {

  public BetaBinomial {
    if (!(a > 0 && b > 0 && a < Double.POSITIVE_INFINITY && b < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "Invalid prior: Beta(" + a + ", " + b + ") (must have finite parameters above 0)");
    }
  }

  /**
   * The log e-value against a supposed probability; infinite when the hits are impossible under it.
   *
   * @param hits k
   * @param trials n, at least k
   * @param supposed p0, in [0, 1]
   */
  public double logE(long hits, long trials, double supposed) {
    Counts.atMost("hits", hits, trials);
    Counts.share("supposed probability", supposed);
    return logEvidence(hits, trials)
        - (hits == 0 ? 0 : hits * Math.log(supposed))
        - (hits == trials ? 0 : (trials - hits) * Math.log1p(-supposed));
  }

  private double logEvidence(long hits, long trials) {
    return Beta.logBeta(hits + a, trials - hits + b) - Beta.logBeta(a, b);
  }

  /** The confidence sequence {@code {p0 : e(p0) < 1/alpha}} at this moment. */
  public Interval confidence(long hits, long trials, double alpha) {
    Counts.openShare("alpha", alpha);
    Counts.atMost("hits", hits, trials);
    double peak = trials == 0 ? 0.5 : (double) hits / trials;
    DoublePredicate isInside = p -> logE(hits, trials, p) < -Math.log(alpha);
    return Interval.of(
        isInside.test(0) ? 0 : end(isInside, peak, 0),
        isInside.test(1) ? 1 : end(isInside, peak, 1),
        1 - alpha,
        Interval.Kind.ANYTIME);
  }

  /** Where the interval ends between a point inside and one outside. */
  private static double end(DoublePredicate isInside, double inside, double outside) {
    double in = inside;
    double out = outside;
    while (true) {
      double middle = 0.5 * (in + out);
      if (middle == in || middle == out) {
        return out;
      }
      if (isInside.test(middle)) {
        in = middle;
      } else {
        out = middle;
      }
    }
  }
}
