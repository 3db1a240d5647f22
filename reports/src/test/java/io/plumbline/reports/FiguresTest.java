package io.plumbline.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.findings.Effect;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FiguresTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0.412;LOG_ODDS;×1.51",
        "-0.137;LOG_ODDS;×0.87",
        "0;LOG_ODDS;×1.00",
        "3.2;LOG_ODDS;×24.5",
        "9.3;LOG_ODDS;×10,900",
        "900;LOG_ODDS;×1,000,000,000,000,000",
        "-12;LOG_ODDS;×0.00000614",
        "0.034;SHARE_DIFFERENCE;+3.4 pp",
        "-0.0121;SHARE_DIFFERENCE;−1.21 pp",
        "0.0008;SCORE_DIFFERENCE;+0.0008",
        "0;SCORE_DIFFERENCE;±0",
        "0.0000212;RATE;0.00212 %",
        "1;RATE;100 %",
        "0;RATE;0 %",
        "23;COUNT;23",
        "141230;COUNT;141,230",
        "1.2;RATIO;×1.20",
        "1.5;DELTA_MH;+1.5",
        "-0.05;KAPPA_DIFFERENCE;−0.05",
        "0.182321557;LOG_GAIN;×1.20"
      })
  void aValueIsSaidInTheWordsOfItsUnit(double value, Effect.Unit unit, String words) {
    assertThat(Figures.value(value, unit)).isEqualTo(words);
  }

  @ParameterizedTest
  @EnumSource(Effect.Unit.class)
  void everyUnitHasAMarginAMinimumAndAName(Effect.Unit unit) {
    Optional<ReportEffect> effect = Optional.of(Labs.effect("x", 0.1, 0, 0.2, unit));
    assertThat(Figures.margin(OptionalDouble.of(0.1), effect)).isNotBlank();
    assertThat(Figures.detectable(OptionalDouble.of(0.1), effect)).isNotBlank();
    assertThat(Figures.interval(effect.get())).contains(" to ");
    assertThat(Figures.unit(unit)).isNotBlank();
  }

  @Test
  void aMarginIsARangeOnTheScaleOfItsUnit() {
    assertThat(margin(0.10, Effect.Unit.LOG_ODDS)).isEqualTo("×0.90 to ×1.11");
    assertThat(margin(0.02, Effect.Unit.SHARE_DIFFERENCE)).isEqualTo("±2 pp");
    assertThat(margin(0.01, Effect.Unit.RATE)).isEqualTo("at most 1 %");
    assertThat(margin(0.05, Effect.Unit.RATIO)).isEqualTo("×0.95 to ×1.05");
    assertThat(Figures.margin(OptionalDouble.of(0.1), Optional.empty())).isEqualTo("±0.1");
    assertThat(Figures.margin(OptionalDouble.empty(), Optional.empty())).isEqualTo("–");
  }

  private static String margin(double margin, Effect.Unit unit) {
    return Figures.margin(OptionalDouble.of(margin), Optional.of(Labs.effect("x", 0, -1, 1, unit)));
  }

  @Test
  void anIntervalNamesItsUnitOnce() {
    assertThat(interval(0.012, 0.056, Effect.Unit.SHARE_DIFFERENCE)).isEqualTo("+1.2 to +5.6 pp");
    assertThat(interval(0.071, 0.115, Effect.Unit.RATE)).isEqualTo("7.1 to 11.5 %");
    assertThat(interval(0.271, 0.556, Effect.Unit.LOG_ODDS)).isEqualTo("×1.31 to ×1.74");
  }

  private static String interval(double lower, double upper, Effect.Unit unit) {
    return Figures.interval(Labs.effect("x", lower, lower, upper, unit));
  }

  @Test
  void anOpenIntervalSaysWhichSideIsBounded() {
    assertThat(Figures.interval(open(OptionalDouble.of(0.2), OptionalDouble.empty())))
        .isEqualTo("at least ×1.22");
    assertThat(Figures.interval(open(OptionalDouble.empty(), OptionalDouble.of(0.2))))
        .isEqualTo("at most ×1.22");
    assertThat(Figures.interval(open(OptionalDouble.empty(), OptionalDouble.empty())))
        .isEqualTo("no bound yet");
  }

  private static ReportEffect open(OptionalDouble lower, OptionalDouble upper) {
    return new ReportEffect("x", OptionalDouble.empty(), lower, upper, 0.95, Effect.Unit.LOG_ODDS);
  }

  @Test
  void anUndefinedEstimateIsADash() {
    assertThat(Figures.estimate(open(OptionalDouble.empty(), OptionalDouble.empty())))
        .isEqualTo("–");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "-0.4;none",
        "0;weak, 1 : 1",
        "0.4;weak, 1.5 : 1",
        "1.5;some, 4.5 : 1",
        "4.4;strong, 81.5 : 1",
        "4.9;very strong, 134 : 1",
        "8.6;very strong, 5,430 : 1",
        "9.3;overwhelming, 10,900 : 1",
        "700;overwhelming, over 1,000,000 : 1"
      })
  void evidenceIsAWordAndBettingOdds(double logE, String words) {
    assertThat(Figures.evidence(OptionalDouble.of(logE))).isEqualTo(words);
  }

  @Test
  void evidenceThatDoesNotExistIsADash() {
    assertThat(Figures.evidence(OptionalDouble.empty())).isEqualTo("–");
    assertThat(Figures.logE(OptionalDouble.empty())).isEqualTo("–");
  }

  @Test
  void aShareIsNeverRoundedToAllOrNothing() {
    assertThat(Figures.share(1, 100_000)).isEqualTo("under 0.1 %");
    assertThat(Figures.share(99_999, 100_000)).isEqualTo("over 99.9 %");
    assertThat(Figures.share(0, 5)).isEqualTo("0.0 %");
    assertThat(Figures.share(5, 5)).isEqualTo("100 %");
    assertThat(Figures.share(0, 0)).isEqualTo("–");
  }

  @Test
  void countsAreGroupedByThousands() {
    assertThat(Figures.count(1_234_567)).isEqualTo("1,234,567");
    assertThat(Figures.count(OptionalLong.empty())).isEqualTo("–");
  }

  @Test
  void datesAreWordsAndRangesSayMonthAndYearOnce() {
    assertThat(Figures.moment(Instant.parse("2026-03-03T06:00:00Z")))
        .isEqualTo("3 March 2026, 06:00 UTC");
    LocalDate day = LocalDate.of(2026, 3, 2);
    assertThat(Figures.days(day, day)).isEqualTo("2 March 2026");
    assertThat(Figures.days(day.minusDays(1), day)).isEqualTo("1 to 2 March 2026");
    assertThat(Figures.days(day.minusDays(2), day)).isEqualTo("28 February to 2 March 2026");
    assertThat(Figures.days(day.minusDays(90), day)).isEqualTo("2 December 2025 to 2 March 2026");
  }
}
