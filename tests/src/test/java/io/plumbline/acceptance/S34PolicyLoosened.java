package io.plumbline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;

/** Between two nights the configuration asks for less; practice stays as it was. */
final class S34PolicyLoosened implements AcceptanceRow {

  @Override
  public String claim() {
    return "S34 a policy that asks for less than the night before is a finding of its own";
  }

  @Override
  public Set<String> detectors() {
    return Set.of("policy-drift/1");
  }

  @Override
  public void write(RawLab lab) throws IOException {
    policy(lab, "human_with_sight, second_person: true");
    approved(lab, 0);
    lab.nightly(RawLab.NIGHT);
    policy(lab, "ai_reviewer");
    approved(lab, 1);
    lab.through(RawLab.NIGHT.plusDays(1));
  }

  private static void approved(RawLab lab, int night) throws IOException {
    Decisions decisions = new Decisions(lab, "deployment");
    LocalDate day = RawLab.NIGHT.plusDays(night);
    for (int i = 0; i < 5; i++) {
      Instant executed = day.atTime(8, i).toInstant(ZoneOffset.UTC);
      String id = "d" + night + "-" + i;
      decisions.proposed(id, executed.minusSeconds(7_200));
      decisions.approved(id, executed.minusSeconds(600), "dana");
      decisions.executed(id, executed);
    }
  }

  private static void policy(RawLab lab, String asked) throws IOException {
    lab.configuration(
        """
        sources:
          - {name: decisions, format: cloudevents, path: decisions.jsonl}
        policy:
          domains:
            deployment: {authority: %s}
        """
            .formatted(asked));
  }

  @Override
  public void holds(Outcome outcome) throws IOException {
    assertThat(outcome.findings("policy-drift"))
        .hasSize(1)
        .allMatch(finding -> finding.get("verdict").asText().equals("ATTENTION"))
        .allMatch(
            finding ->
                finding
                    .get("because")
                    .asText()
                    .contains(
                        "until 2026-03-02 the policy asked for human_with_sight and now asks for"
                            + " ai_reviewer; it asked for a second person and no longer does"));
    assertThat(outcome.sql("select night, config from gold.nights order by night"))
        .extracting(row -> row.get("config").asText().contains("ai_reviewer"))
        .containsExactly(false, true);
  }
}
