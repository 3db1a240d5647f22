package io.plumbline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;

/** A training set in which a trace was altered, and of which people reviewed a tenth. */
final class S26TraceGovernance implements AcceptanceRow {

  private static final int KEPT = 400;
  private static final int REVIEWED = 40;
  private static final int LACKING = 30;

  @Override
  public String claim() {
    return "S26 provenance of traces first, what was altered, and what reviews assure";
  }

  @Override
  public Set<String> detectors() {
    return Set.of("trace-record/1");
  }

  @Override
  public void write(RawLab lab) throws IOException {
    lab.configuration(
        """
        sources:
          - {name: traces, format: cloudevents, path: traces.jsonl}
        models:
          - {id: atlas-3, generation: 3}
        """);
    TraceLogs traces = new TraceLogs(lab);
    for (int i = 0; i < KEPT; i++) {
      String review =
          i < REVIEWED
              ? ",\"review\":{\"kind\":\"human\",\"by\":\"dana\",\"outcome\":\"accepted\"}"
              : "";
      if (i >= KEPT - LACKING) {
        traces.trace("p" + i, 4, true, "");
      } else {
        traces.trained("p" + i, 4, i == 7 ? "f".repeat(64) : traces.next(), review);
      }
    }
  }

  @Override
  public void holds(Outcome outcome) throws IOException {
    assertThat(outcome.alarms("trace-record")).hasSize(2);
    assertThat(outcome.alarms("trace-record"))
        .anySatisfy(
            finding -> {
              assertThat(finding.get("because").asText())
                  .startsWith(
                      "Of 370 traces of teacher atlas-3 found in training data, 1 has another"
                          + " digest");
              assertThat(finding.get("rows")).hasSize(1);
            })
        .anySatisfy(
            finding ->
                assertThat(finding.get("because").asText())
                    .startsWith(
                        "Provenance covers 92.50 % of 400 traces of teacher atlas-3 kept for"
                            + " training; 30 cannot be traced")
                    .contains("for want of the training set (30)"));
    assertThat(
            outcome.sql(
                "select effect_upper, sentence from gold.evidence where hypothesis like"
                    + " 'trace-record/1:defective%'"))
        .hasSize(1)
        .allSatisfy(
            evidence ->
                assertThat(evidence.get("sentence").asText())
                    .contains("400 traces", "40 were reviewed and 0 refused", "not adequate"));
  }
}
