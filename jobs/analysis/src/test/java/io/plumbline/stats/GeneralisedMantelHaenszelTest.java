package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.stats.MantelHaenszel.Continuity;
import java.util.List;
import org.junit.jupiter.api.Test;

class GeneralisedMantelHaenszelTest {

  /** Hair by eye colour of men and women (R's HairEyeColor, Snee 1974). */
  private static final List<long[][]> HAIR_AND_EYES =
      List.of(
          new long[][] {{32, 11, 10, 3}, {53, 50, 25, 15}, {10, 10, 7, 7}, {3, 30, 5, 8}},
          new long[][] {{36, 9, 5, 2}, {66, 34, 29, 14}, {16, 7, 7, 7}, {4, 64, 5, 8}});

  @Test
  void hairAndEyesMatchR() {
    Significance test = GeneralisedMantelHaenszel.test(HAIR_AND_EYES);
    // R 4.2.2: mantelhaen.test(HairEyeColor)
    assertThat(test.statistic()).hasValueCloseTo(140.2833320514, within(1e-8));
    assertThat(test.degreesOfFreedom()).hasValue(9);
    assertThat(test.p().orElseThrow() / 9.016374039808e-26).isEqualTo(1, within(1e-8));
    assertThat(test.n()).isEqualTo(592);
  }

  @Test
  void twoByTwoIsTheMantelHaenszelTest() {
    List<long[][]> tables =
        MantelHaenszelTest.BERKELEY.stream()
            .map(t -> new long[][] {{t.a(), t.b()}, {t.c(), t.d()}})
            .toList();
    Significance plain =
        MantelHaenszel.atLevel(0.95).test(MantelHaenszelTest.BERKELEY, Continuity.NONE);
    Significance test = GeneralisedMantelHaenszel.test(tables);
    assertThat(test.statistic().orElseThrow())
        .isEqualTo(plain.statistic().orElseThrow(), within(1e-10));
    assertThat(test.degreesOfFreedom()).hasValue(1);
  }

  @Test
  void categoriesNobodyUsedCountForNothing() {
    List<long[][]> plain =
        List.<long[][]>of(new long[][] {{3, 5}, {7, 2}}, new long[][] {{4, 4}, {6, 1}});
    List<long[][]> padded =
        List.of(
            new long[][] {{3, 0, 5}, {7, 0, 2}, {0, 0, 0}},
            new long[][] {{4, 0, 4}, {6, 0, 1}, {0, 0, 0}});
    Significance expected = GeneralisedMantelHaenszel.test(plain);
    Significance test = GeneralisedMantelHaenszel.test(padded);
    assertThat(test.statistic().orElseThrow())
        .isEqualTo(expected.statistic().orElseThrow(), within(1e-10));
    assertThat(test.degreesOfFreedom()).hasValue(1);
  }

  @Test
  void strataOfOneObservationChangeNothing() {
    List<long[][]> plain = List.<long[][]>of(new long[][] {{3, 5}, {7, 2}});
    List<long[][]> more =
        List.<long[][]>of(new long[][] {{3, 5}, {7, 2}}, new long[][] {{1, 0}, {0, 0}});
    assertThat(GeneralisedMantelHaenszel.test(more).statistic())
        .isEqualTo(GeneralisedMantelHaenszel.test(plain).statistic());
    assertThat(GeneralisedMantelHaenszel.test(more).n()).isEqualTo(18);
    List<long[][]> pair = List.<long[][]>of(new long[][] {{1, 0}, {0, 1}});
    assertThat(GeneralisedMantelHaenszel.test(pair).statistic())
        .hasValueCloseTo(1.0, within(1e-12));
  }

  @Test
  void degenerateTablesSayWhy() {
    assertThat(GeneralisedMantelHaenszel.test(List.of()).status()).isEqualTo(Status.NO_DATA);
    assertThat(GeneralisedMantelHaenszel.test(List.<long[][]>of(new long[2][2])).status())
        .isEqualTo(Status.NO_DATA);
    assertThat(GeneralisedMantelHaenszel.test(List.<long[][]>of(new long[][] {{3, 4}})).status())
        .isEqualTo(Status.NOT_APPLICABLE);
    assertThat(
            GeneralisedMantelHaenszel.test(List.<long[][]>of(new long[][] {{3, 4}, {0, 0}}))
                .status())
        .isEqualTo(Status.NO_INFORMATION);
  }

  @Test
  void shapesMustAgree() {
    List<long[][]> strata =
        List.<long[][]>of(new long[][] {{1, 2}, {3, 4}}, new long[][] {{1, 2, 3}});
    assertThatThrownBy(() -> GeneralisedMantelHaenszel.test(strata))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid stratum: 1 x 3 (must be 2 x 2 as the first)");
    assertThatThrownBy(
            () -> GeneralisedMantelHaenszel.test(List.<long[][]>of(new long[][] {{1, 2}, {3}})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid table: row 1 has 1 cells (must have 2 as the first)");
    assertThatThrownBy(
            () -> GeneralisedMantelHaenszel.test(List.<long[][]>of(new long[][] {{1, -2}, {3, 1}})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid count: -2 at (0, 1) (must be at least 0)");
  }
}
