package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.junit.jupiter.api.Test;

class FisherExactTest {

  private static final FisherExact EXACT = FisherExact.atLevel(0.95);
  private static final List<FourfoldTable> TEA = List.of(new FourfoldTable(3, 1, 1, 3));

  private static final List<FourfoldTable> STRATA =
      List.of(
          new FourfoldTable(3, 1, 1, 4),
          new FourfoldTable(2, 5, 4, 3),
          new FourfoldTable(6, 2, 1, 2));

  private static double p(List<FourfoldTable> strata, AlternativeHypothesis alternative) {
    return EXACT.test(strata, alternative).p().orElseThrow();
  }

  @Test
  void ladyTastingTeaIsAsFisherCounted() {
    assertThat(p(TEA, AlternativeHypothesis.TWO_SIDED)).isEqualTo(34.0 / 70, within(1e-14));
    assertThat(p(TEA, AlternativeHypothesis.GREATER_THAN)).isEqualTo(17.0 / 70, within(1e-14));
    assertThat(p(TEA, AlternativeHypothesis.LESS_THAN)).isEqualTo(69.0 / 70, within(1e-14));
    assertThat(EXACT.test(TEA, AlternativeHypothesis.TWO_SIDED).n()).isEqualTo(8);
  }

  @Test
  void aCoarseSearchGivesTheDigitsOfR() {
    FixedEstimate odds = EXACT.withTolerance(Math.pow(Math.ulp(1.0), 0.25)).oddsRatio(TEA);
    // R 4.2.2: fisher.test(matrix(c(3, 1, 1, 3), 2))
    assertThat(odds.value()).hasValueCloseTo(6.4083088670058, within(1e-8));
    assertThat(odds.interval().lower()).hasValueCloseTo(0.2117329153055, within(1e-10));
    assertThat(odds.interval().upper()).hasValueCloseTo(621.9337505454173, within(1e-5));
  }

  @Test
  void strataMatchBruteForceOverAllTables() {
    // scipy 1.10.1 brentq (xtol 1e-14) on the product of binomial coefficients, R 4.2.2 scheme
    assertThat(p(STRATA, AlternativeHypothesis.TWO_SIDED))
        .isEqualTo(0.4973074063983155, within(1e-13));
    assertThat(p(STRATA, AlternativeHypothesis.GREATER_THAN))
        .isEqualTo(0.3281129644766009, within(1e-13));
    assertThat(p(STRATA, AlternativeHypothesis.LESS_THAN))
        .isEqualTo(0.8732570459843185, within(1e-13));
    FixedEstimate odds = EXACT.oddsRatio(STRATA);
    assertThat(odds.value()).hasValueCloseTo(1.7116332786772754, within(1e-10));
    assertThat(odds.interval().lower()).hasValueCloseTo(0.3557697139995103, within(1e-10));
    assertThat(odds.interval().upper()).hasValueCloseTo(8.478097295142527, within(1e-9));
    assertThat(odds.n()).isEqualTo(34);
    assertThat(odds.standardError()).isEmpty();
  }

  @Test
  void berkeleyMatchesRAtAnotherLevel() {
    FixedEstimate odds =
        FisherExact.atLevel(0.9)
            .withTolerance(Math.pow(Math.ulp(1.0), 0.25))
            .oddsRatio(MantelHaenszelTest.BERKELEY);
    // R 4.2.2: mantelhaen.test(UCBAdmissions, exact = TRUE, conf.level = .9)
    assertThat(odds.value()).hasValueCloseTo(0.9050761936378, within(1e-9));
    assertThat(odds.interval().lower()).hasValueCloseTo(0.7897189294601, within(1e-9));
    assertThat(odds.interval().upper()).hasValueCloseTo(1.0368043128634, within(1e-9));
    assertThat(p(MantelHaenszelTest.BERKELEY, AlternativeHypothesis.TWO_SIDED))
        .isEqualTo(0.2277625267982, within(1e-11));
  }

  @Test
  void hugeTablesKeepTheirTails() {
    // scipy 1.17.1: hypergeom.sf(39, 101000, 940, 1000)
    List<FourfoldTable> huge = List.of(new FourfoldTable(40, 960, 900, 99_100));
    assertThat(p(huge, AlternativeHypothesis.GREATER_THAN) / 3.068718605645433e-14)
        .isEqualTo(1, within(1e-8));
  }

