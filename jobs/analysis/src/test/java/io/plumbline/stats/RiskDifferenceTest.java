package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RiskDifferenceTest {

  private static final RiskDifference FAMILY = RiskDifference.atLevel(0.95);

  private static void assertEnds(FixedEstimate estimate, double lower, double upper, double by) {
    assertThat(estimate.interval().lower()).hasValueCloseTo(lower, within(by));
    assertThat(estimate.interval().upper()).hasValueCloseTo(upper, within(by));
  }

  @Test
  void intervalsMatchStatsmodels() {
    // statsmodels 0.13.5: confint_proportions_2indep(14, 40, 5, 35, compare='diff', method=...)
    assertEnds(FAMILY.newcombe(14, 40, 5, 35), 0.008844190346687625, 0.38163529518059847, 1e-12);
    assertEnds(FAMILY.wald(14, 40, 5, 35), 0.019292376385079912, 0.39499333790063434, 1e-12);
    assertEnds(
        FAMILY.agrestiCaffo(14, 40, 5, 35), 0.007616795927024939, 0.38234459403436505, 1e-12);
  }

  @Test
  void theScoreIntervalInvertsTheScoreTest() {
    // scipy 1.10.1: brentq on z(d) with the restricted shares found by brentq on the likelihood
    assertEnds(FAMILY.score(14, 40, 5, 35), 0.00898603738685028, 0.39046405458892497, 1e-9);
    assertEnds(FAMILY.score(7, 34, 1, 34), 0.027041626583427934, 0.3452912169662237, 1e-9);
  }

  @Test
  void statsmodelsMisprintIsReproducedApart() {
    // statsmodels 0.13.5: confint_proportions_2indep(48, 80, 30, 70, method='score')
    assertEnds(
        FAMILY.scoreOfStatsmodels(48, 80, 30, 70), 0.01063300156316509, 0.3232702573688439, 1e-6);
    assertThat(FAMILY.score(48, 80, 30, 70).interval().upper().orElseThrow()).isGreaterThan(0.3237);
  }

  @Test
  void theEstimateIsTheDifference() {
    FixedEstimate difference = FAMILY.newcombe(14, 40, 5, 35);
    assertThat(difference.value()).hasValueCloseTo(0.35 - 1.0 / 7, within(1e-15));
    assertThat(difference.standardError())
        .hasValueCloseTo(Math.sqrt(0.35 * 0.65 / 40 + 6.0 / 49 / 35), within(1e-15));
    assertThat(difference.n()).isEqualTo(75);
    assertThat(difference.status()).isEqualTo(Status.OK);
  }

  @Test
  void exchangingGroupsTurnsTheInterval() {
    for (FixedEstimate[] both :
        new FixedEstimate[][] {
          {FAMILY.newcombe(9, 20, 3, 30), FAMILY.newcombe(3, 30, 9, 20)},
          {FAMILY.score(9, 20, 3, 30), FAMILY.score(3, 30, 9, 20)},
          {FAMILY.score(0, 20, 3, 30), FAMILY.score(3, 30, 0, 20)},
          {FAMILY.wald(9, 20, 3, 30), FAMILY.wald(3, 30, 9, 20)}
        }) {
      assertThat(both[0].interval().lower().orElseThrow())
          .isEqualTo(-both[1].interval().upper().orElseThrow(), within(1e-9));
      assertThat(both[0].interval().upper().orElseThrow())
          .isEqualTo(-both[1].interval().lower().orElseThrow(), within(1e-9));
    }
  }

  @Test
  void withoutEventsOnlyWaldHasNoWidth() {
    FixedEstimate wald = FAMILY.wald(0, 50, 0, 60);
    assertEnds(wald, 0, 0, 0.0);
    assertThat(wald.status()).isEqualTo(Status.DEGENERATE_VARIANCE);
    FixedEstimate score = FAMILY.score(0, 50, 0, 60);
    assertThat(score.status()).isEqualTo(Status.DEGENERATE_VARIANCE);
    // Restricted shares d and 0: z^2 = d n1 / (1 - d) (N - 1) / N.
    double z2 = 1.959963984540054 * 1.959963984540054 * 110 / 109;
    assertEnds(score, -z2 / (60 + z2), z2 / (50 + z2), 1e-9);
    FixedEstimate all = FAMILY.newcombe(50, 50, 60, 60);
    assertThat(all.status()).isEqualTo(Status.DEGENERATE_VARIANCE);
    assertThat(all.interval().lower().orElseThrow()).isNegative();
  }

  @Test
  void oppositeGroupsReachTheEnds() {
    FixedEstimate all = FAMILY.score(9, 9, 0, 8);
    assertThat(all.value()).hasValue(1);
    assertThat(all.interval().upper()).hasValue(1);
    assertThat(all.interval().lower().orElseThrow()).isBetween(0.4, 0.9);
    assertThat(all.status()).isEqualTo(Status.OK);
    FixedEstimate none = FAMILY.score(0, 9, 8, 8);
    assertThat(none.interval().lower()).hasValue(-1);
    assertThat(none.interval().upper().orElseThrow()).isBetween(-0.9, -0.4);
  }

  @Test
  void aGroupWithoutTrialsLeavesEverythingPossible() {
    for (FixedEstimate none :
        new FixedEstimate[] {
          FAMILY.newcombe(0, 0, 3, 5),
          FAMILY.newcombe(3, 5, 0, 0),
          FAMILY.score(0, 0, 3, 5),
          FAMILY.score(3, 5, 0, 0),
          FAMILY.wald(3, 5, 0, 0),
          FAMILY.wald(0, 0, 3, 5),
          FAMILY.agrestiCaffo(0, 0, 3, 5),
          FAMILY.agrestiCaffo(3, 5, 0, 0)
        }) {
      assertThat(none.status()).isEqualTo(Status.NO_DATA);
      assertThat(none.value()).isEmpty();
      assertThat(none.n()).isEqualTo(5);
      assertEnds(none, -1, 1, 0.0);
    }
  }

  @Test
  void hitsLieWithinTrials() {
    long[][] invalid = {{3, 2, 1, 4}, {-1, 2, 1, 4}, {1, 2, 5, 4}, {1, 2, -1, 4}};
    for (long[] counts : invalid) {
      assertThatThrownBy(() -> FAMILY.score(counts[0], counts[1], counts[2], counts[3]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Invalid hits: %d of %d and %d of %d (must be between 0 and trials)",
              counts[0], counts[1], counts[2], counts[3]);
      assertThatThrownBy(() -> FAMILY.wald(counts[0], counts[1], counts[2], counts[3]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("Invalid hits");
      assertThatThrownBy(() -> FAMILY.agrestiCaffo(counts[0], counts[1], counts[2], counts[3]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("Invalid hits");
    }
    assertThatThrownBy(() -> RiskDifference.atLevel(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid level: 1.0 (must be in (0, 1))");
  }
}
