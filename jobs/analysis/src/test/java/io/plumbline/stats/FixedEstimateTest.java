package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.stats.Interval.Kind;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class FixedEstimateTest {

  private static final Interval ANY = Interval.unbounded(0.9, Kind.FIXED);

  @Test
  void normalIntervalIsSymmetricAroundTheEstimate() {
    FixedEstimate estimate = FixedEstimate.normal(10, 2, 0.95, 8, 4, Status.OK);

    assertThat(estimate.value()).hasValue(10);
    assertThat(estimate.standardError()).hasValue(2);
    // scipy 1.10.1: norm.ppf(0.975) = 1.959963984540054
    assertThat(estimate.interval().lower()).hasValueCloseTo(6.080072030919891, within(1e-12));
    assertThat(estimate.interval().upper()).hasValueCloseTo(13.919927969080109, within(1e-12));
    assertThat(estimate.interval().level()).isEqualTo(0.95);
    assertThat(estimate.n()).isEqualTo(8);
    assertThat(estimate.clusters()).isEqualTo(4);
  }

  @Test
  void undefinedNumbersAreAbsentWithTheReason() {
    FixedEstimate estimate = FixedEstimate.undefined(Status.NO_DATA, 0.9, 3, 2);

    assertThat(estimate.value()).isEmpty();
    assertThat(estimate.standardError()).isEmpty();
    assertThat(estimate.interval()).isEqualTo(ANY);
    assertThat(estimate.n()).isEqualTo(3);
    assertThat(estimate.clusters()).isEqualTo(2);
    assertThat(estimate.status()).isEqualTo(Status.NO_DATA);
  }

  @Test
  void infiniteEndsAreUnbounded() {
    FixedEstimate estimate =
        FixedEstimate.of(1, Double.NaN, 0, Double.POSITIVE_INFINITY, 0.9, 1, 1, Status.OK);

    assertThat(estimate.interval().lower()).hasValue(0);
    assertThat(estimate.interval().upper()).isEmpty();
    assertThat(estimate.standardError()).isEmpty();
  }

  @Test
  void nanIsRefused() {
    OptionalDouble nan = OptionalDouble.of(Double.NaN);
    OptionalDouble one = OptionalDouble.of(1);
    assertThatThrownBy(() -> new FixedEstimate(nan, one, ANY, 1, 1, Status.OK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid estimate: NaN (must be a number or absent)");
    assertThatThrownBy(() -> new FixedEstimate(one, nan, ANY, 1, 1, Status.OK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid standard error: NaN (must be a number or absent)");
  }

  @Test
  void anOkEstimateHasAValue() {
    OptionalDouble none = OptionalDouble.empty();
    assertThatThrownBy(() -> new FixedEstimate(none, none, ANY, 1, 1, Status.OK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid status: OK (must say why there is no value)");
  }

  @Test
  void clustersLieBetweenZeroAndN() {
    OptionalDouble one = OptionalDouble.of(1);
    assertThat(new FixedEstimate(one, one, ANY, 0, 0, Status.OK).clusters()).isZero();
    assertThatThrownBy(() -> new FixedEstimate(one, one, ANY, 2, 3, Status.OK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid clusters: 3 (must be between 0 and n = 2)");
    assertThatThrownBy(() -> new FixedEstimate(one, one, ANY, 2, -1, Status.OK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid clusters: -1 (must be between 0 and n = 2)");
  }

  @Test
  void anAnytimeIntervalIsRefused() {
    OptionalDouble one = OptionalDouble.of(1);
    Interval anytime = Interval.unbounded(0.9, Kind.ANYTIME);
    assertThatThrownBy(() -> new FixedEstimate(one, one, anytime, 2, 2, Status.OK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid interval: ANYTIME (must be FIXED)");
  }

  /** 1.959964 + 0.841621 = 2.801585. */
  @Test
  void theDetectableDifferenceIsAMultipleOfTheStandardError() {
    assertThat(FixedEstimate.normal(1, 0.5, 0.95, 10, 10, Status.OK).detectable(0.8).orElseThrow())
        .isCloseTo(1.4007926, within(1e-6));
    assertThat(FixedEstimate.undefined(Status.NO_DATA, 0.95, 0, 0).detectable(0.8)).isEmpty();
  }
}
