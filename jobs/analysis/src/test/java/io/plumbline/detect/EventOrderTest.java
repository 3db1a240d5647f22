package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.findings.Evidence;
import io.plumbline.findings.Question;
import io.plumbline.findings.Verdict;
import io.plumbline.measure.ExtractRow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventOrderTest {

  private static final LocalDate LAST = Replay.FIRST.plusDays(40);

  /** One generation whose training ends on day 15 and whose deployment ends on day 20. */
  private static List<ExtractRow> deployed() {
    List<ExtractRow> rows = new ArrayList<>(LoopRows.cycle(LAST, 2, 0.5, 19.5));
    rows.removeIf(row -> row.key().equals("2|deployment") || row.key().equals("2|participation"));
    rows.add(LoopRows.step(LAST, 2, "deployment", 15, 20));
    rows.add(LoopRows.step(LAST, 2, "participation", 20.1, 39));
    return rows;
  }

  private static Replay after(ExtractRow... runs) {
    List<ExtractRow> rows = deployed();
    rows.addAll(List.of(runs));
    Replay replay = new Replay(new EventOrder());
    replay.night(LAST, List.of(), rows, List.of());
    return replay;
  }

  @Test
  void anEvaluationBeforeDeploymentAndParticipationIsInOrder() {
    Replay replay = after(LoopRows.run(LAST, "r1", 2, 16, 0.7, 0.5));
    assertThat(replay.rule("evaluated-before-deployed").violations()).isZero();
    assertThat(replay.rule("evaluated-before-participation").violations()).isZero();
    assertThat(replay.rule("unedited-after-results").violations()).isZero();
    assertThat(replay.rule("evaluated-before-deployed").checked()).isEqualTo(1);
    assertThat(replay.rule("order-kept").checked()).isEqualTo(3);
    assertThat(replay.rule("order-kept").violations()).isZero();
  }

  @Test
  void anEvaluationAfterDeploymentIsOutOfOrder() {
    Replay replay = after(LoopRows.run(LAST, "r1", 2, 20.05, 0.7, 0.5));
    assertThat(replay.rule("evaluated-before-deployed").violations()).isEqualTo(1);
    assertThat(replay.rule("evaluated-before-participation").violations()).isZero();
  }

  @Test
  void anEvaluationDuringParticipationIsOutOfOrder() {
    Replay replay = after(LoopRows.run(LAST, "r1", 2, 25, 0.7, 0.5));
    assertThat(replay.rule("evaluated-before-participation").violations()).isEqualTo(1);
    assertThat(replay.rule("evaluated-before-participation").sentence())
        .contains("first evaluated on 2026-01-26");
  }

  @Test
  void anEarlyVersionThatActsBeforeItIsEvaluatedIsOutOfOrder() {
    ExtractRow early =
        new ExtractRow(
            LAST,
            "loop-early-versions",
            "d1|1",
            List.of(3L, 2L, LoopRows.START + 5 * LoopRows.DAY),
            List.of("decisions", "decisions.jsonl", ""));
    Replay replay = after(LoopRows.run(LAST, "r1", 2, 16, 0.7, 0.5), early);
    assertThat(replay.rule("evaluated-before-participation").violations()).isEqualTo(1);
    assertThat(replay.rule("evaluated-before-participation").sources())
        .contains("decisions", "evals", "cycles");
    assertThat(replay.rule("evaluated-before-deployed").violations()).isZero();
  }

  @Test
  void aGateThatMovedAcrossTheResultIsOutOfOrderOnce() {
    Replay replay = after(LoopRows.run(LAST, "r1", 2, 16, 0.48, 0.5, 0.45));
    assertThat(replay.rule("unedited-after-results").violations()).isEqualTo(1);
    replay.night(
        LAST.plusDays(1),
        List.of(),
        List.of(LoopRows.run(LAST.plusDays(1), "r1", 2, 16, 0.48, 0.5, 0.45)),
        List.of());
    assertThat(replay.rule("unedited-after-results").violations()).isEqualTo(1);
    assertThat(replay.rule("unedited-after-results").checked()).isEqualTo(1);
  }

  @Test
  void whatWasTrainedBeforeTheRecordBeganIsNotJudged() {
    List<ExtractRow> rows = new ArrayList<>(deployed());
    rows.removeIf(row -> row.key().equals("2|deployment"));
    ExtractRow before =
        new ExtractRow(
            LAST,
            "loop-steps",
            "2|deployment",
            List.of(2L, LoopRows.START - LoopRows.DAY, LoopRows.START + 3_600, 7L),
            List.of("cycles", "cycles.jsonl", "", "deployment", "atlas-2", ""));
    rows.add(before);
    rows.add(LoopRows.run(LAST, "r1", 2, 16, 0.7, 0.5));
    Replay replay = new Replay(new EventOrder());
    replay.night(LAST, List.of(), rows, List.of());
    assertThat(replay.evidence())
        .extracting(one -> one.hypothesis().name())
        .doesNotContain("evaluated-before-deployed");
  }

  @Test
  void aDeploymentWithoutAnyEvaluationOnRecordWaitsTwoNightsAndNeedsOthers() {
    Replay none = after();
    assertThat(none.evidence()).singleElement().isInstanceOf(Evidence.Insufficient.class);
    Replay others = after(LoopRows.run(LAST, "r1", 1, 16, 0.7, 0.5));
    assertThat(others.rule("evaluated-before-deployed").violations()).isEqualTo(1);
    assertThat(others.rule("evaluated-before-deployed").sentence())
        .contains("no evaluation is on record");
  }

  @Test
  void anOrderThatWasBrokenNeedsAttention() {
    List<ExtractRow> rows = deployed();
    rows.add(LoopRows.run(LAST, "r1", 2, 25, 0.7, 0.5));
    Replay replay = new Replay(new EventOrder());
    assertThat(
            replay
                .night(LAST, List.of(), rows, List.of())
                .answers()
                .get(Question.LOOP.ordinal())
                .verdict())
        .isEqualTo(Verdict.ATTENTION);
    assertThat(replay.rule("evaluated-before-deployed").gravity())
        .isEqualTo(Evidence.Gravity.ATTENTION);
  }
}
