package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.stats.Interval.Kind;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class IntervalTest {

  private static final double NONE = Double.NEGATIVE_INFINITY;
  private static final double ALL = Double.POSITIVE_INFINITY;

  private static Interval of(double lower, double upper) {
    return Interval.of(lower, upper, 0.95, Kind.FIXED);
  }

  @Test
  void endsBelongToTheInterval() {
    assertThat(of(-1, 2).contains(-1)).isTrue();
    assertThat(of(-1, 2).contains(2)).isTrue();
    assertThat(of(-1, 2).contains(-1.001)).isFalse();
    assertThat(of(-1, 2).contains(2.001)).isFalse();
    assertThat(of(3, 3).contains(3)).isTrue();
  }

  @Test
  void anUnboundedSideContainsEverythingThere() {
    assertThat(of(NONE, 2).contains(-1e300)).isTrue();
    assertThat(of(NONE, 2).contains(2.5)).isFalse();
    assertThat(of(-1, ALL).contains(1e300)).isTrue();
    assertThat(of(-1, ALL).contains(-2)).isFalse();
    assertThat(of(NONE, ALL)).isEqualTo(Interval.unbounded(0.95, Kind.FIXED));
  }

  @Test
  void equivalenceNeedsBothEndsInsideTheMargin() {
    assertThat(of(-0.1, 0.1).isWithin(0.1)).isTrue();
    assertThat(of(-0.11, 0.05).isWithin(0.1)).isFalse();
    assertThat(of(-0.05, 0.11).isWithin(0.1)).isFalse();
    assertThat(of(NONE, 0.05).isWithin(0.1)).isFalse();
    assertThat(of(-0.05, ALL).isWithin(0.1)).isFalse();
  }

  @Test
  void beyondTheMarginIsTheWholeIntervalOnOneSide() {
    assertThat(of(0.2, 0.5).isBeyond(0.1)).isTrue();
    assertThat(of(-0.5, -0.2).isBeyond(0.1)).isTrue();
    assertThat(of(0.1, 0.5).isBeyond(0.1)).isFalse();
    assertThat(of(-0.5, -0.1).isBeyond(0.1)).isFalse();
    assertThat(of(-0.5, 0.5).isBeyond(0.1)).isFalse();
    assertThat(of(0.2, ALL).isBeyond(0.1)).isTrue();
    assertThat(of(NONE, -0.2).isBeyond(0.1)).isTrue();
    assertThat(of(NONE, ALL).isBeyond(0.1)).isFalse();
  }

  @Test
  void whatIsNoIntervalIsRefused() {
    assertThatThrownBy(() -> Interval.of(0, 1, 1, Kind.FIXED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid level: 1.0 (must be in (0, 1))");
    assertThatThrownBy(() -> Interval.of(0, 1, 0, Kind.FIXED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid level: 0.0 (must be in (0, 1))");
    assertThatThrownBy(() -> of(2, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid interval: [2.0, 1.0] (must be ordered)");
    assertThatThrownBy(() -> of(Double.NaN, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid bound: NaN (must be a number or absent)");
    assertThatThrownBy(
            () ->
                new Interval(
                    OptionalDouble.of(1), OptionalDouble.of(Double.NaN), 0.9, Kind.ANYTIME))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid bound: NaN (must be a number or absent)");
  }
}
