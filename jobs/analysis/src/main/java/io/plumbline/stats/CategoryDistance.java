package io.plumbline.stats;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * How far apart two distributions over the same K categories lie: Jensen-Shannon divergence and
 * population stability index. For display, never an alarm: neither has an error rate.
 *
 * <p>K weights each in, which are brought to add up to 1, one number out; {@code O(K)}. A side
 * without weight leaves the distance undefined. Lengths that differ and negative weights are
 * refused.
 *
 * <p>Sources: Lin 1991 (IEEE-IT 37:145) for Jensen-Shannon, its interval by the delta method;
 * Jeffreys 1946 for the symmetrised divergence that is the PSI; Yurdakul 2018 for its null law.
 */
public final class CategoryDistance {

  private static final double LOG_2 = Math.log(2);

  private CategoryDistance() {}

  /** The Jensen-Shannon divergence in nats, between 0 and log 2. */
  public static OptionalDouble jensenShannonNats(double[] p, double[] q) {
    if (isMissing(p, q)) {
      return OptionalDouble.empty();
    }
    double[] a = shares(p);
    double[] b = shares(q);
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      double middle = (a[k] + b[k]) / 2;
      sum += (term(a[k], middle) + term(b[k], middle)) / 2;
    }
    return OptionalDouble.of(Math.max(0, sum));
  }

  /** The Jensen-Shannon divergence in bits, between 0 and 1. */
  public static OptionalDouble jensenShannonBits(double[] p, double[] q) {
    OptionalDouble nats = jensenShannonNats(p, q);
    return nats.isEmpty() ? nats : OptionalDouble.of(nats.getAsDouble() / LOG_2);
  }

  /** The Jensen-Shannon distance, the root of the divergence in bits: a metric in [0, 1]. */
  public static OptionalDouble jensenShannonDistance(double[] p, double[] q) {
    OptionalDouble bits = jensenShannonBits(p, q);
    return bits.isEmpty() ? bits : OptionalDouble.of(Math.sqrt(bits.getAsDouble()));
  }

  /**
   * The Jensen-Shannon divergence in bits of two samples, with the delta-method interval cut to [0,
   * 1]: gradient {@code g_k = log2(p_k/m_k)/2}, variance {@code (sum p g^2 - (sum p g)^2)/n}, both
   * samples added. Equal shares have a gradient of 0 and {@link Status#DEGENERATE_VARIANCE}: the
   * interval is then all of [0, 1].
   *
   * @throws IllegalArgumentException if the level is not in (0, 1)
   */
  public static FixedEstimate jensenShannon(long[] first, long[] second, double level) {
    Defined.requireLevel(level);
    double[] p = asDoubles(first);
    double[] q = asDoubles(second);
    OptionalDouble bits = jensenShannonBits(p, q);
    long n = Arrays.stream(first).sum() + Arrays.stream(second).sum();
    if (bits.isEmpty()) {
      return FixedEstimate.undefined(Status.NO_DATA, level, n, n);
    }
    double error = Math.sqrt(gradientVariance(p, q) + gradientVariance(q, p));
    double half = Tails.normalQuantile(level) * error;
    boolean flat = error < 1e-12;
    return FixedEstimate.of(
        bits.getAsDouble(),
        error,
        flat ? 0 : Math.max(0, bits.getAsDouble() - half),
        flat ? 1 : Math.min(1, bits.getAsDouble() + half),
        level,
        n,
        n,
        flat ? Status.DEGENERATE_VARIANCE : Status.OK);
  }

  /**
   * The population stability index {@code sum (a-e) log(a/e)}: infinite when a category occurs on
   * one side only.
   */
  public static OptionalDouble stabilityIndex(double[] actual, double[] expected) {
    return isMissing(actual, expected)
        ? OptionalDouble.empty()
        : OptionalDouble.of(index(shares(actual), shares(expected)));
  }

  /** The same after adding a half to every weight, which is meant for counts; always finite. */
  public static OptionalDouble smoothedStabilityIndex(double[] actual, double[] expected) {
    requireComparable(actual, expected);
    return stabilityIndex(
        Arrays.stream(actual).map(weight -> weight + 0.5).toArray(),
        Arrays.stream(expected).map(weight -> weight + 0.5).toArray());
  }

  /**
   * The smoothed index of two samples less its expectation under equality, {@code (K-1)(1/n +
   * 1/N)}, so that sample size alone does not raise it; it may be negative. The delta-method
   * interval is normal, with {@link Status#DEGENERATE_VARIANCE} and no interval for equal shares;
   * without a count on a side {@link Status#NO_DATA}.
   *
   * @throws IllegalArgumentException if the level is not in (0, 1)
   */
  public static FixedEstimate correctedStabilityIndex(
      long[] actual, long[] expected, double level) {
    Defined.requireLevel(level);
    double[] a = asDoubles(actual);
    double[] e = asDoubles(expected);
    double n = Arrays.stream(a).sum();
    double m = Arrays.stream(e).sum();
    long total = Math.round(n + m);
    if (isMissing(a, e)) {
      return FixedEstimate.undefined(Status.NO_DATA, level, total, total);
    }
    double[] p = shares(Arrays.stream(a).map(count -> count + 0.5).toArray());
    double[] q = shares(Arrays.stream(e).map(count -> count + 0.5).toArray());
    double value = index(p, q) - (a.length - 1) * (1 / n + 1 / m);
    double error = Math.sqrt(indexVariance(p, q) / n + indexVariance(q, p) / m);
    if (error < 1e-12) {
      return FixedEstimate.of(
          value,
          error,
          Double.NEGATIVE_INFINITY,
          Double.POSITIVE_INFINITY,
          level,
          total,
          total,
          Status.DEGENERATE_VARIANCE);
    }
    return FixedEstimate.normal(value, error, level, total, total, Status.OK);
  }

  /**
   * The index that equal distributions stay below with the given probability: the chi-square
   * quantile of K-1 df times {@code 1/n + 1/N}.
   *
   * @throws IllegalArgumentException if there are fewer than two categories, a sample is empty or
   *     the level not in (0, 1)
   */
  public static double stabilityIndexNullPoint(int categories, long n, long m, double level) {
    if (categories < 2 || n < 1 || m < 1) {
      throw new IllegalArgumentException(
          "Invalid samples: "
              + categories
              + " categories, sizes "
              + n
              + " and "
              + m
              + " (must be at least 2 categories and not empty)");
    }
    return Tails.chiSquareQuantile(level, categories - 1.0) * (1.0 / n + 1.0 / m);
  }

  private static double index(double[] p, double[] q) {
    double sum = 0;
    for (int k = 0; k < p.length; k++) {
      sum += p[k] == q[k] ? 0 : (p[k] - q[k]) * Math.log(p[k] / q[k]);
    }
    return sum;
  }

  /** Variance of one draw's influence {@code log(p/q) + 1 - q/p} on the index. */
  private static double indexVariance(double[] p, double[] q) {
    double mean = 0;
    double square = 0;
    for (int k = 0; k < p.length; k++) {
      double influence = Math.log(p[k] / q[k]) + 1 - q[k] / p[k];
      mean += p[k] * influence;
      square += p[k] * influence * influence;
    }
    return Math.max(0, square - mean * mean);
  }

  private static double gradientVariance(double[] counts, double[] others) {
    double n = Arrays.stream(counts).sum();
    double[] p = shares(counts);
    double[] q = shares(others);
    double mean = 0;
    double square = 0;
    for (int k = 0; k < p.length; k++) {
      double gradient = p[k] == 0 ? 0 : Math.log(2 * p[k] / (p[k] + q[k])) / (2 * LOG_2);
      mean += p[k] * gradient;
      square += p[k] * gradient * gradient;
    }
    return Math.max(0, square - mean * mean) / n;
  }

  private static double term(double p, double middle) {
    return p == 0 ? 0 : p * Math.log(p / middle);
  }

  private static double[] shares(double[] weights) {
    double total = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(weight -> weight / total).toArray();
  }

  private static double[] asDoubles(long[] counts) {
    return Arrays.stream(counts).asDoubleStream().toArray();
  }

  private static boolean isMissing(double[] p, double[] q) {
    requireComparable(p, q);
    return Arrays.stream(p).sum() == 0 || Arrays.stream(q).sum() == 0;
  }

  private static void requireComparable(double[] p, double[] q) {
    Defined.requireSameLength("categories", p.length, q.length);
    for (int k = 0; k < p.length; k++) {
      if (!(p[k] >= 0 && q[k] >= 0 && Double.isFinite(p[k]) && Double.isFinite(q[k]))) {
        throw new IllegalArgumentException(
            "Invalid weights: " + p[k] + " and " + q[k] + " (must be finite and at least 0)");
      }
    }
  }
}
