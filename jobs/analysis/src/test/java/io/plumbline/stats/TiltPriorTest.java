package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TiltPriorTest {

  // numpy 2.4.6, from the formula: cosh(0.075 j) / (1 + (theta_j / 0.2)^2), normalised
  @Test
  void weightsAreThoseOfTheFormula() {
    TiltPrior either = TiltPrior.of(Direction.EITHER);

    assertThat(either.logWeight(1)).isEqualTo(-4.781492279053084, within(1e-12));
    assertThat(either.logWeight(60)).isEqualTo(-6.397235030874494, within(1e-12));
    assertThat(either.logWeight(-60)).isEqualTo(either.logWeight(60), within(1e-15));
    assertThat(either.logWeight(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(TiltPrior.of(Direction.UP).logWeight(1))
        .isEqualTo(-4.088345098493138, within(1e-12));
  }

  @Test
  void everyPriorAddsUpToOne() {
    double[] even = new double[TiltGrid.SIZE];
    for (Direction direction : Direction.values()) {
      assertThat(TiltPrior.of(direction).logMixture(even)).isEqualTo(0, within(1e-14));
    }
    for (int j = 0; j < 60; j++) {
      assertThat(TiltPrior.above(j).logMixture(even)).isEqualTo(0, within(1e-14));
      assertThat(TiltPrior.below(j).logMixture(even)).isEqualTo(0, within(1e-14));
    }
  }

  @Test
  void restrictedPriorsLieStrictlyBeyondTheirPoint() {
    assertThat(TiltPrior.above(16).logWeight(16)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(TiltPrior.above(16).logWeight(17)).isGreaterThan(-10);
    assertThat(TiltPrior.below(16).logWeight(-16)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(TiltPrior.below(16).logWeight(-17)).isGreaterThan(-10);
    assertThat(TiltPrior.below(16).logWeight(17)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void directionsMirrorEachOther() {
    for (int j = 1; j <= 60; j++) {
      assertThat(TiltPrior.of(Direction.UP).logWeight(j))
          .isEqualTo(TiltPrior.of(Direction.DOWN).logWeight(-j), within(1e-12));
    }
  }

  @Test
  void densityIsCauchy() {
    assertThat(TiltPrior.density(0.2, Direction.EITHER))
        .isEqualTo(1 / (0.4 * Math.PI), within(1e-15));
    assertThat(TiltPrior.density(0.2, Direction.UP)).isEqualTo(1 / (0.2 * Math.PI), within(1e-15));
    assertThat(TiltPrior.density(0.2, Direction.DOWN))
        .isEqualTo(1 / (0.2 * Math.PI), within(1e-15));
  }
}
