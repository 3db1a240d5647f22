package io.plumbline.stats;

import java.util.List;

/**
 * The constant bets of Engine B: fractions of the wealth staked on every cluster mean lying above,
 * or below, a supposed mean. Constant on purpose: their logarithms add up in any order.
 *
 * <p>{@code W+_f(m) = sum_c log(1 + (f / m)(y_c - m))} and {@code W-_f(m) = sum_c log(1 - (f / (1 -
 * m))(y_c - m))}. At {@code m = 0} (and 1) the bet above (below) is lost in no case: infinite as
 * soon as one cluster differs, otherwise zero.
 *
 * <p>Source: Waudby-Smith and Ramdas 2024 (JRSS-B 86:1, section 4).
 */
final class Bets {

  /** Staked fractions, equally weighted. */
  static final double[] FRACTIONS = {.01, .02, .05, .1, .2, .4, .7};

  /** Bets in all: above first, then below. */
  static final int COUNT = 2 * FRACTIONS.length;

  private Bets() {}

  /** The log wealth of every bet after these clusters. */
  static double[] logWealth(List<ClusterMeans> clusters, double mean) {
    double[] wealth = new double[COUNT];
    for (ClusterMeans cell : clusters) {
      if (cell.clusters() > 0) {
        for (int i = 0; i < FRACTIONS.length; i++) {
          wealth[i] += cell.clusters() * above(FRACTIONS[i], cell.low(), mean);
          wealth[FRACTIONS.length + i] +=
              cell.clusters() * above(FRACTIONS[i], 1 - cell.high(), 1 - mean);
        }
      }
    }
    return wealth;
  }

  private static double above(double fraction, double value, double mean) {
    if (mean == 0) {
      return value > 0 ? Double.POSITIVE_INFINITY : 0;
    }
    return Math.log1p(fraction / mean * (value - mean));
  }

  /** The log e-value of the bets of that direction, equally mixed. */
  static double logMixture(double[] wealth, Direction direction) {
    int half = FRACTIONS.length;
    return switch (direction) {
      case UP -> mixture(wealth, 0, half);
      case DOWN -> mixture(wealth, half, COUNT);
      case EITHER -> mixture(wealth, 0, COUNT);
    };
  }

  private static double mixture(double[] wealth, int from, int to) {
    return LogSum.weighted(EVEN, wealth, from, to) - Math.log(to - from);
  }

  private static final double[] EVEN = new double[COUNT];
}
