package io.plumbline.stats;

import java.util.Arrays;

/**
 * The worklist: which of many hypotheses to list so that the expected share of false ones is at
 * most q, from e-values that may depend on each other in any way.
 *
 * <p>{@code k* = max {k : k e_[k] >= K / q}}, and the k* largest are listed. Valid at each fixed
 * night and any common stopping time; not for a night chosen in hindsight or the union of lists.
 * All e-values must be valid and K must count every hypothesis ever registered.
 *
 * <p>Source: Wang and Ramdas 2022 (JRSS-B 84:822).
 */
public final class EBenjaminiHochberg {

  /** Values equal up to rounding count as reached. */
  private static final double ROUNDING = 1e-12;

  private EBenjaminiHochberg() {}

  /**
   * Which hypotheses are listed. O(K log K).
   *
   * @param logE natural logarithms of the e-values, infinities allowed
   * @param q expected share of false ones among those listed, in (0, 1)
   * @return one flag per hypothesis, in the order given
   * @throws IllegalArgumentException if a value is NaN
   */
  public static boolean[] listed(double[] logE, double q) {
    Counts.openShare("false discovery rate", q);
    double[] sorted = logE.clone();
    for (double value : sorted) {
      Counts.number("log e-value", value);
    }
    Arrays.sort(sorted);
    double least = Double.POSITIVE_INFINITY;
    boolean isAny = false;
    for (int k = 1; k <= sorted.length; k++) {
      double value = sorted[sorted.length - k];
      if (value >= Math.log(sorted.length / q) - Math.log(k) - ROUNDING) {
        least = value;
        isAny = true;
      }
    }
    boolean[] listed = new boolean[logE.length];
    for (int i = 0; i < listed.length; i++) {
      listed[i] = isAny && logE[i] >= least;
    }
    return listed;
  }

  /**
   * The weighted form: e-values multiplied by weights that were fixed beforehand, rescaled to mean
   * one.
   *
   * @param weights one per hypothesis, finite, not negative, not all zero
   */
  public static boolean[] listed(double[] logE, double[] weights, double q) {
    if (weights.length != logE.length) {
      throw new IllegalArgumentException(
          "Invalid weights: " + weights.length + " (must be " + logE.length + ")");
    }
    double total = 0;
    for (double weight : weights) {
      if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "Invalid weight: " + weight + " (must be finite and at least 0)");
      }
      total += weight;
    }
    if (weights.length > 0 && total == 0) {
      throw new IllegalArgumentException("Invalid weights: all 0 (must not be)");
    }
    double[] weighted = new double[logE.length];
    for (int i = 0; i < weighted.length; i++) {
      weighted[i] =
          weights[i] == 0
              ? Double.NEGATIVE_INFINITY
              : logE[i] + Math.log(weights[i] / total * weights.length);
    }
    return listed(weighted, q);
  }
}
