package io.plumbline.detect;

import io.plumbline.datasets.silver.EvaluationCriteria;
import io.plumbline.datasets.silver.EvaluationRuns;
import io.plumbline.findings.Direction;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Family;
import io.plumbline.findings.Hypothesis;
import io.plumbline.findings.Levels;
import io.plumbline.findings.Question;
import io.plumbline.measure.Expr;
import io.plumbline.measure.Extract;
import io.plumbline.measure.ExtractRow;
import io.plumbline.measure.Fold;
import io.plumbline.measure.History;
import io.plumbline.measure.Labels;
import io.plumbline.measure.Measurement;
import io.plumbline.measure.Tally;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Did the fingerprint of an evaluation's criteria change, and was the change declared?
 *
 * <p>A deterministic difference (METHODS 8.B, B0), per task: a change without a new declared
 * version is a missed process rule, a declared one is noted. Rows checked are the runs whose
 * criteria are known, or the changes where more of them are stated than runs were seen. When more
 * than one task missed the rule, all tasks together are a scope of their own.
 */
final class CriteriaFingerprint implements Detector {

  static final String ID = "criteria-fingerprint/1";

  private static final String TASK = "task";
  private static final String BUMPED = "bumped";
  private static final String SEEN_RUNS = "runs";
  private static final String SEEN_CHANGES = "changes";

  /** All tasks together. */
  private static final Labels ALL = Labels.of(Map.of("tasks", "all"));

  private static final String IS_CHANGE =
      "previous_criteria_id is not null and first_night in (record_night, night)";

  private static final Measurement CHANGES =
      new Measurement(
          "criteria-changes",
          EvaluationCriteria.SPEC,
          List.of(Expr.column(TASK)),
          List.of(),
          Optional.empty(),
          List.of(Expr.column(BUMPED), Selections.SOURCE_CELL),
          List.of(),
          IS_CHANGE);

  private static final Measurement RUNS =
      new Measurement(
          "criteria-runs",
          EvaluationRuns.SPEC,
          List.of(Expr.column(TASK)),
          List.of(),
          Optional.empty(),
          List.of(Selections.SOURCE_CELL),
          List.of(),
          "version = 1 and criteria_id is not null");

  private static final Extract PLACES =
      new Extract(
          "criteria-change-places",
          EvaluationCriteria.SPEC,
          new Expr("fingerprint", "concat_ws('|', task, criteria_id)"),
          List.of(
              Expr.column("position"), new Expr(BUMPED, "cast(coalesce(bumped, false) as int)")),
          List.of(
              Expr.column("source"),
              Expr.column("file"),
              Expr.column("member"),
              Expr.column(TASK),
              new Expr("components", "concat_ws(', ', changed)")),
          IS_CHANGE,
          1_000);

  private static final Hypothesis UNDECLARED =
      rule("declared-changes-only", Hypothesis.Standing.PRIMARY);
  private static final Hypothesis DECLARED = rule("unchanged", Hypothesis.Standing.EXPLORATORY);

  private static Hypothesis rule(String name, Hypothesis.Standing standing) {
    return new Hypothesis(
        ID,
        name,
        Question.CRITERIA,
        Family.CRITERIA,
        Direction.UP,
        standing,
        Hypothesis.Instances.MANY);
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
    return List.of(CHANGES, RUNS);
  }

  @Override
  public List<Extract> extracts() {
    return List.of(PLACES);
  }

