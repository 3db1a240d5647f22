package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.stats.simulated.Draws;
import io.plumbline.stats.simulated.Monitor;
import io.plumbline.stats.simulated.Monitors;
import io.plumbline.stats.simulated.Rate;
import io.plumbline.stats.simulated.Selector;
import io.plumbline.stats.simulated.Selector.Delays;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * False alarms, coverage and power in simulated years, with seeds that never change. A rate is
 * judged by its exact interval: it fails only if it is beyond what was promised with 99.9 %
 * certainty. The quick runs are few; those tagged {@code full} repeat them with many.
 */
@Tag("simulation")
class CalibrationTest {

  private static final double ALARM = Math.log(20);
  private static final double[] FIVE = Selector.FIVE;
  private static final int YEAR = 365;

  private static void isWithin(Rate rate, double promised) {
    assertThat(rate.atLeast()).as("%s promised %s", rate, promised).isLessThanOrEqualTo(promised);
  }

  private static Monitor directed() {
    return Monitors.tilt(0.2, 2, process -> process.logPager(Direction.UP));
  }

  private static Monitor undirected() {
    return Monitors.categories(FIVE, CategoryProcess::logPager);
  }

  private static Rate falseYears(int runs, Supplier<Monitor> method) {
    return Selector.fair(40, FIVE).delays(1, runs, method, ALARM, YEAR).alarms();
  }

  private static Delays delays(int runs, Supplier<Monitor> method, double psi, int change) {
    return Selector.tilted(40, FIVE, 2, psi, change).delays(10_001, runs, method, ALARM, YEAR);
  }

  @Test
  void aQuietYearRarelyPages() {
    isWithin(falseYears(200, CalibrationTest::directed), 0.05);
    isWithin(falseYears(30, CalibrationTest::undirected), 0.05);
  }

  // The targets: directed at most 45 nights from night 1 and 65 after a change at night 100.
  @Test
  void directedPagerFindsOddsOfOnePointTwoInTime() {
    Delays early = delays(200, CalibrationTest::directed, 1.2, 0);
    Delays late = delays(200, CalibrationTest::directed, 1.2, 100);

    assertThat(early.found()).isEqualTo(200);
    assertThat(early.mean()).as("%s", early).isLessThanOrEqualTo(45);
    assertThat(late.mean()).as("%s", late).isLessThanOrEqualTo(65);
  }

  // The targets: undirected at most 65 nights from night 1 and 90 after a change at night 100.
  @Test
  void undirectedPagerFindsOddsOfOnePointTwoInTime() {
    Delays early = delays(40, CalibrationTest::undirected, 1.2, 0);
    Delays late = delays(40, CalibrationTest::undirected, 1.2, 100);

    assertThat(early.mean()).as("%s", early).isLessThanOrEqualTo(65);
    assertThat(late.mean()).as("%s", late).isLessThanOrEqualTo(90);
  }

  /** Runs a process on draws of 40 from 100, 20 of them marked, at odds psi. */
  private static Rate everInAYear(int runs, double psi, LongFunction<Watch> watch) {
    return Rate.over(
        20_001,
        runs,
        seed -> {
          Draws draws = new Draws(seed);
          Watch own = watch.apply(seed);
          TiltProcess process = TiltProcess.start();
          for (int night = 0; night < YEAR; night++) {
            process =
                process.night(List.of(new PoolBlock(100, 20, 40, draws.drawn(100, 20, 40, psi))));
            if (own.isSeen(process)) {
              return true;
            }
          }
          return false;
        });
  }

  /** Something to watch for. */
  @FunctionalInterface
  private interface Watch {
    boolean isSeen(TiltProcess process);
  }

  @Test
  void tiltAtTheMarginIsRarelyCalledMaterial() {
    double psi = Math.exp(TiltGrid.theta(16));
    Rate rate =
        everInAYear(
            150,
            psi,
            seed -> process -> process.logBeyondRope(Direction.EITHER).orElseThrow() >= ALARM);

    isWithin(rate, 0.05);
  }

  @Test
  void confidenceSequenceRarelyEverMissesTheTilt() {
    double theta = Math.log(1.3);
    Rate missed =
        everInAYear(150, 1.3, seed -> process -> !process.confidence(0.05).contains(theta));

    isWithin(missed, 0.05);
  }

  private static Rate meanEverMissed(int runs, double mean) {
    AsymptoticSequence sequence = AsymptoticSequence.of(0.05, 300);
    return Rate.over(
        30_001,
        runs,
        seed -> {
          Draws draws = new Draws(seed);
          Moments moments = Moments.NONE;
          for (int cluster = 0; cluster < 1_500; cluster++) {
            moments = moments.plus(draws.happens(mean) ? 1 : 0);
            if (!sequence.mean(moments).interval().contains(mean)) {
              return true;
            }
          }
          return false;
        });
  }

  @Test
  void asymptoticSequenceRarelyEverMissesTheMean() {
    isWithin(meanEverMissed(300, 0.3), 0.05);
  }

