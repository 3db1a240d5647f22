package io.plumbline.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How much of a change of score each of d factors made, averaged over all orders in which the
 * factors could have been changed.
 *
 * <p>The score at every combination of old and new levels in, one share per factor out, in the unit
 * of the score; the shares add up to the whole change. {@code O(2^d d)}, d at most 20. {@code phi_f
 * = sum over sets S without f of |S|! (d-|S|-1)! / d! (v(S+f) - v(S))}. Combinations are numbered
 * by bits: bit f is set where factor f is at its new level.
 *
 * <p>Source: Shapley 1953 (Contributions to the Theory of Games II, 307).
 */
public final class ShapleyDecomposition {

  private static final int MOST_FACTORS = 20;

  private ShapleyDecomposition() {}

  /**
   * The exact shares.
   *
   * @param scores by combination, length 2^d
   * @throws IllegalArgumentException if the length is not a power of two up to 2^20 or a score is
   *     not finite
   */
  public static List<Double> shares(double[] scores) {
    Samples.requireFinite(scores);
    int factors = Integer.numberOfTrailingZeros(scores.length);
    if (factors > MOST_FACTORS || scores.length != 1 << factors) {
      throw new IllegalArgumentException(
          "Invalid scores: " + scores.length + " (must be a power of two up to 2^20)");
    }
    List<Double> shares = new ArrayList<>();
    for (int factor = 0; factor < factors; factor++) {
      double share = 0;
      for (int set = 0; set < scores.length; set++) {
        share += coefficient(set, factor, factors) * scores[set];
      }
      shares.add(share);
    }
    return List.copyOf(shares);
  }

  /**
   * What one factor's share may be when scores of some combinations are missing.
   *
   * @param lower the least it can be
   * @param upper the most it can be; equal to {@code lower} when nothing missing matters
   * @param status {@link Status#PARTIAL} when something missing matters
   */
  public record Bounds(double lower, double upper, Status status) {}

  /**
   * Bounds of the shares when some combinations were never scored: a missing score may be anything
   * that a score can be. Nothing is imputed.
   *
   * @param factors d, between 1 and 20
   * @param scores the known scores by combination
   * @param least the least a score can be
   * @param most the most a score can be
   * @throws IllegalArgumentException if d is out of range, a combination or score is invalid or the
   *     range is not finite and in order
   */
  public static List<Bounds> bounds(
      int factors, Map<Integer, Double> scores, double least, double most) {
    if (factors < 1 || factors > MOST_FACTORS) {
      throw new IllegalArgumentException(
          "Invalid factors: " + factors + " (must be between 1 and 20)");
    }
    Samples.requireFinite(new double[] {least, most});
    if (least > most) {
      throw new IllegalArgumentException(
          "Invalid range: [" + least + ", " + most + "] (must be in order)");
    }
    scores.forEach(
        (set, score) -> {
          if (set < 0 || set >= 1 << factors || !Double.isFinite(score)) {
            throw new IllegalArgumentException(
                "Invalid score: "
                    + score
                    + " of combination "
                    + set
                    + " (must be finite, of one of "
                    + (1 << factors)
                    + " combinations)");
          }
        });
    List<Bounds> bounds = new ArrayList<>();
    for (int factor = 0; factor < factors; factor++) {
      double lower = 0;
      double upper = 0;
      boolean missing = false;
      for (int set = 0; set < 1 << factors; set++) {
        double coefficient = coefficient(set, factor, factors);
        boolean known = scores.containsKey(set);
        double low = known ? scores.get(set) : least;
        double high = known ? scores.get(set) : most;
        lower += coefficient * (coefficient > 0 ? low : high);
        upper += coefficient * (coefficient > 0 ? high : low);
        missing |= !known;
      }
      bounds.add(new Bounds(lower, upper, missing ? Status.PARTIAL : Status.OK));
    }
    return List.copyOf(bounds);
  }

  /** The weight of a combination's score in a factor's share: its share is linear in the scores. */
  private static double coefficient(int set, int factor, int factors) {
    boolean with = (set >> factor & 1) == 1;
    int others = Integer.bitCount(set) - (with ? 1 : 0);
    // |S|! (d-|S|-1)! / d! = 1 / (d C(d-1, |S|))
    double weight = 1.0 / factors;
    for (int i = 0; i < others; i++) {
      weight *= (i + 1.0) / (factors - 1 - i);
    }
    return with ? weight : -weight;
  }
}
