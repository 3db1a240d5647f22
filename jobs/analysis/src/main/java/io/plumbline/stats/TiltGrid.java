package io.plumbline.stats;

/**
 * The 121 log odds ratios on which every tilt process keeps its evidence: {@code theta_j = 3
 * sinh(0.075 j) / sinh(4.5)} for {@code j = -60..60}.
 *
 * <p>The spacing is 0.005 around zero and 0.22 at the ends, so that a weak tilt seen in many
 * selections is not lost between two points. Arrays over the grid are indexed by {@code j + 60}.
 */
public final class TiltGrid {

  /** Points on each side of zero. */
  public static final int HALF = 60;

  /** Points in all. */
  public static final int SIZE = 2 * HALF + 1;

  /** The largest log odds ratio on the grid. */
  public static final double END = 3;

  static final double STEP = 0.075;
  static final double[] THETA = new double[SIZE];
  static final double[] PSI = new double[SIZE];
  static final double[] PSI_LESS_ONE = new double[SIZE];

  static {
    for (int j = 1; j <= HALF; j++) {
      double theta = END * StrictMath.sinh(STEP * j) / StrictMath.sinh(STEP * HALF);
      THETA[HALF + j] = theta;
      THETA[HALF - j] = -theta;
    }
    for (int i = 0; i < SIZE; i++) {
      PSI[i] = StrictMath.exp(THETA[i]);
      PSI_LESS_ONE[i] = StrictMath.expm1(THETA[i]);
    }
  }

  private TiltGrid() {}

  /**
   * The log odds ratio at a grid point.
   *
   * @param j from -60 to 60
   */
  public static double theta(int j) {
    return THETA[index(j)];
  }

  /** The first {@code j > 0} whose log odds ratio is at least {@code rho}. */
  public static int firstAtLeast(double rho) {
    if (!(rho > 0 && rho < END)) {
      throw new IllegalArgumentException("Invalid margin: " + rho + " (must be in (0, 3))");
    }
    int j = 1;
    while (THETA[HALF + j] < rho) {
      j++;
    }
    return j;
  }

  static int index(int j) {
    if (j < -HALF || j > HALF) {
      throw new IllegalArgumentException(
          "Invalid grid point: " + j + " (must be between -60 and 60)");
    }
    return HALF + j;
  }
}
