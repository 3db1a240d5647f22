package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.stats.AsymptoticSequence;
import io.plumbline.stats.Result;
import io.plumbline.stats.Status;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MeanDifferenceTest {

  @Test
  void equalsTheFormulaByHand() {
    SortedMap<Double, MeanDifference.Units> block = new TreeMap<>();
    // One took 1 1 2 4 and 8, the other 1 3 5 5 6 and 8; 8 is the same unit.
    block.put(1.0, new MeanDifference.Units(2, 1, 0));
    block.put(2.0, new MeanDifference.Units(1, 0, 0));
    block.put(3.0, new MeanDifference.Units(0, 1, 0));
    block.put(4.0, new MeanDifference.Units(1, 0, 0));
    block.put(5.0, new MeanDifference.Units(0, 2, 0));
    block.put(6.0, new MeanDifference.Units(0, 1, 0));
    block.put(8.0, new MeanDifference.Units(0, 0, 1));
    MeanDifference one = MeanDifference.start(Replay.FIRST).night(List.of(block));
    assertThat(one.taken()).isEqualTo(5);
    assertThat(one.takenByOther()).isEqualTo(6);
    assertThat(one.both()).isEqualTo(1);
    assertThat(one.mean().getAsDouble()).isCloseTo(16.0 / 5, within(1e-12));
    assertThat(one.otherMean().getAsDouble()).isCloseTo(28.0 / 6, within(1e-12));
    assertThat(one.result().estimate().getAsDouble()).isCloseTo(16.0 / 5 - 28.0 / 6, within(1e-12));
    assertThat(one.result().units()).isEqualTo(10);
    assertThat(one.result().status()).isEqualTo(Status.NOT_ESTIMABLE);
    // All ten units: sum 36, sum of squares 182.
    assertThat(one.deviation()).isCloseTo(Math.sqrt((182 - 36.0 * 36 / 10) / 9), within(1e-12));
  }

  @Test
  void intervalIsThatOfTheUnitsInfluences() {
    SplittableRandom random = new SplittableRandom(9);
    SortedMap<Double, MeanDifference.Units> block = new TreeMap<>();
    double[] values = new double[500];
    double[] sums = new double[2];
    // 200 units that one took alone, 270 that the other took alone, 30 that both took.
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(100) + (i < 200 ? 20 : 0);
      boolean isBoth = i >= 470;
      boolean isOne = i < 200 || isBoth;
      boolean isOther = i >= 200;
      sums[0] += isOne ? values[i] : 0;
      sums[1] += isOther ? values[i] : 0;
      block.merge(
          values[i],
          new MeanDifference.Units(
              isOne && !isBoth ? 1 : 0, isOther && !isBoth ? 1 : 0, isBoth ? 1 : 0),
          MeanDifference.Units::plus);
    }
    double variance = 0;
    for (int i = 0; i < values.length; i++) {
      double influence =
          (i < 200 || i >= 470 ? (values[i] - sums[0] / 230) / 230 : 0)
              - (i >= 200 ? (values[i] - sums[1] / 300) / 300 : 0);
      variance += influence * influence * 500 / 499;
    }
    double half = AsymptoticSequence.of(0.05, 15_000).halfWidth(variance * 500, 500);
    Result result = MeanDifference.start(Replay.FIRST).night(List.of(block)).result();
    double estimate = sums[0] / 230 - sums[1] / 300;
    assertThat(result.status()).isEqualTo(Status.OK);
    assertThat(result.units()).isEqualTo(500);
    assertThat(result.interval().lower().getAsDouble()).isCloseTo(estimate - half, within(1e-9));
    assertThat(result.interval().upper().getAsDouble()).isCloseTo(estimate + half, within(1e-9));
    assertThat(result.mde().getAsDouble())
        .isCloseTo(half + 0.8416 * Math.sqrt(variance), within(1e-9));
  }

  @Test
  void oneArmAloneIsNoInformation() {
    SortedMap<Double, MeanDifference.Units> block = new TreeMap<>();
    block.put(1.0, new MeanDifference.Units(30, 0, 0));
    assertThat(MeanDifference.start(Replay.FIRST).night(List.of(block)).result().status())
        .isEqualTo(Status.NO_INFORMATION);
  }

  @Test
  void allAlikeIsDegenerate() {
    SortedMap<Double, MeanDifference.Units> block = new TreeMap<>();
    block.put(1.0, new MeanDifference.Units(40, 60, 0));
    assertThat(MeanDifference.start(Replay.FIRST).night(List.of(block)).result().status())
        .isEqualTo(Status.DEGENERATE_VARIANCE);
  }
}
