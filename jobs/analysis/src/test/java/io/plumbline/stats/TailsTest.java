package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TailsTest {

  @Test
  void quantilesMatchTheirTails() {
    // scipy 1.10.1: norm.ppf(.975), t.ppf(.975, 3), chi2.ppf(.95, 2), norm.isf(.2)
    assertThat(Tails.normalQuantile(0.95)).isEqualTo(1.959963984540054, within(1e-12));
    assertThat(Tails.tQuantile(0.95, 3)).isEqualTo(3.182446305284263, within(1e-9));
    assertThat(Tails.chiSquareQuantile(0.95, 2)).isEqualTo(5.991464547107979, within(1e-8));
    assertThat(Tails.normalUpperQuantile(0.2)).isEqualTo(0.8416212335729142, within(1e-9));
  }

  @Test
  void bothSidesAreTwiceOneSideWhateverTheSign() {
    assertThat(Tails.normalBothSides(-1.96)).isEqualTo(2 * Tails.normalUpper(1.96));
    assertThat(Tails.normalBothSides(0)).isEqualTo(1);
    assertThat(Tails.tBothSides(-2, 5)).isEqualTo(2 * Tails.tUpper(2, 5));
    // scipy 1.10.1: t.sf(2, 5)
    assertThat(Tails.tUpper(2, 5)).isEqualTo(0.05096973941492914, within(1e-12));
    assertThat(Tails.tBothSides(0, 5)).isEqualTo(1);
  }

  @Test
  void binomialTailIsTheSumOfItsTerms() {
    // P(Bin(4, 1/2) <= 1) = (1 + 4) / 16
    assertThat(Tails.binomialLower(1, 4, 0.5)).isEqualTo(5.0 / 16, within(1e-14));
    assertThat(Tails.binomialLower(0, 3, 0.2)).isEqualTo(0.512, within(1e-14));
    assertThat(Tails.binomialLower(4, 4, 0.5)).isEqualTo(1);
    assertThat(Tails.binomialLower(0, 0, 0.5)).isEqualTo(1);
    assertThat(Tails.binomialLower(3, 4, 0.5)).isEqualTo(15.0 / 16, within(1e-14));
  }

  @Test
  void levelsOutsideTheUnitIntervalAreRefused() {
    assertThatThrownBy(() -> Tails.normalQuantile(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid level: 1.0 (must be in (0, 1))");
    assertThatThrownBy(() -> Tails.tQuantile(0, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid level: 0.0 (must be in (0, 1))");
    assertThatThrownBy(() -> Tails.chiSquareQuantile(Double.NaN, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid level: NaN (must be in (0, 1))");
  }

  @Test
  void noncentralLawsMatchR() {
    // R 4.2.2: pt(2,10,1,lower=F), pt(1.5,3,2.5,lower=F), pt(2.2,500,3,lower=F),
    // pt(-1,4,.5,lower=F)
    assertThat(NoncentralT.upper(2, 10, 1)).isEqualTo(0.1923884374697, within(1e-9));
    assertThat(NoncentralT.upper(1.5, 3, 2.5)).isEqualTo(0.8331309092739, within(1e-9));
    assertThat(NoncentralT.upper(2.2, 500, 3)).isEqualTo(0.7879039826095, within(1e-9));
    assertThat(NoncentralT.upper(-1, 4, 0.5)).isEqualTo(0.9138504309630, within(1e-9));
    // R 4.2.2: pchisq(5,3,2), pchisq(40,4,30), pchisq(10,1,.5), pchisq(900,2,800)
    assertThat(NoncentralChiSquare.lower(5, 3, 2)).isEqualTo(0.5934051800832, within(1e-10));
    assertThat(NoncentralChiSquare.lower(40, 4, 30)).isEqualTo(0.7229189835643, within(1e-10));
    assertThat(NoncentralChiSquare.lower(10, 1, 0.5)).isEqualTo(0.9929045631120, within(1e-10));
    assertThat(NoncentralChiSquare.lower(900, 2, 800)).isEqualTo(0.9552992385089, within(1e-10));
    assertThat(NoncentralChiSquare.lower(3, 2, 0)).isEqualTo(1 - Math.exp(-1.5), within(1e-14));
  }

  @Test
  void noncentralChiSquareStaysAccurateForLargeSamples() {
    // scipy 1.17.1: stats.ncx2.cdf(1e4, 9, 9.8e3), (3, 1, 40), (900, 1, 700), (4.0012e8, 16, 4e8)
    assertThat(NoncentralChiSquare.lower(1e4, 9, 9.8e3))
        .isEqualTo(0.8326894240510676, within(1e-10));
    assertThat(NoncentralChiSquare.lower(3, 1, 40)).isEqualTo(2.189790184456023e-06, within(1e-16));
    assertThat(NoncentralChiSquare.lower(900, 1, 700)).isEqualTo(0.9998018134371983, within(1e-10));
    assertThat(NoncentralChiSquare.lower(4.0012e8, 16, 4e8))
        .isEqualTo(0.9986474407403129, within(1e-5));
    // The last sum and the first normal value lie on one curve.
    assertThat(NoncentralChiSquare.lower(2e8 + 20_000, 4, 2e8 - 1))
        .isCloseTo(NoncentralChiSquare.lower(2e8 + 20_000, 4, 2e8), within(1e-4));
    assertThat(NoncentralChiSquare.lower(0, 4, 3)).isZero();
  }

  @Test
  void noncentralityInvertsTheLawAndStopsAtZero() {
    double lambda = NoncentralChiSquare.noncentrality(12, 3, 0.4);
    assertThat(NoncentralChiSquare.lower(12, 3, lambda)).isEqualTo(0.4, within(1e-10));
    // A value in the middle of the central law has no noncentrality with 97.5 % below it.
    assertThat(NoncentralChiSquare.noncentrality(2, 3, 0.975)).isZero();
    double far = NoncentralChiSquare.noncentrality(1, 1, 0.001);
    assertThat(NoncentralChiSquare.lower(1, 1, far)).isEqualTo(0.001, within(1e-10));
  }
}
