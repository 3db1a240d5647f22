package io.plumbline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.attack.PickSteering;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** Traces of one style are kept more often than others of the same verifier score. */
final class S26TraceSelection implements AcceptanceRow {

  private static final int NIGHTS = 14;

  @Override
  public String claim() {
    return "S26 traces of one style kept more often at equal score";
  }

  @Override
  public Set<String> detectors() {
    return Set.of("selection-pool/1");
  }

  @Override
  public void write(RawLab lab) throws IOException {
    Selections.write(
        lab,
        12,
        NIGHTS,
        new Selections.Batch(
            "reasoning_trace",
            90,
            "trace_style",
            Map.of("direct", 0.4, "exploratory", 0.3, "verifying", 0.3)),
        PickSteering.OF_TRACES,
        1.0);
  }

  @Override
  public void holds(Outcome outcome) throws IOException {
    assertThat(outcome.alarms("selection-pool"))
        .hasSize(1)
        .allSatisfy(
            finding -> {
              assertThat(finding.get("because").asText())
                  .contains("took for reasoning_trace", "trace_style = exploratory");
              assertThat(finding.get("attack_ids").toString()).contains("X15");
            });
  }
}
