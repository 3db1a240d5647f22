package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ContingencyTest {

  /** Hair by eye colour (R's HairEyeColor over both sexes). */
  private static final long[][] HAIR_AND_EYES = {
    {68, 20, 15, 5}, {119, 84, 54, 29}, {26, 17, 14, 14}, {7, 94, 10, 16}
  };

  @Test
  void hairAndEyesMatchScipy() {
    Contingency table = Contingency.of(HAIR_AND_EYES);
    // scipy 1.10.1: chi2_contingency, also with lambda_='log-likelihood'; contingency.association
    assertThat(table.pearson().statistic()).hasValueCloseTo(138.28984162600824, within(1e-10));
    assertThat(table.pearson().p().orElseThrow() / 2.325286787098839e-25)
        .isEqualTo(1, within(1e-9));
    assertThat(table.pearson().degreesOfFreedom()).hasValue(9);
    assertThat(table.likelihoodRatio().statistic())
        .hasValueCloseTo(146.44357846451612, within(1e-10));
    assertThat(table.tschuprowT()).hasValueCloseTo(0.2790446233426584, within(1e-13));
    assertThat(table.pearsonC()).hasValueCloseTo(0.43515853883059324, within(1e-13));
    assertThat(table.degreesOfFreedom()).isEqualTo(9);
    assertThat(table.isSparse()).isFalse();
  }

  @Test
  void cramersVInvertsTheNoncentralLaw() {
    FixedEstimate v = Contingency.of(HAIR_AND_EYES).cramersV(0.95);
    assertThat(v.value()).hasValueCloseTo(0.2790446233426584, within(1e-13));
    // scipy 1.10.1: brentq on ncx2.cdf(138.29, 9, nc) for 0.975 and 0.025, then sqrt(nc / (592 *
    // 3))
    assertThat(v.interval().lower()).hasValueCloseTo(0.22352701636890207, within(1e-9));
    assertThat(v.interval().upper()).hasValueCloseTo(0.317988102937572, within(1e-9));
    assertThat(v.n()).isEqualTo(592);
    assertThat(v.standardError()).isEmpty();
    FixedEstimate perfect = Contingency.of(new long[][] {{9, 0}, {0, 9}}).cramersV(0.95);
    assertThat(perfect.value()).hasValueCloseTo(1.0, within(1e-15));
    assertThat(perfect.interval().upper()).hasValue(1);
    FixedEstimate none = Contingency.of(new long[][] {{9, 9}, {9, 9}}).cramersV(0.95);
    assertThat(none.value()).hasValue(0);
    assertThat(none.interval().lower()).hasValue(0);
  }

  @Test
  void yatesMatchesScipyAndStopsAtZero() {
    long[][] counts = {{12, 5}, {3, 9}};
    // scipy 1.10.1: chi2_contingency with and without correction
    assertThat(Contingency.of(counts).yates().statistic())
        .hasValueCloseTo(4.171457749766574, within(1e-12));
    assertThat(Contingency.of(counts).yates().p())
        .hasValueCloseTo(0.04111041419430694, within(1e-12));
    assertThat(Contingency.of(counts).pearson().statistic())
        .hasValueCloseTo(5.85483193277311, within(1e-12));
    assertThat(Contingency.of(new long[][] {{4, 4}, {4, 5}}).yates().statistic()).hasValue(0);
    assertThat(Contingency.of(HAIR_AND_EYES).yates().status()).isEqualTo(Status.NOT_APPLICABLE);
    assertThat(Contingency.of(new long[][] {{4, 4, 1}, {4, 5, 1}}).yates().status())
        .isEqualTo(Status.NOT_APPLICABLE);
    assertThat(Contingency.of(new long[0][0]).yates().status()).isEqualTo(Status.NO_DATA);
  }

  @Test
  void emptyRowsAndColumnsAreDropped() {
    Contingency padded = Contingency.of(new long[][] {{12, 0, 5}, {0, 0, 0}, {3, 0, 9}});
    Contingency plain = Contingency.of(new long[][] {{12, 5}, {3, 9}});
    assertThat(padded.pearson()).isEqualTo(plain.pearson());
    assertThat(padded.expected()).isEqualTo(plain.expected());
    assertThat(plain.expected().orElseThrow().get(1).get(0))
        .isEqualTo(12 * 15 / 29.0, within(1e-14));
    assertThat(padded.likelihoodRatio()).isEqualTo(plain.likelihoodRatio());
  }

  @Test
  void zeroCellsAddNothingToTheLikelihoodRatio() {
    // 2 (5 log 2 + 5 log 2)
    assertThat(Contingency.of(new long[][] {{5, 0}, {0, 5}}).likelihoodRatio().statistic())
        .hasValueCloseTo(20 * Math.log(2), within(1e-12));
  }

  @Test
  void fewerThanTwoRowsOrColumnsAreNoQuestion() {
    Contingency one = Contingency.of(new long[][] {{3, 4}, {0, 0}});
    assertThat(one.pearson()).isEqualTo(Significance.undefined(Status.NOT_APPLICABLE, 7));
    assertThat(one.likelihoodRatio().status()).isEqualTo(Status.NOT_APPLICABLE);
    assertThat(one.cramersV(0.9).status()).isEqualTo(Status.NOT_APPLICABLE);
    assertThat(one.tschuprowT()).isEmpty();
    assertThat(one.pearsonC()).isEmpty();
    assertThat(one.degreesOfFreedom()).isZero();
    assertThat(one.monteCarlo(9, new SplittableRandom(1)).status())
        .isEqualTo(Status.NOT_APPLICABLE);
    assertThat(one.recommended(new SplittableRandom(1)).status()).isEqualTo(Status.NOT_APPLICABLE);
    Contingency none = Contingency.of(new long[][] {{0, 0}, {0, 0}});
    assertThat(none.pearson().status()).isEqualTo(Status.NO_DATA);
    assertThat(none.cramersV(0.9).status()).isEqualTo(Status.NO_DATA);
  }

  @Test
  void sparsenessFollowsCochran() {
    // Expected counts 5 everywhere, then one column just below.
    assertThat(Contingency.of(new long[][] {{5, 5}, {5, 5}}).isSparse()).isFalse();
    assertThat(Contingency.of(new long[][] {{5, 4}, {5, 5}}).isSparse()).isTrue();
    // Two of ten cells below 5 are allowed, one below 1 is not.
    assertThat(Contingency.of(new long[][] {{20, 20, 20, 20, 4}, {20, 20, 20, 20, 4}}).isSparse())
        .isFalse();
    assertThat(
            Contingency.of(new long[][] {{900, 900, 900, 900, 1}, {900, 900, 900, 900, 0}})
                .isSparse())
        .isTrue();
    assertThat(
            Contingency.of(new long[][] {{900, 900, 900, 900, 1}, {900, 900, 900, 900, 1}})
                .isSparse())
        .isFalse();
    assertThat(Contingency.of(new long[][] {{20, 20, 20, 4, 4}, {20, 20, 20, 4, 4}}).isSparse())
        .isTrue();
  }

  @Test
  void monteCarloApproachesTheExactProbability() {
    // For 2x2 the statistic orders tables as their distance from expectation: exact 0.034965...
    long[][] counts = {{8, 2}, {1, 5}};
    Significance drawn = Contingency.of(counts).monteCarlo(20_000, new SplittableRandom(3));
    assertThat(drawn.p().orElseThrow()).isEqualTo(0.034965034965034965, within(0.005));
    assertThat(drawn.statistic()).isEqualTo(Contingency.of(counts).pearson().statistic());
    assertThat(drawn.n()).isEqualTo(16);
    assertThat(Contingency.of(counts).monteCarlo(20_000, new SplittableRandom(3))).isEqualTo(drawn);
    // The table itself counts as one draw: never below 1 / (1 + replicates).
    assertThat(
            Contingency.of(new long[][] {{40, 0}, {0, 40}})
                .monteCarlo(19, new SplittableRandom(5))
                .p())
        .hasValue(0.05);
    assertThat(
            Contingency.of(new long[][] {{4, 4}, {4, 4}})
                .monteCarlo(19, new SplittableRandom(5))
                .p())
        .hasValue(1);
  }

  @Test
  void theRecommendedTestFitsTheCounts() {
    SplittableRandom random = new SplittableRandom(8);
    Contingency full = Contingency.of(HAIR_AND_EYES);
    assertThat(full.recommended(random)).isEqualTo(full.pearson());
    // Fisher's exact test of the table has no statistic.
    Significance fisher = Contingency.of(new long[][] {{8, 2}, {1, 5}}).recommended(random);
    assertThat(fisher.statistic()).isEmpty();
    assertThat(fisher.p()).hasValueCloseTo(0.034965034965034965, within(1e-13));
    Contingency sparse = Contingency.of(new long[][] {{2, 1, 0}, {0, 1, 3}});
    Significance drawn = sparse.recommended(new SplittableRandom(8));
    assertThat(drawn).isEqualTo(sparse.monteCarlo(9_999, new SplittableRandom(8)));
    assertThat(drawn.degreesOfFreedom()).isEmpty();
  }

  @Test
  void replicatesArePositive() {
    assertThatThrownBy(() -> Contingency.of(HAIR_AND_EYES).monteCarlo(0, new SplittableRandom(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid replicates: 0 (must be at least 1)");
    assertThatThrownBy(() -> Contingency.of(HAIR_AND_EYES).cramersV(2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid level: 2.0 (must be in (0, 1))");
  }
}
