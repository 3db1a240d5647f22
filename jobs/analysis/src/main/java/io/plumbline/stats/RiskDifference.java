package io.plumbline.stats;

import java.util.function.DoubleUnaryOperator;

/**
 * The difference of two independent shares, first less second, with the interval of one of four
 * methods.
 *
 * <p>Hits and trials of two groups in, {@code p1 - p2} and an interval out; {@code O(1)}. A group
 * without trials: {@link Status#NO_DATA} and all of [-1, 1]. When all outcomes of both groups are
 * equal the estimated variance is 0 and the status {@link Status#DEGENERATE_VARIANCE}; Wald's
 * interval then has no width, the others keep theirs.
 *
 * <p>Sources: Newcombe 1998 (Stat. Med. 17:873, method 10); Miettinen and Nurminen 1985 (Stat. Med.
 * 4:213, with the factor N/(N-1)); Agresti and Caffo 2000 (Am. Stat. 54:280).
 */
public final class RiskDifference {

  private final double level;

  private RiskDifference(double level) {
    this.level = level;
  }

  /**
   * Intervals of the given level.
   *
   * @throws IllegalArgumentException if the level is not in (0, 1)
   */
  public static RiskDifference atLevel(double level) {
    Defined.requireLevel(level);
    return new RiskDifference(level);
  }

  /** Newcombe's hybrid of the two Wilson intervals: the default. */
  public FixedEstimate newcombe(long hits1, long trials1, long hits2, long trials2) {
    ShareInterval shares = ShareInterval.atLevel(level);
    FixedEstimate first = shares.wilson(hits1, trials1);
    FixedEstimate second = shares.wilson(hits2, trials2);
    if (trials1 == 0 || trials2 == 0) {
      return noData(trials1, trials2);
    }
    double p1 = first.value().orElseThrow();
    double p2 = second.value().orElseThrow();
    double down =
        Math.hypot(
            p1 - first.interval().lower().orElseThrow(),
            second.interval().upper().orElseThrow() - p2);
    double up =
        Math.hypot(
            first.interval().upper().orElseThrow() - p1,
            p2 - second.interval().lower().orElseThrow());
    return estimate(hits1, trials1, hits2, trials2, p1 - p2 - down, p1 - p2 + up);
  }

  /** The differences that Miettinen and Nurminen's score test does not reject. */
  public FixedEstimate score(long hits1, long trials1, long hits2, long trials2) {
    return score(hits1, trials1, hits2, trials2, trials2);
  }

  /**
   * What statsmodels (0.13 to 0.14.6) prints as the score interval: its equation for the restricted
   * shares has the second group's hits where its trials belong (statsmodels issue 10269), and the
   * ends are off by up to about 0.01. Only for comparing with numbers published with it.
   */
  public FixedEstimate scoreOfStatsmodels(long hits1, long trials1, long hits2, long trials2) {
    return score(hits1, trials1, hits2, trials2, hits2);
  }

  private FixedEstimate score(
      long hits1, long trials1, long hits2, long trials2, double linearTerm) {
    require(hits1, trials1, hits2, trials2);
    if (trials1 == 0 || trials2 == 0) {
      return noData(trials1, trials2);
    }
    double observed = (double) hits1 / trials1 - (double) hits2 / trials2;
    double z = Tails.normalQuantile(level);
    DoubleUnaryOperator score =
        d ->
            // At the difference observed the score is 0 even where its variance is.
            d == observed
                ? 0
                : (observed - d)
                    / Math.sqrt(restricted(hits1, trials1, hits2, trials2, d, linearTerm));
    // At -1 and 1 themselves the variance is 0.
    double edge = 1 - 1e-14;
    double lower =
        observed <= -edge ? -1 : Roots.between(-edge, observed, d -> score.applyAsDouble(d) - z);
    double upper =
        observed >= edge ? 1 : Roots.between(observed, edge, d -> score.applyAsDouble(d) + z);
    return estimate(hits1, trials1, hits2, trials2, lower, upper);
  }

