package io.plumbline.stats;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;

/** The noncentral chi-square law as a Poisson mixture of central ones (Fisher 1928). */
final class NoncentralChiSquare {

  /** Poisson terms this many standard deviations from the mean are below 1e-22. */
  private static final double REACH = 10;

  private NoncentralChiSquare() {}

  /** {@code P(X <= x)}. */
  static double lower(double x, double degreesOfFreedom, double noncentrality) {
    double half = noncentrality / 2;
    if (half == 0) {
      return ChiSquaredDistribution.of(degreesOfFreedom).cumulativeProbability(x);
    }
    PoissonDistribution weight = PoissonDistribution.of(half);
    double reach = REACH * Math.sqrt(half) + REACH;
    int from = (int) Math.max(0, Math.floor(half - reach));
    int to = (int) Math.ceil(half + reach);
    double sum = 0;
    for (int j = from; j <= to; j++) {
      sum +=
          weight.probability(j)
              * ChiSquaredDistribution.of(degreesOfFreedom + 2.0 * j).cumulativeProbability(x);
    }
    return Math.min(1, sum);
  }

  /**
   * The noncentrality under which a fraction {@code probability} lies below x; 0 when even the
   * central law has less below x.
   */
  static double noncentrality(double x, double degreesOfFreedom, double probability) {
    if (lower(x, degreesOfFreedom, 0) <= probability) {
      return 0;
    }
    double high = x + degreesOfFreedom + 1;
    while (lower(x, degreesOfFreedom, high) > probability) {
      high *= 2;
    }
    return Roots.between(0, high, l -> lower(x, degreesOfFreedom, l) - probability);
  }
}
