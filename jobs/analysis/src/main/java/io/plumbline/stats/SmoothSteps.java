package io.plumbline.stats;

/**
 * {@code log(1 + e^a)} and {@code e^a} for arguments that are not positive, from tables: the hot
 * spots of a replay, in which every hypothesis takes a few hundred of them a night.
 *
 * <p>Taylor's expansion to the fourth order around the nearest of points 1/256 apart; the remainder
 * is below {@code (1/512)^5 / 5!}, less than 3e-16 of the last place that counts (Muller 2016,
 * Elementary Functions, ch. 6). All derivatives of {@code log(1 + e^a)} are polynomials in its
 * first, the logistic function s: with {@code q = s (1 - s)} they are {@code s, q, q (1 - 2s), q (1
 * - 6q)}.
 */
final class SmoothSteps {

  /** Points to one unit of the argument. */
  private static final int STEPS = 256;

  private static final double WIDTH = 1.0 / STEPS;

  /** Below this neither function can move the last bit of a number near one. */
  private static final int REACH = 45;

  /** At every point {@code log(1 + e^a)} and the logistic function, side by side. */
  private static final double[] SOFT = new double[2 * (REACH * STEPS + 2)];

  private static final double[] EXPONENTIAL = new double[REACH * STEPS + 2];

  static {
    for (int i = 0; i < EXPONENTIAL.length; i++) {
      double power = StrictMath.exp(-i * WIDTH);
      SOFT[2 * i] = StrictMath.log1p(power);
      SOFT[2 * i + 1] = power / (1 + power);
      EXPONENTIAL[i] = power;
    }
  }

  private SmoothSteps() {}

  /** {@code log(1 + e^a)}; 0 below -45. */
  static double softplus(double a) {
    if (!(a > -REACH)) {
      return 0;
    }
    int i = (int) (0.5 - a * STEPS);
    double d = a + i * WIDTH;
    double s = SOFT[2 * i + 1];
    double q = s * (1 - s);
    double tail = q * (1 - 2 * s) * (1.0 / 6) + d * (q * (1 - 6 * q) * (1.0 / 24));
    return SOFT[2 * i] + d * (s + d * (0.5 * q + d * tail));
  }

  /** {@code e^a}; 0 below -45. */
  static double exp(double a) {
    if (!(a > -REACH)) {
      return 0;
    }
    int i = (int) (0.5 - a * STEPS);
    double d = a + i * WIDTH;
    double rise = d * (1 + d * (0.5 + d * (1.0 / 6 + d * (1.0 / 24))));
    return EXPONENTIAL[i] + EXPONENTIAL[i] * rise;
  }
}
