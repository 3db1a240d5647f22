package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SampleDistanceTest {

  private static final double[] X = {0.3, 1.2, 2.5, -0.7, 0.9};
  private static final double[] Y = {1.1, 2.2, 0.4, 3.3};
  private static final double[] WEIGHT_X = {1, 2, 1, 3, 1};
  private static final double[] WEIGHT_Y = {2, 1, 1, 1};
  private static final SampleDistance FAMILY = SampleDistance.atLevel(0.95);

  @Test
  void wassersteinMatchesScipy() {
    FixedEstimate plain = FAMILY.wasserstein(WeightedSample.of(X), WeightedSample.of(Y));
    // scipy 1.10.1: wasserstein_distance(x, y), wasserstein_distance(x, y, wx, wy)
    assertThat(plain.value()).hasValueCloseTo(0.91, within(1e-14));
    assertThat(plain.n()).isEqualTo(9);
    FixedEstimate weighted =
        FAMILY.wasserstein(WeightedSample.of(X, WEIGHT_X), WeightedSample.of(Y, WEIGHT_Y));
    assertThat(weighted.value()).hasValueCloseTo(1.12, within(1e-14));
  }

  @Test
  void energyMatchesScipy() {
    SampleDistance.Energy plain = FAMILY.energy(WeightedSample.of(X), WeightedSample.of(Y));
    // scipy 1.10.1: energy_distance(x, y)**2, energy_distance(x, y, wx, wy)**2
    assertThat(plain.squared().value()).hasValueCloseTo(0.467, within(1e-14));
    assertThat(plain.root()).hasValueCloseTo(Math.sqrt(0.467), within(1e-14));
    assertThat(
            FAMILY
                .energy(WeightedSample.of(X, WEIGHT_X), WeightedSample.of(Y, WEIGHT_Y))
                .squared()
                .value())
        .hasValueCloseTo(0.71225, within(1e-14));
  }

  @Test
  void errorsAreTheTwoSampleJackknife() {
    FixedEstimate area = FAMILY.wasserstein(WeightedSample.of(X), WeightedSample.of(Y));
    // numpy 1.24 over scipy's distances without one value at a time
    assertThat(area.standardError()).hasValueCloseTo(0.7647657593450865, within(1e-13));
    assertThat(area.interval().lower()).hasValue(0);
    assertThat(area.interval().upper())
        .hasValueCloseTo(0.91 + 1.959963984540054 * 0.7647657593450865, within(1e-12));
    assertThat(FAMILY.energy(WeightedSample.of(X), WeightedSample.of(Y)).squared().standardError())
        .hasValueCloseTo(0.7615967631428261, within(1e-13));
    double[] far = {101.1, 102.2, 100.4, 103.3};
    FixedEstimate shifted = FAMILY.wasserstein(WeightedSample.of(X), WeightedSample.of(far));
    assertThat(shifted.interval().lower().orElseThrow()).isBetween(90.0, 100.0);
  }

  @Test
  void weightsAreRelativeAndZeroWeightsAbsent() {
    WeightedSample doubled = WeightedSample.of(X, new double[] {2, 4, 2, 6, 2});
    WeightedSample padded =
        WeightedSample.of(
            new double[] {0.3, 1.2, 99, 2.5, -0.7, 0.9}, new double[] {1, 2, 0, 1, 3, 1});
    WeightedSample y = WeightedSample.of(Y);
    FixedEstimate expected = FAMILY.wasserstein(WeightedSample.of(X, WEIGHT_X), y);
    assertThat(FAMILY.wasserstein(doubled, y).value().orElseThrow())
        .isEqualTo(expected.value().orElseThrow(), within(1e-15));
    assertThat(FAMILY.wasserstein(padded, y)).isEqualTo(expected);
  }

  @Test
  void distancesAreSymmetricAndZeroForEqualSamples() {
    WeightedSample x = WeightedSample.of(X);
    WeightedSample y = WeightedSample.of(Y);
    assertThat(FAMILY.wasserstein(y, x).value().orElseThrow())
        .isEqualTo(FAMILY.wasserstein(x, y).value().orElseThrow(), within(1e-15));
    assertThat(FAMILY.wasserstein(x, x).value()).hasValue(0);
    assertThat(FAMILY.energy(x, x).root()).hasValue(0);
  }

  @Test
  void distancesWithoutSpreadKeepAnOpenInterval() {
    WeightedSample same = WeightedSample.of(new double[] {2, 2});
    FixedEstimate none = FAMILY.wasserstein(same, WeightedSample.of(new double[] {5, 5}));
    assertThat(none.value()).hasValue(3);
    assertThat(none.standardError()).hasValue(0);
    assertThat(none.status()).isEqualTo(Status.DEGENERATE_VARIANCE);
    assertThat(none.interval().lower()).hasValue(0);
    assertThat(none.interval().upper()).isEmpty();
    FixedEstimate single = FAMILY.wasserstein(WeightedSample.of(new double[] {2}), same);
    assertThat(single.status()).isEqualTo(Status.INSUFFICIENT);
    assertThat(single.standardError()).isEmpty();
    assertThat(single.value()).hasValue(0);
  }

  @Test
  void samplesWithoutWeightAreNoData() {
    WeightedSample x = WeightedSample.of(X);
    WeightedSample weightless = WeightedSample.of(new double[] {1}, new double[] {0});
    assertThat(FAMILY.wasserstein(weightless, x).status()).isEqualTo(Status.NO_DATA);
    assertThat(FAMILY.wasserstein(x, WeightedSample.of(new double[0])).status())
        .isEqualTo(Status.NO_DATA);
    assertThat(FAMILY.energy(x, weightless).root()).isEmpty();
  }

  @Test
  void samplesAreChecked() {
    assertThatThrownBy(() -> WeightedSample.of(new double[] {1}, new double[] {-1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid weight: -1.0 (must be at least 0)");
    assertThatThrownBy(() -> WeightedSample.of(new double[] {1}, new double[] {1, 2}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid values and weights: 1 and 2 (must be equally many)");
    assertThatThrownBy(() -> WeightedSample.of(new double[] {Double.NaN}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid value: NaN at 0 (must be finite)");
    assertThatThrownBy(
            () -> WeightedSample.of(new double[] {1}, new double[] {Double.POSITIVE_INFINITY}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid value: Infinity at 0 (must be finite)");
    assertThatThrownBy(() -> SampleDistance.atLevel(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid level: -1.0 (must be in (0, 1))");
  }
}
