package io.plumbline.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.measure.Labels;
import io.plumbline.stats.Interval;
import io.plumbline.stats.Status;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SettledTest {

  private static final double MARGIN = 0.1;

  private static Settled of(Direction direction, OptionalDouble value, Interval interval) {
    return Settled.of(
        new Evidence.Measured(
            new Hypothesis(
                "some-test/1",
                "some-effect",
                Question.SELECTION,
                Family.SELECTION,
                direction,
                Hypothesis.Standing.PRIMARY,
                Hypothesis.Instances.MANY),
            Labels.NONE,
            Status.OK,
            new Effect("effect", value, interval, Effect.Unit.SHARE_DIFFERENCE),
            OptionalDouble.of(0),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.of(MARGIN),
            OptionalDouble.of(0.05),
            1_000,
            1_000,
            "A sentence.",
            List.of(),
            "select 1",
            List.of(),
            false));
  }

  private static Interval between(double lower, double upper) {
    return Interval.of(lower, upper, 0.95, Interval.Kind.ANYTIME);
  }

  private static OptionalDouble estimate(double value) {
    return OptionalDouble.of(value);
  }

  @Test
  void anIntervalInsideTheMarginSettles() {
    assertThat(of(Direction.UP, estimate(0.01), between(-0.05, 0.08))).isEqualTo(Settled.YES);
  }

  @Test
  void anEstimateBeyondTheMarginCountsOnTheSideThatIsLookedAt() {
    Interval above = between(0.05, 0.35);
    Interval below = between(-0.35, -0.05);
    assertThat(of(Direction.UP, estimate(0.2), above)).isEqualTo(Settled.BEYOND);
    assertThat(of(Direction.DOWN, estimate(-0.2), below)).isEqualTo(Settled.BEYOND);
    assertThat(of(Direction.BOTH, estimate(-0.2), below)).isEqualTo(Settled.BEYOND);
  }

  @Test
  void anEstimateOnTheOtherSideIsNoAlarmAndNoPass() {
    assertThat(of(Direction.UP, estimate(-0.2), between(-0.35, -0.05)))
        .isEqualTo(Settled.UNDECIDED);
    assertThat(of(Direction.DOWN, estimate(0.2), between(0.05, 0.35))).isEqualTo(Settled.UNDECIDED);
  }

  @Test
  void withoutAnEstimateTheWholeIntervalHasToLieBeyondTheMargin() {
    assertThat(of(Direction.UP, OptionalDouble.empty(), between(0.05, 3)))
        .isEqualTo(Settled.UNDECIDED);
    assertThat(of(Direction.UP, OptionalDouble.empty(), between(0.15, 3)))
        .isEqualTo(Settled.BEYOND);
    assertThat(
            of(
                Direction.BOTH,
                OptionalDouble.empty(),
                Interval.unbounded(0.95, Interval.Kind.ANYTIME)))
        .isEqualTo(Settled.UNDECIDED);
  }
}
