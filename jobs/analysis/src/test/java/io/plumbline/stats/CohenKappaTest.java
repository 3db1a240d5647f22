package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.stats.CohenKappa.Weights;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CohenKappaTest {

  private static final long[][] RATINGS = {{20, 5, 1}, {4, 15, 6}, {2, 3, 14}};

  private static CohenKappa kappa(Weights weights) {
    return CohenKappa.of(RATINGS, weights);
  }

  @Test
  void unweightedMatchesStatsmodels() {
    FixedEstimate estimate = kappa(Weights.UNWEIGHTED).estimate(0.95);
    // statsmodels 0.13.5: cohens_kappa(table)
    assertThat(estimate.value()).hasValueCloseTo(0.5476923076923077, within(1e-14));
    assertThat(estimate.standardError()).hasValueCloseTo(0.08238684306965226, within(1e-14));
    assertThat(estimate.interval().lower()).hasValueCloseTo(0.38621706247583587, within(1e-12));
    assertThat(estimate.interval().upper()).hasValueCloseTo(0.7091675529087795, within(1e-12));
    assertThat(estimate.n()).isEqualTo(70);
    assertThat(estimate.status()).isEqualTo(Status.OK);
    assertThat(kappa(Weights.UNWEIGHTED).nullStandardError())
        .hasValueCloseTo(0.0846466275986279, within(1e-14));
  }

  @Test
  void weightedMatchStatsmodels() {
    // statsmodels 0.13.5: cohens_kappa(table, wt='linear'), then wt='quadratic'
    FixedEstimate linear = kappa(Weights.LINEAR).estimate(0.95);
    assertThat(linear.value()).hasValueCloseTo(0.6083916083916084, within(1e-14));
    assertThat(linear.standardError()).hasValueCloseTo(0.07793217616768602, within(1e-14));
    assertThat(kappa(Weights.LINEAR).nullStandardError())
        .hasValueCloseTo(0.09399106501605232, within(1e-14));
    FixedEstimate quadratic = kappa(Weights.QUADRATIC).estimate(0.95);
    assertThat(quadratic.value()).hasValueCloseTo(0.6703296703296704, within(1e-14));
    assertThat(quadratic.standardError()).hasValueCloseTo(0.08225269022503105, within(1e-14));
    assertThat(kappa(Weights.QUADRATIC).nullStandardError())
        .hasValueCloseTo(0.11940816358520949, within(1e-14));
  }

  @Test
  void testUsesTheNullError() {
    Significance test = kappa(Weights.UNWEIGHTED).test();
    // statsmodels 0.13.5: z_value, pvalue_two_sided
    assertThat(test.statistic()).hasValueCloseTo(6.470338195743851, within(1e-12));
    assertThat(test.p().orElseThrow() / 9.778381141277418e-11).isEqualTo(1, within(1e-9));
    assertThat(test.n()).isEqualTo(70);
  }

  @Test
  void perfectAgreementHasNoEarnedWidth() {
    FixedEstimate perfect =
        CohenKappa.of(new long[][] {{10, 0}, {0, 7}}, Weights.UNWEIGHTED).estimate(0.95);
    assertThat(perfect.value()).hasValue(1);
    assertThat(perfect.standardError()).hasValue(0);
    assertThat(perfect.status()).isEqualTo(Status.DEGENERATE_VARIANCE);
    assertThat(perfect.interval().lower()).hasValue(1);
    assertThat(perfect.interval().upper()).hasValue(1);
  }

  @Test
  void oneCategoryIsUndefined() {
    CohenKappa one = CohenKappa.of(new long[][] {{10, 0}, {0, 0}}, Weights.LINEAR);
    assertThat(one.estimate(0.95).value()).isEmpty();
    assertThat(one.estimate(0.95).status()).isEqualTo(Status.UNDEFINED);
    assertThat(one.nullStandardError()).isEmpty();
    assertThat(one.test()).isEqualTo(Significance.undefined(Status.UNDEFINED, 10));
    CohenKappa none = CohenKappa.of(new long[2][2], Weights.LINEAR);
    assertThat(none.estimate(0.95).status()).isEqualTo(Status.NO_DATA);
    assertThat(none.nullStandardError()).isEmpty();
    assertThat(CohenKappa.of(new long[][] {{3}}, Weights.LINEAR).estimate(0.9).status())
        .isEqualTo(Status.UNDEFINED);
  }

  @Test
  void aRaterWithOneCategoryCarriesNoInformation() {
    CohenKappa lazy = CohenKappa.of(new long[][] {{5, 5}, {0, 0}}, Weights.UNWEIGHTED);
    assertThat(lazy.estimate(0.95).value()).hasValue(0);
    assertThat(lazy.nullStandardError()).hasValue(0);
    assertThat(lazy.test().status()).isEqualTo(Status.NO_INFORMATION);
  }

  @Test
  void exchangingRatersChangesNothing() {
    long[][] turned = {{20, 4, 2}, {5, 15, 3}, {1, 6, 14}};
    for (Weights weights : Weights.values()) {
      assertThat(CohenKappa.of(turned, weights).estimate(0.95).standardError().orElseThrow())
          .isEqualTo(kappa(weights).estimate(0.95).standardError().orElseThrow(), within(1e-15));
    }
  }

  @Test
  void tablesMustBeSquare() {
    assertThatThrownBy(() -> CohenKappa.of(new long[][] {{1, 2}}, Weights.LINEAR))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid table: 1 x 2 (must be square)");
    assertThatThrownBy(() -> kappa(Weights.LINEAR).estimate(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid level: 0.0 (must be in (0, 1))");
  }

  @Test
  void bootstrapIntervalNarrowsLikeTheNormalOneAndStaysBelowOne() {
    CohenKappa kappa = CohenKappa.of(new long[][] {{450, 50}, {70, 430}}, Weights.UNWEIGHTED);
    FixedEstimate normal = kappa.estimate(0.95);
    FixedEstimate drawn = kappa.estimate(ItemBootstrap.standard(), new SplittableRandom(1));
    CohenKappa few = CohenKappa.of(new long[][] {{9, 1}, {0, 10}}, Weights.UNWEIGHTED);

    assertThat(drawn.value()).isEqualTo(normal.value());
    assertThat(drawn.interval().lower().orElseThrow())
        .isEqualTo(normal.interval().lower().orElseThrow(), within(0.005));
    assertThat(drawn.interval().upper().orElseThrow())
        .isEqualTo(normal.interval().upper().orElseThrow(), within(0.005));
    assertThat(few.estimate(0.95).interval().upper().orElseThrow()).isGreaterThan(1);
    assertThat(
            few.estimate(ItemBootstrap.standard(), new SplittableRandom(1))
                .interval()
                .upper()
                .orElseThrow())
        .isEqualTo(1);
  }

  @Test
  void oneCategoryHasNoBootstrapEither() {
    CohenKappa one = CohenKappa.of(new long[][] {{7, 0}, {0, 0}}, Weights.UNWEIGHTED);

    assertThat(one.estimate(ItemBootstrap.standard(), new SplittableRandom(1)).status())
        .isEqualTo(Status.UNDEFINED);
  }
}
