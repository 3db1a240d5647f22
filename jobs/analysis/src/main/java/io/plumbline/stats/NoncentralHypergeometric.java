package io.plumbline.stats;

/**
 * Fisher's noncentral hypergeometric distribution: how many of {@code n} drawn without replacement
 * from a pool of {@code M} with {@code m} marked are marked, when the odds of a marked unit are
 * {@code psi = e^theta} times those of an unmarked one.
 *
 * <p>Exact: terms follow from each other by their ratios, starting at the mode, so that no
 * difference of large log factorials is taken. Support of at most 20,001 values; O(support) to
 * make. A tilt costs O(standard deviation), the whole grid 121 times that and once O(support); up
 * to a support of 220 the grid costs 121 times the support.
 *
 * <p>Source: Cornfield 1956 (Proc. Third Berkeley Symp. 4:135); Fog 2008 (Commun. Stat. Simul.
 * Comput. 37:241).
 */
public final class NoncentralHypergeometric {

  /** The widest support that is summed exactly. */
  public static final int WIDEST = 20_000;

  /** Up to this width the powers of every grid odds ratio stay within the range of a double. */
  private static final int NARROW = 220;

  /** A term this small beside the sum so far ends a sum of falling terms. */
  private static final double NEGLIGIBLE = 1e-18;

  /** A product of ratios this small is put into its logarithm before it leaves the range. */
  private static final double SMALL = 1e-200;

  private final long low;
  private final double[] ratio;

  private NoncentralHypergeometric(long low, double[] ratio) {
    this.low = low;
    this.ratio = ratio;
  }

  /**
   * The distribution with the given margins.
   *
   * @param poolTotal M, units that could have been chosen
   * @param poolWithAttribute m, at most M
   * @param selected n, at most M
   * @throws IllegalArgumentException if a count is negative or above M, or the support has more
   *     than 20,001 values
   */
  public static NoncentralHypergeometric of(long poolTotal, long poolWithAttribute, long selected) {
    if (poolWithAttribute < 0
        || selected < 0
        || poolWithAttribute > poolTotal
        || selected > poolTotal) {
      throw new IllegalArgumentException(
          "Invalid margins: "
              + poolWithAttribute
              + " with the attribute and "
              + selected
              + " selected of "
              + poolTotal
              + " (must be between 0 and the pool)");
    }
    long low = Math.max(0, selected - (poolTotal - poolWithAttribute));
    long width = Math.min(poolWithAttribute, selected) - low;
    if (width > WIDEST) {
      throw new IllegalArgumentException(
          "Invalid support: " + (width + 1) + " values (must be at most " + (WIDEST + 1) + ")");
    }
    double[] ratio = new double[(int) width];
    for (int v = 0; v < ratio.length; v++) {
      long u = low + v;
      ratio[v] =
          (double) (poolWithAttribute - u)
              * (selected - u)
              / ((double) (u + 1) * (poolTotal - poolWithAttribute - selected + u + 1));
    }
    return new NoncentralHypergeometric(low, ratio);
  }

  /** The smallest value that can occur. */
  public long low() {
    return low;
  }

  /** The largest value that can occur. */
  public long high() {
    return low + ratio.length;
  }

  /**
   * {@code log(P_psi(x) / P_1(x))}, the evidence of {@code x} for the tilt against no tilt.
   *
   * @param x within the support
   */
  public double logRatio(long x, double theta) {
    return theta * (x - low) - logMoment(theta);
  }

  /** The expected number marked. */
  public double mean(double theta) {
    Sums sums = sums(mode(Math.exp(theta)), Math.exp(theta));
    return low + sums.mode + sums.first / sums.zeroth;
  }

  /** The variance of the number marked. */
  public double variance(double theta) {
    Sums sums = sums(mode(Math.exp(theta)), Math.exp(theta));
    double shift = sums.first / sums.zeroth;
    return Math.max(0, sums.second / sums.zeroth - shift * shift);
  }

  /** {@code log E_1[e^(theta (U - low))]}. */
  double logMoment(double theta) {
    double psi = Math.exp(theta);
    int centre = mode(1);
    int tilted = mode(psi);
    return logWeight(centre, tilted)
        + theta * tilted
        + Math.log(sums(tilted, psi).zeroth)
        - Math.log(sums(centre, 1).zeroth);
  }

  /** The log likelihood ratios of every tilt of the grid against none, all in one pass. */
  double[] logRatios(long x) {
    double[] moments = ratio.length <= NARROW ? narrowMoments() : wideMoments();
    for (int i = 0; i < moments.length; i++) {
      moments[i] = TiltGrid.THETA[i] * (x - low) - moments[i];
    }
    return moments;
  }

