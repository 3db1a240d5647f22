package io.plumbline.stats;

import java.util.Arrays;

/**
 * Whether a share rises or falls with an ordered score, over k groups.
 *
 * <p>Hits and trials of k groups in, one test out; {@code O(k)}. Cochran-Armitage: {@code [sum s_i
 * (x_i - n_i p)]^2 / (p (1-p) [sum n_i s_i^2 - (sum n_i s_i)^2 / N])}, 1 df. All hits or none:
 * {@link Status#SINGLE_CLASS}; one score only: {@link Status#NO_INFORMATION}; no trials: {@link
 * Status#NO_DATA}.
 *
 * <p>Sources: Cochran 1954 (Biometrics 10:417); Armitage 1955 (Biometrics 11:375).
 */
public final class CochranArmitage {

  private CochranArmitage() {}

  /** The test with scores 1, 2, ..., k. */
  public static Significance test(long[] hits, long[] trials) {
    double[] scores = new double[hits.length];
    Arrays.setAll(scores, i -> i + 1.0);
    return test(hits, trials, scores);
  }

  /**
   * The test with the given scores.
   *
   * @throws IllegalArgumentException if lengths differ or hits are not between 0 and trials
   */
  public static Significance test(long[] hits, long[] trials, double[] scores) {
    Defined.requireSameLength("hits and trials", hits.length, trials.length);
    Defined.requireSameLength("hits and scores", hits.length, scores.length);
    long n = 0;
    long x = 0;
    double scored = 0;
    for (int i = 0; i < hits.length; i++) {
      if (hits[i] < 0 || hits[i] > trials[i]) {
        throw new IllegalArgumentException(
            "Invalid hits: " + hits[i] + " (must be between 0 and " + trials[i] + ")");
      }
      n = Math.addExact(n, trials[i]);
      x += hits[i];
      scored += trials[i] * scores[i];
    }
    if (n == 0) {
      return Significance.undefined(Status.NO_DATA, n);
    }
    if (x == 0 || x == n) {
      return Significance.undefined(Status.SINGLE_CLASS, n);
    }
    double p = (double) x / n;
    double mean = scored / n;
    double slope = 0;
    double spread = 0;
    for (int i = 0; i < hits.length; i++) {
      slope += (scores[i] - mean) * hits[i];
      spread += trials[i] * (scores[i] - mean) * (scores[i] - mean);
    }
    return spread == 0
        ? Significance.undefined(Status.NO_INFORMATION, n)
        : Significance.chiSquare(slope * slope / (p * (1 - p) * spread), 1, n);
  }
}
