package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.stats.MantelHaenszel.Continuity;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MantelHaenszelTest {

  /** Berkeley admissions 1973 by department (R's UCBAdmissions), men in the first row. */
  static final List<FourfoldTable> BERKELEY =
      List.of(
          new FourfoldTable(512, 313, 89, 19),
          new FourfoldTable(353, 207, 17, 8),
          new FourfoldTable(120, 205, 202, 391),
          new FourfoldTable(138, 279, 131, 244),
          new FourfoldTable(53, 138, 94, 299),
          new FourfoldTable(22, 351, 24, 317));

  /** The same with the tables turned over, as the reference software was given them. */
  static final List<FourfoldTable> TURNED =
      BERKELEY.stream()
          .map(table -> new FourfoldTable(table.a(), table.c(), table.b(), table.d()))
          .toList();

  private static final MantelHaenszel FAMILY = MantelHaenszel.atLevel(0.95);

  @Test
  void testMatchesR() {
    // R 4.2.2: mantelhaen.test(UCBAdmissions, correct = FALSE), then with correct = TRUE
    Significance plain = FAMILY.test(BERKELEY, Continuity.NONE);
    assertThat(plain.statistic()).hasValueCloseTo(1.5246066604434, within(1e-11));
    assertThat(plain.p()).hasValueCloseTo(0.2169236970555, within(1e-11));
    assertThat(plain.degreesOfFreedom()).hasValue(1);
    assertThat(plain.n()).isEqualTo(4526);
    Significance corrected = FAMILY.test(BERKELEY, Continuity.HALF);
    assertThat(corrected.statistic()).hasValueCloseTo(1.426946228587, within(1e-11));
    assertThat(FAMILY.test(BERKELEY, Continuity.HALF_IF_REACHED)).isEqualTo(corrected);
  }

  @Test
  void correctionsDifferOnlyBelowTheirOwnSize() {
    // Deviation 1/4, variance 9/28.
    List<FourfoldTable> near = List.of(new FourfoldTable(2, 1, 3, 2));
    double deviation = 2 - 15.0 / 8;
    double variance = 15.0 * 15 / (64 * 7);
    assertThat(FAMILY.test(near, Continuity.HALF).statistic())
        .hasValueCloseTo(Math.pow(deviation - 0.5, 2) / variance, within(1e-14));
    assertThat(FAMILY.test(near, Continuity.HALF_IF_REACHED).statistic())
        .hasValueCloseTo(deviation * deviation / variance, within(1e-14));
    // A deviation of exactly one half is corrected to nothing.
    List<FourfoldTable> half = List.of(new FourfoldTable(1, 0, 0, 1));
    assertThat(FAMILY.test(half, Continuity.HALF_IF_REACHED).statistic()).hasValue(0);
    assertThat(FAMILY.test(half, Continuity.NONE).statistic()).hasValueCloseTo(1.0, within(1e-15));
  }

  @Test
  void oddsRatioMatchesRAndStatsmodels() {
    FixedEstimate odds = FAMILY.oddsRatio(BERKELEY);
    // R 4.2.2: mantelhaen.test(UCBAdmissions); statsmodels 0.13.5: logodds_pooled_se
    assertThat(odds.value()).hasValueCloseTo(0.9046968282586, within(1e-12));
    assertThat(odds.standardError()).hasValueCloseTo(0.08098890965622091, within(1e-13));
    assertThat(odds.interval().lower()).hasValueCloseTo(0.7719073617594, within(1e-11));
    assertThat(odds.interval().upper()).hasValueCloseTo(1.0603297644367, within(1e-11));
    assertThat(odds.n()).isEqualTo(4526);
    assertThat(odds.status()).isEqualTo(Status.OK);
  }

  @Test
  void riskRatioMatchesStatsmodelsAndItsPrintedVariance() {
    FixedEstimate risk = FAMILY.riskRatio(TURNED);
    // statsmodels 0.13.5: riskratio_pooled; Greenland and Robins 1985 eq. 13 in numpy 1.24
    assertThat(risk.value()).hasValueCloseTo(0.9724070952039637, within(1e-13));
    assertThat(risk.standardError()).hasValueCloseTo(0.022304557600808624, within(1e-13));
    double factor = Math.exp(1.959963984540054 * 0.022304557600808624);
    assertThat(risk.interval().lower()).hasValueCloseTo(0.9724070952039637 / factor, within(1e-12));
    assertThat(risk.interval().upper()).hasValueCloseTo(0.9724070952039637 * factor, within(1e-12));
  }

  @Test
  void homogeneityMatchesStatsmodels() {
    Significance breslowDay = FAMILY.breslowDay(BERKELEY);
    // statsmodels 0.13.5: test_equal_odds(), test_equal_odds(adjust=True)
    assertThat(breslowDay.statistic()).hasValueCloseTo(18.825513705236514, within(1e-9));
    assertThat(breslowDay.p()).hasValueCloseTo(0.0020713903499175457, within(1e-12));
    assertThat(breslowDay.degreesOfFreedom()).hasValue(5);
    assertThat(FAMILY.tarone(BERKELEY).statistic())
        .hasValueCloseTo(18.82550125205323, within(1e-9));
  }

  @Test
  void anOddsRatioOfExactlyOneIsNoSpecialCase() {
    // Odds ratios 4 and 1/4 over equal margins: the common one is 1 and every cell is fitted as 3.
    List<FourfoldTable> mirrored =
        List.of(new FourfoldTable(4, 2, 2, 4), new FourfoldTable(2, 4, 4, 2));
    assertThat(FAMILY.oddsRatio(mirrored).value()).hasValue(1);
    assertThat(FAMILY.breslowDay(mirrored).statistic())
        .hasValueCloseTo(2 * (1 / (3.0 / 4)), within(1e-13));
    List<FourfoldTable> none =
        List.of(new FourfoldTable(5, 5, 5, 5), new FourfoldTable(3, 3, 3, 3));
    assertThat(FAMILY.breslowDay(none).statistic()).hasValueCloseTo(0.0, within(1e-20));
    assertThat(FAMILY.breslowDay(none).p()).hasValueCloseTo(1.0, within(1e-12));
  }

  @Test
  void fittedCellsHaveTheCommonOddsRatioEvenInLopsidedTables() {
    // Nearly everybody says yes: the linear term of the equation is negative.
    List<FourfoldTable> lopsided =
        List.of(new FourfoldTable(90, 3, 5, 2), new FourfoldTable(80, 8, 6, 6));
    double odds = FAMILY.oddsRatio(lopsided).value().orElseThrow();
    double expected = 0;
    for (FourfoldTable table : lopsided) {
      double a =
          Roots.between(
              Math.max(0, table.row1() - table.column2()),
              Math.min(table.row1(), table.column1()),
              u ->
                  Math.log(u)
                      + Math.log(table.row2() - table.column1() + u)
                      - Math.log(table.row1() - u)
                      - Math.log(table.column1() - u)
                      - Math.log(odds));
      double variance =
          1
              / (1 / a
                  + 1 / (table.row1() - a)
                  + 1 / (table.column1() - a)
                  + 1 / (table.row2() - table.column1() + a));
      expected += (table.a() - a) * (table.a() - a) / variance;
    }
    assertThat(FAMILY.breslowDay(lopsided).statistic()).hasValueCloseTo(expected, within(1e-9));
    List<FourfoldTable> rare =
        lopsided.stream().map(t -> new FourfoldTable(t.b(), t.a(), t.d(), t.c())).toList();
    assertThat(FAMILY.breslowDay(rare).statistic()).hasValueCloseTo(expected, within(1e-9));
    List<FourfoldTable> swapped =
        lopsided.stream().map(t -> new FourfoldTable(t.c(), t.d(), t.a(), t.b())).toList();
    assertThat(FAMILY.breslowDay(swapped).statistic()).hasValueCloseTo(expected, within(1e-9));
  }

  @Test
  void strataWithAnEmptyMarginChangeNothing() {
    List<FourfoldTable> more = new ArrayList<>(BERKELEY);
    more.add(new FourfoldTable(4, 6, 0, 0));
    more.add(new FourfoldTable(0, 6, 0, 3));
    more.add(new FourfoldTable(0, 0, 0, 0));
    assertThat(FAMILY.oddsRatio(more).value()).isEqualTo(FAMILY.oddsRatio(BERKELEY).value());
    assertThat(FAMILY.oddsRatio(more).standardError())
        .isEqualTo(FAMILY.oddsRatio(BERKELEY).standardError());
    assertThat(FAMILY.breslowDay(more).statistic())
        .isEqualTo(FAMILY.breslowDay(BERKELEY).statistic());
    assertThat(FAMILY.breslowDay(more).degreesOfFreedom()).hasValue(5);
    assertThat(FAMILY.test(more, Continuity.NONE).p().orElseThrow())
        .isEqualTo(FAMILY.test(BERKELEY, Continuity.NONE).p().orElseThrow(), within(1e-13));
  }

  @Test
  void nothingAndNoInformationHaveNoNumbers() {
    List<FourfoldTable> none = List.of();
    assertThat(FAMILY.test(none, Continuity.NONE))
        .isEqualTo(Significance.undefined(Status.NO_DATA, 0));
    assertThat(FAMILY.oddsRatio(none).status()).isEqualTo(Status.NO_DATA);
    assertThat(FAMILY.riskRatio(none).status()).isEqualTo(Status.NO_DATA);
    assertThat(FAMILY.breslowDay(none).status()).isEqualTo(Status.NO_DATA);
    List<FourfoldTable> empty = List.of(new FourfoldTable(4, 6, 0, 0));
    assertThat(FAMILY.test(empty, Continuity.HALF))
        .isEqualTo(Significance.undefined(Status.NO_INFORMATION, 10));
    assertThat(FAMILY.oddsRatio(empty).status()).isEqualTo(Status.NO_INFORMATION);
    assertThat(FAMILY.oddsRatio(empty).value()).isEmpty();
    List<FourfoldTable> one = List.of(new FourfoldTable(4, 6, 3, 2));
    assertThat(FAMILY.tarone(one).status()).isEqualTo(Status.NOT_APPLICABLE);
  }

  @Test
  void boundaryRatiosHaveNoInterval() {
    List<FourfoldTable> all = List.of(new FourfoldTable(5, 0, 2, 3), new FourfoldTable(4, 0, 1, 6));
    FixedEstimate infinite = FAMILY.oddsRatio(all);
    assertThat(infinite.value()).hasValue(Double.POSITIVE_INFINITY);
    assertThat(infinite.standardError()).isEmpty();
    assertThat(infinite.interval().lower()).isEmpty();
    assertThat(infinite.interval().upper()).isEmpty();
    assertThat(infinite.status()).isEqualTo(Status.NOT_ESTIMABLE);
    assertThat(FAMILY.breslowDay(all).status()).isEqualTo(Status.NOT_ESTIMABLE);
    List<FourfoldTable> no = List.of(new FourfoldTable(0, 5, 2, 3), new FourfoldTable(0, 4, 1, 6));
    assertThat(FAMILY.oddsRatio(no).value()).hasValue(0);
    assertThat(FAMILY.breslowDay(no).status()).isEqualTo(Status.NOT_ESTIMABLE);
    assertThat(FAMILY.riskRatio(no).value()).hasValue(0);
    assertThat(FAMILY.riskRatio(no).status()).isEqualTo(Status.NOT_ESTIMABLE);
  }

  @Test
  void smoothingAddsAHalfToEveryCellAndSaysSo() {
    List<FourfoldTable> all = List.of(new FourfoldTable(5, 0, 2, 3));
    FixedEstimate odds = FAMILY.smoothedOddsRatio(all);
    // With one stratum the Robins-Breslow-Greenland variance is Woolf's sum of inverse cells.
    assertThat(odds.value()).hasValueCloseTo(5.5 * 3.5 / (0.5 * 2.5), within(1e-12));
    assertThat(odds.standardError())
        .hasValueCloseTo(Math.sqrt(1 / 5.5 + 1 / 0.5 + 1 / 2.5 + 1 / 3.5), within(1e-12));
    assertThat(odds.status()).isEqualTo(Status.SPARSE);
    assertThat(odds.n()).isEqualTo(10);
    assertThat(FAMILY.smoothedOddsRatio(List.of()).status()).isEqualTo(Status.NO_DATA);
    List<FourfoldTable> two = List.of(new FourfoldTable(0, 0, 0, 0), all.get(0));
    assertThat(FAMILY.smoothedOddsRatio(two).value()).isEqualTo(odds.value());
  }

  @Test
  void exchangingGroupsInvertsTheRatio() {
    List<FourfoldTable> exchanged =
        BERKELEY.stream().map(t -> new FourfoldTable(t.c(), t.d(), t.a(), t.b())).toList();
    double odds = FAMILY.oddsRatio(BERKELEY).value().orElseThrow();
    assertThat(FAMILY.oddsRatio(exchanged).value()).hasValueCloseTo(1 / odds, within(1e-13));
    assertThat(FAMILY.test(exchanged, Continuity.NONE).statistic().orElseThrow())
        .isEqualTo(FAMILY.test(BERKELEY, Continuity.NONE).statistic().orElseThrow(), within(1e-11));
  }

  @Test
  void falseAlarmsStayAtTheirRateAndOddsOfThreeAreSeen() {
    // 400 samples: a rate of 0.05 gives at most 33 with probability 0.999.
    assertThat(rejections(1, 400)).isBetween(5, 33);
    assertThat(rejections(3, 400)).isGreaterThan(330);
  }

  private static int rejections(double odds, int samples) {
    SplittableRandom random = new SplittableRandom(11);
    int rejected = 0;
    for (int s = 0; s < samples; s++) {
      List<FourfoldTable> strata = new ArrayList<>();
      for (int k = 0; k < 5; k++) {
        double p = 0.2 + 0.1 * k;
        double q = odds * p / (1 - p + odds * p);
        int a = 0;
        int c = 0;
        for (int i = 0; i < 20; i++) {
          a += random.nextDouble() < q ? 1 : 0;
          c += random.nextDouble() < p ? 1 : 0;
        }
        strata.add(new FourfoldTable(a, 20 - a, c, 20 - c));
      }
      rejected += FAMILY.test(strata, Continuity.NONE).rejectsAt(0.05) ? 1 : 0;
    }
    return rejected;
  }

  @Test
  void levelsOutsideTheUnitIntervalAreRefused() {
    assertThatThrownBy(() -> MantelHaenszel.atLevel(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid level: 1.0 (must be in (0, 1))");
  }
}
