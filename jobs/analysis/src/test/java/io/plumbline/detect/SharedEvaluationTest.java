package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.findings.Night;
import io.plumbline.findings.Verdict;
import io.plumbline.measure.ExtractRow;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedEvaluationTest {

  private final Replay replay = new Replay(new SharedEvaluation());

  private static ExtractRow run(String purpose, String task, String... resources) {
    return new ExtractRow(
        Replay.FIRST,
        "shared-evaluation-runs",
        task,
        List.of(0L),
        List.of("evals", task + ".eval", "", purpose, task, String.join("\n", resources)));
  }

  private Night night(int n, ExtractRow... rows) {
    return replay.night(Replay.FIRST.plusDays(n), List.of(), List.of(rows), List.of());
  }

  @Test
  void aSharedJudgeIsNamedWithTheScore() {
    Night night =
        night(
            0,
            run("development", "dev", "judge:umbra-1", "item:a", "code:evals/dev.py"),
            run("deployment", "live", "judge:umbra-1", "item:b", "code:evals/live.py"));
    assertThat(night.findings()).hasSize(1);
    assertThat(night.findings().get(0).verdict()).isEqualTo(Verdict.ATTENTION);
    assertThat(night.findings().get(0).because())
        .contains("dev and deployment task live share judge umbra-1: separation score 0.667")
        .contains("3 of 5 kinds");
  }

  @Test
  void sharedInfrastructureAloneIsNoFinding() {
    Night night =
        night(
            0,
            run("development", "dev", "judge:a", "infrastructure:inspect_ai"),
            run("deployment", "live", "judge:b", "infrastructure:inspect_ai"));
    assertThat(night.findings()).isEmpty();
    assertThat(replay.evidence().get(0).sentence())
        .contains("share infrastructure inspect_ai: separation score 0.500");
  }

  @Test
  void whatTheNightsBeforeUsedIsRemembered() {
    assertThat(night(0, run("development", "dev", "person:p@lab")).findings()).isEmpty();
    assertThat(night(1, run("deployment", "live", "person:p@lab")).findings()).hasSize(1);
  }

  @Test
  void kindsKnownOnOneSideOnlyAreNoEvidence() {
    night(0, run("development", "dev", "judge:a"), run("deployment", "live", "item:b"));
    assertThat(replay.evidence()).isEmpty();
  }
}
