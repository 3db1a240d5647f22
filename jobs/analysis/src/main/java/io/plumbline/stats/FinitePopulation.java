package io.plumbline.stats;

import java.util.function.LongPredicate;

/**
 * What a sample without replacement from a finite population, drawn and judged once, says about the
 * number of defective records in it.
 *
 * <p>Exact; O(log N) tail probabilities, each a sum of hypergeometric terms outwards from the mode,
 * O(standard deviation). Source: Buonaccorsi 1987 (Am. Stat. 41:215).
 *
 * @param population N, records in all
 * @param sample n, records reviewed, at most N
 * @param defects k, records found defective, at most n
 */
public record FinitePopulation(long population, long sample, long defects) {

  public FinitePopulation {
    Counts.nonNegative("population", population);
    Counts.atMost("sample", sample, population);
    Counts.atMost("defects", defects, sample);
  }

  /** {@code max {D : P(X <= k | D) > alpha}}: no more are defective at level 1 - alpha. */
  public long upperDefects(double alpha) {
    Counts.openShare("alpha", alpha);
    long high = population - (sample - defects);
    return last(defects, high, d -> atMost(population, d, sample, defects) > alpha);
  }

  /** {@code min {D : P(X >= k | D) > alpha}}: no fewer are defective at level 1 - alpha. */
  public long lowerDefects(double alpha) {
    Counts.openShare("alpha", alpha);
    long high = population - (sample - defects);
    // No fewer than k defective among the sample: no more than n - k sound ones.
    return first(
        defects, high, d -> atMost(population, population - d, sample, sample - defects) > alpha);
  }

  /** {@code P(X <= k)} when n of N are drawn, D of them marked. */
  private static double atMost(long population, long marked, long sample, long k) {
    long low = Math.max(0, sample - (population - marked));
    long high = Math.min(marked, sample);
    long mode = (long) Math.floor((sample + 1.0) * (marked + 1.0) / (population + 2.0));
    mode = Math.max(low, Math.min(high, mode));
    double total = 0;
    double below = 0;
    double term = 1;
    for (long u = mode; u <= high && term > NEGLIGIBLE; u++) {
      total += term;
      below += u <= k ? term : 0;
      term *= rise(population, marked, sample, u);
    }
    term = 1;
    for (long u = mode - 1; u >= low && term > NEGLIGIBLE; u--) {
      term /= rise(population, marked, sample, u);
      total += term;
      below += u <= k ? term : 0;
    }
    return below / total;
  }

  /** {@code P(X = u + 1) / P(X = u)}. */
  private static double rise(long population, long marked, long sample, long u) {
    return (double) (marked - u)
        / (u + 1)
        * ((double) (sample - u) / (population - marked - sample + u + 1));
  }

  /** Terms this small beside the largest cannot decide. */
  private static final double NEGLIGIBLE = 1e-20;

  /**
   * The smallest sample that would hold no defective record with probability at most alpha if one
   * per cent of the population, rounded up, were defective.
   *
   * @param population N, at least 1
   */
  public static long discoverySample(long population, double alpha) {
    Counts.openShare("alpha", alpha);
    if (population < 1) {
      throw new IllegalArgumentException(
          "Invalid population: " + population + " (must be at least 1)");
    }
    long defective = population / 100 + (population % 100 == 0 ? 0 : 1);
    return SampleSize.discovery(population, defective, alpha).orElseThrow();
  }

  /** The first of a range in which a property, once it holds, keeps holding. */
  private static long first(long from, long to, LongPredicate holds) {
    long low = from;
    long high = to;
    while (low < high) {
      long middle = low + (high - low) / 2;
      if (holds.test(middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** The last of a range in which a property, once it fails, keeps failing. */
  private static long last(long from, long to, LongPredicate holds) {
    long low = from;
    long high = to;
    while (low < high) {
      long middle = low + (high - low + 1) / 2;
      if (holds.test(middle)) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
