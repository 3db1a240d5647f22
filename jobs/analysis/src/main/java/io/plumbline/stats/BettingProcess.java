package io.plumbline.stats;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The evidence over the nights of a budget year that the mean of a bounded score differs from a
 * supposed mean: Engine B.
 *
 * <p>UP tests {@code mean <= m0}, DOWN {@code mean >= m0}, EITHER {@code mean = m0}. Clusters of
 * one night must be independent given the past; against an external constant, where a night may
 * have an effect of its own, the night is the cluster. Immutable; 33 doubles; O(clusters) a night,
 * additive within it.
 *
 * <p>Source: Waudby-Smith and Ramdas 2024 (JRSS-B 86:1, section 4, diversified constant bets);
 * Shin, Ramdas and Rinaldo 2024 (restarts).
 */
public final class BettingProcess {

  /** How many doubles {@link #toArray} gives. */
  public static final int LENGTH = 5 + 2 * Bets.COUNT;

  private final double supposed;
  private final int nights;
  private final Moments moments;
  private final double[] plain;
  private final double[] restarted;

  private BettingProcess(
      double supposed, int nights, Moments moments, double[] plain, double[] restarted) {
    this.supposed = supposed;
    this.nights = nights;
    this.moments = moments;
    this.plain = plain;
    this.restarted = restarted;
  }

  /**
   * A process that has seen no night.
   *
   * @param supposed m0, the mean without an effect, in [0, 1]
   */
  public static BettingProcess start(double supposed) {
    Counts.share("supposed mean", supposed);
    return new BettingProcess(
        supposed, 0, Moments.NONE, new double[Bets.COUNT], Restarts.nothing(Bets.COUNT));
  }

  /** After one more night with these clusters, possibly none. */
  public BettingProcess night(List<ClusterMeans> clusters) {
    double[] increments = Bets.logWealth(clusters, supposed);
    double[] nextPlain = plain.clone();
    for (int i = 0; i < nextPlain.length; i++) {
      nextPlain[i] += increments[i];
    }
    double[] nextRestarted = restarted.clone();
    double logStake = nights < Restarts.YEAR ? Restarts.LOG_YEARLY_STAKE : Restarts.NO_STAKE;
    Restarts.step(nextRestarted, logStake, increments, 0, Bets.COUNT, 0);
    Moments next = moments;
    for (ClusterMeans cell : clusters) {
      next = next.plus(new Moments(cell.clusters(), cell.middle(), 0));
    }
    return new BettingProcess(supposed, nights + 1, next, nextPlain, nextRestarted);
  }

  /** Log e-value, betting from the first night on. */
  public double logPlain(Direction direction) {
    return Bets.logMixture(plain, direction);
  }

  /** Log e-value, betting from every night on; minus infinity before any. */
  public double logRestart(Direction direction) {
    return Bets.logMixture(restarted, direction);
  }

  /** What the pager compares with {@code log(1/alpha)}: half plain, half restart. */
  public double logPager(Direction direction) {
    return Restarts.half(logPlain(direction), logRestart(direction));
  }

  /** Count, mean and spread of the cluster means seen. */
  public Moments moments() {
    return moments;
  }

  /** Nights seen. */
  public int nights() {
    return nights;
  }

  /**
   * The mean less the supposed mean, with the pager's log e-value; without an interval, which
   * {@link BettingSequence} gives. NO_DATA without clusters; DEGENERATE_VARIANCE when all are
   * equal, the log e-value being valid nevertheless.
   */
  public Result result(Direction direction, AsymptoticSequence width) {
    if (moments.count() == 0) {
      return Result.without(1 - width.alpha(), Interval.Kind.ANYTIME, 0, 0, Status.NO_DATA)
          .withLogE(0);
    }
    return new Result(
        OptionalDouble.of(moments.mean() - supposed),
        Interval.unbounded(1 - width.alpha(), Interval.Kind.ANYTIME),
        OptionalDouble.of(logPager(direction)),
        width.detectable(moments),
        moments.count(),
        moments.count(),
        moments.squares() == 0 ? Status.DEGENERATE_VARIANCE : Status.OK);
  }

  /** The state as plain doubles, for storage; {@link #of} restores it bit for bit. */
  public double[] toArray() {
    double[] stored = new double[LENGTH];
    stored[0] = supposed;
    stored[1] = nights;
    stored[2] = moments.count();
    stored[3] = moments.mean();
    stored[4] = moments.squares();
    System.arraycopy(plain, 0, stored, 5, Bets.COUNT);
    System.arraycopy(restarted, 0, stored, 5 + Bets.COUNT, Bets.COUNT);
    return stored;
  }

  /**
   * The process that {@link #toArray} stored.
   *
   * @throws IllegalArgumentException if the length differs, a number is NaN or cannot be
   */
  public static BettingProcess of(double[] stored) {
    Stored.check(stored, LENGTH);
    Counts.share("supposed mean", stored[0]);
    return new BettingProcess(
        stored[0],
        Stored.count(stored[1], 0, Integer.MAX_VALUE),
        new Moments((long) stored[2], stored[3], stored[4]),
        Arrays.copyOfRange(stored, 5, 5 + Bets.COUNT),
        Arrays.copyOfRange(stored, 5 + Bets.COUNT, LENGTH));
  }
}
