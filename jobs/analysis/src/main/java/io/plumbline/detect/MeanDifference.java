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
 * How far the mean of a number among what one selector took lies from the mean among what another
 * took of the same blocks: sums over blocks that add from night to night.
 *
 * <p>{@code sum_b n_b1 (ybar_b1 - ybar_b0) / sum_b n_b1} over blocks in which each took at least
 * two units. Both means are of everything the selector took, units that both took included. A unit
 * {@code u} has the influence {@code (y - ybar_b1) / n_b1}, less {@code (y - ybar_b0) / n_b0}, each
 * where that selector took it, and the variance is {@code sum_b n_b1^2 N_b/(N_b - 1) sum_u psi_u^2
 * / (sum_b n_b1)^2}, {@code N_b} the units of the block: a unit in both is not two. State of
 * {@value #LENGTH} numbers; O(distinct values) per block.
 *
 * <p>Source: the interval is the asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha,
 * Kennedy and Ramdas 2024 (Ann. Stat. 52:2613).
 */
final class MeanDifference {

  /** Units of a value: those one alone took, those the other alone took, those both took. */
  record Units(long one, long other, long both) {

    static final Units NONE = new Units(0, 0, 0);

    Units plus(Units more) {
      return new Units(one + more.one, other + more.other, both + more.both);
    }

    /** Units that exactly one of the two took. */
    long apart() {
      return one + other;
    }
  }

  private static final int LENGTH = 10;
  private static final double ALPHA = 0.05;
  private static final double POWER_QUANTILE = 0.8416;
  private static final int NIGHTS_TIGHTEST = 30;
  private static final long FEWEST_CLUSTERS = 50;
  private static final long FEWEST_PER_ARM = 20;

  // begun, units of the first night, units of one, of the other, of both, sum n y1, sum n y0,
  // variance sum, sum of squares within blocks, its degrees of freedom
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

  /** With the blocks of a night, each its units by value. */
  MeanDifference night(Iterable<SortedMap<Double, Units>> blocks) {
    double[] next = sums.clone();
    for (SortedMap<Double, Units> block : blocks) {
      add(next, block);
    }
    if (sums[1] == 0) {
      next[1] = next[2] + next[3] - next[4];
    }
    return new MeanDifference(next);
  }

  private static void add(double[] sums, SortedMap<Double, Units> block) {
    long[] n = new long[3];
    double[] total = new double[3];
    block.forEach(
        (value, units) -> {
          long[] counts = {
            units.one + units.both, units.other + units.both, units.apart() + units.both
          };
          for (int i = 0; i < counts.length; i++) {
            n[i] += counts[i];
            total[i] += counts[i] * value;
          }
        });
    if (n[0] < 2 || n[1] < 2) {
      return;
    }
    double mean = total[0] / n[0];
    double otherMean = total[1] / n[1];
    double influence = 0;
    double squares = 0;
    long both = 0;
    for (Map.Entry<Double, Units> value : block.entrySet()) {
      Units units = value.getValue();
      double one = (value.getKey() - mean) / n[0];
      double other = (value.getKey() - otherMean) / n[1];
      influence +=
          units.one * one * one
              + units.other * other * other
              + units.both * (one - other) * (one - other);
      double apart = value.getKey() - total[2] / n[2];
      squares += (units.apart() + units.both) * apart * apart;
      both += units.both;
    }
    sums[2] += n[0];
    sums[3] += n[1];
    sums[4] += both;
    sums[5] += total[0];
    sums[6] += n[0] * otherMean;
    sums[7] += (double) n[0] * n[0] * influence * n[2] / (n[2] - 1);
    sums[8] += squares;
    sums[9] += n[2] - 1;
  }

  /** Units one took. */
  long taken() {
    return (long) sums[2];
  }

  /** Units the other took. */
  long takenByOther() {
    return (long) sums[3];
  }

  /** Units both took, which are in both counts. */
  long both() {
    return (long) sums[4];
  }

  /** Mean among what one took; empty without blocks. */
  OptionalDouble mean() {
    return sums[2] == 0 ? OptionalDouble.empty() : OptionalDouble.of(sums[5] / sums[2]);
  }

  /** Mean among what the other took, block by block with the same weights. */
  OptionalDouble otherMean() {
    return sums[2] == 0 ? OptionalDouble.empty() : OptionalDouble.of(sums[6] / sums[2]);
  }

  /** Standard deviation of a unit within its block; 0 without blocks. */
  double deviation() {
    return sums[9] == 0 ? 0 : Math.sqrt(sums[8] / sums[9]);
  }

  /**
   * The difference with its 95 % confidence sequence. NO_INFORMATION without blocks;
   * DEGENERATE_VARIANCE when all values are alike; NOT_ESTIMABLE, without an interval, below
   * {@value #FEWEST_CLUSTERS} units or {@value #FEWEST_PER_ARM} in an arm.
   */
  Result result() {
    long units = taken() + takenByOther() - both();
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
    double variance = sums[7] / (sums[2] * sums[2]);
    double estimate = (sums[5] - sums[6]) / sums[2];
    Status status =
        variance == 0
            ? Status.DEGENERATE_VARIANCE
            : units < FEWEST_CLUSTERS || Math.min(taken(), takenByOther()) < FEWEST_PER_ARM
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
