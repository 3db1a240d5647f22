package io.plumbline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/** The log of decisions falls silent after a week, while the orchestrator goes on. */
final class S17SilentSource implements AcceptanceRow {

  private static final int SPOKEN = 8;

  @Override
  public String claim() {
    return "S17 a source that is taken away leaves its questions without data";
  }

  @Override
  public Set<String> detectors() {
    return Set.of("record/1");
  }

  @Override
  public void write(RawLab lab) throws IOException {
    lab.configuration(
        """
        sources:
          - {name: decisions, format: cloudevents, path: decisions.jsonl}
          - {name: lineage, format: openlineage, path: lineage.jsonl}
        policy:
          domains:
            deployment: {authority: human_with_sight}
        """);
    for (int day = 0; day < SPOKEN + 1; day++) {
      LocalDate date = RawLab.NIGHT.plusDays(day);
      for (int i = 0; i < 5; i++) {
        Instant executed = date.atTime(8, i).toInstant(ZoneOffset.UTC);
        String id = "d" + day + "-" + i;
        if (day < SPOKEN) {
          Changes.decision(lab, id, "deployment", "deployment/" + i, "sha" + id, executed);
        }
        Changes.output(lab, "deployment/" + i, "sha" + id, executed.plusSeconds(60));
      }
    }
    lab.through(RawLab.NIGHT.plusDays(SPOKEN));
  }

  @Override
  public void holds(Outcome outcome) throws IOException {
    JsonNode authority = outcome.question("authority");
    assertThat(authority.get("verdict").asText()).isEqualTo("INSUFFICIENT_DATA");
    assertThat(authority.get("sentence").asText()).contains("Source decisions is missing tonight");
    List<JsonNode> missing =
        outcome.findings("record").stream()
            .filter(finding -> finding.get("verdict").asText().equals("ATTENTION"))
            .toList();
    assertThat(missing).hasSize(1);
    assertThat(missing.get(0).get("scope").get("source").asText()).isEqualTo("decisions");
    assertThat(missing.get(0).get("because").asText())
        .contains("spoke every night for a week and has no record on " + outcome.night());
    assertThat(missing.get(0).get("attack_ids").toString()).contains("X21");
  }
}
