package io.plumbline.stats;

import java.util.Arrays;
import org.apache.commons.math3.special.Gamma;

/**
 * Counts of several categories against a policy that changes from night to night with the pool: a
 * Dirichlet mixture whose mean follows what has been over-chosen so far.
 *
 * <p>Night t bets on {@code Dirichlet((c + N) q)} with {@code q_k} proportional to {@code p_k (c
 * pbar_k + S_k) / (c pbar_k + Ex_k)}: S the counts and Ex the expected counts of past nights, N
 * their total, pbar the mean of past pool shares (on the first night tonight's). q is fixed before
 * the night, so the product of the nights is an e-process, also for draws without replacement. With
 * a constant pool it is exactly the test of Lindon and Malek.
 *
 * <p>Units must be independent: one representative per cluster. A count in a category that
 * tonight's pool does not have is an error of the data and the night is left out. Immutable; O(K) a
 * night.
 *
 * <p>Source: Lindon and Malek 2022 (NeurIPS; arXiv 2011.03567); Hoeffding 1963 (JASA 58:13, theorem
 * 4).
 */
public final class DirichletMultinomial {

  private final double concentration;
  private final double[] seen;
  private final double[] expected;
  private final double[] poolSum;
  private final long nights;
  private final long mismatched;
  private final double logE;
  private final double lastIncrement;

  private DirichletMultinomial(
      double concentration,
      double[] seen,
      double[] expected,
      double[] poolSum,
      long nights,
      long mismatched,
      double logE,
      double lastIncrement) {
    this.concentration = concentration;
    this.seen = seen;
    this.expected = expected;
    this.poolSum = poolSum;
    this.nights = nights;
    this.mismatched = mismatched;
    this.logE = logE;
    this.lastIncrement = lastIncrement;
  }

  /**
   * A process that has seen no night.
   *
   * @param concentration c, above 0: how closely the mixture keeps to the pool
   * @param categories K, at least 1
   */
  public static DirichletMultinomial start(double concentration, int categories) {
    if (!(concentration > 0 && concentration < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "Invalid concentration: " + concentration + " (must be finite and above 0)");
    }
    if (categories < 1) {
      throw new IllegalArgumentException(
          "Invalid categories: " + categories + " (must be at least 1)");
    }
    return new DirichletMultinomial(
        concentration,
        new double[categories],
        new double[categories],
        new double[categories],
        0,
        0,
        0,
        0);
  }

  /**
   * After one more night.
   *
   * @param poolShares p, share of every category in tonight's pool
   * @param counts x, chosen units of every category
   */
  public DirichletMultinomial night(double[] poolShares, long[] counts) {
    if (poolShares.length != seen.length || counts.length != seen.length) {
      throw new IllegalArgumentException(
          "Invalid night: "
              + poolShares.length
              + " shares and "
              + counts.length
              + " counts (must be "
              + seen.length
              + ")");
    }
    long total = 0;
    boolean isPossible = true;
    for (int k = 0; k < seen.length; k++) {
      Counts.share("pool share", poolShares[k]);
      Counts.nonNegative("count", counts[k]);
      total = Math.addExact(total, counts[k]);
      isPossible &= poolShares[k] > 0 || counts[k] == 0;
    }
    if (!isPossible) {
      return new DirichletMultinomial(
          concentration, seen, expected, poolSum, nights, mismatched + 1, logE, 0);
    }
    double increment = increment(poolShares, counts, total);
    double[] nextSeen = seen.clone();
    double[] nextExpected = expected.clone();
    double[] nextPool = poolSum.clone();
    for (int k = 0; k < seen.length; k++) {
      nextSeen[k] += counts[k];
      nextExpected[k] += total * poolShares[k];
      nextPool[k] += poolShares[k];
    }
    return new DirichletMultinomial(
        concentration,
        nextSeen,
        nextExpected,
        nextPool,
        nights + 1,
        mismatched,
        logE + increment,
        increment);
  }

