package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SignificanceTest {

  @Test
  void chiSquareHasItsUpperTail() {
    Significance test = Significance.chiSquare(3.5, 2, 10);

    assertThat(test.statistic()).hasValue(3.5);
    assertThat(test.degreesOfFreedom()).hasValue(2);
    // The chi-square law of two degrees of freedom is exponential.
    assertThat(test.p()).hasValueCloseTo(Math.exp(-1.75), within(1e-15));
    assertThat(test.n()).isEqualTo(10);
    assertThat(test.status()).isEqualTo(Status.OK);
  }

  @Test
  void exactProbabilitiesAreCutAtOne() {
    assertThat(Significance.exact(1 + 1e-12, 4, Status.OK).p()).hasValue(1);
    assertThat(Significance.exact(0.25, 4, Status.OK).p()).hasValue(0.25);
    assertThat(Significance.exact(0.25, 4, Status.OK).statistic()).isEmpty();
  }

  @Test
  void onlyASoundTestRejects() {
    assertThat(Significance.of(2, 0.05, 9, Status.OK).rejectsAt(0.05)).isTrue();
    assertThat(Significance.of(2, 0.051, 9, Status.OK).rejectsAt(0.05)).isFalse();
    assertThat(Significance.of(2, 0.01, 9, Status.UNDERPOWERED).rejectsAt(0.05)).isFalse();
    assertThat(Significance.undefined(Status.NO_DATA, 0).rejectsAt(0.05)).isFalse();
  }

  @Test
  void studentKeepsWhatItIsGiven() {
    Significance test = Significance.student(-1.5, 3.5, 0.2, 6);
    assertThat(test.statistic()).hasValue(-1.5);
    assertThat(test.degreesOfFreedom()).hasValue(3.5);
    assertThat(test.p()).hasValue(0.2);
    assertThat(test.n()).isEqualTo(6);
  }

  @Test
  void impossibleProbabilitiesAreRefused() {
    assertThatThrownBy(() -> Significance.of(1, 1.1, 1, Status.OK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid p-value: 1.1 (must be in [0, 1])");
    assertThatThrownBy(() -> Significance.of(1, -0.1, 1, Status.OK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid p-value: -0.1 (must be in [0, 1])");
    assertThat(Significance.of(1, 0, 1, Status.OK).p()).hasValue(0);
    assertThat(Significance.of(1, 1, 1, Status.OK).p()).hasValue(1);
  }

  @Test
  void anOkTestHasAProbabilityAndNoNan() {
    OptionalDouble none = OptionalDouble.empty();
    OptionalDouble nan = OptionalDouble.of(Double.NaN);
    assertThatThrownBy(() -> new Significance(none, none, none, 1, Status.OK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid status: OK (must say why there is no p-value)");
    assertThatThrownBy(() -> new Significance(nan, none, none, 1, Status.NO_DATA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid statistic: NaN (must be a number or absent)");
    assertThatThrownBy(() -> new Significance(none, nan, none, 1, Status.NO_DATA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid degrees of freedom: NaN (must be a number or absent)");
  }
}
