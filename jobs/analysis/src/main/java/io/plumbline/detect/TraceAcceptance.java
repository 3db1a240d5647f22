package io.plumbline.detect;

import io.plumbline.datasets.silver.Traces;
import io.plumbline.findings.Effect;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Hypothesis;
import io.plumbline.findings.Levels;
import io.plumbline.findings.Question;
import io.plumbline.measure.Expr;
import io.plumbline.measure.Extract;
import io.plumbline.measure.Fold;
import io.plumbline.measure.History;
import io.plumbline.measure.Labels;
import io.plumbline.measure.Measurement;
import io.plumbline.measure.Tally;
import io.plumbline.stats.LogGain;
import io.plumbline.stats.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which share of the reasoning traces of each generation was kept for training, and did it grow
 * over the generation before? Errors are clustered by buckets of problems. A teacher whose
 * generation is not known is left out.
 */
final class TraceAcceptance implements Detector {

  static final String ID = "loop-traces/1";

  private static final String TEACHER = "teacher";
  private static final String BUCKET = "bucket";
  private static final String KEPT = "was_kept";
  private static final String KIND = "kept-traces";
  private static final int BUCKETS = 64;

  private static final Measurement TRACES =
      new Measurement(
          "loop-traces",
          Traces.SPEC,
          List.of(Expr.column(TEACHER)),
          List.of(),
          Optional.empty(),
          List.of(
              new Expr(KEPT, "kept"),
              new Expr(
                  BUCKET,
                  "cast(pmod(xxhash64(coalesce(problem_id, trace_id)), "
                      + BUCKETS
                      + ") as string)"),
              Selections.SOURCE_CELL),
          List.of(),
          "version = 1 and kept is not null");

  /** Traces and kept traces of one generation by bucket of problems. */
  private record Counts(double[] n, double[] kept) {

    private static Counts none() {
      return new Counts(new double[BUCKETS], new double[BUCKETS]);
    }

    private static double total(double[] values) {
      double total = 0;
      for (double value : values) {
        total += value;
      }
      return total;
    }
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Question question() {
    return Question.LOOP;
  }

  @Override
  public List<Measurement> measurements() {
    return List.of(TRACES);
  }

  @Override
  public List<Extract> extracts() {
    return List.of(Cycles.EXTRACT);
  }

  /** Traces alone are no loop. */
  @Override
  public List<Measurement> asking() {
    return List.of();
  }

  @Override
  public Examination examine(History history, Levels levels) {
    Shelf shelf = Shelf.of(history);
    Cycles cycles = Cycles.of(shelf, history);
    Seen seen = Seen.open(shelf);
    SortedMap<Integer, Counts> generations = counts(shelf, history, seen);
    Map<String, Fold> folds = new HashMap<>();
    cycles.store(folds);
    seen.store(folds);
    generations.forEach(
        (generation, counts) -> {
          double[] numbers = new double[2 * BUCKETS];
          System.arraycopy(counts.n, 0, numbers, 0, BUCKETS);
          System.arraycopy(counts.kept, 0, numbers, BUCKETS, BUCKETS);
          folds.put(
              Shelf.key(KIND, Map.of("generation", Integer.toString(generation))),
              Fold.of(numbers));
        });
    if (cycles.isEmpty()) {
      return new Examination(List.of(), folds);
    }
    List<Evidence> evidence = new ArrayList<>();
    SortedMap<Integer, LogGain> gains = new TreeMap<>();
    generations.forEach(
        (generation, counts) -> {
          Optional<LogGain> gain =
              Optional.ofNullable(generations.get(generation - 1))
                  .filter(before -> isComparable(counts) && isComparable(before))
                  .map(before -> LogGain.ofClusters(counts.n, counts.kept, before.n, before.kept));
          gain.ifPresent(one -> gains.put(generation, one));
          evidence.add(evidence(generation, counts, gain, seen, history));
        });
    if (!generations.isEmpty()) {
      evidence.add(
          GainShape.of(
              CycleTimes.hypothesis(
                  ID,
                  "acceptance-shape",
                  Hypothesis.Standing.EXPLORATORY,
                  Hypothesis.Instances.ONE),
              "trace acceptance",
              GainShape.inARow(gains),
              seen.sources(Labels.NONE),
              query(history),
              shelf,
              folds));
    }
    return new Examination(evidence, folds);
  }

