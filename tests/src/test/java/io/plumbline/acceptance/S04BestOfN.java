package io.plumbline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;

/** Best of n: of one problem every trace is recorded, of two only what was kept. */
final class S04BestOfN implements AcceptanceRow {

  @Override
  public String claim() {
    return "S4 kept of generated traces, per problem, where the log holds all or only the kept ones";
  }

  @Override
  public Set<String> detectors() {
    return Set.of("trace-yield/1");
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
    for (int i = 0; i < 8; i++) {
      traces.trace("p1", 8, i < 2, "");
    }
    traces.trace("p2", 16, true, "");
    for (int i = 0; i < 3; i++) {
      traces.trace("p3", 4, true, "");
    }
  }

  @Override
  public void holds(Outcome outcome) throws IOException {
    assertThat(
            outcome.sql(
                "select effect_value, sentence from gold.evidence where"
                    + " hypothesis like 'trace-yield/1%'"))
        .hasSize(1)
        .allSatisfy(
            evidence -> {
              assertThat(evidence.get("effect_value").asDouble()).isEqualTo(6.0 / 28);
              assertThat(evidence.get("sentence").asText())
                  .contains("28 traces", "3 problems", "6 were kept", "from 6.25 % to 75.00 %");
            });
    assertThat(
            outcome.sql(
                "select problem_id, count_if(kept) as kept, greatest(count(*), max(candidates)) as"
                    + " generated from silver.traces group by problem_id order by problem_id"))
        .extracting(
            row ->
                row.get("problem_id").asText() + " " + row.get("kept") + "/" + row.get("generated"))
        .containsExactly("p1 2/8", "p2 1/16", "p3 3/4");
  }
}
