package io.plumbline.stats.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.stats.simulated.Rate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Nothing is wrong; the tempting form alarms, ours does not. Both rates are judged by exact
 * intervals of 99.9 %.
 */
@Tag("simulation")
class NullZooTest {

  private static final int QUICK = 60;
  private static final int MANY = 2_000;

  static List<Trap> traps() {
    return Stream.of(
            ClusterTraps.all(),
            BlockTraps.all(),
            NightTraps.all(),
            ReuseTraps.all(),
            RegistryTraps.all(),
            LatenessTraps.all())
        .flatMap(List::stream)
        .toList();
  }

  @TestFactory
  Stream<DynamicTest> temptingFormsAlarmAndOursDoNot() {
    return traps().stream()
        .map(trap -> DynamicTest.dynamicTest(trap.name(), () -> judge(trap, QUICK, QUICK)));
  }

  @TestFactory
  @Tag("full")
  Stream<DynamicTest> temptingFormsAlarmAndOursDoNotInManyRuns() {
    return traps().stream()
        .map(trap -> DynamicTest.dynamicTest(trap.name(), () -> judge(trap, 200, MANY)));
  }

  private static void judge(Trap trap, int temptingRuns, int ourRuns) {
    Rate tempting = Rate.over(1, temptingRuns, trap.tempting());
    Rate ours = Rate.over(1, ourRuns, trap.ours());

    assertThat(tempting.atMost())
        .as("tempting form %s", tempting)
        .isGreaterThanOrEqualTo(trap.temptingAtLeast());
    assertThat(tempting.atLeast())
        .as("tempting form %s, ours promised %s", tempting, trap.promised())
        .isGreaterThan(trap.promised());
    assertThat(ours.atLeast())
        .as("ours %s, promised %s", ours, trap.promised())
        .isLessThanOrEqualTo(trap.promised());
  }

  @Test
  void latenessWithoutAReasonRarelyPages() {
    Rate pages = Rate.over(1, QUICK, LatenessTraps::innocentLatenessPages);

    assertThat(pages.atLeast()).as("%s", pages).isLessThanOrEqualTo(Trap.ALPHA);
  }

  @Test
  void recordingPicksLateDoesNotHideATilt() {
    Rate found = Rate.over(1, 40, seed -> LatenessTraps.paged(seed, true) > 0);
    Rate hidden = Rate.over(1, 40, seed -> LatenessTraps.paged(seed, false) > 0);

    assertThat(found.share()).as("%s", found).isEqualTo(1);
    assertThat(hidden.hits()).as("late picks compared with each other say nothing").isZero();
  }
}
