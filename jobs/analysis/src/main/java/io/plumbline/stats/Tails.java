package io.plumbline.stats;

import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/** Tail areas and quantiles of the reference distributions, each from the accurate side. */
final class Tails {

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private Tails() {}

  static double chiSquare(double statistic, double degreesOfFreedom) {
    return ChiSquaredDistribution.of(degreesOfFreedom).survivalProbability(statistic);
  }

  /** The point below which a fraction {@code level} of the chi-square distribution lies. */
  static double chiSquareQuantile(double level, double degreesOfFreedom) {
    Defined.requireLevel(level);
    return ChiSquaredDistribution.of(degreesOfFreedom).inverseCumulativeProbability(level);
  }

  /** {@code P(Z > z)}. */
  static double normalUpper(double z) {
    return NORMAL.survivalProbability(z);
  }

  static double normalBothSides(double z) {
    return Math.min(1, 2 * normalUpper(Math.abs(z)));
  }

  /** The z for which a fraction {@code level} of the normal distribution lies within ±z. */
  static double normalQuantile(double level) {
    Defined.requireLevel(level);
    return NORMAL.inverseSurvivalProbability((1 - level) / 2);
  }

  /** The z that a fraction {@code alpha} of the normal distribution exceeds. */
  static double normalUpperQuantile(double alpha) {
    return NORMAL.inverseSurvivalProbability(alpha);
  }

  static double tUpper(double t, double degreesOfFreedom) {
    return TDistribution.of(degreesOfFreedom).survivalProbability(t);
  }

  static double tBothSides(double t, double degreesOfFreedom) {
    return Math.min(1, 2 * tUpper(Math.abs(t), degreesOfFreedom));
  }

  /** The t for which a fraction {@code level} of Student's distribution lies within ±t. */
  static double tQuantile(double level, double degreesOfFreedom) {
    Defined.requireLevel(level);
    return TDistribution.of(degreesOfFreedom).inverseSurvivalProbability((1 - level) / 2);
  }

  /**
   * {@code P(X <= k)} for {@code X ~ Binomial(n, p)}, through the beta distribution so that counts
   * may exceed an {@code int}.
   */
  static double binomialLower(long k, long n, double p) {
    if (k >= n) {
      return 1;
    }
    return BetaDistribution.of(k + 1.0, n - k).survivalProbability(p);
  }
}
