package io.plumbline.stats;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Counts by category against shares known beforehand.
 *
 * <p>K counts and K shares in, one test out, {@code O(K)} unless stated. A category of share 0 is
 * dropped when nothing was counted in it and refutes the shares for certain (an infinite statistic,
 * p = 0) otherwise. Fewer than two categories left: {@link Status#NOT_APPLICABLE}; no counts:
 * {@link Status#NO_DATA}.
 *
 * <p>Sources: Pearson 1900; Wilks 1938 (Ann. Math. Stat. 9:60).
 */
public final class GoodnessOfFit {

  private static final double SHARE_SLACK = 1e-8;

  private final long[] observed;
  private final double[] share;
  private final long n;

  private GoodnessOfFit(long[] observed, double[] share, long n) {
    this.observed = observed;
    this.share = share;
    this.n = n;
  }

  /**
   * The question for these counts.
   *
   * @param observed counts by category
   * @param shares the share of each category, together 1
   * @throws IllegalArgumentException if lengths differ, a count or share is negative, or the shares
   *     do not add up to 1 within 1e-8
   */
  public static GoodnessOfFit of(long[] observed, double[] shares) {
    Defined.requireSameLength("counts and shares", observed.length, shares.length);
    double total = 0;
    long n = 0;
    int kept = 0;
    long[] counts = new long[observed.length];
    double[] share = new double[observed.length];
    for (int k = 0; k < observed.length; k++) {
      if (observed[k] < 0 || !(shares[k] >= 0)) {
        throw new IllegalArgumentException(
            "Invalid category "
                + k
                + ": count "
                + observed[k]
                + ", share "
                + shares[k]
                + " (must be at least 0)");
      }
      total += shares[k];
      n = Math.addExact(n, observed[k]);
      if (observed[k] > 0 || shares[k] > 0) {
        counts[kept] = observed[k];
        share[kept++] = shares[k];
      }
    }
    if (Math.abs(total - 1) > SHARE_SLACK) {
      throw new IllegalArgumentException("Invalid shares: sum " + total + " (must be 1)");
    }
    return new GoodnessOfFit(Arrays.copyOf(counts, kept), Arrays.copyOf(share, kept), n);
  }

  /** Pearson's chi-square {@code sum (O - n p)^2 / (n p)}, K-1 df. */
  public Significance pearson() {
    return isMissing()
        ? undefined()
        : Significance.chiSquare(pearson(observed), observed.length - 1.0, n);
  }

  /** The likelihood-ratio statistic {@code 2 sum O log(O/(n p))}, {@code 0 log 0 = 0}, K-1 df. */
  public Significance likelihoodRatio() {
    if (isMissing()) {
      return undefined();
    }
    double g = 0;
    for (int k = 0; k < observed.length; k++) {
      g += observed[k] == 0 ? 0 : 2 * observed[k] * Math.log(observed[k] / (n * share[k]));
    }
    return Significance.chiSquare(Math.max(0, g), observed.length - 1.0, n);
  }

  /**
   * Pearson's statistic against n draws from the shares: {@code p = (1 + samples at least as far) /
   * (1 + replicates)}. Cost {@code O(replicates n log K)}.
   *
   * @throws IllegalArgumentException if replicates is not positive
   */
  public Significance monteCarlo(int replicates, SplittableRandom random) {
    MonteCarlo.requireReplicates(replicates);
    if (isMissing()) {
      return undefined();
    }
    double statistic = pearson(observed);
    double[] cumulative = share.clone();
    Arrays.parallelPrefix(cumulative, Double::sum);
    // Rounding must not leave a draw beyond the last category.
    cumulative[cumulative.length - 1] = 1;
    long reached =
        MonteCarlo.reached(statistic, replicates, () -> pearson(draw(cumulative, random)));
    return Significance.of(statistic, (1.0 + reached) / (1.0 + replicates), n, Status.OK);
  }

  /** Whether an expected count is below 1, or more than a fifth of them below 5. */
  public boolean isSparse() {
    long small = Arrays.stream(share).filter(p -> n * p < 5).count();
    return small * 5 > share.length || Arrays.stream(share).anyMatch(p -> n * p < 1);
  }

  /** Pearson's test, or 9,999 seeded samples when the counts are {@link #isSparse}. */
  public Significance recommended(SplittableRandom random) {
    return isMissing() || !isSparse() ? pearson() : monteCarlo(MonteCarlo.REPLICATES, random);
  }

  private boolean isMissing() {
    return n == 0 || observed.length < 2;
  }

  private Significance undefined() {
    return Significance.undefined(n == 0 ? Status.NO_DATA : Status.NOT_APPLICABLE, n);
  }

  private double pearson(long[] counts) {
    double sum = 0;
    for (int k = 0; k < counts.length; k++) {
      double expected = n * share[k];
      double distance = counts[k] - expected;
      sum += distance == 0 ? 0 : distance * distance / expected;
    }
    return sum;
  }

  private long[] draw(double[] cumulative, SplittableRandom random) {
    long[] counts = new long[share.length];
    for (long i = 0; i < n; i++) {
      int at = Arrays.binarySearch(cumulative, random.nextDouble());
      // A draw equal to a boundary belongs to the next category.
      counts[at >= 0 ? at + 1 : -at - 1]++;
    }
    return counts;
  }
}
