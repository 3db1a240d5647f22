package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LogGainTest {

  private static LogGain.Sums sums(double... values) {
    double sum = 0;
    double squares = 0;
    for (double value : values) {
      sum += value;
      squares += value * value;
    }
    return new LogGain.Sums(values.length, sum, squares);
  }

  @Test
  void theRatioOfMeansHasTheErrorOfTheDeltaMethod() {
    LogGain gain = LogGain.ofMeans(sums(4, 6, 5), sums(2, 3, 2.5));
    // Means 5 and 2.5; variances of the means 1/3 and 0.25/3, relative 0.04/3 each.
    assertThat(gain.value()).isEqualTo(Math.log(2), within(1e-12));
    assertThat(gain.error()).isEqualTo(Math.sqrt(0.04 / 3 + 0.04 / 3), within(1e-12));
    assertThat(gain.degrees()).isEqualTo(4);
    // R 4.2.2: qt(.975, 4) = 2.776445
    assertThat(gain.interval(0.95).upper().orElseThrow() - gain.value())
        .isEqualTo(2.776445 * gain.error(), within(1e-6));
  }

  @Test
  void oneScorePerClusterIsThePairedRatio() {
    double[] n = {1, 1, 1, 1};
    double[] later = {0.8, 0.6, 1, 0.4};
    double[] earlier = {0.4, 0.3, 0.5, 0.2};
    LogGain gain = LogGain.ofClusters(n, later, n, earlier);
    assertThat(gain.value()).isEqualTo(Math.log(2), within(1e-12));
    // Every item doubled: pairing leaves no error but the least.
    assertThat(gain.error()).isEqualTo(1e-9);
  }

  @Test
  void clustersThatMovedApartHaveTheErrorOfTheirInfluences() {
    LogGain gain =
        LogGain.ofClusters(
            new double[] {2, 2}, new double[] {2, 1}, new double[] {2, 2}, new double[] {1, 1});
    // Means 0.75 and 0.5; influences (2 - 1.5)/3 = 1/6 and (1 - 1.5)/3 = -1/6.
    assertThat(gain.value()).isEqualTo(Math.log(1.5), within(1e-12));
    assertThat(gain.error()).isEqualTo(Math.sqrt(2 * (1.0 / 36) * 2), within(1e-12));
  }

  @Test
  void partsOfATotalTellItsErrorByLeavingOneOut() {
    LogGain even = LogGain.ofParts(new double[] {2, 4, 6}, new double[] {1, 2, 3}, 0.05);
    assertThat(even.value()).isEqualTo(Math.log(2), within(1e-12));
    assertThat(even.error()).isEqualTo(0.05);
    LogGain uneven = LogGain.ofParts(new double[] {4, 4, 4}, new double[] {1, 2, 3}, 0.05);
    double[] out = {Math.log(8 / 5.0), Math.log(8 / 4.0), Math.log(8 / 3.0)};
    double mean = (out[0] + out[1] + out[2]) / 3;
    double squares = 0;
    for (double one : out) {
      squares += (one - mean) * (one - mean);
    }
    assertThat(uneven.error()).isEqualTo(Math.sqrt(2 / 3.0 * squares), within(1e-12));
  }

  @Test
  void effortPerUnitIsComparedByItsResiduals() {
    // Effort twice the size in both, so the rates are equal and without residual.
    LogGain.Effort same = new LogGain.Effort(3, 12, 6, 56, 14, 28);
    LogGain.Effort half = new LogGain.Effort(3, 6, 6, 14, 14, 14);
    LogGain gain = LogGain.ofEfforts(half, same);
    assertThat(gain.value()).isEqualTo(-Math.log(2), within(1e-12));
    assertThat(gain.error()).isEqualTo(1e-9);
  }

  @Test
  void pooledGainsAreWeightedByTheirInverseVariance() {
    LogGain pooled =
        LogGain.pooled(List.of(new LogGain(1, 0.1, 10, 20), new LogGain(2, 0.2, 10, 20)));
    assertThat(pooled.value()).isEqualTo((100 * 1 + 25 * 2) / 125.0, within(1e-12));
    assertThat(pooled.error()).isEqualTo(Math.sqrt(1 / 125.0), within(1e-12));
    LogGain mean = LogGain.mean(List.of(new LogGain(1, 0.3, 10, 20), new LogGain(2, 0.4, 10, 20)));
    assertThat(mean.value()).isEqualTo(1.5);
    assertThat(mean.error()).isEqualTo(0.25, within(1e-12));
  }

  @Test
  void intervalsOfEffortHoldTheTrueRatioAsOftenAsTheySay() {
    int held = 0;
    int runs = 600;
    for (int run = 0; run < runs; run++) {
      SplittableRandom random = new SplittableRandom(run);
      LogGain gain = LogGain.ofEfforts(effort(random, 300), effort(random, 200));
      held += gain.interval(0.95).contains(0) ? 1 : 0;
    }
    // 95 % within four binomial standard errors, less what heavy tails cost.
    assertThat(held / (double) runs).isBetween(0.90, 0.985);
  }

  private static LogGain.Effort effort(SplittableRandom random, int n) {
    double[] sums = new double[5];
    for (int i = 0; i < n; i++) {
      double effort = Math.exp(7 + 0.7 * normal(random));
      double size = Math.exp(2.5 + 1.1 * normal(random));
      sums[0] += effort;
      sums[1] += size;
      sums[2] += effort * effort;
      sums[3] += size * size;
      sums[4] += effort * size;
    }
    return new LogGain.Effort(n, sums[0], sums[1], sums[2], sums[3], sums[4]);
  }

  private static double normal(SplittableRandom random) {
    return Math.sqrt(-2 * Math.log(1 - random.nextDouble()))
        * Math.cos(2 * Math.PI * random.nextDouble());
  }

  @Test
  void whatHasNoLogIsRefused() {
    assertThatThrownBy(() -> LogGain.ofMeans(sums(0, 0), sums(1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid number: 0.0 (must be positive)");
    assertThatThrownBy(() -> LogGain.ofMeans(sums(1), sums(1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid observations: 1.0 and 2.0 (must be at least 2)");
    assertThatThrownBy(() -> LogGain.ofParts(new double[] {1}, new double[] {1}, 0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid parts: 1 (must be at least 2)");
    assertThatThrownBy(() -> new LogGain(0, 0, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid error: 0.0 with 1.0 degrees (must be positive)");
  }
}
