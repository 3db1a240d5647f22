package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EMixtureTest {

  private static final double NOTHING = Double.NEGATIVE_INFINITY;

  private static double[] logs(double... values) {
    double[] logs = new double[values.length];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = Math.log(values[i]);
    }
    return logs;
  }

  @Test
  void averagesAndKeepsWhatIsNotBet() {
    assertThat(EMixture.log(new double[] {0.25, 0.75}, logs(8, 4)))
        .isEqualTo(Math.log(5), within(1e-14));
    assertThat(EMixture.log(new double[] {0.25, 0.5}, logs(8, 4)))
        .isEqualTo(Math.log(4.25), within(1e-14));
    assertThat(EMixture.log(new double[0], new double[0])).isZero();
  }

  @Test
  void noWeightCountsForNothingEvenAgainstInfinity() {
    assertThat(EMixture.log(new double[] {0, 1}, new double[] {Double.POSITIVE_INFINITY, 0}))
        .isEqualTo(0, within(1e-15));
    assertThat(EMixture.log(new double[] {0.5}, new double[] {NOTHING}))
        .isEqualTo(Math.log(0.5), within(1e-15));
    assertThat(EMixture.log(new double[] {0.5}, new double[] {Double.POSITIVE_INFINITY}))
        .isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(EMixture.log(new double[] {1}, new double[] {NOTHING})).isEqualTo(NOTHING);
  }

  @Test
  void weightsThatAddUpToOneButForRoundingKeepNothing() {
    double third = 1.0 / 3;

    assertThat(EMixture.log(new double[] {third, third, third}, logs(0, 0, 0))).isEqualTo(NOTHING);
    assertThat(EMixture.log(new double[] {0.5, 0.5 + 1e-10}, logs(2, 2)))
        .isEqualTo(Math.log(2), within(1e-9));
  }

  @Test
  void mixtureOfEValuesHasMeanAtMostOne() {
    double[] outcomes = {0.25, 2.5};
    double mean = 0;
    for (double first : outcomes) {
      for (double second : outcomes) {
        double probability = (first < 1 ? 2 : 1) / 3.0 * (second < 1 ? 2 : 1) / 3.0;
        mean += probability * Math.exp(EMixture.log(new double[] {0.3, 0.6}, logs(first, second)));
      }
    }

    assertThat(mean).isEqualTo(1, within(1e-14));
  }

  @Test
  void weightsThatAreNoneAreRefused() {
    assertThatThrownBy(() -> EMixture.log(new double[] {1}, new double[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid weights: 1 (must be 0)");
    assertThatThrownBy(() -> EMixture.log(new double[] {-0.1}, new double[] {0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid weight: -0.1 (must be at least 0)");
    assertThatThrownBy(() -> EMixture.log(new double[] {0.6, 0.5}, new double[] {0, 0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid weights: they add up to 1.1 (must be at most 1)");
  }
}
