package io.plumbline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Three cycles of 40, 20 and 16 days; of the second the training was never logged. */
final class S08MissingStep implements AcceptanceRow {

  @Override
  public String claim() {
    return "S8 a missing step gives the cycle time as an interval, not a point";
  }

  @Override
  public Set<String> detectors() {
    return Set.of("loop-cycles/1");
  }

  @Override
  public void write(RawLab lab) throws IOException {
    lab.configuration(LoopLogs.configuration(3));
    LoopLogs.cycles(lab, 40, 20, 16);
    Path file = lab.folder().resolve("cycles.jsonl");
    List<String> left =
        Files.readAllLines(file).stream().filter(line -> !line.contains("\"2-training\"")).toList();
    Files.write(file, left, StandardCharsets.UTF_8);
  }

  @Override
  public void holds(Outcome outcome) throws IOException {
    JsonNode whole = LoopLogs.finding(outcome, "loop-cycles", "cycle-time", "1");
    assertThat(whole.get("effect").get("value").asDouble()).isEqualTo(40, within(1e-6));
    JsonNode broken = LoopLogs.finding(outcome, "loop-cycles", "cycle-time", "2");
    assertThat(broken.get("effect").get("value").isNull()).isTrue();
    assertThat(broken.get("effect").get("lower").asDouble()).isEqualTo(15, within(1e-6));
    assertThat(broken.get("effect").get("upper").asDouble()).isEqualTo(20, within(1e-6));
    assertThat(broken.get("status").asText()).isEqualTo("PARTIAL");
    assertThat(broken.get("because").asText()).contains("because training is not stamped");
    assertThat(
            outcome.sql(
                "select generation, count(*) as n from silver.generation_cycles group by generation"
                    + " order by generation"))
        .extracting(row -> row.get("n").asInt())
        .containsExactly(5, 4, 5);
  }
}
