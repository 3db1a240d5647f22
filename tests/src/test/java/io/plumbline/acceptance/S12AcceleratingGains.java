package io.plumbline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Set;

/** Eight generations whose log gain in speed is 1.6 times the one before. */
final class S12AcceleratingGains implements AcceptanceRow {

  private static final double RATIO = 1.6;

  @Override
  public String claim() {
    return "S12 planted growth is recovered as planted decay is, and is an alarm";
  }

  @Override
  public Set<String> detectors() {
    return Set.of("loop-cycles/1");
  }

  @Override
  public void write(RawLab lab) throws IOException {
    lab.configuration(LoopLogs.configuration(8));
    LoopLogs.cycles(lab, S11DiminishingGains.lengths(0.1, RATIO));
  }

  @Override
  public void holds(Outcome outcome) throws IOException {
    JsonNode shape = LoopLogs.finding(outcome, "loop-cycles", "cycle-speed-shape", "");
    assertThat(shape.get("because").asText()).contains("gains are accelerating");
    assertThat(LoopLogs.contains(shape, RATIO - 1)).isTrue();
    assertThat(outcome.question("loop").get("verdict").asText()).isEqualTo("ATTENTION");
  }
}
