package io.plumbline.detect;

import io.plumbline.measure.ExtractRow;
import io.plumbline.measure.Labels;
import io.plumbline.measure.Tally;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rows of the loop's tables as extracts and measurements keep them. */
final class LoopRows {

  static final long DAY = 86_400;

  /** Midnight before {@link Replay#FIRST}, in seconds. */
  static final long START = Replay.FIRST.toEpochDay() * DAY;

  private LoopRows() {}

  /** A step with stamps in days after {@link #START}; a negative stamp is missing. */
  static ExtractRow step(LocalDate night, int generation, String step, double from, double to) {
    return new ExtractRow(
        night,
        "loop-steps",
        generation + "|" + step,
        List.of((long) generation, seconds(from), seconds(to), 7L),
        List.of("cycles", "cycles.jsonl", "", step, "atlas-" + generation, "orchestrator"));
  }

  private static long seconds(double days) {
    return days < 0 ? 0 : START + Math.round(days * DAY);
  }

  /** A whole cycle of four equal parts, then participation. */
  static List<ExtractRow> cycle(LocalDate night, int generation, double from, double days) {
    List<ExtractRow> rows = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      rows.add(
          step(
              night,
              generation,
              Cycles.STEPS.get(i),
              from + i * days / 4,
              from + (i + 1) * days / 4));
    }
    rows.add(step(night, generation, "participation", from + days, from + 2 * days));
    return rows;
  }

  /** Whole cycles of these lengths, one after the other, from generation 1. */
  static List<ExtractRow> cycles(LocalDate night, double... days) {
    List<ExtractRow> rows = new ArrayList<>();
    double from = 1;
    for (int i = 0; i < days.length; i++) {
      rows.addAll(cycle(night, i + 1, from, days[i]));
      from += days[i];
    }
    return rows;
  }

  static Tally tally(
      LocalDate night,
      String measurement,
      Map<String, String> scope,
      Map<String, String> stratum,
      Map<String, String> cell,
      long n,
      Long... sums) {
    return new Tally(
        night,
        measurement,
        Labels.of(scope),
        night,
        Labels.of(stratum),
        Labels.of(cell),
        n,
        List.of(sums));
  }

  /** Scores of a generation on the items of one task under one set of criteria. */
  static List<Tally> scores(LocalDate night, String task, int generation, double... means) {
    List<Tally> tallies = new ArrayList<>();
    for (int bucket = 0; bucket < means.length; bucket++) {
      tallies.add(
          tally(
              night,
              "criteria-scores",
              Map.of("task", task),
              Map.of(
                  "model",
                  "atlas-" + generation,
                  "criteria_id",
                  "c1",
                  "generation",
                  Integer.toString(generation)),
              Map.of("bucket", Integer.toString(bucket), "source", "evals"),
              10,
              Math.round(10e6 * means[bucket])));
    }
    return tallies;
  }

  /** A completed evaluation run; a gate that moved did so an hour after the end. */
  static ExtractRow run(
      LocalDate night, String id, int generation, double completed, double score, double... gates) {
    long end = seconds(completed);
    boolean moved = gates.length > 1;
    double stated = gates.length > 0 ? gates[0] : 0;
    double now = moved ? gates[1] : stated;
    return new ExtractRow(
        night,
        "evaluated-runs",
        id + "|1",
        List.of(
            9L,
            end,
            moved ? end + 3_600 : 0L,
            gates.length > 0 ? 1L : 0L,
            score >= stated != score >= now ? 1L : 0L,
            Math.round(1e6 * stated),
            Math.round(1e6 * now),
            Math.round(1e6 * score)),
        List.of(
            "evals",
            "logs/" + id + ".eval",
            "header.json",
            "suite",
            id,
            Integer.toString(generation),
            "atlas-" + generation,
            "",
            "true"));
  }

  /** A completed run of which its log says whether it is reported. */
  static ExtractRow run(LocalDate night, String id, double score, String reported) {
    ExtractRow row = run(night, id, 2, 0.3, score);
    List<String> labels = new ArrayList<>(row.labels());
    labels.set(7, reported);
    return new ExtractRow(night, row.extract(), row.key(), row.integers(), labels);
  }
}
