package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AdjustedPTest {

  private static final double[] P = {0.01, 0.04, 0.03, 0.005};

  @Test
  void bonferroniMultipliesByTheNumberOfTests() {
    AdjustedP result = AdjustedP.bonferroni(P, 0.05);

    assertThat(result.adjusted())
        .containsExactly(new double[] {0.04, 0.16, 0.12, 0.02}, within(1e-15));
    assertThat(result.rejected()).containsExactly(true, false, false, true);
    assertThat(AdjustedP.bonferroni(new double[] {0.9, 0.9}, 0.05).adjusted())
        .containsExactly(1, 1);
  }

  @Test
  void holmStepsDown() {
    AdjustedP result = AdjustedP.holm(P, 0.05);

    assertThat(result.adjusted())
        .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-15));
    assertThat(result.rejected()).containsExactly(true, false, false, true);
  }

  @Test
  void holmStopsAtTheFirstThatFails() {
    AdjustedP result = AdjustedP.holm(new double[] {0.03, 0.04}, 0.05);

    assertThat(result.rejected()).containsExactly(false, false);
    assertThat(result.adjusted()).containsExactly(new double[] {0.06, 0.06}, within(1e-15));
  }

  @Test
  void benjaminiHochbergStepsUp() {
    AdjustedP result = AdjustedP.benjaminiHochberg(P, 0.05);

    assertThat(result.adjusted())
        .containsExactly(new double[] {0.02, 0.04, 0.04, 0.02}, within(1e-15));
    assertThat(result.rejected()).containsExactly(true, true, true, true);
  }

  @Test
  void benjaminiYekutieliPaysForDependence() {
    double price = 1 + 1 / 2.0 + 1 / 3.0 + 1 / 4.0;
    AdjustedP result = AdjustedP.benjaminiYekutieli(P, 0.05);

    assertThat(result.adjusted())
        .containsExactly(
            new double[] {0.02 * price, 0.04 * price, 0.04 * price, 0.02 * price}, within(1e-15));
    assertThat(result.rejected()).containsExactly(true, false, false, true);
  }

  @Test
  void adjustedValuesNeverExceedOne() {
    double[] ones = {1, 1};

    assertThat(AdjustedP.holm(ones, 0.05).adjusted()).containsExactly(1, 1);
    assertThat(AdjustedP.benjaminiYekutieli(ones, 0.05).adjusted()).containsExactly(1, 1);
  }

  @Test
  void noTestsGiveNoResults() {
    assertThat(AdjustedP.benjaminiHochberg(new double[0], 0.05).adjusted()).isEmpty();
    assertThat(AdjustedP.holm(new double[0], 0.05).rejected()).isEmpty();
  }

  @Test
  void brokenInputsAreRefused() {
    assertThatThrownBy(() -> AdjustedP.holm(new double[] {-0.1}, 0.05))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid p-value: -0.1 (must be in [0, 1])");
    assertThatThrownBy(() -> AdjustedP.bonferroni(P, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid alpha: 1.0 (must be in (0, 1))");
    assertThatThrownBy(() -> AdjustedP.benjaminiHochberg(new double[] {2}, 0.05))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid p-value: 2.0 (must be in [0, 1])");
  }
}
