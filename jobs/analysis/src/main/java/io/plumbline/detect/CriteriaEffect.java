package io.plumbline.detect;

import io.plumbline.datasets.silver.EvaluationResults;
import io.plumbline.findings.Direction;
import io.plumbline.findings.Effect;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Family;
import io.plumbline.findings.Hypothesis;
import io.plumbline.findings.Levels;
import io.plumbline.findings.Question;
import io.plumbline.measure.Expr;
import io.plumbline.measure.Fold;
import io.plumbline.measure.History;
import io.plumbline.measure.Labels;
import io.plumbline.measure.Measurement;
import io.plumbline.measure.Tally;
import io.plumbline.stats.Interval;
import io.plumbline.stats.ShapleyDecomposition;
import io.plumbline.stats.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How much of the change of a task's mean score goes with its last change of criteria, and how much
 * with the model?
 *
 * <p>The shares of two factors, criteria and model, each at its last and at its new level (METHODS
 * 8.B, B1; for two factors Kitagawa's): mean scores of both models under both criteria. Standard
 * errors are clustered by {@value #BUCKETS} buckets of items, so that an item that is scored many
 * times counts once. What was never scored together is bounded by what a score can be and nothing
 * is imputed. Exploratory: it sizes what the fingerprint finds and never pages.
 */
final class CriteriaEffect implements Detector {

  static final String ID = "criteria-effect/1";

  private static final String TASK = "task";
  private static final String MODEL = "model";
  private static final String CRITERIA = "criteria_id";
  private static final String GENERATION = "generation";
  private static final String BUCKET = "bucket";
  private static final String KIND = "scores";
  private static final int BUCKETS = 64;
  private static final double MICRO = 1e6;
  private static final double QUANTILE = 1.959963984540054;
  private static final double POWER_QUANTILE = 0.8416212335729143;

  /** Also what a generation gains is taken from it. */
  static final Measurement SCORES =
      new Measurement(
          "criteria-scores",
          EvaluationResults.SPEC,
          List.of(Expr.column(TASK)),
          List.of(Expr.column(MODEL), Expr.column(CRITERIA), Expr.column(GENERATION)),
          Optional.empty(),
          List.of(
              new Expr(BUCKET, "cast(pmod(xxhash64(item_id), " + BUCKETS + ") as string)"),
              Selections.SOURCE_CELL),
          List.of(Expr.column("score_micro")),
          "version = 1 and not superseded and score_micro is not null and model is not null"
              + " and criteria_id is not null");

  /**
   * Scores of one model under one set of criteria: count and sum by bucket of items. Models are
   * ordered by generation, where it is known, then by the night on which they were first scored.
   */
  private static final class Cell {
    private final long firstNight;
    private final int generation;
    private final double[] n = new double[BUCKETS];
    private final double[] sum = new double[BUCKETS];

    private Cell(long firstNight, int generation) {
      this.firstNight = firstNight;
      this.generation = generation;
    }

    private double count() {
      double count = 0;
      for (double one : n) {
        count += one;
      }
      return count;
    }

    private double mean() {
      double total = 0;
      for (double one : sum) {
        total += one;
      }
      return total / count();
    }

    private Fold fold() {
      double[] numbers = new double[2 + 2 * BUCKETS];
      numbers[0] = firstNight;
      numbers[1] = generation;
      System.arraycopy(n, 0, numbers, 2, BUCKETS);
      System.arraycopy(sum, 0, numbers, 2 + BUCKETS, BUCKETS);
      return Fold.of(numbers);
    }

    private static Cell of(Fold fold) {
      double[] numbers = fold.numbers();
      Cell cell = new Cell((long) numbers[0], (int) numbers[1]);
      System.arraycopy(numbers, 2, cell.n, 0, BUCKETS);
      System.arraycopy(numbers, 2 + BUCKETS, cell.sum, 0, BUCKETS);
      return cell;
    }
  }

  /** Which scores. */
  private record Key(String model, String criteria) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byModel = model.compareTo(other.model);
      return byModel != 0 ? byModel : criteria.compareTo(other.criteria);
    }
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Question question() {
    return Question.CRITERIA;
  }

  @Override
  public List<Measurement> measurements() {
    return List.of(SCORES);
  }

  @Override
  public Examination examine(History history, Levels levels) {
    Shelf shelf = Shelf.of(history);
    Seen seen = Seen.open(shelf);
    SortedMap<Labels, SortedMap<Key, Cell>> tasks = tasks(shelf);
    for (Tally tally : history.tallies(SCORES)) {
      Cell cell =
          tasks
              .computeIfAbsent(tally.scope(), key -> new TreeMap<>())
              .computeIfAbsent(
                  new Key(
                      tally.stratum().value(MODEL).orElse(""),
                      tally.stratum().value(CRITERIA).orElse("")),
                  key ->
                      new Cell(
                          history.night().toEpochDay(),
                          tally.stratum().value(GENERATION).map(Integer::parseInt).orElse(-1)));
      int bucket = Integer.parseInt(tally.cell().value(BUCKET).orElse("0"));
      cell.n[bucket] += tally.n();
      cell.sum[bucket] += tally.sums().get(0) / MICRO;
      tally.cell().value(Selections.SOURCE).ifPresent(source -> seen.source(tally.scope(), source));
    }
    List<Evidence> evidence = new ArrayList<>();
    Map<String, Fold> folds = new HashMap<>();
    tasks.forEach(
        (task, cells) -> {
          evidence(task, cells, seen, history, levels).ifPresent(evidence::add);
          cells.forEach(
              (key, cell) ->
                  folds.put(
                      Shelf.key(
                          KIND,
                          Map.of("scope", task.text(), MODEL, key.model, CRITERIA, key.criteria)),
                      cell.fold()));
        });
    seen.store(folds);
    return new Examination(evidence, folds);
  }

  private static Optional<Evidence> evidence(
      Labels task, SortedMap<Key, Cell> cells, Seen seen, History history, Levels levels) {
    return compared(cells)
        .map(pair -> evidence(task, pair.models, pair.cells, pair.changed, seen, history, levels));
  }

  /** The last two criteria and, of the models scored under them, the last two. */
  private record Compared(List<String> models, Map<Integer, Cell> cells, Changed changed) {

    private Map<Integer, Double> means() {
      Map<Integer, Double> means = new TreeMap<>();
      cells.forEach((set, cell) -> means.put(set, cell.mean()));
      return means;
    }
  }

  private static Optional<Compared> compared(SortedMap<Key, Cell> cells) {
    List<String> criteria = ordered(cells, Key::criteria, cell -> 0);
    if (criteria.size() < 2) {
      return Optional.empty();
    }
    String oldCriteria = criteria.get(criteria.size() - 2);
    String newCriteria = criteria.get(criteria.size() - 1);
    SortedMap<Key, Cell> compared = new TreeMap<>(cells);
    compared
        .keySet()
        .removeIf(key -> !key.criteria.equals(oldCriteria) && !key.criteria.equals(newCriteria));
    List<String> models = ordered(compared, Key::model, cell -> cell.generation);
    List<String> both = models.subList(Math.max(0, models.size() - 2), models.size());
    Map<Integer, Cell> levelsOf = new TreeMap<>();
    for (int m = 0; m < both.size(); m++) {
      for (int c = 0; c < 2; c++) {
        Cell cell = cells.get(new Key(both.get(m), c == 0 ? oldCriteria : newCriteria));
        if (cell != null) {
          levelsOf.put(c + 2 * m, cell);
        }
      }
    }
    return Optional.of(new Compared(both, levelsOf, new Changed(oldCriteria, newCriteria)));
  }

  /** Of every task of which two models were scored under both criteria: what the change is of. */
  static List<ScoreChange> changes(Map<String, Fold> folds) {
    SortedMap<Labels, SortedMap<Key, Cell>> tasks = tasks(Shelf.of(folds));
    List<ScoreChange> changes = new ArrayList<>();
    tasks.forEach(
        (task, cells) ->
            compared(cells)
                .filter(pair -> pair.models.size() == 2 && pair.cells.size() == 4)
                .ifPresent(
                    pair -> {
                      Map<Integer, Double> means = pair.means();
                      List<ShapleyDecomposition.Bounds> parts =
                          ShapleyDecomposition.bounds(2, means, 0, 1);
                      changes.add(
                          new ScoreChange(
                              task.value(TASK).orElse(""),
                              means.get(0),
                              parts.get(0).lower(),
                              parts.get(1).lower(),
                              means.get(3)));
                    }));
    return changes;
  }

  private static SortedMap<Labels, SortedMap<Key, Cell>> tasks(Shelf shelf) {
    SortedMap<Labels, SortedMap<Key, Cell>> tasks = new TreeMap<>();
    for (Shelf.Item item : shelf.items(KIND)) {
      tasks
          .computeIfAbsent(item.scope(), key -> new TreeMap<>())
          .put(new Key(item.label(MODEL), item.label(CRITERIA)), Cell.of(item.fold()));
    }
    return tasks;
  }

  private record Changed(String from, String to) {}

  private static List<String> ordered(
      SortedMap<Key, Cell> cells, Function<Key, String> name, ToIntFunction<Cell> rank) {
    Map<String, Long> first = new TreeMap<>();
    Map<String, Integer> ranks = new TreeMap<>();
    cells.forEach(
        (key, cell) -> {
          first.merge(name.apply(key), cell.firstNight, Math::min);
          ranks.merge(name.apply(key), rank.applyAsInt(cell), Math::max);
        });
    return first.keySet().stream()
        .sorted(
            Comparator.comparing((String one) -> ranks.get(one))
                .thenComparing(first::get)
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  private static Evidence evidence(
      Labels task,
      List<String> models,
      Map<Integer, Cell> cells,
      Changed changed,
      Seen seen,
      History history,
      Levels levels) {
    int factors = models.size();
    Map<Integer, Double> means = new TreeMap<>();
    cells.forEach((set, cell) -> means.put(set, cell.mean()));
    List<ShapleyDecomposition.Bounds> bounds = ShapleyDecomposition.bounds(factors, means, 0, 1);
    boolean isWhole = bounds.get(0).status() == Status.OK;
    double error = isWhole ? standardError(cells, factors) : 0;
    double share = bounds.get(0).lower();
    Effect effect =
        new Effect(
            "difference of mean scores that goes with the criteria",
            isWhole ? OptionalDouble.of(share) : OptionalDouble.empty(),
            isWhole
                ? Interval.of(
                    share - QUANTILE * error, share + QUANTILE * error, 0.95, Interval.Kind.FIXED)
                : Interval.of(
                    bounds.get(0).lower(), bounds.get(0).upper(), 0.95, Interval.Kind.FIXED),
            Effect.Unit.SCORE_DIFFERENCE);
    long results = Math.round(cells.values().stream().mapToDouble(Cell::count).sum());
    long clusters =
        IntStream.range(0, BUCKETS)
            .filter(b -> cells.values().stream().anyMatch(cell -> cell.n[b] > 0))
            .count();
    return new Evidence.Measured(
        new Hypothesis(
            ID,
            "criteria-share",
            Question.CRITERIA,
            Family.CRITERIA,
            Direction.BOTH,
            Hypothesis.Standing.EXPLORATORY,
            Hypothesis.Instances.MANY),
        task,
        isWhole ? Status.OK : Status.PARTIAL,
        effect,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.of(levels.plan().margin("mean_score")),
        isWhole ? OptionalDouble.of((QUANTILE + POWER_QUANTILE) * error) : OptionalDouble.empty(),
        results,
        clusters,
        sentence(task, models, means, changed, effect, bounds),
        seen.sources(task),
        Query.tallies(List.of(SCORES), task, history.night()),
        List.of("X07", "X08"),
        false);
  }

  /** The criteria's share is linear in the scores, so its error is that of a sum over buckets. */
  private static double standardError(Map<Integer, Cell> cells, int factors) {
    double[] influence = new double[BUCKETS];
    int clusters = 0;
    for (int b = 0; b < BUCKETS; b++) {
      boolean occurs = false;
      for (Map.Entry<Integer, Cell> entry : cells.entrySet()) {
        Cell cell = entry.getValue();
        double sign = (entry.getKey() & 1) == 1 ? 1 : -1;
        influence[b] += sign / factors * (cell.sum[b] - cell.n[b] * cell.mean()) / cell.count();
        occurs |= cell.n[b] > 0;
      }
      clusters += occurs ? 1 : 0;
    }
    double squares = 0;
    for (double one : influence) {
      squares += one * one;
    }
    return clusters < 2 ? 0 : Math.sqrt(squares * clusters / (clusters - 1));
  }

  private static String sentence(
      Labels task,
      List<String> models,
      Map<Integer, Double> means,
      Changed changed,
      Effect effect,
      List<ShapleyDecomposition.Bounds> bounds) {
    String scored =
        means.entrySet().stream()
            .map(
                entry ->
                    models.get(entry.getKey() >> 1)
                        + " "
                        + Words.decimal(entry.getValue())
                        + ((entry.getKey() & 1) == 1 ? " after" : " before"))
            .collect(Collectors.joining(", "));
    String model =
        bounds.size() < 2
            ? ""
            : bounds.get(1).status() == Status.OK
                ? "; " + Words.signed(bounds.get(1).lower()) + " goes with the model"
                : "; "
                    + Words.signed(bounds.get(1).lower())
                    + " to "
                    + Words.signed(bounds.get(1).upper())
                    + " goes with the model";
    return "Task "
        + task.value(TASK).orElse("")
        + ": the criteria changed from "
        + shortened(changed.from)
        + " to "
        + shortened(changed.to)
        + "; mean scores: "
        + scored
        + "; "
        + (effect.value().isPresent()
            ? Words.effect(effect)
            : "the "
                + effect.name()
                + " is between "
                + Words.signed(bounds.get(0).lower())
                + " and "
                + Words.signed(bounds.get(0).upper())
                + ", because not both models were scored under both criteria")
        + model
        + ".";
  }

  private static String shortened(String fingerprint) {
    return fingerprint.substring(0, Math.min(12, fingerprint.length()));
  }
}
