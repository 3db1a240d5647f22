package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ResultTest {

  private static final Result NONE =
      Result.without(0.95, Interval.Kind.ANYTIME, 7, 3, Status.NOT_ESTIMABLE);

  @Test
  void resultWithoutNumbersSaysWhy() {
    assertThat(NONE.estimate()).isEmpty();
    assertThat(NONE.logE()).isEmpty();
    assertThat(NONE.mde()).isEmpty();
    assertThat(NONE.printedLogE()).isEmpty();
    assertThat(NONE.interval()).isEqualTo(Interval.unbounded(0.95, Interval.Kind.ANYTIME));
    assertThat(NONE.units()).isEqualTo(7);
    assertThat(NONE.clusters()).isEqualTo(3);
    assertThat(NONE.status()).isEqualTo(Status.NOT_ESTIMABLE);
  }

  @Test
  void printedEvidenceIsCapped() {
    assertThat(NONE.withLogE(Double.POSITIVE_INFINITY).printedLogE()).hasValue(700);
    assertThat(NONE.withLogE(-5_000).printedLogE()).hasValue(-700);
    assertThat(NONE.withLogE(3).printedLogE()).hasValue(3);
    assertThat(NONE.withLogE(-5_000).logE()).hasValue(-5_000);
  }

  @Test
  void partsCanBeAdded() {
    assertThat(NONE.withMde(OptionalDouble.of(0.2)).mde()).hasValue(0.2);
    assertThat(NONE.withStatus(Status.PARTIAL).status()).isEqualTo(Status.PARTIAL);
    assertThat(NONE.withMde(OptionalDouble.of(0.2)).withLogE(1).mde()).hasValue(0.2);
  }

  @Test
  void numbersThatAreNoneAreRefused() {
    OptionalDouble nan = OptionalDouble.of(Double.NaN);
    OptionalDouble none = OptionalDouble.empty();
    Interval all = Interval.unbounded(0.95, Interval.Kind.FIXED);

    assertThatThrownBy(() -> new Result(nan, all, none, none, 0, 0, Status.OK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid estimate: NaN (must be a number or absent)");
    assertThatThrownBy(() -> new Result(none, all, nan, none, 0, 0, Status.OK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid log e-value: NaN (must be a number or absent)");
    assertThatThrownBy(() -> NONE.withMde(nan))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid smallest detectable effect: NaN (must be a number or absent)");
    assertThatThrownBy(() -> Result.without(0.95, Interval.Kind.FIXED, -1, 0, Status.OK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid units: -1 (must be at least 0)");
    assertThatThrownBy(() -> Result.without(0.95, Interval.Kind.FIXED, 1, -1, Status.OK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid clusters: -1 (must be at least 0)");
  }
}
