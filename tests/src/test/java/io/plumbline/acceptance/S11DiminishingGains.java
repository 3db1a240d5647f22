package io.plumbline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Set;

/** Eight generations whose log gain in speed is 0.6 of the one before. */
final class S11DiminishingGains implements AcceptanceRow {

  private static final int GENERATIONS = 8;
  private static final double RATIO = 0.6;

  @Override
  public String claim() {
    return "S11 eight generations with planted decay: diminishing gains";
  }

  @Override
  public Set<String> detectors() {
    return Set.of("loop-cycles/1");
  }

  @Override
  public void write(RawLab lab) throws IOException {
    lab.configuration(LoopLogs.configuration(GENERATIONS));
    // Together 3.8 times as fast: short of the published threshold, which alone would ask for a
    // look.
    LoopLogs.cycles(lab, lengths(0.55, RATIO));
  }

  /** Lengths of eight cycles whose first log gain and ratio of successive log gains are these. */
  static double[] lengths(double first, double ratio) {
    double[] days = new double[GENERATIONS];
    days[0] = 100;
    for (int i = 1; i < GENERATIONS; i++) {
      days[i] = days[i - 1] * Math.exp(-first * Math.pow(ratio, i - 1.0));
    }
    return days;
  }

  @Override
  public void holds(Outcome outcome) throws IOException {
    JsonNode shape = LoopLogs.finding(outcome, "loop-cycles", "cycle-speed-shape", "");
    assertThat(shape.get("because").asText()).contains("gains are diminishing");
    assertThat(LoopLogs.contains(shape, RATIO - 1)).isTrue();
    assertThat(outcome.question("loop").get("verdict").asText()).isNotEqualTo("ATTENTION");
  }
}
