package io.plumbline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Set;

/** A loop without a compute ledger. */
final class S07NoComputeLedger implements AcceptanceRow {

  @Override
  public String claim() {
    return "S7 no compute ledger is a row that says so, not a blank";
  }

  @Override
  public Set<String> detectors() {
    return Set.of("loop-compute/1");
  }

  @Override
  public void write(RawLab lab) throws IOException {
    lab.configuration(LoopLogs.configuration(2));
    LoopLogs.cycles(lab, 30, 20);
  }

  @Override
  public void holds(Outcome outcome) throws IOException {
    JsonNode row = LoopLogs.finding(outcome, "loop-compute", "compute-ledger", "");
    assertThat(row.get("verdict").asText()).isEqualTo("INSUFFICIENT_DATA");
    assertThat(row.get("status").asText()).isEqualTo("NO_DATA");
    assertThat(row.get("because").asText()).startsWith("There is no compute ledger");
  }
}
