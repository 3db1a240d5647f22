package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.findings.Answer;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Finding;
import io.plumbline.findings.Night;
import io.plumbline.findings.Question;
import io.plumbline.findings.Verdict;
import io.plumbline.measure.ExtractRow;
import io.plumbline.stats.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeparationTest {

  private final Replay replay = new Replay(new Separation());

  private static ExtractRow run(String id, String judge, String judgeRelation, String code) {
    String grade =
        Kinship.isClose(judgeRelation) || Kinship.isClose(code)
            ? "first_party"
            : code.isEmpty() || judgeRelation.equals("unknown") ? "unknown" : "independent";
    return new ExtractRow(
        Replay.FIRST,
        "separation-runs",
        id,
        List.of(7L),
        List.of(
            "evals",
            id + ".eval",
            "header.json",
            "atlas-4",
            judge,
            judgeRelation,
            code,
            code.isEmpty() ? "" : "atlas-3",
            code.isEmpty() ? "" : "2026-01-01",
            grade));
  }

  private static ExtractRow decision(String id, String model, String relation) {
    return new ExtractRow(
        Replay.FIRST,
        "separation-decisions",
        id,
        List.of(1L),
        List.of("decisions", "d.jsonl", "", "evaluation_diagnosis", model, relation));
  }

  private static List<ExtractRow> runs(int n, String judgeRelation, String code) {
    return IntStream.range(0, n)
        .mapToObj(i -> run("r" + i, "umbra-1", judgeRelation, code))
        .toList();
  }

  private Night night(List<ExtractRow> rows) {
    return replay.night(Replay.FIRST, List.of(), rows, List.of());
  }

  private static Answer answer(Night night) {
    return night.answers().get(Question.SEPARATION.ordinal());
  }

  @Test
  void unrelatedJudgesAndCodeOfOthersPassWithTheirBound() {
    Answer answer = answer(night(runs(100, "unrelated", "none")));
    assertThat(answer.verdict()).isEqualTo(Verdict.PASS);
    assertThat(answer.sentence()).contains("0 of 100 evaluation runs", "(at most 2.95 %");
    assertThat(replay.measured("independence").sentence())
        .contains("100 of 100 evaluation runs are independent of it");
  }

  @Test
  void aJudgeThatIsARelativeIsAFindingWithItsRun() {
    List<ExtractRow> rows = new ArrayList<>(runs(9, "unrelated", "none"));
    rows.add(run("x", "atlas-2", "ancestor", "none"));
    Night night = night(rows);
    Finding finding = night.findings().get(0);
    assertThat(night.findings()).hasSize(1);
    assertThat(finding.verdict()).isEqualTo(Verdict.ATTENTION);
    assertThat(finding.kind()).isEqualTo(Evidence.Kind.LINEAGE_FACT);
    assertThat(finding.because())
        .contains("1 of 10 evaluation runs", "by atlas-2, an ancestor by weights");
    assertThat(finding.rows().get(0).file()).isEqualTo("x.eval");
    assertThat(finding.attackIds()).contains("X24");
  }

  @Test
  void codeOfAModelThatIsScoredByItIsAFinding() {
    Night night = night(runs(4, "unrelated", "same"));
    assertThat(night.findings()).hasSize(1);
    assertThat(night.findings().get(0).because())
        .contains(
            "4 of 4 evaluation runs on a known revision were scored by code",
            "atlas-3, the same model, whose first such commit is of 2026-01-01");
    assertThat(replay.measured("independence").sentence()).contains("4 first party");
  }

  @Test
  void takingPartInBuildingIsShownAndIsNoFinding() {
    Night night = night(runs(4, "took_part", "took_part"));
    assertThat(night.findings()).isEmpty();
  }

  @Test
  void aJudgeOfUnknownLineageIsNotAPass() {
    Night night = night(runs(4, "unknown", "none"));
    assertThat(night.findings()).isEmpty();
    assertThat(answer(night).verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    assertThat(answer(night).sentence()).contains("4 have a judge or a model whose lineage");
    assertThat(replay.evidence("judge-unrelated-known").status()).isEqualTo(Status.NOT_IDENTIFIED);
  }

  @Test
  void aRevisionThatWasNotReadIsNotAPass() {
    Night night = night(runs(4, "unrelated", ""));
    assertThat(answer(night).verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    assertThat(answer(night).sentence()).contains("4 name no revision that was read");
  }

  @Test
  void aRelativeIsFoundEvenWhereElseIsUnknown() {
    List<ExtractRow> rows = new ArrayList<>(runs(9, "unknown", ""));
    rows.add(run("x", "atlas-4", "same", "none"));
    assertThat(answer(night(rows)).verdict()).isEqualTo(Verdict.ATTENTION);
  }

  @Test
  void aDecisionOnEvaluationsByARelativeIsAFinding() {
    Night night = night(List.of(decision("a", "", ""), decision("b", "atlas-4", "same")));
    assertThat(night.findings()).hasSize(1);
    assertThat(night.findings().get(0).because())
        .contains("1 of 2 executed decisions was proposed by the model being built");
  }

  @Test
  void aProposerOfUnknownLineageIsNotAPass() {
    Night night = night(List.of(decision("a", "", ""), decision("b", "x", "unknown")));
    assertThat(night.findings()).isEmpty();
    assertThat(answer(night).verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
  }

  @Test
  void countsAddUpOverNights() {
    night(runs(4, "unrelated", "none"));
    replay.night(
        Replay.FIRST.plusDays(1), List.of(), runs(3, "unrelated", "descendant"), List.of());
    assertThat(replay.rule("evaluation-code-of-others").violations()).isEqualTo(3);
    assertThat(replay.rule("evaluation-code-of-others").checked()).isEqualTo(7);
  }
}
