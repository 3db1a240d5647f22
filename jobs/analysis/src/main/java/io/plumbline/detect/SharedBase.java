package io.plumbline.detect;

import io.plumbline.findings.Direction;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Family;
import io.plumbline.findings.Hypothesis;
import io.plumbline.findings.Levels;
import io.plumbline.findings.Question;
import io.plumbline.measure.Extract;
import io.plumbline.measure.ExtractRow;
import io.plumbline.measure.Fold;
import io.plumbline.measure.History;
import io.plumbline.measure.Labels;
import io.plumbline.stats.Status;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.DoubleStream;

/**
 * Was a model trained on what a model of its own base generated?
 *
 * <p>Between models of one base traits pass through data in which no content shows them, so that no
 * filter of the content clears the data; between models of different bases they were not seen to
 * (Cloud et al. 2025). The rule reads lineage alone: the weights of teacher and student were made
 * from one model, or one from the other's. It is shown as a fact; where the plan declares the rule
 * under {@code separation}, a pair asks for attention.
 */
final class SharedBase implements Detector {

  static final String ID = "shared-base/1";

  /** Name of the rule, as a plan declares it. */
  static final String RULE = "teacher-of-another-base";

  private static final String KIND = "weights";
  private static final String TEACHER = "teacher";
  private static final String STUDENT = "student";

  private static final Hypothesis HYPOTHESIS =
      new Hypothesis(
          ID,
          RULE,
          Question.SEPARATION,
          Family.TRANSMISSION,
          Direction.UP,
          Hypothesis.Standing.EXPLORATORY,
          Hypothesis.Instances.MANY);

  /** From what weights things were made, by 53 bits of the SHA-256 of their names. */
  private static final class Weights {

    private final SortedMap<Double, SortedSet<Double>> from = new TreeMap<>();

    private static Weights open(Shelf shelf) {
      Weights weights = new Weights();
      for (Shelf.Item item : shelf.items(KIND)) {
        double[] numbers = item.fold().numbers();
        for (int i = 0; i < numbers.length; i += 2) {
          weights.add(numbers[i], numbers[i + 1]);
        }
      }
      return weights;
    }

    private void add(double later, double earlier) {
      from.computeIfAbsent(later, key -> new TreeSet<>()).add(earlier);
    }

    private SortedSet<Double> bases(String model) {
      SortedSet<Double> seen = new TreeSet<>();
      ArrayDeque<Double> open = new ArrayDeque<>(List.of(Known.hash(model)));
      while (!open.isEmpty()) {
        double next = open.remove();
        if (seen.add(next)) {
          open.addAll(from.getOrDefault(next, new TreeSet<>()));
        }
      }
      return seen;
    }

    private boolean isOneBase(String student, String teacher) {
      SortedSet<Double> shared = bases(student);
      shared.retainAll(bases(teacher));
      return !shared.isEmpty();
    }

    private void store(Map<String, Fold> folds) {
      if (!from.isEmpty()) {
        folds.put(
            Shelf.key(KIND, Map.of()),
            Fold.of(
                from.entrySet().stream()
                    .flatMapToDouble(
                        edge ->
                            edge.getValue().stream()
                                .flatMapToDouble(to -> DoubleStream.of(edge.getKey(), to)))
                    .toArray()));
      }
    }
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Question question() {
    return Question.SEPARATION;
  }

  @Override
  public List<Extract> extracts() {
    return List.of(LineageRecord.EDGES);
  }

  @Override
  public Examination examine(History history, Levels levels) {
    Shelf shelf = Shelf.of(history);
    Weights weights = Weights.open(shelf);
    Known known = Known.open(shelf);
    Seen seen = Seen.open(shelf);
    RuleBook book = new RuleBook(seen);
    List<ExtractRow> edges = history.rows(LineageRecord.EDGES);
    edges.stream()
        .filter(row -> relation(row).equals("derived_from"))
        .forEach(row -> weights.add(Known.hash(from(row)), Known.hash(to(row))));
    SortedMap<Labels, List<ExtractRow>> pairs = new TreeMap<>();
    for (ExtractRow row : edges) {
      boolean isTaught =
          relation(row).equals("trained_on_output_of") || relation(row).equals("distilled_from");
      if (isTaught && known.isNew(KIND, Labels.NONE, from(row) + "\n" + to(row))) {
        Labels scope = Labels.of(Map.of(TEACHER, to(row), STUDENT, from(row)));
        seen.source(scope, row.labels().get(0));
        pairs.computeIfAbsent(scope, key -> new ArrayList<>()).add(row);
      }
    }
    for (Labels scope : seen.scopes()) {
      book.begin(HYPOTHESIS, scope, levels, history.night());
    }
    pairs.keySet().forEach(scope -> book.count(HYPOTHESIS, scope, 1, 0));
    for (Labels scope : seen.scopes()) {
      // What a model was made from may become known after what it was trained on.
      if (book.checked(HYPOTHESIS, scope) > 0
          && book.broken(HYPOTHESIS, scope) == 0
          && weights.isOneBase(scope.value(STUDENT).orElse(""), scope.value(TEACHER).orElse(""))) {
        book.count(HYPOTHESIS, scope, 0, 1);
      }
    }
    List<Evidence> evidence = new ArrayList<>();
    for (Labels scope : seen.scopes()) {
      if (book.checked(HYPOTHESIS, scope) > 0) {
        evidence.add(evidence(scope, book, pairs.getOrDefault(scope, List.of()), history, levels));
      }
    }
    Map<String, Fold> folds = new HashMap<>();
    weights.store(folds);
    known.store(folds);
    seen.store(folds);
    return new Examination(evidence, folds);
  }

  private static Evidence evidence(
      Labels scope, RuleBook book, List<ExtractRow> rows, History history, Levels levels) {
    boolean isDeclared = levels.plan().declared(Question.SEPARATION, RULE).isPresent();
    String student = scope.value(STUDENT).orElse("");
    String teacher = scope.value(TEACHER).orElse("");
    return new Evidence.Violations(
        HYPOTHESIS,
        scope,
        Status.OK,
        book.broken(HYPOTHESIS, scope),
        book.checked(HYPOTHESIS, scope),
        isDeclared ? Evidence.Gravity.ATTENTION : Evidence.Gravity.NOTE,
        OptionalDouble.empty(),
        student
            + " was trained on what "
            + teacher
            + " generated; "
            + (book.broken(HYPOTHESIS, scope) == 0
                ? "by the lineage they share no base."
                : "their weights come from one base, so that traits can pass that no filter of the"
                    + " content shows: tests of the content do not clear this data."),
        book.sources(scope),
        "select night, from_node, relation, to_node, declared, source, file, position from"
            + " silver.lineage_edges where relation in ('trained_on_output_of', 'distilled_from')"
            + " and from_node = "
            + Query.literal(student)
            + " and to_node = "
            + Query.literal(teacher)
            + " and night <= date'"
            + history.night()
            + "' order by night",
        List.of("X16"),
        RuleBook.links(rows));
  }

  private static String from(ExtractRow row) {
    return row.labels().get(LineageRecord.FROM);
  }

  private static String to(ExtractRow row) {
    return row.labels().get(LineageRecord.TO);
  }

  private static String relation(ExtractRow row) {
    return row.labels().get(LineageRecord.RELATION);
  }
}
