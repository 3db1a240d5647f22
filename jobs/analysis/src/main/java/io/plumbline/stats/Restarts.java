package io.plumbline.stats;

import java.util.Arrays;

/**
 * Wealth that starts anew every night with a small stake, so that a change at an unknown night is
 * found as if one had started betting there: a mixture over start nights, hence itself an e-process
 * as long as the stakes add up to at most one.
 *
 * <p>One number per component, {@code r_j <- log(e^{r_j} + w) + increment_j}, starting at minus
 * infinity; nights in order. With stake 1 this is the Shiryaev-Roberts statistic.
 *
 * <p>Source: Shin, Ramdas and Rinaldo 2024 (NEJSDS 2:229; arXiv 2203.03532).
 */
public final class Restarts {

  /** Nights of a budget year, over which one unit of stakes is spread. */
  public static final int YEAR = 365;

  static final double LOG_YEARLY_STAKE = -StrictMath.log(YEAR);

  /** The logarithm of nothing to start with; finite, so that differences of it are numbers. */
  static final double NO_STAKE = -Double.MAX_VALUE;

  private final double logStake;
  private final double[] wealth;
  private final double[] highest;

  private Restarts(double logStake, double[] wealth, double[] highest) {
    this.logStake = logStake;
    this.wealth = wealth;
    this.highest = highest;
  }

  /**
   * A process that has seen no night.
   *
   * @param components how many bets run side by side
   * @param stake what each night starts with, such as 1/365
   */
  public static Restarts start(int components, double stake) {
    if (!(stake > 0 && stake <= 1)) {
      throw new IllegalArgumentException("Invalid stake: " + stake + " (must be in (0, 1])");
    }
    double[] nothing = nothing(components);
    return new Restarts(Math.log(stake), nothing, nothing);
  }

  /** After one more night with these log increments, one per component. */
  public Restarts night(double[] increments) {
    if (increments.length != wealth.length) {
      throw new IllegalArgumentException(
          "Invalid increments: " + increments.length + " (must be " + wealth.length + ")");
    }
    for (double increment : increments) {
      Counts.number("log increment", increment);
    }
    double[] next = wealth.clone();
    step(next, logStake, increments, 0, next.length, 0);
    double[] best = highest.clone();
    for (int i = 0; i < best.length; i++) {
      best[i] = Math.max(best[i], 0) + increments[i];
    }
    return new Restarts(logStake, next, best);
  }

  /**
   * The log e-value: components mixed by the weights, start nights by the stake; minus infinity
   * before the first night.
   */
  public double logMixture(double[] logWeights) {
    return LogSum.weighted(logWeights, wealth, 0, wealth.length);
  }

  /**
   * The e-CUSUM: as {@link #logMixture}, but the best start night of each component instead of the
   * mixture. For display only: it is no e-value, and as an alarm it is slower.
   */
  public double logCusum(double[] logWeights) {
    return LogSum.weighted(logWeights, highest, 0, highest.length);
  }

  /**
   * The likeliest first night of a change: the start after which the log increments add up to most,
   * the first of equals. For display beside an alarm.
   *
   * @param increments log increments of one component, night by night
   * @return an index into the increments, -1 without any
   */
  public static int likeliestStart(double[] increments) {
    int best = -1;
    double most = Double.NEGATIVE_INFINITY;
    double sum = 0;
    for (int night = increments.length - 1; night >= 0; night--) {
      sum += increments[night];
      if (sum >= most) {
        most = sum;
        best = night;
      }
    }
    return best;
  }

  static double[] nothing(int components) {
    double[] nothing = new double[components];
    Arrays.fill(nothing, Double.NEGATIVE_INFINITY);
    return nothing;
  }

  /** One night for components {@code from <= i < to}, each increment less the same offset. */
  static void step(
      double[] wealth, double logStake, double[] increments, int from, int to, double offset) {
    for (int i = from; i < to; i++) {
      wealth[i] = withStake(wealth[i], logStake) + (increments[i] - offset);
    }
  }

  /** {@code log(e^wealth + e^logStake)}, either of which may be minus infinity. */
  private static double withStake(double wealth, double logStake) {
    double above = wealth - logStake;
    return above >= 0
        ? wealth + SmoothSteps.softplus(-above)
        : logStake + SmoothSteps.softplus(above);
  }

  /** Half the wealth bet from the first night on, half by restarts: what the pager compares. */
  static double half(double logPlain, double logRestart) {
    return LogSum.add(logPlain, logRestart) - LOG_TWO;
  }

  static final double LOG_TWO = StrictMath.log(2);
}
