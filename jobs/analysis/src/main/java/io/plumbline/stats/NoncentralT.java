package io.plumbline.stats;

import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/** Student's t with a mean other than zero: the law of a t statistic when there is an effect. */
final class NoncentralT {

  private static final int POINTS = 64;

  private static final GaussIntegratorFactory GAUSS = new GaussIntegratorFactory();

  /** The spread's law outside these tails is left out; they bound the error. */
  private static final double TAIL = 1e-14;

  private NoncentralT() {}

  /**
   * {@code P(T > t)}, as the mean of {@code P(Z > t sqrt(V/df) - noncentrality)} over V ~
   * chi-square, by Gauss-Legendre quadrature in {@code sqrt(V)}, error below 1e-9.
   */
  static double upper(double t, double degreesOfFreedom, double noncentrality) {
    ChiSquaredDistribution spread = ChiSquaredDistribution.of(degreesOfFreedom);
    double low = Math.sqrt(spread.inverseCumulativeProbability(TAIL));
    double high = Math.sqrt(spread.inverseSurvivalProbability(TAIL));
    GaussIntegrator rule = GAUSS.legendre(POINTS, low, high);
    return Math.min(
        1,
        rule.integrate(
            s ->
                2
                    * s
                    * spread.density(s * s)
                    * Tails.normalUpper(t * s / Math.sqrt(degreesOfFreedom) - noncentrality)));
  }
}