  @Override
  public Examination examine(History history, Levels levels) {
    Seen seen = Seen.open(Shelf.of(history));
    RuleBook book = new RuleBook(seen);
    SortedSet<Labels> tasks = new TreeSet<>(seen.scopes());
    tasks.remove(ALL);
    for (Measurement measurement : measurements()) {
      for (Tally tally : history.tallies(measurement)) {
        tasks.add(tally.scope());
        tally
            .cell()
            .value(Selections.SOURCE)
            .ifPresent(
                source -> {
                  seen.source(tally.scope(), source);
                  seen.source(ALL, source);
                });
      }
    }
    List<Evidence> evidence = new ArrayList<>();
    if (!tasks.isEmpty()) {
      book.begin(UNDECLARED, ALL, levels, history.night());
    }
    for (Labels task : tasks) {
      book.begin(UNDECLARED, task, levels, history.night());
      book.begin(DECLARED, task, levels, history.night());
      long runs = count(history.tallies(RUNS), task, Optional.empty());
      long changes = count(history.tallies(CHANGES), task, Optional.empty());
      long undeclared = count(history.tallies(CHANGES), task, Optional.of("false"));
      book.count(UNDECLARED, task, Math.max(runs, changes), undeclared);
      book.count(UNDECLARED, ALL, Math.max(runs, changes), undeclared);
      book.count(
          DECLARED,
          task,
          Math.max(runs, changes),
          count(history.tallies(CHANGES), task, Optional.of("true")));
      seen.count(task, SEEN_RUNS, runs);
      seen.count(ALL, SEEN_RUNS, runs);
      seen.count(ALL, SEEN_CHANGES, changes);
      evidence.add(
          evidence(
              book, seen, task, history, UNDECLARED, Evidence.Gravity.ATTENTION, 0, "without"));
      evidence.add(evidence(book, seen, task, history, DECLARED, Evidence.Gravity.NOTE, 1, "with"));
    }
    long missed = tasks.stream().filter(task -> book.broken(UNDECLARED, task) > 0).count();
    if (missed > 1) {
      evidence.add(together(book, seen, missed, tasks.size(), history));
    }
    Map<String, Fold> folds = new HashMap<>();
    seen.store(folds);
    return new Examination(evidence, folds);
  }

  /** All tasks at a glance. */
  private static Evidence together(
      RuleBook book, Seen seen, long missed, long tasks, History history) {
    long changes = seen.counted(ALL, SEEN_CHANGES);
    long runs = seen.counted(ALL, SEEN_RUNS);
    return book.evidence(
        UNDECLARED,
        ALL,
        Evidence.Gravity.ATTENTION,
        "Of "
            + Words.count(changes, "change", "changes")
            + " of evaluation criteria "
            + Words.count(book.broken(UNDECLARED, ALL))
            + " came without a new declared version, in "
            + Words.count(missed)
            + " of "
            + Words.count(tasks, "task", "tasks")
            + (runs == 0 ? "" : " and " + Words.count(runs, "run", "runs")),
        "select bumped, count(*) as changes, count(distinct task) as tasks from"
            + " silver.evaluation_criteria where previous_criteria_id is not null and night <="
            + " date'"
            + history.night()
            + "' group by bumped order by bumped",
        List.of("X07", "X08"),
        List.of());
  }

  private static long count(List<Tally> tallies, Labels task, Optional<String> bumped) {
    return tallies.stream()
        .filter(tally -> tally.scope().equals(task))
        .filter(tally -> bumped.isEmpty() || tally.cell().value(BUMPED).equals(bumped))
        .mapToLong(Tally::n)
        .sum();
  }

  private static Evidence evidence(
      RuleBook book,
      Seen seen,
      Labels task,
      History history,
      Hypothesis rule,
      Evidence.Gravity gravity,
      long bumped,
      String with) {
    String name = task.value(TASK).orElse("");
    List<ExtractRow> rows =
        history.rows(PLACES).stream()
            .filter(row -> row.labels().get(3).equals(name) && row.integers().get(1) == bumped)
            .toList();
    return book.evidence(
        rule,
        task,
        gravity,
        "Task "
            + name
            + ": the criteria changed "
            + Words.count(book.broken(rule, task), "time", "times")
            + " "
            + with
            + " a new declared version"
            + (seen.counted(task, SEEN_RUNS) == 0
                ? ", of "
                    + Words.count(book.checked(rule, task), "recorded change", "recorded changes")
                : ", in " + Words.count(book.checked(rule, task), "run", "runs"))
            + (rows.isEmpty() ? "" : ", tonight in: " + rows.get(0).labels().get(4)),
        "select night, task, criteria_id, previous_criteria_id, declared_version, bumped, changed"
            + " from silver.evaluation_criteria where task = "
            + Query.literal(name)
            + " and previous_criteria_id is not null and night <= date'"
            + history.night()
            + "' order by night, criteria_id",
        List.of("X07", "X08"),
        RuleBook.links(rows));
  }
}
