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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * Was a gate moved after the result was visible, so that the result now stands on its other side?
 *
 * <p>A rule over runs that state a gate (METHODS 8.B, an order of events), per task. An edit of the
 * gate that leaves the result where it stood is counted in words only.
 */
final class GateMoves implements Detector {

  static final String ID = "gate-moves/1";

  private static final String TASK = "task";
  private static final String MOVED = "moved";
  private static final double MICRO = 1e6;

  private static final Hypothesis RULE =
      new Hypothesis(
          ID,
          "gate-fixed-before-result",
          Question.CRITERIA,
          Family.CRITERIA,
          Direction.UP,
          Hypothesis.Standing.EXPLORATORY,
          Hypothesis.Instances.MANY);

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Question question() {
    return Question.CRITERIA;
  }

  @Override
  public List<Extract> extracts() {
    return List.of(EvaluatedRuns.EXTRACT);
  }

  @Override
  public Examination examine(History history, Levels levels) {
    Shelf shelf = Shelf.of(history);
    Seen seen = Seen.open(shelf);
    Known known = Known.open(shelf);
    RuleBook book = new RuleBook(seen);
    Map<Labels, List<ExtractRow>> across = new HashMap<>();
    TreeSet<Labels> tasks = new TreeSet<>(seen.scopes());
    tasks.forEach(task -> book.begin(RULE, task, levels, history.night()));
    for (ExtractRow row : history.rows(EvaluatedRuns.EXTRACT)) {
      if (EvaluatedRuns.hasGate(row)) {
        Labels task = Labels.of(Map.of(TASK, EvaluatedRuns.task(row)));
        tasks.add(task);
        seen.source(task, row.labels().get(0));
        // A run that is read again, because its log was rewritten, is still one run.
        long checked = known.isNew("runs", task, EvaluatedRuns.run(row)) ? 1 : 0;
        boolean isBroken =
            EvaluatedRuns.isMovedAcross(row) && known.isNew("across", task, EvaluatedRuns.run(row));
        if (isBroken) {
          across.computeIfAbsent(task, key -> new ArrayList<>()).add(row);
        }
        if (EvaluatedRuns.isMoved(row) && known.isNew(MOVED, task, EvaluatedRuns.run(row))) {
          seen.count(task, MOVED, 1);
        }
        book.count(RULE, task, checked, isBroken ? 1 : 0);
      }
    }
    List<Evidence> evidence = new ArrayList<>();
    for (Labels task : tasks) {
      evidence.add(evidence(task, across.getOrDefault(task, List.of()), seen, book, history));
    }
    Map<String, Fold> folds = new HashMap<>();
    seen.store(folds);
    known.store(folds);
    return new Examination(evidence, folds);
  }

  private static Evidence evidence(
      Labels task, List<ExtractRow> rows, Seen seen, RuleBook book, History history) {
    String name = task.value(TASK).orElse("");
    return book.evidence(
        RULE,
        task,
        Evidence.Gravity.ATTENTION,
        "Task "
            + name
            + ": in "
            + Words.count(book.broken(RULE, task))
            + " of "
            + Words.count(book.checked(RULE, task), "run", "runs")
            + " the gate was moved after the result was there, and the result changed sides;"
            + " the gate was edited after the result in "
            + Words.count(seen.counted(task, MOVED))
            + (rows.isEmpty() ? "" : ", first of tonight " + words(rows.get(0))),
        "select run_id, model, completed_at, gate_moved_at, gate_stated_micro,"
            + " gate_threshold_micro, score_micro, night, source, file, position"
            + " from silver.evaluation_runs where task = "
            + Query.literal(name)
            + " and gate_moved_at > completed_at and night <= date'"
            + history.night()
            + "' order by night, run_id",
        List.of("X08"),
        rows.stream().map(row -> RuleBook.link(row, EvaluatedRuns.position(row))).toList());
  }

  private static String words(ExtractRow row) {
    return String.format(
        Locale.ROOT,
        "%s: score %.3f, gate %.3f moved to %.3f",
        EvaluatedRuns.run(row),
        row.integers().get(7) / MICRO,
        row.integers().get(5) / MICRO,
        row.integers().get(6) / MICRO);
  }
}
