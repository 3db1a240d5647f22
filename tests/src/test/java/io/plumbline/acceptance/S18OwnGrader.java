package io.plumbline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plumbline.datasets.lab.LabSettings;
import io.plumbline.datasets.lab.ReferenceLab;
import io.plumbline.datasets.lab.Scenario;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** A model debugged the harness that scored it: git, the revision of the runs, and decisions. */
final class S18OwnGrader implements AcceptanceRow {

  private static final LabSettings SETTINGS =
      new LabSettings(RawLab.NIGHT, 9, 5, 2, new LabSettings.Volume(8, 8, 0.2, 1, 4));

  @Override
  public String claim() {
    return "S18 a model that debugged the harness that scored it is found from git and revision";
  }

  @Override
  public Set<String> detectors() {
    return Set.of("separation/1");
  }

  @Override
  public void write(RawLab lab) throws IOException {
    ReferenceLab.write(SETTINGS, Scenario.OWN_GRADER, List.of(), lab.folder());
    lab.through(SETTINGS.lastNight());
  }

  @Override
  public void holds(Outcome outcome) throws IOException {
    JsonNode planted =
        new ObjectMapper().readTree(outcome.folder().resolve("truth.json").toFile()).get("counts");
    assertThat(planted.get("runs_scored_by_own_code").asLong()).isPositive();
    assertThat(planted.get("commits_to_evaluation_code").asLong()).isPositive();
    assertThat(outcome.question("separation").get("verdict").asText()).isEqualTo("ATTENTION");
    assertThat(outcome.findings("separation"))
        .anySatisfy(
            finding ->
                assertThat(finding.get("because").asText())
                    .contains("scored by code that the model itself", "the same model"))
        .anySatisfy(
            finding ->
                assertThat(finding.get("because").asText())
                    .contains("Domain evaluation_diagnosis", "proposed by the model"));
    assertThat(
            count(
                outcome,
                "silver.evaluation_runs where version = 1 and code_relation in"
                    + " ('same', 'ancestor')"))
        .isEqualTo(planted.get("runs_scored_by_own_code").asLong());
    assertThat(count(outcome, "silver.decisions where evaluation_code and proposed_kind = 'model'"))
        .isEqualTo(planted.get("commits_to_evaluation_code").asLong());
  }

  private static long count(Outcome outcome, String rows) throws IOException {
    return outcome.sql("select count(*) as n from " + rows).get(0).get("n").asLong();
  }
}
