package io.plumbline.stats;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;

/**
 * The noncentral chi-square law as a Poisson mixture of central ones (Fisher 1928).
 *
 * <p>Neighbouring central laws follow from each other by one density (Abramowitz and Stegun
 * 26.4.8), so that a value costs one incomplete gamma function and {@code O(sqrt(noncentrality))}
 * products. From a noncentrality of 2e8 on the root of X is taken as normal (Johnson, Kotz and
 * Balakrishnan 1995, ch. 29.8), whose error there is below 1e-4.
 */
final class NoncentralChiSquare {

  /** Poisson terms this many standard deviations from the mean are below 1e-22. */
  private static final double REACH = 10;

  /** From this half noncentrality on the mixture has too many terms. */
  private static final double NORMAL_FROM = 1e8;

  private NoncentralChiSquare() {}

  /** {@code P(X <= x)}. */
  static double lower(double x, double degreesOfFreedom, double noncentrality) {
    double half = noncentrality / 2;
    if (x <= 0) {
      return 0;
    }
    if (half == 0) {
      return ChiSquaredDistribution.of(degreesOfFreedom).cumulativeProbability(x);
    }
    if (half >= NORMAL_FROM) {
      double centre = Math.sqrt(noncentrality + degreesOfFreedom - 1);
      return Tails.normalUpper(centre - Math.sqrt(x));
    }
    int mode = (int) half;
    double reach = REACH * Math.sqrt(half) + REACH;
    int from = (int) Math.max(0, Math.floor(half - reach));
    int to = (int) Math.ceil(half + reach);
    double freedom = degreesOfFreedom + 2.0 * mode;
    double weight = PoissonDistribution.of(half).probability(mode);
    double central = ChiSquaredDistribution.of(freedom).cumulativeProbability(x);
    double step = 2 * ChiSquaredDistribution.of(freedom + 2).density(x);
    double sum = weight * central;
    double up = central;
    double upStep = step;
    double upWeight = weight;
    for (int j = mode + 1; j <= to; j++) {
      up = Math.max(0, up - upStep);
      upStep *= x / (degreesOfFreedom + 2.0 * j);
      upWeight *= half / j;
      sum += upWeight * up;
    }
    double down = central;
    double downStep = step;
    double downWeight = weight;
    for (int j = mode - 1; j >= from; j--) {
      downStep *= (degreesOfFreedom + 2.0 * (j + 1)) / x;
      down = Math.min(1, down + downStep);
      downWeight *= (j + 1) / half;
      sum += downWeight * down;
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
