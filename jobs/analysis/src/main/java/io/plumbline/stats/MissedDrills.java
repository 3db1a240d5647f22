package io.plumbline.stats;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Whether more of what should be found was missed than chance leaves.
 *
 * <p>Trials and misses in, one probability out: that of so many misses or more, where each trial is
 * found with at least the probability given; no trials and no misses: 1. {@code O(1)}.
 */
public final class MissedDrills {

  private MissedDrills() {}

  /**
   * Probability of at least so many misses.
   *
   * @param trials n, at least 0
   * @param misses at most n
   * @param found least probability with which each is found, in (0, 1)
   */
  public static double chance(int trials, int misses, double found) {
    Counts.nonNegative("misses", misses);
    Counts.atMost("misses", misses, trials);
    Counts.openShare("probability of finding", found);
    return misses == 0
        ? 1
        : BinomialDistribution.of(trials, 1 - found).survivalProbability(misses - 1);
  }
}