  private static SortedMap<Integer, Counts> counts(Shelf shelf, History history, Seen seen) {
    SortedMap<Integer, Counts> generations = new TreeMap<>();
    for (Shelf.Item item : shelf.items(KIND)) {
      double[] numbers = item.fold().numbers();
      Counts counts = Counts.none();
      System.arraycopy(numbers, 0, counts.n, 0, BUCKETS);
      System.arraycopy(numbers, BUCKETS, counts.kept, 0, BUCKETS);
      generations.put(Integer.parseInt(item.label("generation")), counts);
    }
    for (Tally tally : history.tallies(TRACES)) {
      OptionalInt generation = history.generation(tally.scope().value(TEACHER).orElse(""));
      if (generation.isPresent()) {
        Counts counts = generations.computeIfAbsent(generation.getAsInt(), key -> Counts.none());
        int bucket = Integer.parseInt(tally.cell().value(BUCKET).orElse("0"));
        counts.n[bucket] += tally.n();
        counts.kept[bucket] += tally.cell().value(KEPT).orElse("").equals("true") ? tally.n() : 0;
        tally.cell().value(Selections.SOURCE).ifPresent(source -> seen.source(Labels.NONE, source));
      }
    }
    return generations;
  }

  private static boolean isComparable(Counts counts) {
    int buckets = 0;
    for (double n : counts.n) {
      buckets += n > 0 ? 1 : 0;
    }
    return buckets >= 2 && Counts.total(counts.kept) > 0;
  }

  private static Evidence evidence(
      int generation, Counts counts, Optional<LogGain> gain, Seen seen, History history) {
    double n = Counts.total(counts.n);
    double kept = Counts.total(counts.kept);
    return new Evidence.Measured(
        CycleTimes.hypothesis(
            ID, "trace-acceptance", Hypothesis.Standing.EXPLORATORY, Hypothesis.Instances.MANY),
        Labels.of(Map.of("generation", Integer.toString(generation))),
        gain.isPresent() ? Status.OK : Status.INSUFFICIENT,
        new Effect(
            "log ratio of the trace acceptance rate to the generation before",
            gain.isPresent() ? OptionalDouble.of(gain.get().value()) : OptionalDouble.empty(),
            gain.map(one -> one.interval(0.95))
                .orElse(
                    io.plumbline.stats.Interval.unbounded(
                        0.95, io.plumbline.stats.Interval.Kind.FIXED)),
            Effect.Unit.LOG_GAIN),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        gain.isPresent() ? OptionalDouble.of(gain.get().detectable(0.95)) : OptionalDouble.empty(),
        Math.round(n),
        Math.min(Math.round(n), BUCKETS),
        "Generation "
            + generation
            + ": "
            + Words.count(Math.round(kept))
            + " of "
            + Words.count(Math.round(n), "trace was", "traces were")
            + String.format(Locale.ROOT, " kept (%.1f %%)", 100 * kept / n)
            + gain.map(
                    one ->
                        ", "
                            + Ratios.text(one, 0.95)
                            + " times the share of the generation before.")
                .orElse("; no generation before it to compare with."),
        seen.sources(Labels.NONE),
        query(history),
        List.of(),
        false);
  }

  private static String query(History history) {
    return "select teacher, count_if(kept) as kept, count(*) as traces from silver.traces"
        + " where version = 1 and kept is not null and night <= date'"
        + history.night()
        + "' group by teacher order by teacher";
  }
}
