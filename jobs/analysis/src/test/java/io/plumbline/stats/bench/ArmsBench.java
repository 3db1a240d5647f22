package io.plumbline.stats.bench;

import static io.plumbline.stats.bench.Printed.ALARM;
import static io.plumbline.stats.bench.Printed.NULL_RUNS;
import static io.plumbline.stats.bench.Printed.RUNS;
import static io.plumbline.stats.bench.Printed.YEAR;
import static io.plumbline.stats.bench.Printed.head;
import static io.plumbline.stats.bench.Printed.row;

import io.plumbline.stats.ArmTally;
import io.plumbline.stats.AsymptoticSequence;
import io.plumbline.stats.Direction;
import io.plumbline.stats.Interval;
import io.plumbline.stats.PoolBlock;
import io.plumbline.stats.StandardisedDifference;
import io.plumbline.stats.TiltProcess;
import io.plumbline.stats.simulated.Draws;
import io.plumbline.stats.simulated.Rate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** False alarms and delays when two arms are compared. */
@Tag("bench")
class ArmsBench {

  @Test
  void twoArms() {
    double[][] settings = {{.30, .30}, {.02, .02}, {.33, .30}, {.36, .30}, {.45, .30}, {.05, .02}};
    head(
        "Table 5. 20 + 20 binary outcomes a night; seeds from 800001",
        List.of(".30/.30", ".02/.02", ".33/.30", ".36/.30", ".45/.30", ".05/.02"));
    List<String> tilt = new ArrayList<>();
    List<String> sequence = new ArrayList<>();
    List<String> started = new ArrayList<>();
    for (double[] setting : settings) {
      boolean isNull = setting[0] == setting[1];
      int runs = isNull ? NULL_RUNS : RUNS;
      tilt.add(arms(runs, isNull, seed -> conditional(seed, setting)));
      sequence.add(arms(runs / 4, isNull, seed -> difference(seed, setting, false)));
      started.add(arms(runs / 4, isNull, seed -> difference(seed, setting, true)));
    }
    row("conditional tilt, plain two-sided", tilt);
    row("asymptotic sequence, from the first night (a quarter of the runs)", sequence);
    row("asymptotic sequence, with start conditions (a quarter of the runs)", started);
  }

  private static String arms(int runs, boolean isNull, LongFunction<Integer> alarm) {
    long found = 0;
    double sum = 0;
    for (long seed = 800_001; seed < 800_001 + runs; seed++) {
      int night = alarm.apply(seed);
      found += night <= YEAR ? 1 : 0;
      sum += Math.min(night, YEAR);
    }
    return isNull
        ? new Rate(found, runs).toString()
        : String.format(Locale.ROOT, "%.1f /%.2f", sum / runs, (double) found / runs);
  }

  private static int conditional(long seed, double[] shares) {
    Draws draws = new Draws(seed);
    TiltProcess process = TiltProcess.start();
    for (int night = 1; night <= YEAR; night++) {
      long a = draws.binomial(20, shares[0]);
      long b = draws.binomial(20, shares[1]);
      process = process.night(List.of(new PoolBlock(40, 20, a + b, a)));
      if (process.logPlain(Direction.EITHER) >= ALARM) {
        return night;
      }
    }
    return YEAR + 1;
  }

  private static int difference(long seed, double[] shares, boolean isGuarded) {
    Draws draws = new Draws(seed);
    StandardisedDifference method =
        StandardisedDifference.of(
            AsymptoticSequence.of(0.05, 40 * 40),
            List.of(1.0),
            StandardisedDifference.Scale.BINARY);
    ArmTally tally = ArmTally.NONE;
    for (int night = 1; night <= YEAR; night++) {
      tally =
          ArmTally.sum(
              List.of(
                  tally,
                  units(ArmTally.Arm.COMPARED, 20, draws.binomial(20, shares[0])),
                  units(ArmTally.Arm.REFERENCE, 20, draws.binomial(20, shares[1]))));
      if (isGuarded) {
        Interval interval = method.of(tally).interval();
        if (!interval.contains(0)) {
          return night;
        }
      } else {
        StandardisedDifference.Parts parts = method.parts(tally);
        double variance = parts.variance().orElseThrow();
        double half = method.halfWidth(variance, tally.clusters());
        if (variance > 0 && Math.abs(parts.difference().orElseThrow()) > half) {
          return night;
        }
      }
    }
    return YEAR + 1;
  }

  /** Clusters of one item each, so many with an event. */
  private static ArmTally units(ArmTally.Arm arm, long units, long events) {
    return ArmTally.sum(
        List.of(
            ArmTally.clusters(units),
            ArmTally.armClusters(arm, units, events, units - events),
            ArmTally.margin(0, arm, units, events),
            ArmTally.pair(0, arm, 0, arm, units, events, events, events)));
  }
}
