package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TiltGridTest {

  @Test
  void endsAtPlusAndMinusThreeAndIsSymmetric() {
    assertThat(TiltGrid.theta(60)).isEqualTo(3, within(1e-15));
    assertThat(TiltGrid.theta(0)).isZero();
    for (int j = 0; j <= 60; j++) {
      assertThat(TiltGrid.theta(-j)).isEqualTo(-TiltGrid.theta(j));
    }
  }

  @Test
  void isFineNearZeroAndCoarseAtTheEnds() {
    assertThat(TiltGrid.theta(1)).isEqualTo(0.005004353954749767, within(1e-15));
    assertThat(TiltGrid.theta(60) - TiltGrid.theta(59)).isBetween(0.21, 0.22);
  }

  @Test
  void defaultMarginIsTheSixteenthPoint() {
    assertThat(TiltGrid.firstAtLeast(0.10)).isEqualTo(16);
    assertThat(TiltGrid.theta(16)).isEqualTo(0.10062402382237252, within(1e-15));
    assertThat(TiltGrid.firstAtLeast(TiltGrid.theta(16))).isEqualTo(16);
    assertThat(TiltGrid.firstAtLeast(1e-9)).isEqualTo(1);
  }

  @Test
  void marginsOffTheGridAreRefused() {
    assertThatThrownBy(() -> TiltGrid.firstAtLeast(3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid margin: 3.0 (must be in (0, 3))");
    assertThatThrownBy(() -> TiltGrid.firstAtLeast(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid margin: 0.0 (must be in (0, 3))");
  }

  @Test
  void pointsOffTheGridAreRefused() {
    assertThatThrownBy(() -> TiltGrid.theta(61))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid grid point: 61 (must be between -60 and 60)");
    assertThatThrownBy(() -> TiltGrid.theta(-61))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid grid point: -61 (must be between -60 and 60)");
  }
}
