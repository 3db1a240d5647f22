package io.plumbline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Generation 2 is trained, evaluated, deployed and takes part, in this order. Generation 3 is
 * deployed and takes part before it is evaluated, and its gate is moved below the result.
 */
final class S13OrderOfEvents implements AcceptanceRow {

  private static final List<String> RULES =
      List.of(
          "evaluated-before-deployed", "evaluated-before-participation", "unedited-after-results");

  @Override
  public String claim() {
    return "S13 violations of the order of events are found, and none where the order was kept";
  }

  @Override
  public Set<String> detectors() {
    return Set.of("loop-order/1", "gate-moves/1");
  }

  @Override
  public void write(RawLab lab) throws IOException {
    lab.configuration(
        """
        sources:
          - {name: cycles, format: cloudevents, path: cycles.jsonl}
          - name: runs
            format: table
            reader: csv
            options: {header: "true"}
            path: runs.csv
            night: "2026-03-02"
            into: evaluation_runs
            columns: {run_id: "run", task: "'suite'", model: "concat('atlas-', generation)",
              generation: "cast(generation as int)", status: "'success'",
              completed_at: "try_cast(completed as timestamp)",
              score_micro: "cast(score as bigint)",
              gate_stated_micro: "500000", gate_threshold_micro: "cast(gate as bigint)",
              gate_moved_at: "try_cast(moved as timestamp)"}
        """
            + LoopLogs.models(3));
    for (int g = 2; g <= 3; g++) {
      LoopLogs.step(lab, g, "training", at(1, 0), at(2, 0));
      LoopLogs.step(lab, g, "deployment", at(2, 0), at(6, 0));
      LoopLogs.step(lab, g, "participation", at(7, 0), at(12, 0));
    }
    lab.file(
        "runs.csv",
        "run,generation,completed,score,gate,moved\n"
            + "r1,2,2026-03-02T04:00:00Z,700000,500000,\n"
            + "r2,2,2026-03-02T09:00:00Z,650000,500000,\n"
            + "r3,3,2026-03-02T08:00:00Z,480000,450000,2026-03-02T10:00:00Z\n"
            + "r4,3,2026-03-02T09:00:00Z,700000,500000,\n");
  }

  private static Instant at(int hour, int minute) {
    return RawLab.NIGHT.atTime(hour, minute).toInstant(ZoneOffset.UTC);
  }

  @Override
  public void holds(Outcome outcome) throws IOException {
    for (String rule : RULES) {
      assertThat(verdict(outcome, rule, "3")).as(rule).isEqualTo("ATTENTION");
      assertThat(verdict(outcome, rule, "2")).as(rule).isEqualTo("PASS");
    }
    List<JsonNode> gates =
        outcome.findings("gate-moves").stream()
            .filter(one -> one.get("verdict").asText().equals("ATTENTION"))
            .toList();
    assertThat(gates).hasSize(1);
    assertThat(gates.get(0).get("effect").get("value").asInt()).isEqualTo(1);
    assertThat(gates.get(0).get("attack_ids").toString()).contains("X08");
    assertThat(Stream.of("loop", "criteria").map(question -> verdict(outcome, question)))
        .containsExactly("ATTENTION", "ATTENTION");
  }

  private static String verdict(Outcome outcome, String rule, String generation)
      throws IOException {
    return LoopLogs.finding(outcome, "loop-order", rule, generation).get("verdict").asText();
  }

  private static String verdict(Outcome outcome, String question) {
    try {
      return outcome.question(question).get("verdict").asText();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
