package io.plumbline.stats;

/**
 * Bets that follow the data seen so far, in order: companions of Engine B for the console, not
 * mergeable. All use the same predictable plug-in stake {@code sqrt(2 log(2/alpha) / (t log(1 + t)
 * s^2_{t-1}))} from the regularised running variance.
 *
 * <p>Source: Waudby-Smith and Ramdas 2024 (JRSS-B 86:1): empirical Bernstein and Hoeffding,
 * sections 3.1 and 3.2 (equations 15 and 23 to 26); hedged capital, section 4.4; dKelly, section B.
 */
public final class PluginBets {

  /** A running interval, one pair of ends per observation. */
  public record Bounds(double[] lower, double[] upper) {

    /** The ends after the last observation; [0, 1] without any. */
    public double[] last() {
      return lower.length == 0
          ? new double[] {0, 1}
          : new double[] {lower[lower.length - 1], upper[upper.length - 1]};
    }

    private Bounds intersected() {
      double[] low = lower.clone();
      double[] high = upper.clone();
      for (int t = 1; t < low.length; t++) {
        low[t] = Math.max(low[t], low[t - 1]);
        high[t] = Math.min(high[t], high[t - 1]);
      }
      return new Bounds(low, high);
    }
  }

  private PluginBets() {}

  /** Stakes before any truncation; each depends on earlier values only. */
  private static double[] stakes(double[] values, double alpha) {
    double[] stakes = new double[values.length];
    double sum = 0.5;
    double squares = 0.25;
    double variance = 0.25;
    for (int t = 1; t <= values.length; t++) {
      stakes[t - 1] = Math.sqrt(2 * Math.log(2 / alpha) / (t * Math.log(1 + t) * variance));
      sum += values[t - 1];
      double away = values[t - 1] - Math.min(1, sum / (t + 1));
      squares += away * away;
      variance = squares / (t + 1);
    }
    return stakes;
  }

  /**
   * The empirical Bernstein confidence sequence after every observation, clipped to [0, 1].
   *
   * @param values in [0, 1]
   * @param alpha in (0, 1)
   */
  public static Bounds empiricalBernstein(double[] values, double alpha) {
    check(values, alpha);
    return bounds(bernsteinLower(values, alpha), bernsteinLower(reflected(values), alpha));
  }

  private static double[] bernsteinLower(double[] values, double alpha) {
    double[] stakes = stakes(values, alpha);
    double[] lower = new double[values.length];
    double staked = 0;
    double centre = 0;
    double penalty = Math.log(2 / alpha);
    double sum = 0;
    for (int t = 0; t < values.length; t++) {
      double stake = Math.min(0.5, stakes[t]);
      double away = values[t] - (t == 0 ? 0 : sum / t);
      penalty += away * away * (-Math.log1p(-stake) - stake);
      staked += stake;
      centre += stake * values[t];
      sum += values[t];
      lower[t] = (centre - penalty) / staked;
    }
    return lower;
  }

  /** The Hoeffding confidence sequence after every observation, clipped to [0, 1]. */
  public static Bounds hoeffding(double[] values, double alpha) {
    check(values, alpha);
    return bounds(hoeffdingLower(values, alpha), hoeffdingLower(reflected(values), alpha));
  }

  private static double[] hoeffdingLower(double[] values, double alpha) {
    double[] lower = new double[values.length];
    double staked = 0;
    double centre = 0;
    double penalty = Math.log(2 / alpha);
    for (int t = 1; t <= values.length; t++) {
      double stake = Math.min(1, Math.sqrt(8 * Math.log(2 / alpha) / (t * Math.log(1 + t))));
      penalty += stake * stake / 8;
      staked += stake;
      centre += stake * values[t - 1];
      lower[t - 1] = (centre - penalty) / staked;
    }
    return lower;
  }

  private static double[] reflected(double[] values) {
    double[] reflected = new double[values.length];
    for (int t = 0; t < values.length; t++) {
      reflected[t] = 1 - values[t];
    }
    return reflected;
  }

