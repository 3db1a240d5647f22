package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SmoothStepsTest {

  @Test
  void softplusAgreesWithTheLibraryToTheLastBits() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 200_000; i++) {
      double a = -44.9 * random.nextDouble();
      assertThat(SmoothSteps.softplus(a))
          .as("a = %s", a)
          .isEqualTo(StrictMath.log1p(StrictMath.exp(a)), within(4e-16));
    }
  }

  @Test
  void exponentialAgreesWithTheLibraryToTheLastBits() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 200_000; i++) {
      double a = -44.9 * random.nextDouble();
      double exact = StrictMath.exp(a);
      assertThat(SmoothSteps.exp(a)).as("a = %s", a).isEqualTo(exact, within(8e-16 * exact));
    }
  }

  @Test
  void endsOfTheTableAreExact() {
    assertThat(SmoothSteps.softplus(0)).isEqualTo(Math.log(2));
    assertThat(SmoothSteps.exp(0)).isEqualTo(1);
    assertThat(SmoothSteps.softplus(-45 + 1e-12)).isEqualTo(Math.exp(-45), within(1e-30));
    assertThat(SmoothSteps.exp(-45 + 1e-12)).isEqualTo(Math.exp(-45), within(1e-30));
  }

  @Test
  void farBelowZeroNothingIsLeft() {
    for (double a : new double[] {-45, -46, -1e300, Double.NEGATIVE_INFINITY}) {
      assertThat(SmoothSteps.softplus(a)).isZero();
      assertThat(SmoothSteps.exp(a)).isZero();
    }
  }
}
