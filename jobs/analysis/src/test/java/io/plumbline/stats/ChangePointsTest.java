package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ChangePointsTest {

  @Test
  void aJumpIsLocated() {
    double[] series = {0.1, -0.2, 0.3, 0, 5.1, 4.8, 5.3, 5, 1, 1.2, 0.9};
    ChangePoints.Segmentation found = ChangePoints.withPenalty(1).of(series);
    assertThat(found.ends()).containsExactly(4, 8, 11);
    assertThat(found.status()).isEqualTo(Status.OK);
    // Squared deviations of the three segments plus two penalties.
    assertThat(found.cost()).isEqualTo(0.13 + 0.13 + 0.14 / 3 + 2, within(1e-10));
  }

  @Test
  void theOptimumIsThatOfExhaustiveSearch() {
    SplittableRandom random = new SplittableRandom(12);
    for (int round = 0; round < 60; round++) {
      int length = 1 + random.nextInt(11);
      double[] series = new double[length];
      double level = 0;
      for (int i = 0; i < length; i++) {
        level += random.nextInt(4) == 0 ? random.nextInt(5) - 2 : 0;
        series[i] = level + random.nextDouble();
      }
      int shortest = 1 + random.nextInt(3);
      double penalty = random.nextDouble() * 2;
      ChangePoints.Segmentation found =
          ChangePoints.withPenalty(penalty).shortestSegment(shortest).of(series);
      assertThat(found.cost())
          .as("seed 12, round %d", round)
          .isEqualTo(cheapest(series, 0, shortest, penalty), within(1e-9));
      assertThat(found.ends().get(found.ends().size() - 1)).isEqualTo(length);
      assertThat(costOf(series, found, penalty)).isEqualTo(found.cost(), within(1e-9));
    }
  }

  private static double cheapest(double[] series, int from, int shortest, double penalty) {
    double best = deviations(series, from, series.length);
    for (int end = from + shortest; end <= series.length - shortest; end++) {
      best =
          Math.min(
              best,
              deviations(series, from, end) + penalty + cheapest(series, end, shortest, penalty));
    }
    return best;
  }

  private static double costOf(double[] series, ChangePoints.Segmentation found, double penalty) {
    double cost = penalty * (found.ends().size() - 1);
    int from = 0;
    for (int end : found.ends()) {
      cost += deviations(series, from, end);
      from = end;
    }
    return cost;
  }

  private static double deviations(double[] series, int from, int to) {
    double mean = 0;
    for (int i = from; i < to; i++) {
      mean += series[i] / (to - from);
    }
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += (series[i] - mean) * (series[i] - mean);
    }
    return sum;
  }

  @Test
  void longSeriesArePrunedWithoutLosingTheOptimum() {
    SplittableRandom random = new SplittableRandom(3);
    double[] series = new double[300];
    for (int i = 0; i < 300; i++) {
      series[i] = (i < 90 ? 0 : i < 200 ? 1.5 : -1) + (random.nextDouble() - 0.5);
    }
    assertThat(ChangePoints.forStandardised(300).of(series).ends()).containsExactly(90, 200, 300);
  }

  @Test
  void constantAndShortSeriesHaveNoChange() {
    assertThat(ChangePoints.withPenalty(0.1).of(new double[] {3, 3, 3, 3, 3}).ends())
        .containsExactly(5);
    assertThat(ChangePoints.withPenalty(0).of(new double[] {3, 3, 3, 3}).ends()).containsExactly(4);
    assertThat(ChangePoints.withPenalty(0).of(new double[] {1, 9, 1}).ends()).containsExactly(3);
    assertThat(ChangePoints.withPenalty(0).of(new double[] {1, 1, 9, 9}).ends())
        .containsExactly(2, 4);
    assertThat(ChangePoints.withPenalty(0).of(new double[] {1}).ends()).containsExactly(1);
    ChangePoints.Segmentation none = ChangePoints.withPenalty(1).of(new double[0]);
    assertThat(none.ends()).isEmpty();
    assertThat(none.status()).isEqualTo(Status.NO_DATA);
  }

  @Test
  void theStandardPenaltyIsTwiceTheLogOfTheLength() {
    // One change of a series of 4 saves (2d)^2 of squared deviations; 2 log 4 = 2.77.
    assertThat(ChangePoints.forStandardised(4).of(new double[] {0, 0, 1.66, 1.66}).ends())
        .containsExactly(4);
    assertThat(ChangePoints.forStandardised(4).of(new double[] {0, 0, 1.67, 1.67}).ends())
        .containsExactly(2, 4);
    assertThat(ChangePoints.forStandardised(1).of(new double[] {4}).ends()).containsExactly(1);
  }

  @Test
  void largeLevelsKeepTheirChanges() {
    double[] series = {1e9, 1e9 + 1, 1e9, 1e9 + 11, 1e9 + 10, 1e9 + 11};
    assertThat(ChangePoints.withPenalty(5).of(series).ends()).containsExactly(3, 6);
  }

  @Test
  void settingsAreChecked() {
    assertThatThrownBy(() -> ChangePoints.withPenalty(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid penalty: -1.0 (must be at least 0)");
    assertThatThrownBy(() -> ChangePoints.forStandardised(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid count: 0 (must be at least 1)");
    assertThatThrownBy(() -> ChangePoints.withPenalty(1).shortestSegment(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid segment length: 0 (must be at least 1)");
    assertThatThrownBy(() -> ChangePoints.withPenalty(1).of(new double[] {1, Double.NaN}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid value: NaN at 1 (must be finite)");
  }
}