  private static Rate betsEverMissed(int runs) {
    return Rate.over(
        40_001,
        runs,
        seed -> {
          Draws draws = new Draws(seed);
          BettingSequence sequence = BettingSequence.NONE;
          for (int night = 0; night < 40; night++) {
            List<ClusterMeans> clusters =
                IntStream.range(0, 5)
                    .mapToObj(i -> ClusterMeans.exactly(0.6 * draws.uniform()))
                    .toList();
            sequence = sequence.plus(clusters);
            if (!sequence.confidence(0.05).contains(0.3)) {
              return true;
            }
          }
          return false;
        });
  }

  @Test
  void bettingSequenceRarelyEverMissesTheMean() {
    isWithin(betsEverMissed(40), 0.05);
  }

  private static Rate auditEverMissed(int runs) {
    PriorPosteriorRatio method = new PriorPosteriorRatio(1, 1);
    return Rate.over(
        50_001,
        runs,
        seed -> {
          Draws draws = new Draws(seed);
          int left = 300;
          int defective = 12;
          int found = 0;
          for (int n = 1; n <= 300; n++) {
            if (draws.happens((double) (defective - found) / left)) {
              found++;
            }
            left--;
            PriorPosteriorRatio.Range range = method.confidence(300, n, found, 0.05);
            if (range.lower() > defective || range.upper() < defective) {
              return true;
            }
          }
          return false;
        });
  }

  @Test
  void auditRarelyEverMissesTheNumberOfDefects() {
    isWithin(auditEverMissed(200), 0.05);
  }

  @Test
  void smallestDetectableTiltIsDetectedEightTimesInTen() {
    DetectableTilt detectable = DetectableTilt.of(0.05, Direction.UP);
    double theta = detectable.after(4_000, TiltUnit.ofPool(100, 20, 40)).up().orElseThrow();
    Rate found =
        Rate.over(
            60_001,
            300,
            seed -> {
              Draws draws = new Draws(seed);
              TiltProcess process = TiltProcess.start();
              for (int night = 0; night < 100; night++) {
                process =
                    process.night(
                        List.of(
                            new PoolBlock(100, 20, 40, draws.drawn(100, 20, 40, Math.exp(theta)))));
              }
              return process.logPlain(Direction.UP) - Restarts.LOG_TWO >= ALARM;
            });

    assertThat(found.atMost()).as("%s", found).isGreaterThanOrEqualTo(0.8);
    assertThat(found.atLeast()).as("%s", found).isLessThanOrEqualTo(0.9);
  }

  private static double falseShare(int runs) {
    double falseShares = 0;
    for (long seed = 70_001; seed < 70_001 + runs; seed++) {
      Draws draws = new Draws(seed);
      double[] logE = new double[100];
      for (int h = 0; h < 100; h++) {
        double psi = h < 20 ? 1.5 : 1;
        TiltSum sum = TiltSum.NONE;
        for (int night = 0; night < 15; night++) {
          sum = sum.plus(new PoolBlock(100, 20, 40, draws.drawn(100, 20, 40, psi)).evidence());
        }
        logE[h] = sum.logMixture(Direction.UP);
      }
      boolean[] listed = EBenjaminiHochberg.listed(logE, 0.1);
      long all = IntStream.range(0, 100).filter(h -> listed[h]).count();
      long wrong = IntStream.range(20, 100).filter(h -> listed[h]).count();
      falseShares += all == 0 ? 0 : (double) wrong / all;
    }
    return falseShares / runs;
  }

  @Test
  void worklistHasFewFalseEntries() {
    assertThat(falseShare(20)).isLessThanOrEqualTo(0.1);
  }

  @Test
  @Tag("full")
  void manyQuietYearsRarelyPage() {
    isWithin(falseYears(4_000, CalibrationTest::directed), 0.05);
    isWithin(falseYears(1_000, CalibrationTest::undirected), 0.05);
  }

  @Test
  @Tag("full")
  void manyTiltsAreFoundInTime() {
    assertThat(delays(2_000, CalibrationTest::directed, 1.2, 0).mean()).isLessThanOrEqualTo(45);
    assertThat(delays(2_000, CalibrationTest::directed, 1.2, 100).mean()).isLessThanOrEqualTo(65);
    assertThat(delays(400, CalibrationTest::undirected, 1.2, 0).mean()).isLessThanOrEqualTo(65);
    assertThat(delays(400, CalibrationTest::undirected, 1.2, 100).mean()).isLessThanOrEqualTo(90);
  }

  @Test
  @Tag("full")
  void manySequencesRarelyMiss() {
    double theta = Math.log(1.3);
    isWithin(
        everInAYear(3_000, 1.3, seed -> process -> !process.confidence(0.05).contains(theta)),
        0.05);
    isWithin(
        everInAYear(
            3_000,
            Math.exp(TiltGrid.theta(16)),
            seed -> process -> process.logBeyondRope(Direction.EITHER).orElseThrow() >= ALARM),
        0.05);
    isWithin(meanEverMissed(4_000, 0.3), 0.05);
    isWithin(betsEverMissed(500), 0.05);
    isWithin(auditEverMissed(4_000), 0.05);
    assertThat(falseShare(200)).isLessThanOrEqualTo(0.1);
  }
}