  /** {@code p1 - p2 +- z sqrt(p1 q1/n1 + p2 q2/n2)}, as printed, not cut to [-1, 1]. */
  public FixedEstimate wald(long hits1, long trials1, long hits2, long trials2) {
    require(hits1, trials1, hits2, trials2);
    if (trials1 == 0 || trials2 == 0) {
      return noData(trials1, trials2);
    }
    return around(hits1, trials1, hits2, trials2, 0);
  }

  /** Wald's interval after adding a hit and a miss to each group; not cut to [-1, 1]. */
  public FixedEstimate agrestiCaffo(long hits1, long trials1, long hits2, long trials2) {
    require(hits1, trials1, hits2, trials2);
    if (trials1 == 0 || trials2 == 0) {
      return noData(trials1, trials2);
    }
    return around(hits1, trials1, hits2, trials2, 1);
  }

  private FixedEstimate around(long hits1, long trials1, long hits2, long trials2, double added) {
    double n1 = trials1 + 2 * added;
    double n2 = trials2 + 2 * added;
    double p1 = (hits1 + added) / n1;
    double p2 = (hits2 + added) / n2;
    double half = Tails.normalQuantile(level) * Math.sqrt(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2);
    return estimate(hits1, trials1, hits2, trials2, p1 - p2 - half, p1 - p2 + half);
  }

  private FixedEstimate estimate(
      long hits1, long trials1, long hits2, long trials2, double lower, double upper) {
    double p1 = (double) hits1 / trials1;
    double p2 = (double) hits2 / trials2;
    long n = Math.addExact(trials1, trials2);
    long hits = hits1 + hits2;
    return FixedEstimate.of(
        p1 - p2,
        Math.sqrt(p1 * (1 - p1) / trials1 + p2 * (1 - p2) / trials2),
        lower,
        upper,
        level,
        n,
        n,
        hits == 0 || hits == n ? Status.DEGENERATE_VARIANCE : Status.OK);
  }

  private FixedEstimate noData(long trials1, long trials2) {
    long n = Math.addExact(trials1, trials2);
    return FixedEstimate.of(Double.NaN, Double.NaN, -1, 1, level, n, n, Status.NO_DATA);
  }

  /**
   * The variance of {@code p1 - p2} at the most likely shares that differ by exactly {@code d}: the
   * trigonometric root of the cubic equation for the second share (Miettinen and Nurminen 1985,
   * appendix I), whose linear term holds the second group's trials.
   */
  private static double restricted(
      double hits1, double trials1, double hits2, double trials2, double d, double linearTerm) {
    double n = trials1 + trials2;
    double hits = hits1 + hits2;
    double third = ((trials1 + 2 * trials2) * d - n - hits) / (3 * n);
    double linear = ((linearTerm * d - n - 2 * hits2) * d + hits) / n;
    double constant = hits2 * d * (1 - d) / n;
    double q = third * third * third - linear * third / 2 + constant / 2;
    double p = Math.copySign(Math.sqrt(Math.max(0, third * third - linear / 3)), q);
    double ratio = p == 0 ? 1 : Math.max(-1, Math.min(1, q / (p * p * p)));
    double root = 2 * p * Math.cos((Math.PI + Math.acos(ratio)) / 3) - third;
    // Rounding and, near the ends, the equation itself may leave the possible shares.
    double second = Math.max(Math.max(0, -d), Math.min(Math.min(1, 1 - d), root));
    double first = Math.max(0, Math.min(1, second + d));
    double variance = first * (1 - first) / trials1 + second * (1 - second) / trials2;
    return Math.max(Double.MIN_NORMAL, variance * n / (n - 1));
  }

  private static void require(long hits1, long trials1, long hits2, long trials2) {
    if (hits1 < 0 || hits1 > trials1 || hits2 < 0 || hits2 > trials2) {
      throw new IllegalArgumentException(
          "Invalid hits: "
              + hits1
              + " of "
              + trials1
              + " and "
              + hits2
              + " of "
              + trials2
              + " (must be between 0 and trials)");
    }
  }
}
