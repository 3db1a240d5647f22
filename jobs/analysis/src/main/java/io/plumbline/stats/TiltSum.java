package io.plumbline.stats;

import java.util.List;
import java.util.OptionalDouble;

/**
 * The evidence of any number of blocks for every tilt of {@link TiltGrid} against no tilt, with the
 * counts it rests on.
 *
 * <p>A commutative monoid: {@link #NONE} and {@link #plus}. Adding in another order or grouping
 * changes no more than the last bits; add in a fixed order (night, stratum, cell) where doubles
 * have to be reproduced. 121 log likelihood ratios and 14 sums; O(121) to add.
 */
public final class TiltSum {

  /** The evidence of no block at all. */
  public static final TiltSum NONE = new TiltSum(new double[TiltGrid.SIZE + Part.COUNT]);

  /** How many doubles {@link #toArray} gives. */
  public static final int LENGTH = TiltGrid.SIZE + Part.COUNT;

  /** What is summed beside the likelihood ratios, in the order in which it is stored. */
  enum Part {
    /** Blocks of any kind. */
    BLOCKS,
    /** Blocks that could move the evidence. */
    INFORMATIVE,
    /** Blocks in which something was chosen that had not been offered. */
    MISMATCHED,
    /** Blocks whose increments are bets, valid against theta = 0 alone. */
    BETS,
    /** Selected units of informative blocks. */
    UNITS,
    /** Hits: selected units that have the attribute. */
    HITS,
    /** What the hits would be on average without a tilt. */
    EXPECTED,
    /** The variance of the hits without a tilt. */
    INFORMATION,
    /** Mantel-Haenszel numerator, sum of ad/N. */
    R,
    /** Mantel-Haenszel denominator, sum of bc/N. */
    S,
    /** Robins-Breslow-Greenland sums. */
    PR,
    PS_QR,
    QS;

    static final int COUNT = 13;
  }

  private final double[] values;

  TiltSum(double[] values) {
    this.values = values;
  }