  /** Horner's rule for all odds ratios side by side. */
  private double[] narrowMoments() {
    int width = ratio.length;
    double[] weight = new double[width + 1];
    int centre = mode(1);
    weight[centre] = 1;
    for (int v = centre; v < width; v++) {
      weight[v + 1] = weight[v] * ratio[v];
    }
    for (int v = centre; v > 0; v--) {
      weight[v - 1] = weight[v] / ratio[v - 1];
    }
    double[] sum = new double[TiltGrid.SIZE];
    for (int v = width; v >= 0; v--) {
      double term = weight[v];
      for (int i = 0; i < sum.length; i++) {
        sum[i] = sum[i] * TiltGrid.PSI[i] + term;
      }
    }
    double central = Math.log(sum[TiltGrid.HALF]);
    for (int i = 0; i < sum.length; i++) {
      sum[i] = Math.log(sum[i]) - central;
    }
    return sum;
  }

  /** Each tilt summed outwards from its own mode until the terms no longer count. */
  private double[] wideMoments() {
    double[] inverse = new double[ratio.length];
    for (int v = 0; v < inverse.length; v++) {
      inverse[v] = 1 / ratio[v];
    }
    int[] modes = new int[TiltGrid.SIZE];
    for (int i = 0; i < modes.length; i++) {
      modes[i] = mode(TiltGrid.PSI[i]);
    }
    double[] moment = logWeights(modes, inverse);
    double central = Math.log(total(modes[TiltGrid.HALF], 1, inverse));
    for (int i = 0; i < moment.length; i++) {
      moment[i] +=
          TiltGrid.THETA[i] * modes[i]
              + Math.log(total(modes[i], TiltGrid.PSI[i], inverse))
              - central;
    }
    return moment;
  }

  /**
   * Log weights of the modes beside that of the central one, by products of ratios of which the
   * logarithm is taken only where it is asked for.
   */
  private double[] logWeights(int[] modes, double[] inverse) {
    double[] log = new double[modes.length];
    double taken = 0;
    double product = 1;
    for (int i = TiltGrid.HALF + 1; i < log.length; i++) {
      for (int v = modes[i - 1]; v < modes[i]; v++) {
        product *= ratio[v];
        if (product < SMALL) {
          taken += Math.log(product);
          product = 1;
        }
      }
      log[i] = taken + Math.log(product);
    }
    taken = 0;
    product = 1;
    for (int i = TiltGrid.HALF - 1; i >= 0; i--) {
      for (int v = modes[i + 1] - 1; v >= modes[i]; v--) {
        product *= inverse[v];
        if (product < SMALL) {
          taken += Math.log(product);
          product = 1;
        }
      }
      log[i] = taken + Math.log(product);
    }
    return log;
  }

  /** The sum of all terms relative to that of the mode, both ways at once. */
  private double total(int mode, double psi, double[] inverse) {
    double unlikelier = 1 / psi;
    double total = 1;
    double above = 1;
    double below = 1;
    int up = mode;
    int down = mode - 1;
    boolean isUp = up < ratio.length;
    boolean isDown = down >= 0;
    while (isUp || isDown) {
      if (isUp) {
        above *= ratio[up++] * psi;
        total += above;
        isUp = up < ratio.length && above > NEGLIGIBLE;
      }
      if (isDown) {
        below *= inverse[down--] * unlikelier;
        total += below;
        isDown = down >= 0 && below > NEGLIGIBLE;
      }
    }
    return total;
  }

  /** Where the terms stop rising; ratios fall along the support, so this is a binary search. */
  private int mode(double psi) {
    int from = 0;
    int to = ratio.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (ratio[middle] * psi >= 1) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  private double logWeight(int from, int to) {
    double sum = 0;
    for (int v = from; v < to; v++) {
      sum += Math.log(ratio[v]);
    }
    for (int v = to; v < from; v++) {
      sum -= Math.log(ratio[v]);
    }
    return sum;
  }

  private record Sums(int mode, double zeroth, double first, double second) {}

  /** Moments about the mode of terms relative to that of the mode. */
  private Sums sums(int mode, double psi) {
    double zeroth = 1;
    double first = 0;
    double second = 0;
    double term = 1;
    for (int v = mode; v < ratio.length; v++) {
      term *= ratio[v] * psi;
      double away = v + 1 - mode;
      zeroth += term;
      first += term * away;
      second += term * away * away;
      if (term * away * away < NEGLIGIBLE) {
        break;
      }
    }
    term = 1;
    for (int v = mode - 1; v >= 0; v--) {
      term /= ratio[v] * psi;
      double away = v - mode;
      zeroth += term;
      first += term * away;
      second += term * away * away;
      if (term * away * away < NEGLIGIBLE) {
        break;
      }
    }
    return new Sums(mode, zeroth, first, second);
  }
}
