package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FiellerRatioTest {

  @Test
  void endsSolveFiellersEquation() {
    FixedEstimate ratio = FiellerRatio.of(2, 0.5, 4, 0.6, 0.1, 0.95, 30);
    double z = 1.959963984540054;
    for (double r :
        new double[] {
          ratio.interval().lower().orElseThrow(), ratio.interval().upper().orElseThrow()
        }) {
      double variance = 0.25 - 2 * r * 0.1 + r * r * 0.36;
      assertThat((2 - r * 4) * (2 - r * 4)).isEqualTo(z * z * variance, within(1e-10));
    }
    assertThat(ratio.value()).hasValue(0.5);
    assertThat(ratio.standardError())
        .hasValueCloseTo(Math.sqrt(0.25 - 0.1 + 0.09) / 4, within(1e-15));
    assertThat(ratio.interval().contains(0.5)).isTrue();
    assertThat(ratio.n()).isEqualTo(30);
  }

  @Test
  void aKnownDenominatorLeavesTheNormalInterval() {
    FixedEstimate ratio = FiellerRatio.of(2, 0.5, -4, 0, 0, 0.95, 30);
    double half = 1.959963984540054 * 0.5 / 4;
    assertThat(ratio.value()).hasValue(-0.5);
    assertThat(ratio.standardError()).hasValueCloseTo(0.125, within(1e-15));
    assertThat(ratio.interval().lower()).hasValueCloseTo(-0.5 - half, within(1e-10));
    assertThat(ratio.interval().upper()).hasValueCloseTo(-0.5 + half, within(1e-10));
  }

  @Test
  void aShakyDenominatorIsNotDividedBy() {
    assertThat(FiellerRatio.of(2, 0.5, 3, 1, 0, 0.95, 30).status()).isEqualTo(Status.NOT_ESTIMABLE);
    assertThat(FiellerRatio.of(2, 0.5, 3, 1, 0, 0.95, 30).value()).isEmpty();
    assertThat(FiellerRatio.of(2, 0.5, 3.001, 1, 0, 0.95, 30).status()).isEqualTo(Status.OK);
    assertThat(FiellerRatio.of(2, 0.5, 0, 0, 0, 0.95, 30).status()).isEqualTo(Status.NOT_ESTIMABLE);
    // At 99.99 % the quantile of 3.89 demands more than three errors.
    assertThat(FiellerRatio.of(2, 0.5, 3.5, 1, 0, 0.9999, 30).status())
        .isEqualTo(Status.NOT_ESTIMABLE);
  }

  @Test
  void perfectlyCorrelatedEstimatesMayHaveNoWidth() {
    FixedEstimate ratio = FiellerRatio.of(2, 0.5, 4, 1, 0.5, 0.95, 30);
    assertThat(ratio.standardError().orElseThrow()).isEqualTo(0, within(1e-7));
    assertThat(ratio.interval().lower().orElseThrow()).isEqualTo(0.5, within(1e-7));
    assertThat(ratio.interval().upper().orElseThrow()).isEqualTo(0.5, within(1e-7));
  }

  @Test
  void errorsAreChecked() {
    double[][] invalid = {{-1, 1, 0}, {1, -1, 0}, {1, 1, 1.1}, {1, 1, -1.1}};
    for (double[] e : invalid) {
      assertThatThrownBy(() -> FiellerRatio.of(1, e[0], 9, e[1], e[2], 0.9, 3))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Invalid errors: %s and %s with covariance %s (must be at least 0, and the covariance at most their product)",
              e[0], e[1], e[2]);
    }
    assertThatThrownBy(() -> FiellerRatio.of(Double.NaN, 1, 9, 1, 0, 0.9, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid value: NaN at 0 (must be finite)");
    assertThatThrownBy(() -> FiellerRatio.of(1, 1, 9, 1, 0, 1, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid level: 1.0 (must be in (0, 1))");
  }
}
