package io.plumbline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;

/** In the week before a release a review takes half as long as in the week before it. */
final class S30ShorterReviews implements AcceptanceRow {

  private static final int NIGHTS = 14;
  private static final int PEOPLE = 16;

  @Override
  public String claim() {
    return "S30 review minutes per change halve in the week before a release";
  }

  @Override
  public Set<String> detectors() {
    return Set.of("review-effort/1");
  }

  @Override
  public void write(RawLab lab) throws IOException {
    lab.configuration(
        """
        sources:
          - {name: decisions, format: cloudevents, path: decisions.jsonl}
        models:
          - {id: atlas-1, generation: 1}
          - {id: atlas-2, generation: 2}
        policy:
          domains:
            deployment: {authority: human_with_sight}
        """);
    for (int night = 0; night <= NIGHTS; night++) {
      LocalDate day = RawLab.NIGHT.plusDays(night);
      Decisions decisions =
          new Decisions(lab, "deployment", night < NIGHTS ? "atlas-1" : "atlas-2");
      for (int person = 0; person < PEOPLE; person++) {
        Instant proposed = day.atTime(8, person).toInstant(ZoneOffset.UTC);
        // From 32 to 45 minutes by person and night, and half of that in the last week.
        long seconds = 1_920 + 60L * ((night * 5 + person * 7) % 14);
        long took = night >= NIGHTS - 7 && night < NIGHTS ? seconds / 2 : seconds;
        String id = "d" + night + "-" + person;
        decisions.proposed(id, proposed);
        decisions.approved(id, proposed.plusSeconds(took), "reviewer-" + person);
        decisions.executed(id, proposed.plusSeconds(7_200));
      }
    }
    lab.through(RawLab.NIGHT.plusDays(NIGHTS));
  }

  @Override
  public void holds(Outcome outcome) throws IOException {
    assertThat(outcome.findings("review-effort"))
        .anyMatch(
            finding ->
                finding.get("verdict").asText().equals("ATTENTION")
                    && finding.get("because").asText().contains("the last of generation 1"));
    assertThat(
            outcome.sql(
                """
                select round(avg(if(night < date'2026-03-09', review_seconds, null))
                    / avg(if(night between date'2026-03-09' and date'2026-03-15', review_seconds, null)), 1)
                    as times from silver.decisions where reviewed"""))
        .allMatch(row -> row.get("times").asDouble() == 2.0);
  }
}
