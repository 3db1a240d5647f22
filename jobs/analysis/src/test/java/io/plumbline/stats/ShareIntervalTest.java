package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ShareIntervalTest {

  private static final ShareInterval AT_95 = ShareInterval.atLevel(0.95);
  private static final ShareInterval AT_90 = ShareInterval.atLevel(0.9);

  private static void assertEnds(FixedEstimate estimate, double lower, double upper) {
    assertThat(estimate.interval().lower()).hasValueCloseTo(lower, within(1e-12));
    assertThat(estimate.interval().upper()).hasValueCloseTo(upper, within(1e-12));
  }

  @Test
  void intervalsMatchStatsmodels() {
    // statsmodels 0.13.5: proportion_confint(7, 20, method=...)
    assertEnds(AT_95.clopperPearson(7, 20), 0.15390920478454118, 0.5921885345328282);
    assertEnds(AT_95.wilson(7, 20), 0.18119182410108203, 0.5671457233147638);
    assertEnds(AT_95.jeffreys(7, 20), 0.17227621363191203, 0.5677660938414961);
    assertEnds(AT_95.agrestiCoull(7, 20), 0.179926361438228, 0.5684111859776177);
  }

  @Test
  void noHitsAndAllHitsMatchStatsmodels() {
    // statsmodels 0.13.5: proportion_confint(0, 12, alpha=.1), (12, 12, alpha=.1)
    assertEnds(AT_90.clopperPearson(0, 12), 0, 0.22092219194555587);
    assertEnds(AT_90.wilson(0, 12), 0, 0.18398119474747707);
    assertEnds(AT_90.jeffreys(0, 12), 0.00016044920862300598, 0.14505651819287652);
    assertEnds(AT_90.agrestiCoull(0, 12), 0, 0.21595688902000132);
    assertEnds(AT_90.clopperPearson(12, 12), 0.7790778080544442, 1);
    assertEnds(AT_90.wilson(12, 12), 0.8160188052525229, 1);
    assertEnds(AT_90.jeffreys(12, 12), 0.8549434818071235, 0.999839550791377);
    assertEnds(AT_90.agrestiCoull(12, 12), 0.7840431109799986, 1);
  }

  @Test
  void theEstimateIsTheShare() {
    FixedEstimate share = AT_95.wilson(7, 20);
    assertThat(share.value()).hasValue(0.35);
    assertThat(share.standardError()).hasValueCloseTo(Math.sqrt(0.35 * 0.65 / 20), within(1e-15));
    assertThat(share.n()).isEqualTo(20);
    assertThat(share.interval().level()).isEqualTo(0.95);
  }

  @Test
  void withoutTrialsEveryShareIsPossible() {
    for (FixedEstimate none :
        new FixedEstimate[] {
          AT_95.clopperPearson(0, 0),
          AT_95.wilson(0, 0),
          AT_95.jeffreys(0, 0),
          AT_95.agrestiCoull(0, 0)
        }) {
      assertThat(none.value()).isEmpty();
      assertThat(none.status()).isEqualTo(Status.NO_DATA);
      assertEnds(none, 0, 1);
    }
  }

  @Test
  void clopperPearsonCoversWhateverTheShare() {
    for (double p : new double[] {0.02, 0.1, 0.37, 0.5, 0.9}) {
      double covered = 0;
      for (long k = 0; k <= 15; k++) {
        double probability =
            Tails.binomialLower(k, 15, p) - (k == 0 ? 0 : Tails.binomialLower(k - 1, 15, p));
        covered += AT_95.clopperPearson(k, 15).interval().contains(p) ? probability : 0;
      }
      assertThat(covered).isGreaterThanOrEqualTo(0.95);
    }
  }

  @Test
  void largeCountsKeepTheirDigits() {
    // Clopper-Pearson ends leave 2.5 % of the binomial law on their side.
    FixedEstimate rare = AT_95.clopperPearson(3, 10_000_000_000L);
    double lower = rare.interval().lower().orElseThrow();
    assertThat(1 - Tails.binomialLower(2, 10_000_000_000L, lower)).isEqualTo(0.025, within(1e-9));
  }

  @Test
  void hitsLieWithinTrials() {
    assertThatThrownBy(() -> AT_95.wilson(3, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid hits: 3 (must be between 0 and trials = 2)");
    assertThatThrownBy(() -> AT_95.clopperPearson(-1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid hits: -1 (must be between 0 and trials = 2)");
    assertThatThrownBy(() -> AT_95.jeffreys(3, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid hits: 3 (must be between 0 and trials = 2)");
    assertThatThrownBy(() -> AT_95.agrestiCoull(3, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid hits: 3 (must be between 0 and trials = 2)");
    assertThatThrownBy(() -> ShareInterval.atLevel(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid level: 0.0 (must be in (0, 1))");
  }
}
