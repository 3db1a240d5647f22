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
}