  private static Bounds bounds(double[] lower, double[] reflectedLower) {
    double[] low = new double[lower.length];
    double[] high = new double[lower.length];
    for (int t = 0; t < low.length; t++) {
      low[t] = Math.max(0, lower[t]);
      high[t] = Math.min(1, 1 - reflectedLower[t]);
    }
    return new Bounds(low, high);
  }

  /**
   * The log wealth after every observation of the hedged bets against a supposed mean: the larger
   * of half the wealth of betting above and half that of betting below, stakes cut at half of what
   * could lose everything.
   */
  public static double[] hedgedLogWealth(double[] values, double mean, double alpha) {
    check(values, alpha);
    Counts.share("supposed mean", mean);
    double[] stakes = stakes(values, alpha);
    double[] wealth = new double[values.length];
    double above = -Restarts.LOG_TWO;
    double below = -Restarts.LOG_TWO;
    for (int t = 0; t < values.length; t++) {
      double away = values[t] - mean;
      above += gain(Math.min(stakes[t], 0.5 / mean), away);
      below += gain(Math.min(stakes[t], 0.5 / (1 - mean)), -away);
      wealth[t] = Math.max(above, below);
    }
    return wealth;
  }

  private static double gain(double stake, double away) {
    return away == 0 ? 0 : Math.log1p(stake * away);
  }

  /**
   * The running intersection of the hedged confidence sequence on the grid 0, 1/breaks, ..., 1, one
   * step outwards.
   */
  public static Bounds hedged(double[] values, double alpha, int breaks) {
    check(values, alpha);
    double[][] wealth = new double[breaks + 1][];
    for (int i = 0; i <= breaks; i++) {
      wealth[i] = hedgedLogWealth(values, i / (double) breaks, alpha);
    }
    return hull(wealth, alpha).intersected();
  }

  /**
   * The running intersection of the confidence sequence of diversified constant bets {@code i / (D
   * + 1)}, i = 1..D, half above and half below, on the grid 0, 1/breaks, ..., 1, one step outwards.
   */
  public static Bounds diversified(double[] values, double alpha, int bets, int breaks) {
    check(values, alpha);
    double[][] wealth = new double[breaks + 1][];
    for (int i = 0; i <= breaks; i++) {
      wealth[i] = diversifiedLogWealth(values, i / (double) breaks, bets);
    }
    return hull(wealth, alpha).intersected();
  }

  private static double[] diversifiedLogWealth(double[] values, double mean, int bets) {
    double[] logs = new double[2 * bets];
    double[] wealth = new double[values.length];
    for (int t = 0; t < values.length; t++) {
      double away = values[t] - mean;
      for (int i = 0; i < bets; i++) {
        double fraction = (i + 1.0) / (bets + 1);
        logs[i] += gain(fraction / mean, away);
        logs[bets + i] += gain(fraction / (1 - mean), -away);
      }
      wealth[t] = LogSum.of(logs) - Math.log(2.0 * bets);
    }
    return wealth;
  }

  /** Grid points below the alarm, after every observation; everything when there are none. */
  private static Bounds hull(double[][] wealth, double alpha) {
    int steps = wealth.length - 1;
    int observations = wealth[0].length;
    double[] lower = new double[observations];
    double[] upper = new double[observations];
    for (int t = 0; t < observations; t++) {
      int first = 0;
      while (first <= steps && wealth[first][t] >= -Math.log(alpha)) {
        first++;
      }
      int last = steps;
      while (last >= 0 && wealth[last][t] >= -Math.log(alpha)) {
        last--;
      }
      lower[t] = first > steps ? 0 : Math.max(0, first - 1) / (double) steps;
      upper[t] = last < 0 ? 1 : Math.min(steps, last + 1) / (double) steps;
    }
    return new Bounds(lower, upper);
  }

  private static void check(double[] values, double alpha) {
    Counts.openShare("alpha", alpha);
    for (double value : values) {
      Counts.share("value", value);
    }
  }
}
