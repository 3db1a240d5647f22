package io.plumbline.stats;

import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.special.Gamma;

/**
 * A confidence sequence for the number of defective records in a finite population, while records
 * are drawn without replacement and reviewed, however often somebody looks.
 *
 * <p>{@code {D : R(D) < 1/alpha}}, R the ratio of the beta-binomial prior of D to its posterior,
 * which is the marginal probability of what was seen over that given D. Unimodal, hence an
 * interval, found by bisection: O(log N).
 *
 * <p>Source: Waudby-Smith and Ramdas 2020 (NeurIPS, theorem 2.1).
 *
 * @param a prior parameter, above 0; 1 by default
 * @param b prior parameter, above 0; 1 by default, 19 where history says defects are rare
 */
public record PriorPosteriorRatio(double a, double b) {

  public PriorPosteriorRatio {
    if (!(a > 0 && b > 0 && a < Double.POSITIVE_INFINITY && b < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "Invalid prior: Beta(" + a + ", " + b + ") (must have finite parameters above 0)");
    }
  }

  /** Defective records that the evidence cannot exclude. */
  public record Range(long lower, long upper) {}

  /**
   * {@code log R(D)}; infinite when so many defective records are impossible.
   *
   * @param defective D
   */
  public double logRatio(long population, long sample, long defects, long defective) {
    check(population, sample, defects);
    if (defective < defects || defective > population - (sample - defects)) {
      return Double.POSITIVE_INFINITY;
    }
    // The factor that depends on D and the prior is the same before and after, and cancels.
    return logChoose(population, defective)
        - logChoose(population - sample, defective - defects)
        + Beta.logBeta(defects + a, sample - defects + b)
        - Beta.logBeta(a, b);
  }

  private static double logChoose(long n, long k) {
    return Gamma.logGamma(n + 1.0) - Gamma.logGamma(k + 1.0) - Gamma.logGamma(n - k + 1.0);
  }

  /**
   * The confidence sequence at this moment; everything before the first draw, one number after the
   * last.
   */
  public Range confidence(long population, long sample, long defects, double alpha) {
    check(population, sample, defects);
    Counts.openShare("alpha", alpha);
    long low = defects;
    long high = population - (sample - defects);
    long peak =
        sample == 0
            ? low
            : Math.max(low, Math.min(high, Math.round((double) defects / sample * population)));
    return new Range(
        end(population, sample, defects, alpha, peak, low),
        end(population, sample, defects, alpha, peak, high));
  }

  /** The last number on the way from inside to the limit that is not excluded. */
  private long end(
      long population, long sample, long defects, double alpha, long inside, long limit) {
    if (isInside(population, sample, defects, alpha, limit)) {
      return limit;
    }
    long in = inside;
    long out = limit;
    while (Math.abs(in - out) > 1) {
      long middle = in + (out - in) / 2;
      if (isInside(population, sample, defects, alpha, middle)) {
        in = middle;
      } else {
        out = middle;
      }
    }
    return in;
  }

  private boolean isInside(
      long population, long sample, long defects, double alpha, long defective) {
    return logRatio(population, sample, defects, defective) < -Math.log(alpha);
  }

  private static void check(long population, long sample, long defects) {
    Counts.nonNegative("population", population);
    Counts.atMost("sample", sample, population);
    Counts.atMost("defects", defects, sample);
  }
}
