package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class HiddenBiasTest {

  // scipy 1.17.1: stats.binom.sf(13, 20, 1.5/2.5) and stats.binom.sf(13, 20, .5)
  @Test
  void largestPIsTheBinomialTailIncludingTheValueSeen() {
    assertThat(HiddenBias.largestP(14, 6, 1.5)).isEqualTo(0.25001067193782234, within(1e-12));
    assertThat(HiddenBias.largestP(14, 6, 1)).isEqualTo(0.057659149169921875, within(1e-13));
  }

  @Test
  void noWinsAreNeverSurprising() {
    assertThat(HiddenBias.largestP(0, 0, 1)).isEqualTo(1);
    assertThat(HiddenBias.largestP(0, 7, 2)).isEqualTo(1);
  }

  @Test
  void strongestFactorLeavesExactlyTheLevel() {
    double gamma = HiddenBias.explainedBy(40, 10, 0.05).orElseThrow();

    assertThat(HiddenBias.largestP(40, 10, gamma)).isEqualTo(0.05, within(1e-9));
    assertThat(gamma).isGreaterThan(1.5);
  }

  @Test
  void whatIsNotSignificantNeedsNoFactor() {
    assertThat(HiddenBias.explainedBy(14, 6, 0.05)).isEmpty();
    assertThat(HiddenBias.explainedBy(0, 0, 0.05)).isEmpty();
  }

  @Test
  void anytimeFormIsTheEvidenceBeyondTheFactor() {
    TiltSum sum = new PairBlock(90, 20).evidence();
    double gamma = HiddenBias.explainedBy(sum, 0.05).orElseThrow();
    int j = TiltGrid.firstAtLeast(Math.log(gamma) - 1e-9);

    assertThat(HiddenBias.logEvidence(sum, j).orElseThrow()).isGreaterThanOrEqualTo(Math.log(20));
    assertThat(HiddenBias.logEvidence(sum, j + 1).orElseThrow()).isLessThan(Math.log(20));
    assertThat(gamma).isLessThan(HiddenBias.explainedBy(90, 20, 0.05).orElseThrow());
  }

  @Test
  void withoutMarginTheAnytimeFormIsTheOneSidedEvidence() {
    TiltSum sum = new PairBlock(90, 20).evidence();

    assertThat(HiddenBias.logEvidence(sum, 0).orElseThrow())
        .isEqualTo(sum.logMixture(Direction.UP), within(1e-12));
  }

  @Test
  void marginFormIsTheProcessFormWithoutRestarts() {
    TiltSum sum = new PairBlock(90, 20).evidence();
    TiltProcess process = TiltProcess.start().night(sum);

    assertThat(HiddenBias.logEvidence(sum, 16)).isEqualTo(process.logBeyondRopePlain(Direction.UP));
  }

  @Test
  void nothingToExplainWithoutEvidenceOrForBets() {
    TiltSum bet = new ClusterBlock(0.5, List.of(new ClusterBlock.Cell(1, 1, 90))).evidence();

    assertThat(HiddenBias.explainedBy(TiltSum.NONE, 0.05)).isEmpty();
    assertThat(HiddenBias.explainedBy(bet, 0.05)).isEmpty();
    assertThat(HiddenBias.logEvidence(bet, 3)).isEmpty();
  }

  @Test
  void factorsBelowOneAreRefused() {
    assertThatThrownBy(() -> HiddenBias.largestP(3, 2, 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid Gamma: 0.5 (must be at least 1)");
    assertThatThrownBy(() -> HiddenBias.explainedBy(3, 2, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid alpha: 0.0 (must be in (0, 1))");
    assertThatThrownBy(() -> HiddenBias.largestP(-1, 2, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid first wins: -1 (must be at least 0)");
  }

  // scipy 1.17.1: special.betainc(3e9, 3e9 - 4e5 + 1, .5)
  @Test
  void pairsMayExceedAnInt() {
    assertThat(HiddenBias.largestP(3_000_000_000L, 2_999_600_000L, 1))
        .isEqualTo(1.207753520349719e-07, within(1e-13));
  }

  @Test
  void anExcessThatNoFactorExplainsHasNoStrongest() {
    assertThat(HiddenBias.explainedBy(2_000_000_000L, 0, 0.05)).isEmpty();
  }

  @Test
  void levelReachedExactlyCountsAsSignificant() {
    double p = HiddenBias.largestP(14, 6, 1);

    assertThat(HiddenBias.explainedBy(14, 6, p).orElseThrow()).isBetween(1.0, 1 + 1e-9);
    assertThat(HiddenBias.explainedBy(14, 6, p * 0.999)).isEmpty();
  }

  @Test
  void negativeCountsAndLevelsOfNoneAreRefused() {
    assertThatThrownBy(() -> HiddenBias.largestP(2, -1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid second wins: -1 (must be at least 0)");
    assertThatThrownBy(() -> HiddenBias.explainedBy(TiltSum.NONE, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid alpha: 1.0 (must be in (0, 1))");
  }
}
