package io.plumbline.detect;

import io.plumbline.datasets.silver.GenerationCycles;
import io.plumbline.findings.RowLink;
import io.plumbline.measure.Expr;
import io.plumbline.measure.Extract;
import io.plumbline.measure.ExtractRow;
import io.plumbline.measure.Fold;
import io.plumbline.measure.History;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The five steps of each generation's loop, as said so far. A cycle runs from the start of trace
 * generation to the return of the loop, the start of participation.
 */
final class Cycles {

  /** The steps, in the order of the loop. */
  static final List<String> STEPS =
      List.of(
          "trace_generation", "dataset_construction", "training", "deployment", "participation");

  private static final String TRACES = "trace_generation";
  private static final String TRAINING = "training";
  private static final String DEPLOYMENT = "deployment";
  private static final String PARTICIPATION = "participation";
  private static final String KIND = "step";
  private static final int ROWS_KEPT = 10_000;
  private static final double DAY = 86_400;

  static final Extract EXTRACT =
      new Extract(
          "loop-steps",
          GenerationCycles.SPEC,
          new Expr("step_of", "concat_ws('|', cast(generation as string), step)"),
          List.of(
              Expr.column("generation"),
              new Expr("started", "unix_seconds(started_at)"),
              new Expr("ended", "unix_seconds(ended_at)"),
              Expr.column("position")),
          List.of(
              Expr.column("source"),
              Expr.column("file"),
              Expr.column("member"),
              Expr.column("step"),
              Expr.column("model"),
              Expr.column("evidence")),
          "true",
          ROWS_KEPT);

  /**
   * One step of one generation.
   *
   * @param model model of the generation
   * @param start its start in seconds, where stamped
   * @param end its end in seconds, where stamped
   * @param evidence what the stamps rest on; blank where nothing is said
   * @param source source that says so
   */
  record Step(
      String name,
      String model,
      OptionalLong start,
      OptionalLong end,
      String evidence,
      String source) {

    private boolean isStamped() {
      return start.isPresent()
          && (name.equals(PARTICIPATION)
              || end.isPresent() && end.getAsLong() >= start.getAsLong());
    }

    private String text() {
      return name.replace('_', ' ')
          + " "
          + (start.isPresent() || end.isPresent()
              ? date(start) + " to " + date(end) + (evidence.isBlank() ? "" : " (" + evidence + ")")
              : "without stamps");
    }

    private static String date(OptionalLong seconds) {
      return seconds.isPresent() ? Cycles.date(seconds.getAsLong()).toString() : "?";
    }
  }

  /**
   * How long a cycle took, in days.
   *
   * @param days the time, where all five steps are stamped in the order of the loop
   * @param least the time that stamped steps cover
   * @param most the longest the stamps allow; empty where they set no end
   * @param parts times from the start of each step to that of the next; empty unless complete
   */
  record Time(OptionalDouble days, double least, OptionalDouble most, double[] parts) {

    boolean isComplete() {
      return days.isPresent();
    }

    String text() {
      if (days.isPresent()) {
        return Words.tenths(days.getAsDouble()) + " days";
      }
      return most.isPresent()
          ? "between " + Words.tenths(least) + " and " + Words.tenths(most.getAsDouble()) + " days"
          : "at least " + Words.tenths(least) + " days";
    }
  }

  private final SortedMap<Integer, SortedMap<String, Step>> generations = new TreeMap<>();
  private final SortedSet<String> sources = new TreeSet<>();
  private final List<RowLink> links = new ArrayList<>();

  private Cycles() {}

  /** What was said up to tonight. */
  static Cycles of(Shelf shelf, History history) {
    Cycles cycles = new Cycles();
    for (Shelf.Item item : shelf.items(KIND)) {
      double[] stamps = item.fold().numbers();
      cycles.put(
          Integer.parseInt(item.label("generation")),
          new Step(
              item.label("name"),
              item.label("model"),
              stamp((long) stamps[0]),
              stamp((long) stamps[1]),
              item.label("evidence"),
              item.label("source")));
    }
    for (ExtractRow row : history.rows(EXTRACT)) {
      cycles.put(
          Math.toIntExact(row.integers().get(0)),
          new Step(
              row.labels().get(3),
              row.labels().get(4),
              stamp(row.integers().get(1)),
              stamp(row.integers().get(2)),
              row.labels().get(5),
              row.labels().get(0)));
      cycles.links.add(RuleBook.link(row, row.integers().get(3)));
    }
    return cycles;
  }

  /** A stamp that is missing is stored as 0: no lab ran in 1970. */
  private static OptionalLong stamp(long seconds) {
    return seconds == 0 ? OptionalLong.empty() : OptionalLong.of(seconds);
  }

  private void put(int generation, Step step) {
    generations.computeIfAbsent(generation, g -> new TreeMap<>()).put(step.name, step);
    sources.add(step.source);
  }

