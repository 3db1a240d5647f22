package io.plumbline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;

/** Decisions are approved, and nobody ever said by whom they have to be. */
final class S29NoStatedBoundary implements AcceptanceRow {

  @Override
  public String claim() {
    return "S29 no stated boundary is a finding of each domain";
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
        """);
    for (String domain : new String[] {"deployment", "architecture"}) {
      Decisions decisions = new Decisions(lab, domain);
      for (int i = 0; i < 6; i++) {
        Instant executed = RawLab.NIGHT.atTime(8, i).toInstant(ZoneOffset.UTC);
        String id = domain + i;
        decisions.proposed(id, executed.minusSeconds(7_200));
        decisions.approved(id, executed.minusSeconds(600), "dana");
        decisions.executed(id, executed);
      }
    }
  }

  @Override
  public void holds(Outcome outcome) throws IOException {
    assertThat(outcome.question("authority").get("verdict").asText()).isEqualTo("ATTENTION");
    assertThat(outcome.findings("authority"))
        .filteredOn(
            finding -> finding.get("scope").get("hypothesis").asText().equals("stated-boundary"))
        .hasSize(2)
        .allMatch(
            finding ->
                finding
                    .get("because")
                    .asText()
                    .contains("no stated boundary for 6 of 6 executed decisions"));
  }
}
