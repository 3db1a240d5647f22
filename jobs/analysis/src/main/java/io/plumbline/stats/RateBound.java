package io.plumbline.stats;

import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * How often something may happen, given how often it was seen: exact one-sided bounds for a rate.
 *
 * <p>Source: Clopper and Pearson 1934 (Biometrika 26:404).
 */
public final class RateBound {

  private RateBound() {}

  /**
   * The upper bound: the largest rate at which so few would be seen with probability {@code 1 -
   * level}. 1 when all were hits; empty without trials. O(1).
   *
   * @param hits at most {@code trials}
   * @param level coverage, in (0, 1)
   */
  public static OptionalDouble upper(long hits, long trials, double level) {
    Counts.atMost("hits", hits, trials);
    Counts.openShare("level", level);
    if (trials == 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        hits == trials
            ? 1
            : BetaDistribution.of(hits + 1.0, (double) trials - hits)
                .inverseCumulativeProbability(level));
  }

  /** The lower bound, likewise; 0 when none were hits. */
  public static OptionalDouble lower(long hits, long trials, double level) {
    OptionalDouble misses = upper(trials - hits, trials, level);
    return misses.isPresent() ? OptionalDouble.of(1 - misses.getAsDouble()) : misses;
  }

  /** The exact two-sided interval; {@code trials} at least 1. */
  public static Interval interval(long hits, long trials, double level) {
    double oneSided = 0.5 + level / 2;
    return new Interval(
        lower(hits, trials, oneSided), upper(hits, trials, oneSided), level, Interval.Kind.FIXED);
  }
}
