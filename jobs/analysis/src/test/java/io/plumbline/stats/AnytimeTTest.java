package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AnytimeTTest {

  private static final AnytimeT METHOD = new AnytimeT(10);

  @Test
  void evidenceIsThatOfTheFormula() {
    double r = 10.0 / 60;

    assertThat(METHOD.logE(3, 40, 50))
        .isEqualTo(
            0.5 * Math.log(r) + 20.5 * (Math.log(1 + 9 / 40.0) - Math.log(1 + r * 9 / 40)),
            within(1e-13));
    assertThat(METHOD.logE(-3, 40, 50)).isEqualTo(METHOD.logE(3, 40, 50));
  }

  @Test
  void radiusIsTheStatisticAtWhichTheEvidenceReachesTheAlarm() {
    double radius = METHOD.radius(40, 50, 0.05);

    assertThat(METHOD.logE(radius, 40, 50)).isEqualTo(Math.log(20), within(1e-10));
  }

  @Test
  void manyDegreesOfFreedomReachTheNormalLimit() {
    assertThat(METHOD.radius(10_000_000, 50, 0.05))
        .isEqualTo(METHOD.normalRadius(50, 0.05), within(1e-5));
  }

  @Test
  void fewObservationsCannotBeEnough() {
    assertThat(new AnytimeT(100).radius(1, 2, 0.001)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(METHOD.normalRadius(0, 0.05)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(METHOD.logE(5, 3, 0)).isEqualTo(0, within(1e-15));
  }

  @Test
  void brokenInputsAreRefused() {
    assertThatThrownBy(() -> new AnytimeT(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid precision: 0.0 (must be finite and above 0)");
    assertThatThrownBy(() -> METHOD.logE(1, 0, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid degrees of freedom: 0 (must be at least 1)");
    assertThatThrownBy(() -> METHOD.logE(Double.NaN, 3, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid t: NaN (must be finite)");
    assertThatThrownBy(() -> METHOD.radius(3, -1, 0.05))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid observations: -1 (must be at least 0)");
    assertThatThrownBy(() -> METHOD.radius(3, 5, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid alpha: 1.0 (must be in (0, 1))");
    assertThatThrownBy(() -> METHOD.normalRadius(5, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid alpha: 1.0 (must be in (0, 1))");
  }
}
