package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.stats.ConfoundingStrength.Measure;
import io.plumbline.stats.ConfoundingStrength.RiskRatio;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ConfoundingStrengthTest {

  private static ConfoundingStrength of(double estimate, double lower, double upper) {
    return RiskRatio.of(
            Measure.RISK_RATIO, estimate, OptionalDouble.of(lower), OptionalDouble.of(upper))
        .strength();
  }

  @Test
  void raisedRatiosUseTheLowerLimit() {
    ConfoundingStrength strength = of(2, 1.5, 3);

    assertThat(strength.estimate()).isEqualTo(2 + Math.sqrt(2), within(1e-14));
    assertThat(strength.lower().orElseThrow()).isEqualTo(1.5 + Math.sqrt(0.75), within(1e-14));
    assertThat(strength.upper()).isEmpty();
  }

  @Test
  void loweredRatiosUseTheUpperLimit() {
    ConfoundingStrength strength = of(0.5, 0.25, 0.8);

    assertThat(strength.estimate()).isEqualTo(2 + Math.sqrt(2), within(1e-14));
    assertThat(strength.upper().orElseThrow())
        .isEqualTo(1.25 + Math.sqrt(1.25 * 0.25), within(1e-14));
    assertThat(strength.lower()).isEmpty();
  }

  @Test
  void intervalThatCoversOneNeedsNoFactor() {
    assertThat(of(1.4, 0.9, 2).lower()).hasValue(1);
    assertThat(of(0.7, 0.4, 1.2).upper()).hasValue(1);
    assertThat(of(1.4, 1, 2).lower()).hasValue(1);
    assertThat(of(0.7, 0.4, 1).upper()).hasValue(1);
    assertThat(of(1, 0.9, 1.1).estimate()).isEqualTo(1);
  }

  @Test
  void limitsMayBeMissing() {
    ConfoundingStrength strength =
        RiskRatio.of(Measure.RISK_RATIO, 2, OptionalDouble.empty(), OptionalDouble.empty())
            .strength();

    assertThat(strength.lower()).isEmpty();
    assertThat(strength.upper()).isEmpty();
  }

  @Test
  void otherMeasuresBecomeRiskRatios() {
    OptionalDouble none = OptionalDouble.empty();
    double hazard = (1 - Math.pow(0.5, Math.sqrt(2))) / (1 - Math.pow(0.5, Math.sqrt(0.5)));

    assertThat(RiskRatio.of(Measure.ODDS_RATIO_COMMON, 4, OptionalDouble.of(2.25), none))
        .isEqualTo(new RiskRatio(2, OptionalDouble.of(1.5), none));
    assertThat(RiskRatio.of(Measure.ODDS_RATIO_RARE, 4, none, none).estimate()).isEqualTo(4);
    assertThat(RiskRatio.of(Measure.HAZARD_RATIO_RARE, 4, none, none).estimate()).isEqualTo(4);
    assertThat(RiskRatio.of(Measure.HAZARD_RATIO_COMMON, 2, none, none).estimate())
        .isEqualTo(hazard, within(1e-15));
  }

  @Test
  void differencesBecomeRiskRatios() {
    RiskRatio ratio = RiskRatio.ofDifference(0.5, OptionalDouble.of(0.2));

    assertThat(ratio.estimate()).isEqualTo(Math.exp(0.455), within(1e-15));
    assertThat(ratio.lower().orElseThrow()).isEqualTo(Math.exp(0.099), within(1e-14));
    assertThat(ratio.upper().orElseThrow()).isEqualTo(Math.exp(0.811), within(1e-14));
    assertThat(RiskRatio.ofDifference(0.5, OptionalDouble.empty()).lower()).isEmpty();
    assertThat(RiskRatio.ofDifference(0.5, OptionalDouble.empty()).upper()).isEmpty();
  }

  @Test
  void ratiosOfZeroAreRefused() {
    assertThatThrownBy(() -> of(0, 1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid ratio: 0.0 (must be finite and above 0)");
    assertThatThrownBy(() -> of(1, -1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid ratio: -1.0 (must be finite and above 0)");
    assertThatThrownBy(() -> of(1, 1, Double.POSITIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid ratio: Infinity (must be finite and above 0)");
  }
}
