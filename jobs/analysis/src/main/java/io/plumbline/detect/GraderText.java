package io.plumbline.detect;

import io.plumbline.datasets.silver.EvaluationResults;
import io.plumbline.findings.Direction;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Does the text with which a scorer explains a score say the opposite of the score?
 *
 * <p>A rule over scores that were never edited and whose text ends with a grade, per task: the text
 * must not state a failure of what is scored as fully right, nor a success of what is scored as
 * wrong.
 */
final class GraderText implements Detector {

  static final String ID = "grader-text/1";

  private static final String TASK = "task";
  private static final String OPPOSITE = "opposite";

  private static final Measurement GRADED =
      new Measurement(
          "grader-text",
          EvaluationResults.SPEC,
          List.of(Expr.column(TASK)),
          List.of(),
          Optional.empty(),
          List.of(
              new Expr(
                  OPPOSITE,
                  "stated_grade = 'C' and score_micro = 0"
                      + " or stated_grade in ('I', 'N') and score_micro = 1000000"),
              Selections.SOURCE_CELL),
          List.of(),
          "version = 1 and not superseded and edit_count = 0 and stated_grade is not null"
              + " and score_micro is not null");

  private static final Hypothesis RULE =
      new Hypothesis(
          ID,
          "text-agrees-with-score",
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
  public List<Measurement> measurements() {
    return List.of(GRADED);
  }

  @Override
  public Examination examine(History history, Levels levels) {
    Seen seen = Seen.open(Shelf.of(history));
    RuleBook book = new RuleBook(seen);
    SortedSet<Labels> tasks = new TreeSet<>(seen.scopes());
    history.tallies(GRADED).forEach(tally -> tasks.add(tally.scope()));
    tasks.forEach(task -> book.begin(RULE, task, levels, history.night()));
    for (Tally tally : history.tallies(GRADED)) {
      boolean isOpposite = tally.cell().value(OPPOSITE).orElse("").equals("true");
      book.count(RULE, tally.scope(), tally.n(), isOpposite ? tally.n() : 0);
      tally.cell().value(Selections.SOURCE).ifPresent(source -> seen.source(tally.scope(), source));
    }
    List<Evidence> evidence = new ArrayList<>();
    tasks.forEach(task -> evidence.add(evidence(book, task, history)));
    Map<String, Fold> folds = new HashMap<>();
    seen.store(folds);
    return new Examination(evidence, folds);
  }

  private static Evidence evidence(RuleBook book, Labels task, History history) {
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
            + Words.count(book.checked(RULE, task), "score", "scores")
            + " whose scorer states a grade, its text says the opposite of the score",
        "select night, run_id, item_id, scorer, value, stated_grade, score_micro, source, file,"
            + " position from silver.evaluation_results where task = "
            + Query.literal(name)
            + " and version = 1 and not superseded and edit_count = 0 and (stated_grade = 'C' and"
            + " score_micro = 0 or stated_grade in ('I', 'N') and score_micro = 1000000) and night"
            + " <= date'"
            + history.night()
            + "' order by night, run_id, item_id",
        List.of("X25"),
        List.of());
  }
}
