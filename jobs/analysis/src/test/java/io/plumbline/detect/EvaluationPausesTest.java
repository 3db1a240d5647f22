package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.findings.Night;
import io.plumbline.findings.Question;
import io.plumbline.findings.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvaluationPausesTest {

  private static final String RULE = "evaluations-go-on";

  private final Replay replay = new Replay(new EvaluationPauses());

  /** Nights in which tasks are scored every other night; from one on only the first goes on. */
  private Night nights(int nights, int stopped, String... tasks) {
    List<Night> all = new ArrayList<>();
    for (int night = 1; night <= nights; night++) {
      var date = Replay.FIRST.plusDays(night - 1L);
      List<String> due =
          night % 2 == 0 ? List.of() : night < stopped ? List.of(tasks) : List.of(tasks[0]);
      all.add(
          replay.night(
              date,
              due.stream()
                  .map(
                      task ->
                          Replay.tally(
                              date,
                              date,
                              "criteria-scores",
                              Map.of("task", task),
                              Map.of("model", "m1", "criteria_id", "c", "generation", "1"),
                              Map.of("bucket", "0", "source", "evals"),
                              1))
                  .toList()));
    }
    return all.get(nights - 1);
  }

  @Test
  void tasksThatGoOnBreakNothing() {
    nights(40, 99, "coding", "oversight");
    assertThat(replay.rule(RULE).violations()).isZero();
    assertThat(replay.rule(RULE).checked()).isEqualTo(2);
  }

  @Test
  void aTaskThatStopsWhileAnotherGoesOnNeedsAttentionAfterAWeek() {
    // Its last score is of night 19; eight nights later is the first that is more than a week.
    nights(26, 21, "coding", "oversight");
    assertThat(replay.rule(RULE).violations()).isZero();
    Night night = new EvaluationPausesTest().nights(27, 21, "coding", "oversight");
    assertThat(night.answers().get(Question.CRITERIA.ordinal()).verdict())
        .isEqualTo(Verdict.ATTENTION);
  }

  @Test
  void theSentenceNamesTheTaskAndItsPause() {
    nights(30, 21, "coding", "oversight");
    assertThat(replay.rule(RULE).sentence())
        .startsWith("1 of 2 tasks")
        .contains("oversight (none for 11 nights, before that at most 2");
    assertThat(replay.rule(RULE).attackIds()).containsExactly("X10");
  }

  @Test
  void whenAllStopNoneIsPostponed() {
    nights(20, 99, "coding", "oversight");
    for (int night = 21; night <= 35; night++) {
      replay.night(Replay.FIRST.plusDays(night - 1L), List.of());
    }
    assertThat(replay.rule(RULE).violations()).isZero();
  }

  @Test
  void fewScoresMakeNoRule() {
    nights(13, 99, "coding", "oversight");
    assertThat(replay.evidence()).isEmpty();
  }

  @Test
  void aTaskThatWasGivenUpIsForgottenAfterFourWeeks() {
    nights(48, 21, "coding", "oversight", "reasoning");
    assertThat(replay.evidence()).isEmpty();
  }
}
