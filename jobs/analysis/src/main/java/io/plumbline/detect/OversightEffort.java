package io.plumbline.detect;

import io.plumbline.datasets.silver.Decisions;
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
import io.plumbline.stats.Calibrator;
import io.plumbline.stats.GeometricDecay;
import io.plumbline.stats.LogGain;
import io.plumbline.stats.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Does human review keep pace with change: seconds of review per line or item, generation over
 * generation?
 *
 * <p>Counted are decisions of people, by the generation they are about, on the night of their first
 * terminal event. Per domain the log ratio of review time per unit of change between the first
 * generation on record and the last one that is closed (deployed), pooled over domains by inverse
 * variance, so that another mix of domains is no change. A generation is tested once, when it is
 * closed, at a level that lets all tests hold together. More review per change is no alarm: it
 * counts as the margin at most. Time between proposal and decision is the most that was spent on
 * review, not what was.
 */
final class OversightEffort implements Detector {

  static final String ID = "loop-oversight/1";

  private static final String MARGIN = "oversight_effort";
  private static final String UNIT = "change_unit";
  private static final String DOMAIN = "domain";
  private static final String GENERATION = "generation";
  private static final String KIND = "effort";
  private static final String TESTED = "tested";
  private static final double ALPHA = 0.05;
  private static final int LEAST_DECISIONS = 20;

  private static final Measurement REVIEWS =
      new Measurement(
          "loop-reviews",
          Decisions.SPEC,
          List.of(Expr.column(UNIT)),
          List.of(Expr.column(GENERATION), Expr.column(DOMAIN)),
          Optional.empty(),
          List.of(Selections.SOURCE_CELL),
          List.of(
              Expr.column("review_seconds"),
              Expr.column("change_size"),
              new Expr("effort_squared", "review_seconds * review_seconds"),
              new Expr("size_squared", "change_size * change_size"),
              new Expr("product", "review_seconds * change_size")),
          // Bounded, so that no square leaves the range of a long.
          "counted and decided_kind = 'human' and generation is not null"
              + " and change_unit is not null and review_seconds between 1 and 100000000"
              + " and change_size between 1 and 100000000");

