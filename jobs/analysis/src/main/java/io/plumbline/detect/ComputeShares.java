package io.plumbline.detect;

import io.plumbline.datasets.silver.ComputeLedger;
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
 * What was compute spent on, month by month, and how much on each generation?
 *
 * <p>Sums of a ledger are exact; what is uncertain is only what names no model of a known
 * generation, and a generation's sum lies between what names it and that plus all that names none.
 * No ledger is a row of its own, never a blank.
 */
final class ComputeShares implements Detector {

  static final String ID = "loop-compute/1";

  static final String MODEL = "subject_model";
  static final String UNIT = "unit";
  private static final String USE = "use";
  private static final String KIND = "compute";
  static final double MICRO = 1e6;
  private static final int MONTHS = 12;

  /** Amounts of the ledger by unit, model and use. */
  static final Measurement LEDGER =
      new Measurement(
          "loop-compute",
          ComputeLedger.SPEC,
          List.of(Expr.column(UNIT)),
          List.of(Expr.column(MODEL)),
          Optional.empty(),
          List.of(Expr.column(USE), Selections.SOURCE_CELL),
          List.of(Expr.column("amount_micro")),
          "true");

  /** What is added up: a unit, a month, a use and a generation; -1 where none is known. */
  private record Key(String unit, String month, String use, int generation)
      implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byUnit = unit.compareTo(other.unit);
      int byMonth = month.compareTo(other.month);
      int byUse = use.compareTo(other.use);
      return byUnit != 0
          ? byUnit
          : byMonth != 0
              ? byMonth
              : byUse != 0 ? byUse : Integer.compare(generation, other.generation);
    }
  }

  /** Entries and their amount in units. */
  private record Sum(double entries, double amount) {
    private Sum plus(Sum other) {
      return new Sum(entries + other.entries, amount + other.amount);
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
    return List.of(LEDGER);
  }

  @Override
  public List<Extract> extracts() {
    return List.of(Cycles.EXTRACT);
  }

  @Override
  public Examination examine(History history, Levels levels) {
    Shelf shelf = Shelf.of(history);
    Cycles cycles = Cycles.of(shelf, history);
    Seen seen = Seen.open(shelf);
    SortedMap<Key, Sum> sums = new TreeMap<>();
    for (Shelf.Item item : shelf.items(KIND)) {
      sums.put(
          new Key(
              item.label("unit"),
              item.label("month"),
              item.label("use"),
              Integer.parseInt(item.label("generation"))),
          new Sum(item.fold().numbers()[0], item.fold().numbers()[1]));
    }
    for (Tally tally : history.tallies(LEDGER)) {
      OptionalInt generation = history.generation(tally.stratum().value(MODEL).orElse(""));
      sums.merge(
          new Key(
              tally.scope().value(UNIT).orElse(""),
              tally.recordNight().toString().substring(0, 7),
              tally.cell().value(USE).orElse("other"),
              generation.orElse(-1)),
          new Sum(tally.n(), tally.sums().get(0) / MICRO),
          Sum::plus);
      tally.cell().value(Selections.SOURCE).ifPresent(source -> seen.source(Labels.NONE, source));
    }
    Map<String, Fold> folds = new HashMap<>();
    cycles.store(folds);
    seen.store(folds);
    sums.forEach(
        (key, sum) ->
            folds.put(
                Shelf.key(
                    KIND,
                    Map.of(
                        "unit",
                        key.unit,
                        "month",
                        key.month,
                        "use",
                        key.use,
                        "generation",
                        Integer.toString(key.generation))),
                Fold.of(sum.entries, sum.amount)));
    List<Evidence> evidence = new ArrayList<>();
    if (sums.isEmpty() && !cycles.isEmpty()) {
      evidence.add(absent(cycles, history));
    }
    sums.keySet().stream()
        .map(Key::unit)
        .distinct()
        .forEach(unit -> evidence.add(shares(unit, sums, seen, history)));
    return new Examination(evidence, folds);
  }

  private static Hypothesis hypothesis() {
    return CycleTimes.hypothesis(
        ID, "compute-ledger", Hypothesis.Standing.EXPLORATORY, Hypothesis.Instances.MANY);
  }

  private static Evidence absent(Cycles cycles, History history) {
    return new Evidence.Violations(
        hypothesis(),
        Labels.NONE,
        Status.NO_DATA,
        0,
        0,
        Evidence.Gravity.NOTE,
        OptionalDouble.empty(),
        "There is no compute ledger: what was spent on inference, training, evaluation and safety"
            + " cannot be said. Map one into compute_ledger.",
        cycles.sources(),
        query(history),
        List.of(),
        List.of());
  }

  private static Evidence shares(
      String unit, SortedMap<Key, Sum> sums, Seen seen, History history) {
    SortedMap<String, SortedMap<String, Double>> byMonth = new TreeMap<>();
    SortedMap<Integer, Double> byGeneration = new TreeMap<>();
    double unknown = 0;
    double entries = 0;
    double nameless = 0;
    for (Map.Entry<Key, Sum> one : sums.entrySet()) {
      Key key = one.getKey();
      if (key.unit.equals(unit)) {
        byMonth
            .computeIfAbsent(key.month, month -> new TreeMap<>())
            .merge(key.use, one.getValue().amount, Double::sum);
        entries += one.getValue().entries;
        if (key.generation < 0) {
          unknown += one.getValue().amount;
          nameless += one.getValue().entries;
        } else {
          byGeneration.merge(key.generation, one.getValue().amount, Double::sum);
        }
      }
    }
    List<String> months = new ArrayList<>();
    byMonth.forEach((month, uses) -> months.add(month + ": " + shares(uses)));
    List<String> generations = new ArrayList<>();
    double unnamed = unknown;
    byGeneration.forEach(
        (generation, amount) ->
            generations.add(
                "generation "
                    + generation
                    + " "
                    + Words.tenths(amount)
                    + (unnamed > 0 ? " to " + Words.tenths(amount + unnamed) : "")));
    return new Evidence.Violations(
        hypothesis(),
        Labels.of(Map.of(UNIT, unit)),
        Status.OK,
        Math.round(nameless),
        Math.round(entries),
        Evidence.Gravity.NOTE,
        OptionalDouble.empty(),
        "Compute in "
            + unit
            + ", "
            + String.join("; ", months.subList(Math.max(0, months.size() - MONTHS), months.size()))
            + (generations.isEmpty() ? "" : ". Spent on " + String.join(", ", generations))
            + ". "
            + Words.count(Math.round(nameless))
            + " of "
            + Words.count(Math.round(entries), "entry names", "entries name")
            + " no model of a known generation.",
        seen.sources(Labels.NONE),
        query(history),
        List.of(),
        List.of());
  }

  private static String shares(SortedMap<String, Double> uses) {
    double total = 0;
    for (double amount : uses.values()) {
      total += amount;
    }
    List<String> parts = new ArrayList<>();
    for (Map.Entry<String, Double> use : uses.entrySet()) {
      parts.add(
          use.getKey()
              + (total == 0
                  ? " 0"
                  : String.format(Locale.ROOT, " %.1f %%", 100 * use.getValue() / total)));
    }
    return String.join(", ", parts);
  }

  private static String query(History history) {
    return "select date_trunc('month', record_night) as month, unit, use,"
        + " sum(amount_micro) / 1e6 as amount from silver.compute_ledger where night <= date'"
        + history.night()
        + "' group by 1, 2, 3 order by 1, 2, 3";
  }
}
