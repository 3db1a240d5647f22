package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PointCloudsTest {

  private static final double[][] X = {{0, 0}, {1, 0}, {0, 2}, {1, 1}};
  private static final double[][] Y = {{2, 1}, {1, 3}, {3, 3}};
  private static final PointClouds CLOUDS = PointClouds.of(X, Y);
  private static final double SIGMA = 2.23606797749979;

  private static SplittableRandom seeded() {
    return new SplittableRandom(6);
  }

  @Test
  void distancesMatchNumpy() {
    // scipy 1.10.1: cdist, means of its blocks
    assertThat(CLOUDS.energy(0.95).value()).hasValueCloseTo(2.478975259010234, within(1e-14));
    assertThat(CLOUDS.energyStatistic(0.95).value())
        .hasValueCloseTo(2.478975259010234 * 12 / 7, within(1e-14));
    assertThat(CLOUDS.medianDistance(seeded())).isEqualTo(SIGMA, within(1e-14));
    assertThat(CLOUDS.mmdBiased(SIGMA, 0.95).value())
        .hasValueCloseTo(0.5164994938034762, within(1e-14));
    assertThat(CLOUDS.mmdUnbiased(SIGMA, 0.95).value())
        .hasValueCloseTo(0.3392635502981389, within(1e-14));
    assertThat(CLOUDS.energy(0.95).n()).isEqualTo(7);
  }

  @Test
  void errorsAreTheTwoSampleJackknife() {
    // numpy 1.24: the statistics without one point at a time
    assertThat(CLOUDS.energy(0.95).standardError())
        .hasValueCloseTo(1.2349496716196644, within(1e-12));
    assertThat(CLOUDS.mmdBiased(SIGMA, 0.95).standardError())
        .hasValueCloseTo(0.29726913513377357, within(1e-12));
    assertThat(CLOUDS.mmdUnbiased(SIGMA, 0.95).standardError())
        .hasValueCloseTo(0.32072439956665993, within(1e-12));
    FixedEstimate statistic = CLOUDS.energyStatistic(0.95);
    assertThat(statistic.standardError())
        .hasValueCloseTo(1.2349496716196644 * 12 / 7, within(1e-12));
    assertThat(statistic.interval().lower().orElseThrow())
        .isEqualTo(CLOUDS.energy(0.95).interval().lower().orElseThrow() * 12 / 7, within(1e-12));
    assertThat(statistic.interval().upper().orElseThrow())
        .isEqualTo(CLOUDS.energy(0.95).interval().upper().orElseThrow() * 12 / 7, within(1e-12));
  }

  @Test
  void anUnbiasedDiscrepancyMayBeNegativeWithItsInterval() {
    PointClouds near =
        PointClouds.of(new double[][] {{0}, {3}, {1}}, new double[][] {{0}, {3}, {2}});
    FixedEstimate mmd = near.mmdUnbiased(1, 0.95);
    assertThat(mmd.value().orElseThrow()).isNegative();
    assertThat(mmd.interval().lower().orElseThrow())
        .isEqualTo(
            mmd.value().orElseThrow() - 1.959963984540054 * mmd.standardError().orElseThrow(),
            within(1e-12));
  }

  @Test
  void onTheLineTheEnergyIsThatOfSampleDistance() {
    double[] x = {0.3, 1.2, 2.5, -0.7};
    double[] y = {1.1, 2.2, 0.4};
    PointClouds clouds =
        PointClouds.of(
            new double[][] {{0.3}, {1.2}, {2.5}, {-0.7}}, new double[][] {{1.1}, {2.2}, {0.4}});
    FixedEstimate expected =
        SampleDistance.atLevel(0.9).energy(WeightedSample.of(x), WeightedSample.of(y)).squared();
    assertThat(clouds.energy(0.9).value().orElseThrow())
        .isEqualTo(expected.value().orElseThrow(), within(1e-14));
    assertThat(clouds.energy(0.9).standardError().orElseThrow())
        .isEqualTo(expected.standardError().orElseThrow(), within(1e-12));
  }

  @Test
  void permutationsMatchFullEnumeration() {
    Significance test = CLOUDS.energyTest(20_000, seeded());
    assertThat(test.p().orElseThrow()).isEqualTo(shareAtLeastAsFar(), within(0.01));
    assertThat(test.statistic()).hasValueCloseTo(2.478975259010234, within(1e-14));
    assertThat(test.n()).isEqualTo(7);
    assertThat(CLOUDS.energyTest(20_000, seeded())).isEqualTo(test);
    Significance kernel = CLOUDS.mmdTest(SIGMA, 999, seeded());
    assertThat(kernel.statistic()).hasValueCloseTo(0.5164994938034762, within(1e-14));
    assertThat(kernel.p().orElseThrow()).isBetween(0.001, 0.1);
  }

  /** Over all 35 choices of 4 of the 7 points. */
  private static double shareAtLeastAsFar() {
    double[][] points = Stream.concat(Arrays.stream(X), Arrays.stream(Y)).toArray(double[][]::new);
    double observed = CLOUDS.energy(0.9).value().orElseThrow();
    int reached = 0;
    for (int chosen = 0; chosen < 1 << 7; chosen++) {
      int mask = chosen;
      if (Integer.bitCount(mask) == 4) {
        PointClouds split =
            PointClouds.of(
                IntStream.range(0, 7)
                    .filter(i -> (mask >> i & 1) == 1)
                    .mapToObj(i -> points[i])
                    .toArray(double[][]::new),
                IntStream.range(0, 7)
                    .filter(i -> (mask >> i & 1) == 0)
                    .mapToObj(i -> points[i])
                    .toArray(double[][]::new));
        reached += split.energy(0.9).value().orElseThrow() >= observed - 1e-9 ? 1 : 0;
      }
    }
    return reached / 35.0;
  }

  @Test
  void equalSamplesAreNoEvidence() {
    PointClouds equal = PointClouds.of(X, X);
    assertThat(equal.energy(0.9).value()).hasValueCloseTo(0.0, within(1e-15));
    assertThat(equal.energyTest(99, seeded()).p()).hasValue(1);
  }

  @Test
  void pointsAllInOnePlaceSetNoScale() {
    PointClouds one = PointClouds.of(new double[][] {{1}, {1}}, new double[][] {{1}, {1}});
    assertThat(one.medianDistance(seeded())).isZero();
    assertThat(one.mmdBiased(0, 0.9).status()).isEqualTo(Status.DEGENERATE_VARIANCE);
    assertThat(one.mmdUnbiased(0, 0.9).status()).isEqualTo(Status.DEGENERATE_VARIANCE);
    assertThat(one.mmdTest(0, 9, seeded()))
        .isEqualTo(Significance.undefined(Status.DEGENERATE_VARIANCE, 4));
    assertThat(one.energy(0.9).status()).isEqualTo(Status.DEGENERATE_VARIANCE);
  }

  @Test
  void smallSamplesSayWhatIsMissing() {
    PointClouds single = PointClouds.of(new double[][] {{1}}, new double[][] {{2}, {3}});
    assertThat(single.energy(0.9).status()).isEqualTo(Status.INSUFFICIENT);
    // 2 * 1.5 - 0 - 0.5
    assertThat(single.energy(0.9).value()).hasValueCloseTo(2.5, within(1e-15));
    assertThat(single.mmdUnbiased(1, 0.9).value()).isEmpty();
    assertThat(single.mmdUnbiased(1, 0.9).status()).isEqualTo(Status.INSUFFICIENT);
    PointClouds pairs = PointClouds.of(new double[][] {{1}, {2}}, new double[][] {{3}, {5}});
    assertThat(pairs.mmdUnbiased(1, 0.9).status()).isEqualTo(Status.INSUFFICIENT);
    assertThat(pairs.mmdUnbiased(1, 0.9).value()).isPresent();
    PointClouds none = PointClouds.of(new double[0][], new double[][] {{2}});
    assertThat(none.energy(0.9).status()).isEqualTo(Status.NO_DATA);
    assertThat(none.energyStatistic(0.9).status()).isEqualTo(Status.NO_DATA);
    assertThat(none.mmdBiased(0, 0.9).status()).isEqualTo(Status.NO_DATA);
    assertThat(none.energyTest(9, seeded())).isEqualTo(Significance.undefined(Status.NO_DATA, 1));
    assertThat(none.medianDistance(seeded())).isZero();
    assertThat(PointClouds.of(X, new double[0][]).energyTest(9, seeded()).status())
        .isEqualTo(Status.NO_DATA);
  }

  @Test
  void manyPointsAreThinnedForTheirMedian() {
    SplittableRandom random = new SplittableRandom(2);
    double[][] x = new double[800][1];
    double[][] y = new double[800][1];
    for (int i = 0; i < 800; i++) {
      x[i][0] = random.nextDouble();
      y[i][0] = random.nextDouble();
    }
    // The median distance of two uniform values is 1 - sqrt(1/2).
    PointClouds clouds = PointClouds.of(x, y);
    assertThat(clouds.medianDistance(seeded())).isEqualTo(1 - Math.sqrt(0.5), within(0.01));
    assertThat(clouds.medianDistance(seeded())).isEqualTo(clouds.medianDistance(seeded()));
    assertThat(clouds.medianDistance(seeded()))
        .isNotEqualTo(clouds.medianDistance(new SplittableRandom(1)));
  }

  @Test
  void pointsAreChecked() {
    assertThatThrownBy(() -> PointClouds.of(new double[][] {{1, 2}}, new double[][] {{1}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid coordinates: 2 and 1 (must be equally many)");
    assertThatThrownBy(() -> PointClouds.of(new double[][] {{1}}, new double[][] {{Double.NaN}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid value: NaN at 0 (must be finite)");
    assertThatThrownBy(() -> CLOUDS.mmdBiased(-1, 0.9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid sigma: -1.0 (must be at least 0)");
    assertThatThrownBy(() -> CLOUDS.energyTest(0, seeded()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid replicates: 0 (must be at least 1)");
    assertThatThrownBy(() -> CLOUDS.energy(2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid level: 2.0 (must be in (0, 1))");
  }
}
