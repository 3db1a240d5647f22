package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BetaBinomialTest {

  private static final BetaBinomial METHOD = new BetaBinomial(2, 3);
  private static final BetaBinomial FLAT = new BetaBinomial(1, 1);

  // scipy 1.17.1: stats.betabinom.logpmf(4, 25, 2, 3) - stats.binom.logpmf(4, 25, .35), and brentq
  @Test
  void agreesWithReferenceValues() {
    Interval interval = METHOD.confidence(4, 25, 0.1);

    assertThat(METHOD.logE(4, 25, 0.35)).isEqualTo(0.867764729102666, within(1e-12));
    assertThat(interval.lower().orElseThrow()).isEqualTo(0.029868945393636173, within(1e-12));
    assertThat(interval.upper().orElseThrow()).isEqualTo(0.4113081190022441, within(1e-12));
    assertThat(interval.level()).isEqualTo(0.9);
  }

  @Test
  void withFlatPriorTheMarginalIsUniform() {
    assertThat(FLAT.logE(3, 10, 0.4))
        .isEqualTo(-Math.log(11 * 120 * Math.pow(0.4, 3) * Math.pow(0.6, 7)), within(1e-12));
  }

  @Test
  void intervalReachesTheEndThatWasNeverLeft() {
    assertThat(FLAT.confidence(0, 30, 0.05).lower()).hasValue(0);
    assertThat(FLAT.confidence(30, 30, 0.05).upper()).hasValue(1);
    assertThat(FLAT.confidence(0, 30, 0.05).upper().orElseThrow()).isBetween(0.1, 0.25);
  }

  @Test
  void withoutTrialsNothingIsExcluded() {
    assertThat(FLAT.logE(0, 0, 0.3)).isZero();
    assertThat(FLAT.confidence(0, 0, 0.05).lower()).hasValue(0);
    assertThat(FLAT.confidence(0, 0, 0.05).upper()).hasValue(1);
  }

  @Test
  void impossibleHitsAreInfiniteEvidence() {
    assertThat(FLAT.logE(1, 3, 0)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(FLAT.logE(2, 3, 1)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(FLAT.logE(0, 3, 0)).isEqualTo(-Math.log(4), within(1e-14));
    assertThat(FLAT.logE(3, 3, 1)).isEqualTo(-Math.log(4), within(1e-14));
  }

  @Test
  void brokenInputsAreRefused() {
    assertThatThrownBy(() -> new BetaBinomial(0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid prior: Beta(0.0, 1.0) (must have finite parameters above 0)");
    assertThatThrownBy(() -> FLAT.logE(4, 3, 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid hits: 4 (must be at most 3)");
    assertThatThrownBy(() -> FLAT.logE(1, 3, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid supposed probability: 2.0 (must be in [0, 1])");
    assertThatThrownBy(() -> FLAT.confidence(1, 3, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid alpha: 0.0 (must be in (0, 1))");
    assertThatThrownBy(() -> FLAT.confidence(4, 3, 0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid hits: 4 (must be at most 3)");
  }
}
