package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RootsTest {

  @Test
  void rootsAreFoundToTheirLastDigits() {
    assertThat(Roots.between(0, 2, x -> x * x - 2)).isEqualTo(Math.sqrt(2), within(1e-14));
    assertThat(Roots.between(0, 1, x -> 1e-7 - x)).isEqualTo(1e-7, within(1e-20));
  }

  @Test
  void withoutASignChangeTheNearerEndIsGiven() {
    assertThat(Roots.between(0, 2, x -> x + 1)).isZero();
    assertThat(Roots.between(0, 2, x -> 5 - x)).isEqualTo(2);
    assertThat(Roots.between(0, 2, x -> x)).isZero();
    assertThat(Roots.between(0, 2, x -> x - 2)).isEqualTo(2);
  }

  @Test
  void oddsAreFoundOnBothSidesOfOne() {
    OddsSearch exact = new OddsSearch(0);
    assertThat(exact.root(odds -> Math.log(odds) - Math.log(0.003)))
        .isEqualTo(0.003, within(1e-16));
    assertThat(exact.root(odds -> Math.log(odds) - Math.log(250))).isEqualTo(250, within(1e-10));
    assertThat(exact.root(odds -> odds - 1)).isEqualTo(1);
    assertThat(exact.root(odds -> odds / (1 + odds) - 0.9)).isEqualTo(9, within(1e-13));
    assertThat(exact.root(odds -> Math.cbrt(odds) - 0.2)).isEqualTo(0.008, within(1e-16));
  }

  @Test
  void oddsWithoutARootAreZeroOrInfinite() {
    OddsSearch exact = new OddsSearch(0);
    assertThat(exact.root(odds -> 1 + odds)).isZero();
    assertThat(exact.root(odds -> odds - 1e300)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(exact.root(odds -> odds)).isZero();
  }

  @Test
  void aCoarseSearchTakesTheStepsOfUniroot() {
    OddsSearch coarse = new OddsSearch(Math.pow(Math.ulp(1.0), 0.25));
    // R 4.2.2: uniroot(function(t) t^3 - 0.1, c(0, 1))$root
    assertThat(coarse.root(t -> t * t * t - 0.1)).isEqualTo(0.4641745795134906, within(1e-12));
    // R 4.2.2: 1/uniroot(function(t) (1/t)/(1+1/t)-0.99, c(.Machine$double.eps, 1))$root
    assertThat(coarse.root(t -> t / (1 + t) - 0.99)).isEqualTo(99.00009507969173, within(1e-8));
    // R 4.2.2: uniroot(function(t) exp(t) - 1.5, c(0, 1))$root
    assertThat(coarse.root(t -> Math.exp(t) - 1.5)).isEqualTo(0.4054628140212808, within(1e-12));
  }
}
