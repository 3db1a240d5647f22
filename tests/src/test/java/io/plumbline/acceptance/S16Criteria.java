package io.plumbline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.attack.ItemPruning;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** Criteria are changed without a new version, and items the incumbent fails are removed. */
final class S16Criteria implements AcceptanceRow {

  private static final int NIGHTS = 8;

  @Override
  public String claim() {
    return "S16 criteria changed without their version, and items removed where the incumbent fails";
  }

  @Override
  public Set<String> detectors() {
    return Set.of("criteria-fingerprint/1", "item-survival/1");
  }

  @Override
  public void write(RawLab lab) throws IOException {
    lab.configuration(
        """
        sources:
          - {name: selection, format: cloudevents, path: selection.jsonl}
          - name: task-files
            format: table
            reader: json
            path: changes.jsonl
            into: evaluation_criteria
            rows:
              - columns:
                  record_at: "to_timestamp(at)"
                  task: "task"
                  criteria_id: "commit"
                  previous_criteria_id: "concat(commit, '^')"
                  declared_version: "version"
                  changed: "split(kinds, ';')"
                  bumped: "bumped"
        models:
          - {id: atlas-3, generation: 3}
        """);
    change(lab, 1, "essays", "1", "prompt", false);
    change(lab, 2, "essays", "2", "prompt;metric", true);
    change(lab, 3, "proofs", "1", "metric", false);
    Selections items =
        new Selections(
            lab,
            new Selections.Batch(
                "evaluation_item", 150, "incumbent_result", Map.of("fail", 0.45, "pass", 0.55)),
            16);
    for (int night = 0; night < NIGHTS; night++) {
      items.night(RawLab.NIGHT.plusDays(night), ItemPruning.OF_FAILED, 0.6);
    }
    lab.through(RawLab.NIGHT.plusDays(NIGHTS - 1));
  }

  private static void change(
      RawLab lab, int day, String task, String version, String kinds, boolean bumped)
      throws IOException {
    lab.line(
        "changes.jsonl",
        RawLab.json(
            """
            {"at":"%sT10:00:00Z","task":"%s","commit":"c%d","version":"%s","kinds":"%s","bumped":%s}""",
            RawLab.NIGHT.plusDays(day), task, day, version, kinds, bumped));
  }

  @Override
  public void holds(Outcome outcome) throws IOException {
    assertThat(outcome.question("criteria").get("verdict").asText()).isIn("ATTENTION", "BREACH");
    assertThat(
            outcome.sql(
                "select sentence from gold.evidence where night = (select max(night) from"
                    + " gold.evidence) and hypothesis like 'criteria-fingerprint/1%' and scope like"
                    + " '%\\\"all\\\"%'"))
        .hasSize(1)
        .allSatisfy(
            evidence ->
                assertThat(evidence.get("sentence").asText())
                    .startsWith(
                        "Of 3 changes of evaluation criteria 2 came without a new declared"
                            + " version"));
    assertThat(outcome.alarms("item-survival"))
        .hasSize(1)
        .allSatisfy(
            finding -> {
              assertThat(finding.get("scope").get("selector_id").asText()).isEqualTo("curator");
              assertThat(finding.get("attack_ids").toString()).contains("X06");
              assertThat(finding.get("effect").get("lower").asDouble()).isGreaterThan(0.5);
            });
  }
}
