package io.plumbline.stats;

import java.util.function.IntPredicate;
import org.apache.commons.statistics.distribution.HypergeometricDistribution;

/**
 * What a sample without replacement from a finite population, drawn and judged once, says about the
 * number of defective records in it.
 *
 * <p>Exact; O(log N) tail probabilities. Source: Buonaccorsi 1987 (Am. Stat. 41:215).
 *
 * @param population N, records in all
 * @param sample n, records reviewed, at most N
 * @param defects k, records found defective, at most n
 */
public record FinitePopulation(int population, int sample, int defects) {

  public FinitePopulation {
    Counts.nonNegative("population", population);
    Counts.atMost("sample", sample, population);
    Counts.atMost("defects", defects, sample);
  }

  /** {@code max {D : P(X <= k | D) > alpha}}: no more are defective at level 1 - alpha. */
  public int upperDefects(double alpha) {
    Counts.openShare("alpha", alpha);
    int low = defects;
    int high = population - (sample - defects);
    return last(low, high, d -> of(d).cumulativeProbability(defects) > alpha);
  }

  /** {@code min {D : P(X >= k | D) > alpha}}: no fewer are defective at level 1 - alpha. */
  public int lowerDefects(double alpha) {
    Counts.openShare("alpha", alpha);
    int high = population - (sample - defects);
    return first(defects, high, d -> of(d).survivalProbability(defects - 1) > alpha);
  }

  private HypergeometricDistribution of(int defective) {
    return HypergeometricDistribution.of(population, defective, sample);
  }

  /**
   * The smallest sample that would hold no defective record with probability at most alpha if one
   * per cent of the population, rounded up, were defective.
   *
   * @param population N, at least 1
   */
  public static int discoverySample(int population, double alpha) {
    Counts.openShare("alpha", alpha);
    if (population < 1) {
      throw new IllegalArgumentException(
          "Invalid population: " + population + " (must be at least 1)");
    }
    int defective = (int) ((population + 99L) / 100);
    return first(
        0,
        population,
        n -> HypergeometricDistribution.of(population, defective, n).probability(0) <= alpha);
  }

  /** The first of a range in which a property, once it holds, keeps holding. */
  private static int first(int from, int to, IntPredicate holds) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = low + (high - low) / 2;
      if (holds.test(middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** The last of a range in which a property, once it fails, keeps failing. */
  private static int last(int from, int to, IntPredicate holds) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = low + (high - low + 1) / 2;
      if (holds.test(middle)) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
