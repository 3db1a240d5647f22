package io.plumbline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.datasets.lab.LabSettings;
import io.plumbline.datasets.lab.ReferenceLab;
import io.plumbline.datasets.lab.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A git repository and a folder of evaluation logs, and no line of configuration. */
final class S03FirstReport implements AcceptanceRow {

  private static final LabSettings SETTINGS =
      new LabSettings(RawLab.NIGHT, 6, 7, 2, new LabSettings.Volume(8, 8, 0.2, 1, 6));

  @Override
  public String claim() {
    return "S3 a git repository and a folder of .eval files give a report in one command";
  }

  /** It is a command, whatever the detectors make of it. */
  @Override
  public Set<String> detectors() {
    return Set.of();
  }

  @Override
  public void write(RawLab lab) throws IOException {
    Path made = lab.folder().resolve("made");
    ReferenceLab.write(SETTINGS, Scenario.OWN_GRADER, List.of(), made);
    Files.move(made.resolve("repo"), lab.folder().resolve("evals-code"));
    Files.move(made.resolve("logs/inspect"), lab.folder().resolve("runs"));
  }

  @Override
  public Outcome run(RawLab lab) {
    return lab.firstReport("first", "evals-code", "runs");
  }

  @Override
  public void holds(Outcome outcome) throws IOException {
    assertThat(outcome.printed())
        .contains("evals-code: git at ", "runs-inspect: inspect at ", "Exit code of nightly: ");
    JsonNode report = outcome.report();
    assertThat(report.get("coverage").findValuesAsText("source"))
        .containsExactlyInAnyOrder("evals-code", "runs-inspect");
    assertThat(report.get("coverage").findValuesAsText("status"))
        .doesNotContain("FAILED", "MISSING", "MALFORMED");
    for (String question : List.of("record", "authority", "criteria")) {
      assertThat(outcome.question(question).get("verdict").asText())
          .as(question)
          .isNotEqualTo("NOT_APPLICABLE");
    }
    assertThat(outcome.edition("report.md")).contains("decisions in ");
    try (Stream<Path> logs = Files.list(outcome.folder().resolveSibling("runs"))) {
      long written = logs.filter(file -> file.toString().endsWith(".eval")).count();
      assertThat(written).isPositive();
      assertThat(count(outcome, "count(distinct run_id) as n from silver.evaluation_runs"))
          .isEqualTo(written);
    }
    assertThat(count(outcome, "count(*) as n from silver.decisions")).isPositive();
  }

  private static long count(Outcome outcome, String query) throws IOException {
    return outcome.sql("select " + query).get(0).get("n").asLong();
  }
}
