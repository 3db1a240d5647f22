package io.plumbline.stats;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A confidence sequence for the mean of a bounded score, from the bets of Engine B against each of
 * 201 supposed means 0, 0.005, ..., 1.
 *
 * <p>The sequence is the hull of the supposed means whose e-value stays below {@code 1/alpha}, one
 * step outwards; it covers a mean that is constant over the nights. A commutative monoid under
 * {@link #plus}; 2,817 doubles; O(clusters x 201) to add.
 *
 * <p>Source: Waudby-Smith and Ramdas 2024 (JRSS-B 86:1, section 4).
 */
public final class BettingSequence {

  /** Supposed means in all. */
  public static final int POINTS = 201;

  /** How many doubles {@link #toArray} gives. */
  public static final int LENGTH = 3 + POINTS * Bets.COUNT;

  private static final double STEPS = POINTS - 1;

  /** No clusters. */
  public static final BettingSequence NONE =
      new BettingSequence(Moments.NONE, new double[POINTS][Bets.COUNT]);

  private final Moments moments;
  private final double[][] wealth;

  private BettingSequence(Moments moments, double[][] wealth) {
    this.moments = moments;
    this.wealth = wealth;
  }

  /** With these clusters. */
  public BettingSequence plus(List<ClusterMeans> clusters) {
    Moments next = Moments.NONE;
    for (ClusterMeans cell : clusters) {
      next = next.plus(new Moments(cell.clusters(), cell.middle(), 0));
    }
    double[][] more = new double[POINTS][];
    for (int i = 0; i < POINTS; i++) {
      more[i] = Bets.logWealth(clusters, i / STEPS);
    }
    return plus(new BettingSequence(next, more));
  }

  /** With the clusters of the other. */
  public BettingSequence plus(BettingSequence other) {
    double[][] sum = new double[POINTS][Bets.COUNT];
    for (int i = 0; i < POINTS; i++) {
      for (int k = 0; k < Bets.COUNT; k++) {
        sum[i][k] = wealth[i][k] + other.wealth[i][k];
      }
    }
    return new BettingSequence(moments.plus(other.moments), sum);
  }

  /** Count, mean and spread of the cluster means seen. */
  public Moments moments() {
    return moments;
  }

  /**
   * The log e-value against a supposed mean of the grid.
   *
   * @param point from 0 to 200, for a mean of {@code point / 200}
   */
  public double logE(int point, Direction direction) {
    return Bets.logMixture(wealth[point], direction);
  }

  /** The confidence sequence at this moment; [0, 1] without clusters. */
  public Interval confidence(double alpha) {
    Counts.openShare("alpha", alpha);
    int first = -1;
    int last = -1;
    int least = 0;
    for (int i = 0; i < POINTS; i++) {
      double evidence = logE(i, Direction.EITHER);
      if (evidence < -Math.log(alpha)) {
        first = first < 0 ? i : first;
        last = i;
      }
      least = evidence < logE(least, Direction.EITHER) ? i : least;
    }
    int from = first < 0 ? least : first;
    int to = first < 0 ? least : last;
    return Interval.of(
        Math.max(0, from - 1) / STEPS,
        Math.min(POINTS - 1, to + 1) / STEPS,
        1 - alpha,
        Interval.Kind.ANYTIME);
  }

  /**
   * The mean with its confidence sequence. NO_DATA without clusters; DEGENERATE_VARIANCE when all
   * are equal, the sequence being valid nevertheless.
   *
   * @param width gives the level and the smallest detectable effect
   */
  public Result result(AsymptoticSequence width) {
    Interval interval = confidence(width.alpha());
    if (moments.count() == 0) {
      return new Result(
          OptionalDouble.empty(),
          interval,
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          0,
          0,
          Status.NO_DATA);
    }
    return new Result(
        OptionalDouble.of(moments.mean()),
        interval,
        OptionalDouble.empty(),
        width.detectable(moments),
        moments.count(),
        moments.count(),
        moments.squares() == 0 ? Status.DEGENERATE_VARIANCE : Status.OK);
  }

  /** The state as plain doubles, for storage; {@link #of} restores it bit for bit. */
  public double[] toArray() {
    double[] stored = new double[LENGTH];
    stored[0] = moments.count();
    stored[1] = moments.mean();
    stored[2] = moments.squares();
    for (int i = 0; i < POINTS; i++) {
      System.arraycopy(wealth[i], 0, stored, 3 + i * Bets.COUNT, Bets.COUNT);
    }
    return stored;
  }

  /**
   * The sequence that {@link #toArray} stored.
   *
   * @throws IllegalArgumentException if the length differs or a number is NaN
   */
  public static BettingSequence of(double[] stored) {
    Stored.check(stored, LENGTH);
    double[][] wealth = new double[POINTS][];
    for (int i = 0; i < POINTS; i++) {
      int at = 3 + i * Bets.COUNT;
      wealth[i] = Arrays.copyOfRange(stored, at, at + Bets.COUNT);
    }
    return new BettingSequence(new Moments((long) stored[0], stored[1], stored[2]), wealth);
  }
}
