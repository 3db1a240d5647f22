package io.plumbline.stats.simulated;

import io.plumbline.stats.Interval;
import io.plumbline.stats.ShareInterval;
import java.util.Locale;
import java.util.function.LongPredicate;

/**
 * How often something happened in simulated runs.
 *
 * @param hits runs in which it happened
 * @param runs all runs
 */
public record Rate(long hits, long runs) {

  /** The share of seeds {@code first, first + 1, ...} for which something happens. */
  public static Rate over(long first, int runs, LongPredicate happens) {
    long hits = 0;
    for (long seed = first; seed < first + runs; seed++) {
      hits += happens.test(seed) ? 1 : 0;
    }
    return new Rate(hits, runs);
  }

  /** The share itself. */
  public double share() {
    return (double) hits / runs;
  }

  private Interval interval(double level) {
    return ShareInterval.atLevel(level).clopperPearson(hits, runs).interval();
  }

  /** The share is at least this, but for one chance in a thousand (Clopper and Pearson). */
  public double atLeast() {
    return interval(0.998).lower().orElseThrow();
  }

  /** The share is at most this, but for one chance in a thousand (Clopper and Pearson). */
  public double atMost() {
    return interval(0.998).upper().orElseThrow();
  }

  /** The share with its 95 % interval. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%.3f [%.3f, %.3f]",
        share(),
        interval(0.95).lower().orElseThrow(),
        interval(0.95).upper().orElseThrow());
  }
}
