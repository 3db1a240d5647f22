package io.plumbline.detect;

import io.plumbline.measure.Fold;
import io.plumbline.stats.AsymptoticSequence;
import io.plumbline.stats.Interval;
import io.plumbline.stats.Result;
import io.plumbline.stats.Status;
import java.time.LocalDate;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;

/**
 * How far the mean of a number among what was taken lies from the mean among what was not, within
 * blocks: sums over blocks that add from night to night.
 *
 * <p>{@code sum_b n_b (ybar_b1 - ybar_b0) / sum_b n_b} over blocks with at least two units in each
 * arm, {@code n_b} the units taken; its variance is {@code sum_b n_b^2 (s2_b1/n_b1 + s2_b0/n_b0) /
 * (sum_b n_b)^2}. State of {@value #LENGTH} numbers; O(distinct values) per block.
 *
 * <p>Source: the interval is the asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha,
 * Kennedy and Ramdas 2024 (Ann. Stat. 52:2613).
 */
final class MeanDifference {

  /** Units of a value: all, and those taken. */
  record Units(long offered, long taken) {

    static final Units NONE = new Units(0, 0);

    Units plus(Units other) {
      return new Units(offered + other.offered, taken + other.taken);
    }
  }

  private static final int LENGTH = 10;
  private static final double ALPHA = 0.05;
  private static final double POWER_QUANTILE = 0.8416;
  private static final int NIGHTS_TIGHTEST = 30;
  private static final long FEWEST_CLUSTERS = 50;
  private static final long FEWEST_PER_ARM = 20;

  // begun, units of the first night, taken, not taken, sum n y1, sum n y0, variance sum, sum of
  // squares within blocks, its degrees of freedom, units that both took
  private final double[] sums;

  private MeanDifference(double[] sums) {
    this.sums = sums;
  }

  static MeanDifference start(LocalDate night) {
    double[] sums = new double[LENGTH];
    sums[0] = night.toEpochDay();
    return new MeanDifference(sums);
  }

  static MeanDifference of(Fold fold) {
    return new MeanDifference(fold.numbers());
  }

  Fold fold() {
    return Fold.of(sums);
  }

  /** Whether it started before this night. */
  boolean isBefore(LocalDate night) {
    return LocalDate.ofEpochDay((long) sums[0]).isBefore(night);
  }

  /** With the blocks of a night, each its units by value, and how many units both arms took. */
  MeanDifference night(Iterable<SortedMap<Double, Units>> blocks, long both) {
    double[] next = sums.clone();
    for (SortedMap<Double, Units> block : blocks) {
      add(next, block);
    }
    if (sums[1] == 0) {
      next[1] = next[2] + next[3];
    }
    next[9] += both;
    return new MeanDifference(next);
  }

  private static void add(double[] sums, SortedMap<Double, Units> block) {
    Moments taken = new Moments();
    Moments left = new Moments();
    Moments all = new Moments();
    for (Map.Entry<Double, Units> value : block.entrySet()) {
      Units units = value.getValue();
      taken.add(value.getKey(), units.taken());
      left.add(value.getKey(), units.offered() - units.taken());
      all.add(value.getKey(), units.offered());
    }
    if (taken.count < 2 || left.count < 2) {
      return;
    }
    sums[2] += taken.count;
    sums[3] += left.count;
    sums[4] += taken.count * taken.mean;
    sums[5] += taken.count * left.mean;
    sums[6] +=
        (double) taken.count
            * taken.count
            * (taken.variance() / taken.count + left.variance() / left.count);
    sums[7] += all.squares;
    sums[8] += all.count - 1;
  }

  /** Count, mean and sum of squared deviations, after Welford 1962 with weights. */
  private static final class Moments {
    private long count;
    private double mean;
    private double squares;

    private void add(double value, long units) {
      if (units > 0) {
        count += units;
        double apart = value - mean;
        mean += apart * units / count;
        squares += units * apart * (value - mean);
      }
    }

    private double variance() {
      return squares / (count - 1);
    }
  }

  long taken() {
    return (long) sums[2];
  }

  long notTaken() {
    return (long) sums[3];
  }

  long both() {
    return (long) sums[9];
  }

  /** Mean among what was taken; empty without blocks. */
  OptionalDouble mean() {
    return sums[2] == 0 ? OptionalDouble.empty() : OptionalDouble.of(sums[4] / sums[2]);
  }

  /** Mean among what was not taken, of the same blocks with the same weights. */
  OptionalDouble otherMean() {
    return sums[2] == 0 ? OptionalDouble.empty() : OptionalDouble.of(sums[5] / sums[2]);
  }

  /** Standard deviation of a unit within its block; 0 without blocks. */
  double deviation() {
    return sums[8] == 0 ? 0 : Math.sqrt(sums[7] / sums[8]);
  }

  /**
   * The difference with its 95 % confidence sequence. NO_INFORMATION without blocks;
   * DEGENERATE_VARIANCE when all values are alike; NOT_ESTIMABLE, without an interval, below
   * {@value #FEWEST_CLUSTERS} units or {@value #FEWEST_PER_ARM} in an arm.
   */
  Result result() {
    long units = taken() + notTaken();
    if (units == 0) {
      return new Result(
          OptionalDouble.empty(),
          Interval.unbounded(1 - ALPHA, Interval.Kind.ANYTIME),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          0,
          0,
          Status.NO_INFORMATION);
    }
    double variance = sums[6] / (sums[2] * sums[2]);
    double estimate = (sums[4] - sums[5]) / sums[2];
    Status status =
        variance == 0
            ? Status.DEGENERATE_VARIANCE
            : units < FEWEST_CLUSTERS || Math.min(taken(), notTaken()) < FEWEST_PER_ARM
                ? Status.NOT_ESTIMABLE
                : Status.OK;
    boolean isOk = status == Status.OK;
    double half =
        AsymptoticSequence.of(ALPHA, NIGHTS_TIGHTEST * Math.max(1, sums[1]))
            .halfWidth(variance * units, units);
    return new Result(
        OptionalDouble.of(estimate),
        isOk
            ? Interval.of(estimate - half, estimate + half, 1 - ALPHA, Interval.Kind.ANYTIME)
            : Interval.unbounded(1 - ALPHA, Interval.Kind.ANYTIME),
        OptionalDouble.empty(),
        isOk
            ? OptionalDouble.of(half + POWER_QUANTILE * Math.sqrt(variance))
            : OptionalDouble.empty(),
        units,
        units,
        status);
  }
}