  void store(Map<String, Fold> folds) {
    generations.forEach(
        (generation, steps) ->
            steps.forEach(
                (name, step) ->
                    folds.put(
                        Shelf.key(
                            KIND,
                            Map.of(
                                "generation",
                                Integer.toString(generation),
                                "name",
                                name,
                                "model",
                                step.model,
                                "evidence",
                                step.evidence,
                                "source",
                                step.source)),
                        Fold.of(step.start.orElse(0), step.end.orElse(0)))));
  }

  boolean isEmpty() {
    return generations.isEmpty();
  }

  /** Generations of which anything is said, in order. */
  List<Integer> generations() {
    return List.copyOf(generations.keySet());
  }

  /** Sources that say anything. */
  List<String> sources() {
    return List.copyOf(sources);
  }

  /** Rows of tonight. */
  List<RowLink> links() {
    return List.copyOf(links);
  }

  /** Model of a generation; blank where no step is known. */
  String model(int generation) {
    return steps(generation).values().stream().map(Step::model).findFirst().orElse("");
  }

  private SortedMap<String, Step> steps(int generation) {
    return generations.getOrDefault(generation, new TreeMap<>());
  }

  private OptionalLong start(int generation, String step) {
    return Optional.ofNullable(steps(generation).get(step))
        .map(Step::start)
        .orElse(OptionalLong.empty());
  }

  private OptionalLong end(int generation, String step) {
    return Optional.ofNullable(steps(generation).get(step))
        .map(Step::end)
        .orElse(OptionalLong.empty());
  }

  /** When a generation was deployed, in seconds. */
  OptionalLong deployed(int generation) {
    return end(generation, DEPLOYMENT);
  }

  /** When its deployment began, in seconds; where that is not stamped, when its training ended. */
  OptionalLong trained(int generation) {
    OptionalLong began = start(generation, DEPLOYMENT);
    return began.isPresent() ? began : end(generation, TRAINING);
  }

  /** When a generation began to take part in building the next, in seconds. */
  OptionalLong participating(int generation) {
    return start(generation, PARTICIPATION);
  }

  /** Steps that are not stamped; all five in the wrong order count as one that is missing. */
  List<String> missing(int generation) {
    SortedMap<String, Step> steps = steps(generation);
    List<String> missing =
        STEPS.stream()
            .filter(name -> !steps.containsKey(name) || !steps.get(name).isStamped())
            .toList();
    return missing.isEmpty() && !isOrdered(generation) ? List.of("an order of steps") : missing;
  }

  private boolean isOrdered(int generation) {
    long before = Long.MIN_VALUE;
    for (String step : STEPS) {
      long start = start(generation, step).orElse(Long.MIN_VALUE);
      if (start <= before) {
        return false;
      }
      before = start;
    }
    return true;
  }

  /** How long a generation's cycle took. */
  Time time(int generation) {
    OptionalLong start = start(generation, TRACES);
    OptionalLong end = participating(generation);
    if (missing(generation).isEmpty()) {
      double[] parts = new double[STEPS.size() - 1];
      for (int i = 0; i < parts.length; i++) {
        parts[i] =
            (start(generation, STEPS.get(i + 1)).orElseThrow()
                    - start(generation, STEPS.get(i)).orElseThrow())
                / DAY;
      }
      double days = (end.orElseThrow() - start.orElseThrow()) / DAY;
      return new Time(OptionalDouble.of(days), days, OptionalDouble.of(days), parts);
    }
    double least = covered(generation) / DAY;
    OptionalLong from = start.isPresent() ? start : participating(generation - 1);
    OptionalLong to = end.isPresent() ? end : start(generation + 1, TRACES);
    OptionalDouble most =
        from.isPresent() && to.isPresent()
            ? OptionalDouble.of((to.getAsLong() - from.getAsLong()) / DAY)
            : OptionalDouble.empty();
    return new Time(
        OptionalDouble.empty(),
        least,
        // Stamps that contradict each other set no end.
        most.isPresent() && most.getAsDouble() < least ? OptionalDouble.empty() : most,
        new double[0]);
  }

  /** Seconds that the stamped steps before participation cover together. */
  private long covered(int generation) {
    List<long[]> spans = new ArrayList<>();
    for (Step step : steps(generation).values()) {
      if (!step.name.equals(PARTICIPATION) && step.isStamped()) {
        spans.add(new long[] {step.start.getAsLong(), step.end.getAsLong()});
      }
    }
    spans.sort((a, b) -> Long.compare(a[0], b[0]));
    long covered = 0;
    long until = Long.MIN_VALUE;
    for (long[] span : spans) {
      covered += Math.max(0, span[1] - Math.max(span[0], until));
      until = Math.max(until, span[1]);
    }
    return covered;
  }

  /** All steps of a generation in words. */
  String text(int generation) {
    SortedMap<String, Step> steps = steps(generation);
    List<String> parts = new ArrayList<>();
    for (String name : STEPS) {
      parts.add(
          steps.containsKey(name) ? steps.get(name).text() : name.replace('_', ' ') + " unknown");
    }
    return String.join("; ", parts);
  }

  static LocalDate date(long seconds) {
    return LocalDate.ofInstant(Instant.ofEpochSecond(seconds), ZoneOffset.UTC);
  }
}