  private record Key(String unit, int generation, String domain) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byUnit = unit.compareTo(other.unit);
      return byUnit != 0
          ? byUnit
          : generation != other.generation
              ? Integer.compare(generation, other.generation)
              : domain.compareTo(other.domain);
    }
  }

  /** The result of the test of a generation. */
  private record Tested(LogGain gain, int tests, double p) {}

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
    return List.of(REVIEWS);
  }

  @Override
  public List<Extract> extracts() {
    return List.of(Cycles.EXTRACT);
  }

  /** Decisions alone are no loop. */
  @Override
  public List<Measurement> asking() {
    return List.of();
  }

  @Override
  public Examination examine(History history, Levels levels) {
    Shelf shelf = Shelf.of(history);
    Cycles cycles = Cycles.of(shelf, history);
    Seen seen = Seen.open(shelf);
    SortedMap<Key, LogGain.Effort> efforts = efforts(shelf, history, seen);
    Map<String, Fold> folds = new HashMap<>();
    cycles.store(folds);
    seen.store(folds);
    efforts.forEach(
        (key, one) ->
            folds.put(
                Shelf.key(
                    KIND,
                    Map.of(
                        "unit",
                        key.unit,
                        "generation",
                        Integer.toString(key.generation),
                        "domain",
                        key.domain)),
                Fold.of(
                    one.n(),
                    one.effort(),
                    one.size(),
                    one.effortSquares(),
                    one.sizeSquares(),
                    one.products())));
    if (cycles.isEmpty()) {
      return new Examination(List.of(), folds);
    }
    List<Evidence> evidence = new ArrayList<>();
    TreeSet<String> units = new TreeSet<>();
    efforts.keySet().forEach(key -> units.add(key.unit));
    if (units.isEmpty()) {
      evidence.add(
          new Evidence.Insufficient(
              hypothesis(),
              Labels.NONE,
              Status.NO_DATA,
              "No human decision with its size and its review time is on record for a known"
                  + " generation, so whether oversight keeps pace cannot be said.",
              cycles.sources()));
    }
    for (String unit : units) {
      evidence.add(test(unit, efforts, cycles, seen, history, levels, shelf, folds));
    }
    return new Examination(evidence, folds);
  }

  private static Hypothesis hypothesis() {
    return new Hypothesis(
        ID,
        "review-per-change",
        Question.LOOP,
        io.plumbline.findings.Family.LOOP,
        io.plumbline.findings.Direction.DOWN,
        Hypothesis.Standing.PRIMARY,
        Hypothesis.Instances.MANY);
  }

  private static SortedMap<Key, LogGain.Effort> efforts(Shelf shelf, History history, Seen seen) {
    SortedMap<Key, LogGain.Effort> efforts = new TreeMap<>();
    for (Shelf.Item item : shelf.items(KIND)) {
      double[] sums = item.fold().numbers();
      efforts.put(
          new Key(
              item.label("unit"), Integer.parseInt(item.label("generation")), item.label("domain")),
          new LogGain.Effort(sums[0], sums[1], sums[2], sums[3], sums[4], sums[5]));
    }
    for (Tally tally : history.tallies(REVIEWS)) {
      List<Long> sums = tally.sums();
      efforts.merge(
          new Key(
              tally.scope().value(UNIT).orElse(""),
              Integer.parseInt(tally.stratum().value(GENERATION).orElse("0")),
              tally.stratum().value(DOMAIN).orElse("")),
          new LogGain.Effort(
              tally.n(), sums.get(0), sums.get(1), sums.get(2), sums.get(3), sums.get(4)),
          OversightEffort::plus);
      tally.cell().value(Selections.SOURCE).ifPresent(source -> seen.source(Labels.NONE, source));
    }
    return efforts;
  }

  private static LogGain.Effort plus(LogGain.Effort a, LogGain.Effort b) {
    return new LogGain.Effort(
        a.n() + b.n(),
        a.effort() + b.effort(),
        a.size() + b.size(),
        a.effortSquares() + b.effortSquares(),
        a.sizeSquares() + b.sizeSquares(),
        a.products() + b.products());
  }

  private static Evidence test(
      String unit,
      SortedMap<Key, LogGain.Effort> efforts,
      Cycles cycles,
      Seen seen,
      History history,
      Levels levels,
      Shelf shelf,
      Map<String, Fold> folds) {
    Labels scope = Labels.of(Map.of(UNIT, unit));
    List<Integer> closed =
        efforts.keySet().stream()
            .filter(key -> key.unit.equals(unit))
            .map(Key::generation)
            .distinct()
            .filter(generation -> isClosed(generation, efforts, unit, cycles, history))
            .sorted()
            .toList();
    SortedMap<Integer, Tested> tested = new TreeMap<>();
    for (Shelf.Item item : shelf.items(TESTED)) {
      if (item.label("unit").equals(unit)) {
        double[] numbers = item.fold().numbers();
        tested.put(
            Integer.parseInt(item.label("generation")),
            new Tested(
                new LogGain(numbers[0], numbers[1], numbers[2], (long) numbers[3]),
                (int) numbers[4],
                numbers[5]));
      }
    }
    if (closed.size() >= 2) {
      int last = closed.get(closed.size() - 1);
      if (!tested.containsKey(last)) {
        int tests = tested.size() + 1;
        gain(unit, closed.get(0), last, efforts)
            .ifPresent(gain -> tested.put(last, new Tested(gain, tests, corrected(gain, tests))));
      }
    }
    tested.forEach(
        (generation, one) ->
            folds.put(
                Shelf.key(TESTED, Map.of("unit", unit, "generation", Integer.toString(generation))),
                Fold.of(
                    one.gain.value(),
                    one.gain.error(),
                    one.gain.degrees(),
                    one.gain.n(),
                    one.tests,
                    one.p)));
    if (tested.isEmpty()) {
      return new Evidence.Insufficient(
          hypothesis(),
          scope,
          Status.INSUFFICIENT,
          "Review per "
              + one(unit)
              + " of change can be compared once two generations are closed with at least "
              + LEAST_DECISIONS
              + " human decisions each in one domain; so far: "
              + rates(unit, efforts)
              + ".",
          seen.sources(Labels.NONE));
    }
    return evidence(unit, scope, tested, closed, efforts, seen, history, levels);
  }

  private static Evidence evidence(
      String unit,
      Labels scope,
      SortedMap<Integer, Tested> tested,
      List<Integer> closed,
      SortedMap<Key, LogGain.Effort> efforts,
      Seen seen,
      History history,
      Levels levels) {
    int last = tested.lastKey();
    Tested now = tested.get(last);
    double level = GeometricDecay.levelAtGeneration(ALPHA, now.tests);
    double margin = levels.plan().margin(MARGIN);
    double p = tested.values().stream().mapToDouble(Tested::p).min().orElse(1);
    return new Evidence.Measured(
        hypothesis(),
        scope,
        Status.OK,
        new Effect(
            "log ratio of review time per unit of change to the first generation",
            OptionalDouble.of(Math.min(margin, now.gain.value())),
            Ratios.noUpper(now.gain.interval(level), margin),
            Effect.Unit.LOG_GAIN),
        OptionalDouble.of(Calibrator.logE(Math.max(Double.MIN_NORMAL, p))),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.of(margin),
        OptionalDouble.of(now.gain.detectable(level)),
        now.gain.n(),
        now.gain.n(),
        "Human review per "
            + one(unit)
            + " of change in generation "
            + last
            + " was "
            + Ratios.text(now.gain, level)
            + " times that in generation "
            + closed.get(0)
            + ", within domains ("
            + rates(unit, efforts)
            + "). "
            + elasticity(unit, closed, efforts),
        seen.sources(Labels.NONE),
        "select generation, domain, count(*) as n, sum(review_seconds) as review_seconds,"
            + " sum(change_size) as change_size from silver.decisions where counted"
            + " and decided_kind = 'human' and review_seconds > 0 and change_unit = "
            + Query.literal(unit)
            + " and night <= date'"
            + history.night()
            + "' group by generation, domain order by domain, generation",
        List.of("X19"),
        false);
  }

  /** The part of the level that this test may spend, as a p-value that holds over all tests. */
  private static double corrected(LogGain gain, int tests) {
    double share = (1 - GeometricDecay.levelAtGeneration(ALPHA, tests)) / ALPHA;
    return Math.min(1, gain.pBelow(0) / share);
  }

  private static boolean isClosed(
      int generation,
      SortedMap<Key, LogGain.Effort> efforts,
      String unit,
      Cycles cycles,
      History history) {
    boolean deployed =
        cycles.deployed(generation).isPresent()
            && Cycles.date(cycles.deployed(generation).getAsLong()).isBefore(history.night());
    return deployed
        || efforts.keySet().stream()
            .anyMatch(key -> key.unit.equals(unit) && key.generation > generation + 1);
  }

  private static Optional<LogGain> gain(
      String unit, int first, int last, SortedMap<Key, LogGain.Effort> efforts) {
    List<LogGain> gains = new ArrayList<>();
    efforts.forEach(
        (key, now) -> {
          LogGain.Effort before = efforts.get(new Key(unit, first, key.domain));
          if (key.unit.equals(unit)
              && key.generation == last
              && now.n() >= LEAST_DECISIONS
              && before != null
              && before.n() >= LEAST_DECISIONS) {
            gains.add(LogGain.ofEfforts(now, before));
          }
        });
    return gains.isEmpty() ? Optional.empty() : Optional.of(LogGain.pooled(gains));
  }

  private static LogGain.Effort total(
      String unit, int generation, SortedMap<Key, LogGain.Effort> efforts) {
    return efforts.entrySet().stream()
        .filter(one -> one.getKey().unit.equals(unit) && one.getKey().generation == generation)
        .map(Map.Entry::getValue)
        .reduce(OversightEffort::plus)
        .orElseThrow();
  }

  private static String rates(String unit, SortedMap<Key, LogGain.Effort> efforts) {
    List<String> parts = new ArrayList<>();
    efforts.keySet().stream()
        .filter(key -> key.unit.equals(unit))
        .map(Key::generation)
        .distinct()
        .sorted()
        .forEach(
            generation ->
                parts.add(
                    String.format(
                        Locale.ROOT,
                        "generation %d: %.2f minutes per %s over %,d decisions",
                        generation,
                        total(unit, generation, efforts).rate() / 60,
                        one(unit),
                        Math.round(total(unit, generation, efforts).n()))));
    return String.join("; ", parts);
  }

  /**
   * How review grew with change between the first and the last closed generation, in per cent per
   * per cent; said only where the amount of change itself differs enough to divide by.
   */
  private static String elasticity(
      String unit, List<Integer> closed, SortedMap<Key, LogGain.Effort> efforts) {
    LogGain.Effort first = total(unit, closed.get(0), efforts);
    LogGain.Effort last = total(unit, closed.get(closed.size() - 1), efforts);
    double change = Math.log(last.size() / first.size());
    double review = Math.log(last.effort() / first.effort());
    if (Math.abs(change) < 0.2) {
      return "The amount of change hardly differed, so no elasticity of review to it is given.";
    }
    LogGain rate = LogGain.ofEfforts(last, first);
    double half = 2 * rate.error() / Math.abs(change);
    return String.format(
        Locale.ROOT,
        "Elasticity of review to the amount of change: %.2f (%.2f to %.2f, 2 standard errors).",
        review / change,
        review / change - half,
        review / change + half);
  }

  private static String one(String unit) {
    return unit.endsWith("s") ? unit.substring(0, unit.length() - 1) : unit;
  }
}
