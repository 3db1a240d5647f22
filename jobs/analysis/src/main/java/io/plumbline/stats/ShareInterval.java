package io.plumbline.stats;

import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * The share of hits among independent trials, with the interval of one of four methods.
 *
 * <p>k hits of n trials in, {@code k/n} and an interval within [0, 1] out; {@code O(1)}. No trials:
 * {@link Status#NO_DATA} and all of [0, 1]. The standard error is {@code sqrt(p(1-p)/n)} and only
 * for orientation: none of the intervals rests on it.
 *
 * <p>Sources: Clopper and Pearson 1934 (Biometrika 26:404); Wilson 1927 (JASA 22:209); Brown, Cai
 * and DasGupta 2001 (Stat. Sci. 16:101) for Jeffreys; Agresti and Coull 1998 (Am. Stat. 52:119).
 */
public final class ShareInterval {

  private final double level;

  private ShareInterval(double level) {
    this.level = level;
  }

  /**
   * Intervals of the given level.
   *
   * @throws IllegalArgumentException if the level is not in (0, 1)
   */
  public static ShareInterval atLevel(double level) {
    Defined.requireLevel(level);
    return new ShareInterval(level);
  }

  /** Coverage at least the level whatever the share: for guarantees. */
  public FixedEstimate clopperPearson(long hits, long trials) {
    require(hits, trials);
    double tail = (1 - level) / 2;
    double lower = hits == 0 ? 0 : betaQuantile(hits, trials - hits + 1.0, tail);
    double upper = hits == trials ? 1 : betaQuantile(hits + 1.0, trials - hits, 1 - tail);
    return estimate(hits, trials, lower, upper);
  }

  /** The shares that a score test does not reject: for display. */
  public FixedEstimate wilson(long hits, long trials) {
    require(hits, trials);
    double z = Tails.normalQuantile(level);
    double p = (double) hits / trials;
    double scale = 1 + z * z / trials;
    double centre = (p + z * z / (2.0 * trials)) / scale;
    double half = z / scale * Math.sqrt(p * (1 - p) / trials + z * z / (4.0 * trials * trials));
    return estimate(
        hits, trials, hits == 0 ? 0 : centre - half, hits == trials ? 1 : centre + half);
  }

  /** The equal-tailed posterior interval under Jeffreys' prior, not widened at 0 or n hits. */
  public FixedEstimate jeffreys(long hits, long trials) {
    require(hits, trials);
    double tail = (1 - level) / 2;
    double a = hits + 0.5;
    double b = trials - hits + 0.5;
    return estimate(hits, trials, betaQuantile(a, b, tail), betaQuantile(a, b, 1 - tail));
  }

  /** Wald's interval after adding z^2 trials, half of them hits; cut to [0, 1]. */
  public FixedEstimate agrestiCoull(long hits, long trials) {
    require(hits, trials);
    double z = Tails.normalQuantile(level);
    double n = trials + z * z;
    double p = (hits + z * z / 2) / n;
    double half = z * Math.sqrt(p * (1 - p) / n);
    return estimate(hits, trials, p - half, p + half);
  }

  private FixedEstimate estimate(long hits, long trials, double lower, double upper) {
    if (trials == 0) {
      return FixedEstimate.of(Double.NaN, Double.NaN, 0, 1, level, 0, 0, Status.NO_DATA);
    }
    double p = (double) hits / trials;
    return FixedEstimate.of(
        p,
        Math.sqrt(p * (1 - p) / trials),
        Math.max(0, lower),
        Math.min(1, upper),
        level,
        trials,
        trials,
        Status.OK);
  }

  private static double betaQuantile(double a, double b, double probability) {
    BetaDistribution beta = BetaDistribution.of(a, b);
    return probability < 0.5
        ? Roots.between(0, 1, x -> beta.cumulativeProbability(x) - probability)
        : Roots.between(0, 1, x -> 1 - probability - beta.survivalProbability(x));
  }

  private static void require(long hits, long trials) {
    if (hits < 0 || hits > trials) {
      throw new IllegalArgumentException(
          "Invalid hits: " + hits + " (must be between 0 and trials = " + trials + ")");
    }
  }
}
