package io.plumbline.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.findings.Effect;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

  private static Optional<ReportEffect> effect(double lower, double upper, Effect.Unit unit) {
    return Optional.of(
        new ReportEffect(
            "log odds",
            OptionalDouble.of((lower + upper) / 2),
            OptionalDouble.of(lower),
            OptionalDouble.of(upper),
            0.95,
            unit));
  }

  @ParameterizedTest
  @CsvSource({"0.154, 0.338, 1.17-fold", "-0.9, -0.405, 1.50-fold"})
  void aHiddenFactorIsAsStrongAsTheEndOfTheIntervalNearerToNone(
      double lower, double upper, String factor) {
    assertThat(Words.hiddenFactor(effect(lower, upper, Effect.Unit.LOG_ODDS)).orElseThrow())
        .contains(factor, "Gamma");
  }

  @Test
  void whereNoEffectIsWithinTheIntervalNoFactorIsNeeded() {
    assertThat(Words.hiddenFactor(effect(-0.1, 0.3, Effect.Unit.LOG_ODDS))).isEmpty();
    assertThat(Words.hiddenFactor(effect(0, 0.3, Effect.Unit.LOG_ODDS))).isEmpty();
    assertThat(Words.hiddenFactor(Optional.empty())).isEmpty();
  }

  @Test
  void aDifferenceOfSharesHasNoSuchFactor() {
    assertThat(Words.hiddenFactor(effect(0.01, 0.03, Effect.Unit.SHARE_DIFFERENCE))).isEmpty();
  }
}