  /** This and the other evidence together. */
  public TiltSum plus(TiltSum other) {
    double[] sum = values.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += other.values[i];
    }
    return new TiltSum(sum);
  }

  /** The evidence of the blocks, added in the order given. */
  public static TiltSum of(List<? extends TiltBlock> blocks) {
    if (blocks.size() == 1) {
      return blocks.get(0).evidence();
    }
    double[] sum = new double[LENGTH];
    for (TiltBlock block : blocks) {
      double[] one = block.evidence().values;
      for (int i = 0; i < sum.length; i++) {
        sum[i] += one[i];
      }
    }
    return new TiltSum(sum);
  }

  /** The evidence as plain doubles, for storage; {@link #of(double[])} restores it bit for bit. */
  public double[] toArray() {
    return values.clone();
  }

  /**
   * The evidence that {@link #toArray} stored.
   *
   * @throws IllegalArgumentException if the length differs or a number is NaN
   */
  public static TiltSum of(double[] stored) {
    Stored.check(stored, LENGTH);
    return new TiltSum(stored.clone());
  }

  /** The log likelihood ratio of a grid point against no tilt. */
  public double logRatio(int j) {
    return values[TiltGrid.index(j)];
  }

  /** The log likelihood ratios of the whole grid, read only; callers must not write to it. */
  double[] logRatios() {
    return values;
  }

  double part(Part part) {
    return values[TiltGrid.SIZE + part.ordinal()];
  }

  /** Blocks of any kind. */
  public long blocks() {
    return (long) part(Part.BLOCKS);
  }

  /** Blocks that could move the evidence. */
  public long informativeBlocks() {
    return (long) part(Part.INFORMATIVE);
  }

  /** Selected units of the blocks that could move the evidence. */
  public long units() {
    return (long) part(Part.UNITS);
  }

  /** Selected units that have the attribute (kernel S: the sum of their scores). */
  public double hits() {
    return part(Part.HITS);
  }

  /** The hits expected without a tilt. */
  public double expectedHits() {
    return part(Part.EXPECTED);
  }

  /** The variance of the hits without a tilt. */
  public double information() {
    return part(Part.INFORMATION);
  }

  /** OK, NO_DATA, NO_INFORMATION or POOL_MISMATCH. */
  public Status status() {
    if (part(Part.MISMATCHED) > 0) {
      return Status.POOL_MISMATCH;
    }
    if (blocks() == 0) {
      return Status.NO_DATA;
    }
    return informativeBlocks() == 0 ? Status.NO_INFORMATION : Status.OK;
  }

  /**
   * Whether the increments are likelihood ratios, so that tilts other than zero can be excluded;
   * kernels S and C only bet against zero.
   */
  public boolean isLikelihood() {
    return part(Part.BETS) == 0;
  }

  /** {@code log E} of the mixture over the tilts of that direction; 0 without information. */
  public double logMixture(Direction direction) {
    return informativeBlocks() == 0 ? 0 : TiltPrior.of(direction).logMixture(values);
  }

  /** The share of selected units with the attribute minus the share expected without a tilt. */
  public OptionalDouble shareDifference() {
    return units() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((hits() - expectedHits()) / units());
  }

  /** The grid point of the highest likelihood, the first of equals. */
  public int gridMaximum() {
    int best = 0;
    for (int i = 1; i < TiltGrid.SIZE; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return best - TiltGrid.HALF;
  }

  /**
   * The Mantel-Haenszel log odds ratio over the 2x2 tables of kernels H and P: {@code log(sum ad/N
   * / sum bc/N)}; empty when either sum is zero.
   *
   * <p>Source: Mantel and Haenszel 1959 (JNCI 22:719).
   */
  public OptionalDouble logOdds() {
    double r = part(Part.R);
    double s = part(Part.S);
    return r > 0 && s > 0 ? OptionalDouble.of(Math.log(r / s)) : OptionalDouble.empty();
  }

  /**
   * The variance of {@link #logOdds}: {@code sum PR/(2 R^2) + sum(PS + QR)/(2 R S) + sum QS/(2
   * S^2)}.
   *
   * <p>Source: Robins, Breslow and Greenland 1986 (Biometrics 42:311).
   */
  public OptionalDouble logOddsVariance() {
    double r = part(Part.R);
    double s = part(Part.S);
    return r > 0 && s > 0
        ? OptionalDouble.of(
            part(Part.PR) / (2 * r * r)
                + part(Part.PS_QR) / (2 * r * s)
                + part(Part.QS) / (2 * s * s))
        : OptionalDouble.empty();
  }

  /**
   * The maximum likelihood log odds ratio, by a parabola through the three grid points around the
   * highest; empty without information, for bets, and when the maximum lies at an end of the grid.
   */
  public OptionalDouble maximumLikelihood() {
    int peak = gridMaximum();
    if (informativeBlocks() == 0 || !isLikelihood() || Math.abs(peak) == TiltGrid.HALF) {
      return OptionalDouble.empty();
    }
    int i = TiltGrid.index(peak);
    double left = TiltGrid.THETA[i - 1] - TiltGrid.THETA[i];
    double right = TiltGrid.THETA[i + 1] - TiltGrid.THETA[i];
    double fall = values[i - 1] - values[i];
    double rise = values[i + 1] - values[i];
    double curvature = right * fall - left * rise;
    return OptionalDouble.of(
        curvature == 0
            ? TiltGrid.THETA[i]
            : TiltGrid.THETA[i] + (right * right * fall - left * left * rise) / (2 * curvature));
  }

  /**
   * The grid points that the evidence cannot exclude, {@code log E - L_i < log(1/alpha)}: first and
   * last. L is concave in theta, so there is no gap.
   *
   * <p>Source: Robbins 1970 (Ann. Math. Stat. 41:1397).
   *
   * @return the log odds ratios of the two points, lower first
   */
  public double[] undecidedRange(double alpha) {
    int[] points = undecided(alpha);
    return new double[] {TiltGrid.theta(points[0]), TiltGrid.theta(points[1])};
  }

  private int[] undecided(double alpha) {
    double least = logMixture(Direction.EITHER) - Math.log(1 / alpha);
    int first = 0;
    while (values[first] <= least) {
      first++;
    }
    int last = TiltGrid.SIZE - 1;
    while (values[last] <= least) {
      last--;
    }
    return new int[] {first - TiltGrid.HALF, last - TiltGrid.HALF};
  }

  /**
   * The confidence sequence of the log odds ratio at this moment, one grid step outwards of the
   * {@linkplain #undecidedRange undecided points}; a side that reaches the end of the grid is
   * unbounded. It assumes one log odds ratio for all blocks. Unbounded on both sides for bets
   * (kernels S, C).
   *
   * @param alpha the chance, over all times together, that it ever misses the log odds ratio
   */
  public Interval confidence(double alpha) {
    if (informativeBlocks() == 0 || !isLikelihood()) {
      return Interval.unbounded(1 - alpha, Interval.Kind.ANYTIME);
    }
    int[] points = undecided(alpha);
    return Interval.of(
        points[0] - 1 <= -TiltGrid.HALF ? Double.NEGATIVE_INFINITY : TiltGrid.theta(points[0] - 1),
        points[1] + 1 >= TiltGrid.HALF ? Double.POSITIVE_INFINITY : TiltGrid.theta(points[1] + 1),
        1 - alpha,
        Interval.Kind.ANYTIME);
  }
}
