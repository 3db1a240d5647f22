package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MomentsTest {

  @Test
  void meanAndVarianceAreThoseOfTheNumbers() {
    Moments moments = Moments.of(2, 4, 4, 5, 10);

    assertThat(moments.count()).isEqualTo(5);
    assertThat(moments.mean()).isEqualTo(5, within(1e-15));
    assertThat(moments.variance()).isEqualTo(9, within(1e-14));
  }

  @Test
  void mergedPartsAreTheWhole() {
    Moments merged = Moments.of(2, 4).plus(Moments.of(4, 5, 10));

    assertThat(merged.mean()).isEqualTo(5, within(1e-15));
    assertThat(merged.squares()).isEqualTo(36, within(1e-13));
    assertThat(Moments.NONE.plus(merged)).isEqualTo(merged);
    assertThat(merged.plus(Moments.NONE)).isEqualTo(merged);
  }

  @Test
  void equalNumbersHaveExactlyNoVariance() {
    Moments moments = Moments.of(0.1, 0.1, 0.1).plus(Moments.of(0.1, 0.1));

    assertThat(moments.squares()).isZero();
    assertThat(moments.mean()).isEqualTo(0.1);
  }

  @Test
  void fewerThanTwoNumbersHaveNoVariance() {
    assertThat(Moments.NONE.variance()).isZero();
    assertThat(Moments.of(3).variance()).isZero();
  }

  @Test
  void numbersThatAreNoneAreRefused() {
    assertThatThrownBy(() -> Moments.of(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid mean: NaN (must be finite)");
  }

  /** Student's sleep data, drug 2 less drug 1: R 4.3, t.test(paired = TRUE). */
  @Test
  void theMeanHasStudentsInterval() {
    FixedEstimate mean =
        Moments.of(1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4).meanWithin(0.95);
    assertThat(mean.value().orElseThrow()).isCloseTo(1.58, within(1e-12));
    assertThat(mean.interval().lower().orElseThrow()).isCloseTo(0.7001142, within(1e-6));
    assertThat(mean.interval().upper().orElseThrow()).isCloseTo(2.4598858, within(1e-6));
    assertThat(Moments.of(1).meanWithin(0.95).status()).isEqualTo(Status.INSUFFICIENT);
    assertThat(Moments.of(1, 1).meanWithin(0.95).status()).isEqualTo(Status.DEGENERATE_VARIANCE);
  }
}
