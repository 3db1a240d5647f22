package io.plumbline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;

/** One person approves forty changes within twenty minutes, each in four seconds. */
final class S24RubberStamps implements AcceptanceRow {

  private static final int BURST = 40;
  private static final int CAP = 15;
  private static final int NIGHTS = 10;

  @Override
  public String claim() {
    return "S24 rubber stamps: more reviews an hour than the cap, each faster than reading";
  }

  @Override
  public Set<String> detectors() {
    return Set.of("review-bursts/1", "hasty-review/1");
  }

  @Override
  public void write(RawLab lab) throws IOException {
    lab.configuration(
        """
        sources:
          - {name: decisions, format: cloudevents, path: decisions.jsonl}
        policy:
          reviews_per_hour: 15
          domains:
            deployment: {authority: human_with_sight}
        """);
    Decisions decisions = new Decisions(lab, "deployment");
    for (int night = 0; night < NIGHTS; night++) {
      for (int i = 0; i < (night == NIGHTS - 1 ? BURST : 5); i++) {
        Instant proposed =
            RawLab.NIGHT
                .plusDays(night)
                .atTime(10, 0)
                .toInstant(ZoneOffset.UTC)
                .plusSeconds(30L * i);
        String id = "d" + night + "-" + i;
        decisions.proposed(id, proposed);
        decisions.approved(id, proposed.plusSeconds(4), "dana");
        decisions.executed(id, proposed.plusSeconds(3_600));
      }
    }
    lab.through(RawLab.NIGHT.plusDays(NIGHTS - 1));
  }

  @Override
  public void holds(Outcome outcome) throws IOException {
    assertThat(outcome.findings("review-bursts"))
        .anyMatch(
            finding ->
                finding.get("verdict").asText().equals("BREACH")
                    && finding.get("effect").get("value").asDouble() == BURST - CAP
                    && finding.get("rows").size() == 20);
    assertThat(outcome.findings("hasty-review"))
        .anyMatch(
            finding ->
                finding.get("verdict").asText().equals("ATTENTION")
                    && finding.get("attack_ids").toString().contains("X19"));
    assertThat(
            outcome.sql(
                "select max(reviews_in_hour) as most from silver.decisions where decided_by = 'dana'"))
        .allMatch(row -> row.get("most").asInt() == BURST);
  }
}
