package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Bets on a bounded mean. Reference values: numpy 2.4.6, from the formulas. */
class BettingTest {

  private static final double[] VALUES = {0.2, 0.9, 0.4, 0.7, 1, 0};
  private static final AsymptoticSequence WIDTH = AsymptoticSequence.of(0.05, 60);

  private static List<ClusterMeans> clusters(double... values) {
    return Arrays.stream(values).mapToObj(ClusterMeans::exactly).toList();
  }

  @Test
  void wealthIsThatOfTheFormula() {
    BettingProcess low = BettingProcess.start(0.3).night(clusters(VALUES));
    BettingProcess high = BettingProcess.start(0.6).night(clusters(VALUES));

    assertThat(low.logPlain(Direction.EITHER)).isEqualTo(0.268554117803649, within(1e-13));
    assertThat(low.logPlain(Direction.UP)).isEqualTo(0.6624487811581978, within(1e-13));
    assertThat(low.logPlain(Direction.DOWN)).isEqualTo(-0.3906639275164763, within(1e-13));
    assertThat(high.logPlain(Direction.EITHER)).isEqualTo(-0.11965749849500407, within(1e-13));
    assertThat(high.logPlain(Direction.UP)).isEqualTo(-0.22463082451238248, within(1e-13));
    assertThat(high.logPlain(Direction.DOWN)).isEqualTo(-0.02466422176027039, within(1e-13));
  }

  @Test
  void restartsStakeOneDayEach() {
    BettingProcess process =
        BettingProcess.start(0.3).night(clusters(0.9)).night(List.of()).night(clusters(0.7, 0.8));
    double[] first = Bets.logWealth(clusters(0.9), 0.3);
    double[] third = Bets.logWealth(clusters(0.7, 0.8), 0.3);
    double expected = 0;
    for (int i = 0; i < 7; i++) {
      expected += (Math.exp(first[i] + third[i]) + 2 * Math.exp(third[i])) / 365 / 7;
    }

    assertThat(process.logRestart(Direction.UP)).isEqualTo(Math.log(expected), within(1e-12));
    assertThat(process.logPager(Direction.UP))
        .isEqualTo(
            Math.log(0.5 * expected + 0.5 * Math.exp(process.logPlain(Direction.UP))),
            within(1e-12));
    assertThat(process.nights()).isEqualTo(3);
  }

  @Test
  void afterAYearNoStakeIsLeft() {
    BettingProcess process = BettingProcess.start(0.5);
    for (int night = 0; night < 400; night++) {
      process = process.night(List.of());
    }

    assertThat(process.logRestart(Direction.UP)).isEqualTo(0, within(1e-12));
  }

