package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class KolmogorovSmirnovTest {

  private static final KolmogorovSmirnov PLAIN =
      KolmogorovSmirnov.of(
          new double[] {1.1, 2.2, 3.3, 0.4, 5.9}, new double[] {1.7, 2.9, 6.1, 7.3, 8.8, 9.9, 4.4});
  private static final KolmogorovSmirnov TIED =
      KolmogorovSmirnov.of(new double[] {1, 2, 2, 3, 5}, new double[] {2, 4, 4, 5, 6, 7});

  @Test
  void plainSamplesMatchScipy() {
    // scipy 1.10.1: ks_2samp(x, y, method='asymp'), method='exact'
    assertThat(PLAIN.distance()).isEqualTo(0.5714285714285714, within(1e-15));
    assertThat(PLAIN.asymptotic().p()).hasValueCloseTo(0.18853255587949472, within(1e-11));
    assertThat(PLAIN.exact().p()).hasValueCloseTo(0.23737373737373738, within(1e-13));
    assertThat(PLAIN.exactIgnoringTies()).isEqualTo(PLAIN.exact());
    assertThat(PLAIN.exact().statistic()).hasValueCloseTo(4.0 / 7, within(1e-15));
    assertThat(PLAIN.exact().n()).isEqualTo(12);
  }

  @Test
  void tiesMatchR() {
    // R 4.2.2: ks.test(x, y, exact = TRUE)$p.value, whose law is conditional on ties
    assertThat(TIED.distance()).isEqualTo(19.0 / 30, within(1e-15));
    assertThat(TIED.exact().p()).hasValueCloseTo(0.1428571428571, within(1e-12));
    assertThat(TIED.exactIgnoringTies().p().orElseThrow())
        .isGreaterThan(TIED.exact().p().orElseThrow());
  }

  @Test
  void equalSamplesAreNoEvidence() {
    KolmogorovSmirnov equal = KolmogorovSmirnov.of(new double[] {1, 1, 1}, new double[] {1, 1});
    assertThat(equal.distance()).isZero();
    assertThat(equal.exact().p()).hasValue(1);
    assertThat(equal.exactIgnoringTies().p()).hasValue(1);
    assertThat(equal.asymptotic().p()).hasValue(1);
  }

  @Test
  void tinySamplesHaveNoAsymptoticLawOrTheUniformOne() {
    KolmogorovSmirnov one = KolmogorovSmirnov.of(new double[] {0.5}, new double[] {0.7});
    assertThat(one.asymptotic()).isEqualTo(Significance.undefined(Status.UNDEFINED, 2));
    assertThat(one.exact().p()).hasValue(1);
    // Effective size 2 * 2 / 4 = 1: P(D >= 1/2) = 1 and P(D >= 3/4) = 1/2 for one uniform value.
    KolmogorovSmirnov two = KolmogorovSmirnov.of(new double[] {1, 3}, new double[] {2, 4});
    assertThat(two.asymptotic().p()).hasValue(1);
    KolmogorovSmirnov apart = KolmogorovSmirnov.of(new double[] {1}, new double[] {0, 2, 3, 4});
    assertThat(apart.distance()).isEqualTo(0.75);
    assertThat(apart.asymptotic().p()).hasValueCloseTo(0.5, within(1e-14));
  }

  @Test
  void effectiveSizesAreRoundedHalfToEven() {
    // 5 * 5 / 10 = 2.5 counts as 2; scipy 1.17.1: kstwo.sf(.6, 2) = 0.32
    KolmogorovSmirnov five =
        KolmogorovSmirnov.of(new double[] {1, 2, 3, 4, 5}, new double[] {3.5, 4.5, 5.5, 6.5, 7.5});
    assertThat(five.asymptotic().p()).hasValueCloseTo(0.32, within(1e-12));
  }

  @Test
  void emptyAndHugeSamplesSayWhy() {
    KolmogorovSmirnov empty = KolmogorovSmirnov.of(new double[0], new double[] {1});
    assertThat(empty.distance()).isZero();
    assertThat(empty.exact().status()).isEqualTo(Status.NO_DATA);
    assertThat(empty.asymptotic().status()).isEqualTo(Status.NO_DATA);
    assertThat(KolmogorovSmirnov.of(new double[] {1}, new double[0]).exact().status())
        .isEqualTo(Status.NO_DATA);
    KolmogorovSmirnov huge = KolmogorovSmirnov.of(new double[10_001], new double[10_000]);
    assertThat(huge.exact()).isEqualTo(Significance.undefined(Status.NOT_APPLICABLE, 20_001));
  }

  @Test
  void exchangingSamplesChangesNothing() {
    KolmogorovSmirnov turned =
        KolmogorovSmirnov.of(new double[] {2, 4, 4, 5, 6, 7}, new double[] {1, 2, 2, 3, 5});
    assertThat(turned.distance()).isEqualTo(TIED.distance());
    assertThat(turned.exact().p().orElseThrow())
        .isEqualTo(TIED.exact().p().orElseThrow(), within(1e-14));
  }

  @Test
  void valuesAreFinite() {
    assertThatThrownBy(
            () -> KolmogorovSmirnov.of(new double[] {1}, new double[] {Double.POSITIVE_INFINITY}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid value: Infinity at 0 (must be finite)");
  }
}
