package io.plumbline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;

/** Of twenty decisions twelve were approved with sight, five by a model, three by nobody known. */
final class S23AuthorityStatement implements AcceptanceRow {

  private static final int SIGHT = 12;
  private static final int MODEL = 5;
  private static final int UNKNOWN = 3;

  @Override
  public String claim() {
    return "S23 worst and best case of human authority by domain, moved by unknowns alone";
  }

  @Override
  public Set<String> detectors() {
    return Set.of("authority-statement/1");
  }

  @Override
  public void write(RawLab lab) throws IOException {
    lab.configuration(
        """
        sources:
          - {name: decisions, format: cloudevents, path: decisions.jsonl}
        policy:
          domains:
            infrastructure: {authority: ai_reviewer}
        """);
    Decisions decisions = new Decisions(lab, "infrastructure");
    for (int i = 0; i < SIGHT + MODEL + UNKNOWN; i++) {
      Instant executed = RawLab.NIGHT.atTime(8, i).toInstant(ZoneOffset.UTC);
      String id = "d" + i;
      decisions.proposed(id, executed.minusSeconds(7_200));
      if (i < SIGHT) {
        decisions.approved(id, executed.minusSeconds(600), "dana");
      } else if (i < SIGHT + MODEL) {
        decisions.event(id, "approved", executed.minusSeconds(600), "model", "reviewer", "");
      } else {
        decisions.event(id, "approved", executed.minusSeconds(600), "unknown", "somebody", "");
      }
      decisions.executed(id, executed);
    }
  }

  @Override
  public void holds(Outcome outcome) throws IOException {
    JsonNode statement =
        outcome.sql("select * from gold.evidence where hypothesis like 'authority-statement/%'").stream()
            .findFirst()
            .orElseThrow(() -> new AssertionError("no authority statement"));
    assertThat(statement.get("sentence").asText())
        .contains("at least 60.00 % of 20 executed decisions (worst case, 12)")
        .contains("at most 75.00 % (best case, 3 of unknown authority counted for it)");
    assertThat(statement.get("status").asText()).isEqualTo("PARTIAL");
    assertThat(outcome.edition("report.md"))
        .contains("decided at least 60.0 % (worst case, 12) and at most 75.0 %");
  }
}