  private double increment(double[] poolShares, long[] counts, long total) {
    if (total == 0) {
      return 0;
    }
    double[] centre = new double[seen.length];
    double sum = 0;
    double units = 0;
    for (int k = 0; k < seen.length; k++) {
      double past = concentration * (nights == 0 ? poolShares[k] : poolSum[k] / nights);
      double below = past + expected[k];
      centre[k] = poolShares[k] * (below == 0 ? 1 : (past + seen[k]) / below);
      sum += centre[k];
      units += seen[k];
    }
    double strength = concentration + units;
    double increment = -rise(strength, total);
    for (int k = 0; k < seen.length; k++) {
      if (counts[k] > 0) {
        increment +=
            rise(strength * centre[k] / sum, counts[k]) - counts[k] * Math.log(poolShares[k]);
      }
    }
    return increment;
  }

  /** {@code log Gamma(x + n) - log Gamma(x)}, by the product where that is short. */
  private static double rise(double x, long n) {
    if (n > SHORT) {
      return Gamma.logGamma(x + n) - Gamma.logGamma(x);
    }
    double sum = 0;
    double product = 1;
    for (long i = 0; i < n; i++) {
      product *= x + i;
      if (product > LARGE || product < 1 / LARGE) {
        sum += Math.log(product);
        product = 1;
      }
    }
    return sum + Math.log(product);
  }

  private static final long SHORT = 1_000;
  private static final double LARGE = 1e200;

  /** The log e-value of all nights. */
  public double logE() {
    return logE;
  }

  /** The log e-value of the last night given the nights before it. */
  public double lastIncrement() {
    return lastIncrement;
  }

  /** OK, NO_DATA, NO_INFORMATION or POOL_MISMATCH. */
  public Status status() {
    if (mismatched > 0) {
      return Status.POOL_MISMATCH;
    }
    if (nights == 0) {
      return Status.NO_DATA;
    }
    return Arrays.stream(seen).sum() == 0 ? Status.NO_INFORMATION : Status.OK;
  }

  /**
   * The test of Lindon and Malek for a policy that does not change: {@code sum_k [lgamma(c p_k +
   * S_k) - lgamma(c p_k)] - [lgamma(c + N) - lgamma(c)] - sum_k S_k log p_k}. Infinite when a
   * category of probability zero was chosen.
   *
   * @param policy p, probabilities that add up to one
   * @param counts S, totals over all nights
   */
  public static double logE(double concentration, double[] policy, long[] counts) {
    double sum = 0;
    long total = 0;
    for (int k = 0; k < policy.length; k++) {
      Counts.share("probability", policy[k]);
      Counts.nonNegative("count", counts[k]);
      if (counts[k] > 0) {
        if (policy[k] == 0) {
          return Double.POSITIVE_INFINITY;
        }
        total = Math.addExact(total, counts[k]);
        sum += rise(concentration * policy[k], counts[k]) - counts[k] * Math.log(policy[k]);
      }
    }
    return sum - rise(concentration, total);
  }

  /** How many doubles {@link #toArray} gives for so many categories. */
  static int length(int categories) {
    return 5 + 3 * categories;
  }

  /** The state as plain doubles, for storage; {@link #of} restores it bit for bit. */
  public double[] toArray() {
    int k = seen.length;
    double[] stored = new double[length(k)];
    stored[0] = concentration;
    stored[1] = nights;
    stored[2] = mismatched;
    stored[3] = logE;
    stored[4] = lastIncrement;
    System.arraycopy(seen, 0, stored, 5, k);
    System.arraycopy(expected, 0, stored, 5 + k, k);
    System.arraycopy(poolSum, 0, stored, 5 + 2 * k, k);
    return stored;
  }

  /**
   * The process that {@link #toArray} stored.
   *
   * @throws IllegalArgumentException if the length does not fit or a number is NaN
   */
  public static DirichletMultinomial of(double[] stored) {
    int k = Math.max(1, (stored.length - 5) / 3);
    Stored.check(stored, length(k));
    return new DirichletMultinomial(
        stored[0],
        Arrays.copyOfRange(stored, 5, 5 + k),
        Arrays.copyOfRange(stored, 5 + k, 5 + 2 * k),
        Arrays.copyOfRange(stored, 5 + 2 * k, 5 + 3 * k),
        (long) stored[1],
        (long) stored[2],
        stored[3],
        stored[4]);
  }
}
