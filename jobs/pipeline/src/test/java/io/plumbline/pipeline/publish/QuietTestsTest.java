package io.plumbline.pipeline.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.findings.Direction;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Family;
import io.plumbline.findings.Hypothesis;
import io.plumbline.findings.Question;
import io.plumbline.findings.Verdict;
import io.plumbline.measure.Labels;
import io.plumbline.reports.Page;
import io.plumbline.reports.ReportFinding;
import io.plumbline.stats.Status;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class QuietTestsTest {

  private static final LocalDate NIGHT = LocalDate.of(2026, 3, 2);

  private static Evidence rule(String name, Hypothesis.Standing standing, long checked) {
    return new Evidence.Violations(
        new Hypothesis(
            "record-integrity/1",
            name,
            Question.RECORD,
            Family.PROVENANCE,
            Direction.UP,
            standing,
            Hypothesis.Instances.MANY),
        Labels.of(Map.of("source", name)),
        checked == 0 ? Status.NO_DATA : Status.OK,
        0,
        checked,
        Evidence.Gravity.ATTENTION,
        OptionalDouble.empty(),
        name,
        List.of(),
        "",
        List.of(),
        List.of());
  }

  private static QuietTests of(int watched) {
    List<Evidence> evidence = new ArrayList<>();
    for (int i = 0; i < watched; i++) {
      evidence.add(rule("watched-" + i, Hypothesis.Standing.EXPLORATORY, i % 2));
    }
    evidence.add(rule("zz-settles", Hypothesis.Standing.PRIMARY, 7));
    return QuietTests.of(NIGHT, evidence, List.of());
  }

  @Test
  void whatAnAnswerRestsOnIsKeptFirst() {
    assertThat(of(300).shown()).hasSize(QuietTests.SHOWN);
    assertThat(of(300).shown().get(0).because()).isEqualTo("zz-settles");
  }

  @Test
  void whatLacksDataIsKeptBeforeWhatPassed() {
    List<ReportFinding> shown = of(300).shown();
    assertThat(shown.subList(1, 151))
        .allMatch(one -> one.verdict() == Verdict.INSUFFICIENT_DATA)
        .isSortedAccordingTo((a, b) -> a.id().compareTo(b.id()));
    assertThat(shown.subList(151, 200)).allMatch(one -> one.verdict() == Verdict.PASS);
  }

  @Test
  void theReportSaysHowManyAreLeftOutAndWhereTheyAre() {
    List<Page.Exhibit> tables = of(300).leftOut(NIGHT);
    assertThat(tables).hasSize(1);
    assertThat(tables.get(0).question()).isEqualTo(Question.RECORD);
    assertThat(tables.get(0).rows()).containsExactly(List.of("PASS", "101"));
    assertThat(tables.get(0).note().orElseThrow())
        .contains("gold.evidence where night = date'2026-03-02' and question = 'record'");
  }

  @Test
  void nothingIsSaidWhereNothingIsLeftOut() {
    assertThat(of(10).shown()).hasSize(11);
    assertThat(of(10).leftOut(NIGHT)).isEmpty();
  }
}