  @Test
  void extremeTotalsHaveOneSidedIntervals() {
    FixedEstimate none = EXACT.oddsRatio(List.of(new FourfoldTable(0, 4, 3, 2)));
    assertThat(none.value()).hasValue(0);
    assertThat(none.interval().lower()).hasValue(0);
    assertThat(none.interval().upper()).isPresent();
    assertThat(none.status()).isEqualTo(Status.OK);
    FixedEstimate all = EXACT.oddsRatio(List.of(new FourfoldTable(4, 0, 2, 3)));
    assertThat(all.value()).hasValue(Double.POSITIVE_INFINITY);
    assertThat(all.interval().upper()).isEmpty();
    // Exchanging the columns inverts the odds ratio and its interval.
    double upper =
        EXACT.oddsRatio(List.of(new FourfoldTable(0, 4, 3, 2))).interval().upper().orElseThrow();
    double lower =
        EXACT.oddsRatio(List.of(new FourfoldTable(4, 0, 2, 3))).interval().lower().orElseThrow();
    assertThat(lower).isEqualTo(1 / upper, within(1e-12));
  }

  @Test
  void intervalEndsLeaveTheirTail() {
    FixedEstimate odds = EXACT.oddsRatio(STRATA);
    ConditionalTotal total = ConditionalTotal.of(STRATA);
    assertThat(total.atLeast(11, odds.interval().lower().orElseThrow()))
        .isEqualTo(0.025, within(1e-12));
    assertThat(total.atMost(11, odds.interval().upper().orElseThrow()))
        .isEqualTo(0.025, within(1e-12));
    assertThat(total.mean(odds.value().orElseThrow())).isEqualTo(11, within(1e-12));
    assertThat(total.lowest()).isEqualTo(4);
    assertThat(total.highest()).isEqualTo(17);
    assertThat(total.mean(0)).isEqualTo(4);
  }

  @Test
  void withoutChoiceThereIsNoInformation() {
    List<FourfoldTable> fixed = List.of(new FourfoldTable(0, 0, 3, 5));
    Significance test = EXACT.test(fixed, AlternativeHypothesis.TWO_SIDED);
    assertThat(test.p()).hasValue(1);
    assertThat(test.status()).isEqualTo(Status.NO_INFORMATION);
    FixedEstimate odds = EXACT.oddsRatio(fixed);
    assertThat(odds.value()).isEmpty();
    assertThat(odds.interval().lower()).hasValue(0);
    assertThat(odds.interval().upper()).isEmpty();
    assertThat(odds.status()).isEqualTo(Status.NO_INFORMATION);
    assertThat(EXACT.oddsRatio(List.of()).status()).isEqualTo(Status.NO_DATA);
    assertThat(EXACT.test(List.of(), AlternativeHypothesis.TWO_SIDED).status())
        .isEqualTo(Status.NO_DATA);
  }

  @Test
  void tooManyCombinationsAreLeftToMantelHaenszel() {
    FourfoldTable wide = new FourfoldTable(10_000, 10_000, 10_000, 10_000);
    List<FourfoldTable> strata = List.of(wide, wide);
    assertThat(EXACT.test(strata, AlternativeHypothesis.TWO_SIDED))
        .isEqualTo(Significance.undefined(Status.NOT_APPLICABLE, 80_000));
    assertThat(EXACT.oddsRatio(strata).status()).isEqualTo(Status.NOT_APPLICABLE);
    assertThat(ConditionalTotal.isFeasible(List.of(wide))).isTrue();
  }

  @Test
  void falseAlarmsNeverExceedTheirRate() {
    // All 2x2 tables with margins 7 and 9 in the rows and 6 in the first column.
    double alarms = 0;
    ConditionalTotal law = ConditionalTotal.of(List.of(new FourfoldTable(0, 7, 6, 3)));
    for (long a = 0; a <= 6; a++) {
      FourfoldTable table = new FourfoldTable(a, 7 - a, 6 - a, 3 + a);
      if (p(List.of(table), AlternativeHypothesis.TWO_SIDED) <= 0.05) {
        alarms += law.atMost(a, 1) - (a == 0 ? 0 : law.atMost(a - 1, 1));
      }
    }
    assertThat(alarms).isBetween(0.005, 0.05);
  }

  @Test
  void impossibleSettingsAreRefused() {
    assertThatThrownBy(() -> FisherExact.atLevel(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid level: 0.0 (must be in (0, 1))");
    assertThatThrownBy(() -> EXACT.withTolerance(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid tolerance: -1.0 (must be at least 0)");
  }
}
