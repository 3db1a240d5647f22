package io.plumbline.stats;

import java.util.Arrays;

/**
 * The mixing weights over {@link TiltGrid} that turn likelihood ratios of single tilts into one
 * e-process: a Cauchy density of scale 0.2 times the local spacing of the grid.
 *
 * <p>{@code pi_j} is proportional to {@code cosh(0.075 j) / (1 + (theta_j / 0.2)^2)} with {@code
 * pi_0 = 0}, normalised over the points the prior is restricted to. Scale 0.2 loses the fewest
 * nights in the worst case over odds ratios from 1.1 to 5.
 *
 * <p>Source: Robbins 1970 (Ann. Math. Stat. 41:1397, mixtures of likelihood ratios); the grid and
 * scale are this project's.
 */
public final class TiltPrior {

  /** Scale of the Cauchy density. */
  public static final double SCALE = 0.2;

  private static final TiltPrior EITHER = new TiltPrior(-TiltGrid.HALF, TiltGrid.HALF);
  private static final TiltPrior[] ABOVE = new TiltPrior[TiltGrid.HALF];
  private static final TiltPrior[] BELOW = new TiltPrior[TiltGrid.HALF];

  static {
    for (int j = 0; j < TiltGrid.HALF; j++) {
      ABOVE[j] = new TiltPrior(j + 1, TiltGrid.HALF);
      BELOW[j] = ABOVE[j].mirrored();
    }
  }

  private final int from;
  private final int to;
  private final double[] logWeights = new double[TiltGrid.SIZE];

  private TiltPrior(int first, int last) {
    from = TiltGrid.index(first);
    to = TiltGrid.index(last) + 1;
    Arrays.fill(logWeights, Double.NEGATIVE_INFINITY);
    double total = 0;
    for (int i = from; i < to; i++) {
      total += weight(i);
    }
    for (int i = from; i < to; i++) {
      logWeights[i] = StrictMath.log(weight(i) / total);
    }
  }

  private TiltPrior(TiltPrior other) {
    from = TiltGrid.SIZE - other.to;
    to = TiltGrid.SIZE - other.from;
    for (int i = 0; i < TiltGrid.SIZE; i++) {
      logWeights[i] = other.logWeights[TiltGrid.SIZE - 1 - i];
    }
  }

  private TiltPrior mirrored() {
    return new TiltPrior(this);
  }

  private static double weight(int i) {
    double ratio = TiltGrid.THETA[i] / SCALE;
    return i == TiltGrid.HALF
        ? 0
        : StrictMath.cosh(TiltGrid.STEP * (i - TiltGrid.HALF)) / (1 + ratio * ratio);
  }

  /** The prior of a hypothesis registered for that direction. */
  public static TiltPrior of(Direction direction) {
    return switch (direction) {
      case EITHER -> EITHER;
      case UP -> ABOVE[0];
      case DOWN -> BELOW[0];
    };
  }

  /**
   * The prior restricted to tilts strictly above that of a grid point.
   *
   * @param j from 0 to 59
   */
  public static TiltPrior above(int j) {
    return ABOVE[j];
  }

  /**
   * The prior restricted to tilts strictly below minus that of a grid point.
   *
   * @param j from 0 to 59
   */
  public static TiltPrior below(int j) {
    return BELOW[j];
  }

  /**
   * {@code log sum_j pi_j e^values_j}: the log e-value of a vector of log likelihood ratios.
   *
   * @param values one number per grid point, 121 in all
   */
  public double logMixture(double[] values) {
    return LogSum.weighted(logWeights, values, from, to);
  }

  /** The natural logarithm of the weight at a grid point, minus infinity outside the support. */
  public double logWeight(int j) {
    return logWeights[TiltGrid.index(j)];
  }

  /**
   * The density of the underlying two-sided Cauchy distribution (one-sided: twice that).
   *
   * @param direction which side or both
   */
  static double density(double theta, Direction direction) {
    double ratio = theta / SCALE;
    double twoSided = 1 / (SCALE * Math.PI * (1 + ratio * ratio));
    return direction == Direction.EITHER ? twoSided : 2 * twoSided;
  }
}
