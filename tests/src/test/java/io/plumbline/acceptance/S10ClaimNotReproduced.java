package io.plumbline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * 77.3 per cent are claimed on a task on which the lab measures 60, and 60 on another: it holds.
 */
final class S10ClaimNotReproduced implements AcceptanceRow {

  private static final int ITEMS = 60;

  @Override
  public String claim() {
    return "S10 a claim outside the own interval is not reproduced, one inside is";
  }

  @Override
  public Set<String> detectors() {
    return Set.of("loop-claims/1");
  }

  @Override
  public void write(RawLab lab) throws IOException {
    lab.configuration(
        """
        sources:
          - {name: cycles, format: cloudevents, path: cycles.jsonl}
          - name: scores
            format: table
            reader: csv
            options: {header: "true"}
            path: scores.csv
            night: "2026-03-02"
            into: evaluation_results
            columns: {run_id: "task", task: "task", item_id: "item", model: "'atlas-1'",
              generation: "1", criteria_id: "'c1'", score_micro: "cast(score as bigint)"}
        """
            + LoopLogs.models(1));
    StringBuilder scores = new StringBuilder("task,item,score\n");
    for (String task : List.of("terminal_suite", "repair_suite")) {
      for (int i = 0; i < ITEMS; i++) {
        scores.append(
            String.format(Locale.ROOT, "%s,i%d,%d%n", task, i, 600_000 + 30_000 * (i % 5 - 2)));
      }
    }
    lab.file("scores.csv", scores.toString());
    LoopLogs.step(
        lab,
        1,
        "deployment",
        RawLab.NIGHT.atTime(0, 10).toInstant(ZoneOffset.UTC),
        RawLab.NIGHT.atTime(0, 40).toInstant(ZoneOffset.UTC),
        LoopLogs.claim("terminal_suite", "77.3", "percent")
            + ","
            + LoopLogs.claim("repair_suite", "60", "percent"));
  }

  @Override
  public void holds(Outcome outcome) throws IOException {
    JsonNode wrong = claimed(outcome, "terminal_suite");
    assertThat(wrong.get("verdict").asText()).isEqualTo("ATTENTION");
    assertThat(wrong.get("because").asText())
        .contains("claim not reproduced")
        .contains("measured here: 0.60");
    JsonNode right = claimed(outcome, "repair_suite");
    assertThat(right.get("verdict").asText()).isEqualTo("PASS");
    assertThat(outcome.question("loop").get("verdict").asText()).isEqualTo("ATTENTION");
  }

  private static JsonNode claimed(Outcome outcome, String name) throws IOException {
    return outcome.findings("loop-claims").stream()
        .filter(one -> one.path("scope").path("claimed").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no finding on the claim " + name));
  }
}
