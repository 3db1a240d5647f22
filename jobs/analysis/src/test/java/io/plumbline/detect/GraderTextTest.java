package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.findings.Night;
import io.plumbline.findings.Question;
import io.plumbline.findings.Verdict;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraderTextTest {

  private static final String RULE = "text-agrees-with-score";

  private final Counted counted = new Counted(new GraderText());

  private void scores(String task, boolean opposite, long n) {
    counted.add(
        "grader-text",
        Map.of("task", task),
        Map.of(),
        Map.of("opposite", Boolean.toString(opposite)),
        n);
  }

  @Test
  void withoutAStatedGradeThereIsNoRule() {
    counted.night();
    assertThat(counted.replay().evidence()).isEmpty();
  }

  @Test
  void textsThatAgreeBreakNothing() {
    scores("coding", false, 60);
    Night night = counted.night();
    assertThat(counted.replay().rule(RULE).violations()).isZero();
    assertThat(counted.replay().rule(RULE).upperBound().orElseThrow()).isLessThan(0.05);
    assertThat(night.answers().get(Question.CRITERIA.ordinal()).verdict())
        .isNotIn(Verdict.ATTENTION, Verdict.BREACH);
  }

  @Test
  void oneTextThatSaysTheOppositeNeedsAttention() {
    scores("coding", false, 60);
    counted.night();
    scores("coding", true, 1);
    Night night = counted.night();
    assertThat(counted.replay().rule(RULE).violations()).isEqualTo(1);
    assertThat(counted.replay().rule(RULE).checked()).isEqualTo(61);
    assertThat(counted.replay().rule(RULE).attackIds()).containsExactly("X25");
    assertThat(counted.replay().rule(RULE).sentence())
        .startsWith("Task coding: in 1 of 61 scores whose scorer states a grade");
    assertThat(night.answers().get(Question.CRITERIA.ordinal()).verdict())
        .isEqualTo(Verdict.ATTENTION);
  }

  @Test
  void tasksAreToldApart() {
    scores("coding", true, 2);
    scores("research", false, 40);
    counted.night();
    assertThat(counted.replay().evidence()).hasSize(2);
  }
}