  @Test
  void supposedMeanAtAnEndIsRefutedByAnyOtherValue() {
    assertThat(BettingProcess.start(0).night(clusters(0, 0)).logPlain(Direction.EITHER))
        .isEqualTo(0, within(1e-15));
    assertThat(BettingProcess.start(0).night(clusters(0, 0.1)).logPlain(Direction.EITHER))
        .isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(BettingProcess.start(1).night(clusters(1)).logPlain(Direction.DOWN))
        .isEqualTo(0, within(1e-15));
    assertThat(BettingProcess.start(1).night(clusters(0.9)).logPlain(Direction.DOWN))
        .isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void roundingNeverMakesEvidence() {
    SplittableRandom random = new SplittableRandom(2);
    for (int round = 0; round < 100; round++) {
      double value = random.nextDouble();
      double supposed = random.nextInt(1, 200) / 200.0;
      double[] exact = Bets.logWealth(clusters(value), supposed);
      long floor = (long) Math.floor(value * 1_000);
      double[] rounded = Bets.logWealth(List.of(ClusterMeans.aboveThousandths(floor, 1)), supposed);
      for (int i = 0; i < Bets.COUNT; i++) {
        assertThat(rounded[i]).as("round %d, bet %d", round, i).isLessThanOrEqualTo(exact[i]);
        assertThat(rounded[i]).isEqualTo(exact[i], within(0.3));
      }
    }
    assertThat(ClusterMeans.atThousandths(250, 3)).isEqualTo(new ClusterMeans(0.25, 0.25, 3));
  }

  @Test
  void repeatedClustersCountAsOften() {
    BettingProcess each = BettingProcess.start(0.3).night(clusters(0.25, 0.25, 0.25));
    BettingProcess tallied =
        BettingProcess.start(0.3).night(List.of(ClusterMeans.atThousandths(250, 3)));

    assertThat(tallied.logPlain(Direction.DOWN))
        .isEqualTo(each.logPlain(Direction.DOWN), within(1e-14));
    assertThat(tallied.moments()).isEqualTo(each.moments());
  }

  @Test
  void clusterMeansOutsideTheUnitIntervalAreRefused() {
    assertThatThrownBy(() -> ClusterMeans.exactly(1.2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid cluster mean: 1.2 (must be in [0, 1])");
    assertThatThrownBy(() -> new ClusterMeans(0.4, 0.3, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid cluster mean: [0.4, 0.3] (must be ordered)");
    assertThatThrownBy(() -> BettingProcess.start(-0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid supposed mean: -0.1 (must be in [0, 1])");
  }

  @Test
  void processResultCarriesItsEvidence() {
    List<ClusterMeans> many = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      many.add(ClusterMeans.exactly(i % 2 == 0 ? 0.2 : 0.6));
    }
    BettingProcess process = BettingProcess.start(0.3).night(many);
    Result result = process.result(Direction.UP, WIDTH);

    assertThat(result.status()).isEqualTo(Status.OK);
    assertThat(result.estimate().orElseThrow()).isEqualTo(0.1, within(1e-14));
    assertThat(result.logE()).hasValue(process.logPager(Direction.UP));
    assertThat(result.mde()).isEqualTo(WIDTH.detectable(process.moments()));
    assertThat(result.mde()).isPresent();
    assertThat(result.clusters()).isEqualTo(80);
  }

  @Test
  void equalValuesAreFlaggedAndStillEvidence() {
    Result result =
        BettingProcess.start(0.3)
            .night(Collections.nCopies(90, ClusterMeans.exactly(0.7)))
            .result(Direction.UP, WIDTH);

    assertThat(result.status()).isEqualTo(Status.DEGENERATE_VARIANCE);
    assertThat(result.logE().orElseThrow()).isGreaterThan(10);
  }

  @Test
  void withoutClustersThereIsNoEvidence() {
    Result result = BettingProcess.start(0.3).result(Direction.UP, WIDTH);

    assertThat(result.status()).isEqualTo(Status.NO_DATA);
    assertThat(result.logE()).hasValue(0);
    assertThat(result.estimate()).isEmpty();
  }

  @Test
  void processIsRestoredBitForBit() {
    BettingProcess process = BettingProcess.start(0.3).night(clusters(VALUES)).night(List.of());
    BettingProcess restored = BettingProcess.of(process.toArray());

    assertThat(restored.toArray()).isEqualTo(process.toArray()).hasSize(BettingProcess.LENGTH);
    assertThat(restored.night(clusters(0.5)).toArray())
        .isEqualTo(process.night(clusters(0.5)).toArray());
    assertThatThrownBy(() -> BettingProcess.of(new double[4]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid state: 4 numbers (must be 33)");
  }

  @Test
  void sequenceIsTheHullOfTheMeansThatAreNotRefuted() {
    BettingSequence sequence = BettingSequence.NONE.plus(clusters(VALUES)).plus(clusters(VALUES));
    Interval interval = sequence.confidence(0.2);
    int first = 0;
    while (sequence.logE(first, Direction.EITHER) >= Math.log(5)) {
      first++;
    }
    int last = 200;
    while (sequence.logE(last, Direction.EITHER) >= Math.log(5)) {
      last--;
    }

    assertThat(first).isGreaterThan(1);
    assertThat(interval.lower().orElseThrow()).isEqualTo((first - 1) / 200.0, within(1e-15));
    assertThat(interval.upper().orElseThrow())
        .isEqualTo(Math.min(200, last + 1) / 200.0, within(1e-15));
    assertThat(interval.level()).isEqualTo(0.8);
    assertThat(sequence.logE(60, Direction.UP))
        .isEqualTo(
            BettingProcess.start(0.3)
                .night(clusters(VALUES))
                .night(clusters(VALUES))
                .logPlain(Direction.UP),
            within(1e-13));
  }

  @Test
  void sequenceWithoutClustersIsEverything() {
    Interval interval = BettingSequence.NONE.confidence(0.05);

    assertThat(interval.lower()).hasValue(0);
    assertThat(interval.upper()).hasValue(1);
    assertThat(BettingSequence.NONE.result(WIDTH).status()).isEqualTo(Status.NO_DATA);
    assertThat(BettingSequence.NONE.result(WIDTH).estimate()).isEmpty();
  }

  @Test
  void sequenceOfAMeanBetweenGridPointsIsNeverEmpty() {
    BettingSequence sequence =
        BettingSequence.NONE.plus(List.of(new ClusterMeans(0.4025, 0.4025, 1_000_000)));
    Interval interval = sequence.confidence(0.05);

    assertThat(interval.lower().orElseThrow()).isBetween(0.39, 0.40);
    assertThat(interval.upper().orElseThrow()).isBetween(0.405, 0.415);
  }

  @Test
  void sequenceOfClustersThatAreAllZeroStartsAtZero() {
    Interval interval =
        BettingSequence.NONE.plus(List.of(new ClusterMeans(0, 0, 500))).confidence(0.05);

    assertThat(interval.lower()).hasValue(0);
    assertThat(interval.upper().orElseThrow()).isLessThan(0.05);
  }

  @Test
  void sequenceResultCarriesItsWidth() {
    List<ClusterMeans> many = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      many.add(ClusterMeans.exactly(i % 2 == 0 ? 0.2 : 0.6));
    }
    BettingSequence sequence = BettingSequence.NONE.plus(many);
    Result result = sequence.result(WIDTH);

    assertThat(result.status()).isEqualTo(Status.OK);
    assertThat(result.estimate().orElseThrow()).isEqualTo(0.4, within(1e-14));
    assertThat(result.interval()).isEqualTo(sequence.confidence(0.05));
    assertThat(result.mde()).isEqualTo(WIDTH.detectable(sequence.moments()));
    assertThat(
            BettingSequence.NONE
                .plus(Collections.nCopies(60, ClusterMeans.exactly(0.5)))
                .result(WIDTH)
                .status())
        .isEqualTo(Status.DEGENERATE_VARIANCE);
  }

  @Test
  void sequenceMergesAndIsRestoredBitForBit() {
    BettingSequence one = BettingSequence.NONE.plus(clusters(0.2, 0.9));
    BettingSequence two = BettingSequence.NONE.plus(clusters(0.4, 0.7, 1, 0));
    BettingSequence whole = BettingSequence.NONE.plus(clusters(VALUES));
    double[] merged = one.plus(two).toArray();
    double[] direct = whole.toArray();
    for (int i = 0; i < merged.length; i++) {
      if (Double.isFinite(direct[i])) {
        assertThat(merged[i]).as("state %d", i).isEqualTo(direct[i], within(1e-13));
      } else {
        assertThat(merged[i]).isEqualTo(direct[i]);
      }
    }

    assertThat(BettingSequence.of(direct).toArray()).isEqualTo(direct);
    assertThat(BettingSequence.of(direct).confidence(0.05)).isEqualTo(whole.confidence(0.05));
    assertThatThrownBy(() -> BettingSequence.of(new double[5]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid state: 5 numbers (must be " + BettingSequence.LENGTH + ")");
  }
}
