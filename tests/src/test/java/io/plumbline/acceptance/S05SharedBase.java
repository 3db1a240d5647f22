package io.plumbline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;

/**
 * Two students learn from the filtered traces of one teacher, which says nothing of its trait in
 * them: one shares its base, the other does not.
 */
final class S05SharedBase implements AcceptanceRow {

  @Override
  public String claim() {
    return "S5 a teacher and a student of one base are told from their lineage alone";
  }

  @Override
  public Set<String> detectors() {
    return Set.of("shared-base/1");
  }

  @Override
  public void write(RawLab lab) throws IOException {
    lab.configuration(
        """
        sources:
          - {name: traces, format: cloudevents, path: traces.jsonl}
          - {name: lineage, format: openlineage, path: lineage.jsonl}
        models:
          - {id: base-1}
          - {id: atlas-3, parents: [base-1]}
          - {id: pico-1, parents: [base-1]}
          - {id: rook-1, parents: [base-2]}
        questions:
          separation:
            teacher-of-another-base: {}
        """);
    TraceLogs traces = new TraceLogs(lab);
    for (int i = 0; i < 6; i++) {
      traces.trained("p" + i, 4, traces.next(), "");
    }
    traces.run(1, "traces/a", "model/pico-1");
    traces.run(2, "traces/a", "model/rook-1");
  }

  @Override
  public void holds(Outcome outcome) throws IOException {
    assertThat(outcome.alarms("shared-base"))
        .hasSize(1)
        .allSatisfy(
            finding -> {
              assertThat(finding.get("because").asText())
                  .startsWith("pico-1 was trained on what atlas-3 generated; their weights come");
              assertThat(finding.get("attack_ids").toString()).contains("X16");
            });
    assertThat(
            outcome.sql(
                "select sentence from gold.evidence where hypothesis like 'shared-base/1%'"
                    + " order by sentence"))
        .extracting(row -> row.get("sentence").asText())
        .anyMatch(
            text ->
                text.equals(
                    "rook-1 was trained on what atlas-3 generated; by the lineage they share no base."));
    // What tests of content see in this data: nothing.
    assertThat(outcome.alarms("selection-pool")).isEmpty();
    assertThat(outcome.alarms("trace-record")).isEmpty();
  }
}
