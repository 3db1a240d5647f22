package io.plumbline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/** Of twenty commits with decisions and one without, the one changes the model's architecture. */
final class S28ArchitectureChange implements AcceptanceRow {

  private static final int DAYS = 5;

  @Override
  public String claim() {
    return "S28 a change of model architecture files without a decision record";
  }

  @Override
  public Set<String> detectors() {
    return Set.of("reconciliation/1");
  }

  @Override
  public void write(RawLab lab) throws IOException {
    lab.configuration(
        """
        sources:
          - {name: decisions, format: cloudevents, path: decisions.jsonl}
          - {name: code, format: git, path: code.git}
        """);
    for (int day = 0; day < DAYS; day++) {
      for (int i = 0; i < 4; i++) {
        Instant at = RawLab.NIGHT.plusDays(day).atTime(9 + i, 0).toInstant(ZoneOffset.UTC);
        String path = i == 3 ? "model/architecture.yaml" : "data/loader" + i + ".py";
        String commit = Changes.commit(lab, path, "day " + day + " " + i, at.plusSeconds(20));
        Changes.decision(
            lab, "d" + day + "-" + i, i == 3 ? "architecture" : "code_change", path, commit, at);
      }
      if (day == DAYS - 1) {
        Instant at = RawLab.NIGHT.plusDays(day).atTime(15, 0).toInstant(ZoneOffset.UTC);
        lab.file("unlogged.txt", Changes.commit(lab, "model/architecture.yaml", "experts: 32", at));
      }
    }
    lab.through(RawLab.NIGHT.plusDays(DAYS + 3));
  }

  @Override
  public void holds(Outcome outcome) throws IOException {
    String commit = Files.readString(outcome.folder().resolve("unlogged.txt"));
    List<JsonNode> found =
        outcome.findings("reconciliation").stream()
            .filter(finding -> finding.get("verdict").asText().equals("ATTENTION"))
            .toList();
    assertThat(found).hasSize(1);
    assertThat(found.get(0).get("because").asText())
        .startsWith("Commits to model architecture files: 1 of ");
    assertThat(found.get(0).get("attack_ids").toString()).contains("X21");
    assertThat(found.get(0).get("rows").toString()).contains(commit);
    assertThat(outcome.sql(found.get(0).get("query").asText()).get(0).get("subject").asText())
        .isEqualTo(commit);
  }
}
