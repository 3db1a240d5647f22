package io.plumbline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/** One of twenty approved deployments was executed an hour before its approval. */
final class S24ExecutedBeforeApproved implements AcceptanceRow {

  private static final int DECISIONS = 20;
  private static final int EARLY = 7;

  @Override
  public String claim() {
    return "S24 executed before approved, in a domain whose policy asks for approval";
  }

  @Override
  public Set<String> detectors() {
    return Set.of("authority/1");
  }

  @Override
  public void write(RawLab lab) throws IOException {
    lab.configuration(
        """
        sources:
          - {name: decisions, format: cloudevents, path: decisions.jsonl}
        policy:
          domains:
            deployment: {authority: human_with_sight}
        """);
    for (int i = 0; i < DECISIONS; i++) {
      Instant executed = RawLab.NIGHT.atTime(8, i).toInstant(ZoneOffset.UTC);
      Instant approved = executed.plusSeconds(i == EARLY ? 3_600 : -3_600);
      event(lab, i, "proposed", executed.minusSeconds(7_200), "model", "");
      event(lab, i, "approved", approved, "human", ",\"viewed\":true");
      event(lab, i, "executed", executed, "service", "");
    }
  }

  private static void event(
      RawLab lab, int decision, String action, Instant time, String kind, String more)
      throws IOException {
    lab.event(
        "decisions.jsonl",
        "decision",
        "d" + decision + "-" + action,
        time,
        RawLab.json(
            """
        {"decision_id":"d%d","action":"%s","domain":"deployment",\
        "actor":{"kind":"%s","id":"%s-1"},"artifact":"deployment/%d","artifact_digest":"sha%d"%s}""",
            decision, action, kind, kind, decision, decision, more));
  }

  @Override
  public void holds(Outcome outcome) throws IOException {
    assertThat(outcome.exitCode()).isEqualTo(20);
    assertThat(outcome.question("authority").get("verdict").asText()).isEqualTo("BREACH");
    List<JsonNode> breaches =
        outcome.findings("authority").stream()
            .filter(finding -> finding.get("verdict").asText().equals("BREACH"))
            .toList();
    assertThat(breaches).isNotEmpty();
    assertThat(breaches).allMatch(breach -> breach.get("effect").get("value").asDouble() == 1);
    assertThat(breaches).allMatch(breach -> breach.get("attack_ids").toString().contains("X17"));
    assertThat(
            outcome.sql("select decision_id from silver.decisions where authority = 'retroactive'"))
        .extracting(row -> row.get("decision_id").asText())
        .containsExactly("d" + EARLY);
  }
}
