package io.plumbline.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Raw logs of a lab's loop: cycle events of its generations, from 1. */
final class LoopLogs {

  static final List<String> STEPS =
      List.of(
          "trace_generation", "dataset_construction", "training", "deployment", "participation");

  private static final String FILE = "cycles.jsonl";
  private static final double DAY = 86_400;

  /** The source and the generations that the configuration names. */
  static String configuration(int generations) {
    StringBuilder yaml =
        new StringBuilder(
            "sources:\n  - {name: cycles, format: cloudevents, path: cycles.jsonl}\n");
    return yaml + models(generations);
  }

  static String models(int generations) {
    StringBuilder yaml = new StringBuilder("models:\n");
    for (int g = 1; g <= generations; g++) {
      yaml.append("  - {id: atlas-").append(g).append(", generation: ").append(g);
      yaml.append(g > 1 ? ", parents: [atlas-" + (g - 1) + "]}\n" : "}\n");
    }
    return yaml.toString();
  }

  private LoopLogs() {}

  /** Whole cycles of these lengths in days, one after the other, each of four parts. */
  static void cycles(RawLab lab, double... days) throws IOException {
    Instant from = RawLab.NIGHT.minusDays(900).atStartOfDay().toInstant(ZoneOffset.UTC);
    for (int i = 0; i < days.length; i++) {
      for (int s = 0; s < 4; s++) {
        step(
            lab,
            i + 1,
            STEPS.get(s),
            plus(from, s * days[i] / 4),
            plus(from, (s + 1) * days[i] / 4));
      }
      from = plus(from, days[i]);
      step(lab, i + 1, "participation", from, plus(from, 3));
    }
  }

  private static Instant plus(Instant from, double days) {
    return from.plusSeconds(Math.round(days * DAY));
  }

  /** One step of a generation. */
  static void step(RawLab lab, int generation, String step, Instant from, Instant to)
      throws IOException {
    step(lab, generation, step, from, to, "");
  }

  /** One step with claims, as members of an object of JSON. */
  static void step(RawLab lab, int generation, String step, Instant from, Instant to, String claims)
      throws IOException {
    lab.event(
        FILE,
        "cycle",
        generation + "-" + step,
        RawLab.NIGHT.atTime(1, 0).toInstant(ZoneOffset.UTC),
        RawLab.json(
            """
        {"generation":%d,"model":"atlas-%d","step":"%s","started_at":"%s","ended_at":"%s",\
        "evidence":"orchestrator runs"%s}""",
            generation,
            generation,
            step,
            from,
            to,
            claims.isEmpty() ? "" : ",\"claims\":{" + claims + "}"));
  }

  /** A claim as a member of {@code claims}. */
  static String claim(String name, String value, String unit) {
    return "\"%s\":{\"value\":%s,\"unit\":\"%s\",\"source\":\"release note\"}"
        .formatted(name, value, unit);
  }

  /** The finding of a hypothesis about a generation; of all where that is blank. */
  static JsonNode finding(Outcome outcome, String detector, String hypothesis, String generation)
      throws IOException {
    return outcome.findings(detector).stream()
        .filter(one -> one.path("scope").path("hypothesis").asText().equals(hypothesis))
        .filter(one -> one.path("scope").path("generation").asText("").equals(generation))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + hypothesis + " of generation " + generation));
  }

  /** Whether a number lies inside the interval of a finding's effect. */
  static boolean contains(JsonNode finding, double value) {
    JsonNode effect = finding.get("effect");
    return effect.get("lower").asDouble() <= value && value <= effect.get("upper").asDouble();
  }
}
