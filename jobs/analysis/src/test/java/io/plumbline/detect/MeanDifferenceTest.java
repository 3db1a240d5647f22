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
    // Taken: 1 1 2 4; left: 1 3 5 5 6.
    block.put(1.0, new MeanDifference.Units(3, 2));
    block.put(2.0, new MeanDifference.Units(1, 1));
    block.put(3.0, new MeanDifference.Units(1, 0));
    block.put(4.0, new MeanDifference.Units(1, 1));
    block.put(5.0, new MeanDifference.Units(2, 0));
    block.put(6.0, new MeanDifference.Units(1, 0));
    MeanDifference one = MeanDifference.start(Replay.FIRST).night(List.of(block), 7);
    assertThat(one.taken()).isEqualTo(4);
    assertThat(one.notTaken()).isEqualTo(5);
    assertThat(one.both()).isEqualTo(7);
    assertThat(one.mean().getAsDouble()).isCloseTo(2, within(1e-12));
    assertThat(one.otherMean().getAsDouble()).isCloseTo(4, within(1e-12));
    assertThat(one.result().estimate().getAsDouble()).isCloseTo(-2, within(1e-12));
    assertThat(one.result().status()).isEqualTo(Status.NOT_ESTIMABLE);
    // All nine values: mean 28/9, sum of squares 118 - 28^2/9.
    assertThat(one.deviation()).isCloseTo(Math.sqrt((118 - 784.0 / 9) / 8), within(1e-12));
  }

  @Test
  void intervalIsThatOfTheTwoVariances() {
    SplittableRandom random = new SplittableRandom(9);
    SortedMap<Double, MeanDifference.Units> block = new TreeMap<>();
    double[] sums = new double[4];
    for (int i = 0; i < 500; i++) {
      int arm = i < 200 ? 1 : 0;
      double value = random.nextInt(100) + 20 * arm;
      sums[2 * arm] += value;
      sums[2 * arm + 1] += value * value;
      block.merge(value, new MeanDifference.Units(1, arm), MeanDifference.Units::plus);
    }
    double variance =
        (sums[1] - sums[0] * sums[0] / 300) / 299 / 300
            + (sums[3] - sums[2] * sums[2] / 200) / 199 / 200;
    double half = AsymptoticSequence.of(0.05, 15_000).halfWidth(variance * 500, 500);
    Result result = MeanDifference.start(Replay.FIRST).night(List.of(block), 0).result();
    double estimate = sums[2] / 200 - sums[0] / 300;
    assertThat(result.status()).isEqualTo(Status.OK);
    assertThat(result.interval().lower().getAsDouble()).isCloseTo(estimate - half, within(1e-9));
    assertThat(result.interval().upper().getAsDouble()).isCloseTo(estimate + half, within(1e-9));
    assertThat(result.mde().getAsDouble())
        .isCloseTo(half + 0.8416 * Math.sqrt(variance), within(1e-9));
  }

  @Test
  void oneArmAloneIsNoInformation() {
    SortedMap<Double, MeanDifference.Units> block = new TreeMap<>();
    block.put(1.0, new MeanDifference.Units(30, 30));
    assertThat(MeanDifference.start(Replay.FIRST).night(List.of(block), 0).result().status())
        .isEqualTo(Status.NO_INFORMATION);
  }

  @Test
  void allAlikeIsDegenerate() {
    SortedMap<Double, MeanDifference.Units> block = new TreeMap<>();
    block.put(1.0, new MeanDifference.Units(100, 40));
    assertThat(MeanDifference.start(Replay.FIRST).night(List.of(block), 0).result().status())
        .isEqualTo(Status.DEGENERATE_VARIANCE);
  }
}
