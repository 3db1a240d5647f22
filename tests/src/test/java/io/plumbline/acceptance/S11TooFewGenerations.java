package io.plumbline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Set;

/** Three generations that got twice and one and a half times as fast. */
final class S11TooFewGenerations implements AcceptanceRow {

  @Override
  public String claim() {
    return "S11 three generations are too few to tell the shape of gains";
  }

  @Override
  public Set<String> detectors() {
    return Set.of("loop-cycles/1");
  }

  @Override
  public void write(RawLab lab) throws IOException {
    lab.configuration(LoopLogs.configuration(3));
    LoopLogs.cycles(lab, 96, 48, 32);
  }

  @Override
  public void holds(Outcome outcome) throws IOException {
    JsonNode shape = LoopLogs.finding(outcome, "loop-cycles", "cycle-speed-shape", "");
    assertThat(shape.get("verdict").asText()).isEqualTo("INSUFFICIENT_DATA");
    assertThat(shape.get("status").asText()).isEqualTo("INSUFFICIENT");
    assertThat(shape.get("because").asText())
        .contains("needs four generations in a row; there are 3");
    assertThat(outcome.question("loop").get("verdict").asText()).isEqualTo("INSUFFICIENT_DATA");
  }
}
