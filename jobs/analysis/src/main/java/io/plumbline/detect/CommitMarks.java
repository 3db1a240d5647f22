package io.plumbline.detect;

import io.plumbline.datasets.silver.Reconciliations;
import io.plumbline.findings.Direction;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Family;
import io.plumbline.findings.Gates;
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
import io.plumbline.stats.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Does a commit that the decision log says a model proposed bear the mark of an agent?
 *
 * <p>A rule over commits that meet their decision closely, per repository: two records of the same
 * change are compared, never the style of a change. It binds once a commit has been met that bears
 * such a mark: where agents never leave one, its absence contradicts nothing, and that is said
 * instead. A mark that the log knows nothing of is no violation: the proposal may be under way.
 */
final class CommitMarks implements Detector {

  static final String ID = "commit-marks/1";

  private static final String BY_MARK = "agent_by_mark";
  private static final String MARKED = "marked";
  private static final String BY_AGENT = "by agent";

  /** Commits whose decision names a model. */
  private static final String AGENTS = "system = 'git' and state = 'matched' and agent_by_log";

  private static final int ROWS_KEPT = 1_000;

  private static final Measurement MARKS =
      new Measurement(
          "commit-marks",
          Reconciliations.SPEC,
          List.of(Expr.column(Gates.SOURCE)),
          List.of(),
          Optional.empty(),
          List.of(Expr.column(BY_MARK)),
          List.of(),
          AGENTS);

  private static final Extract PLACES =
      new Extract(
          "commit-mark-places",
          Reconciliations.SPEC,
          new Expr("place", "concat_ws('|', source, file, cast(position as string), subject)"),
          List.of(Expr.column("position")),
          List.of(
              Expr.column("source"),
              Expr.column("file"),
              Expr.column("member"),
              Expr.column("subject"),
              Expr.column("decision_id")),
          AGENTS + " and not agent_by_mark",
          ROWS_KEPT);

  private static final Hypothesis RULE = rule(Hypothesis.Standing.PRIMARY);

  private static Hypothesis rule(Hypothesis.Standing standing) {
    return new Hypothesis(
        ID,
        "agents-leave-their-mark",
        Question.AUTHORITY,
        Family.AUTHORITY,
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
    return Question.AUTHORITY;
  }

  @Override
  public List<Measurement> measurements() {
    return List.of(MARKS);
  }

  @Override
  public List<Extract> extracts() {
    return List.of(PLACES);
  }

  @Override
  public Examination examine(History history, Levels levels) {
    Seen seen = Seen.open(Shelf.of(history));
    RuleBook book = new RuleBook(seen);
    seen.scopes().forEach(source -> book.begin(RULE, source, levels, history.night()));
    for (Tally tally : history.tallies(MARKS)) {
      Labels source = tally.scope();
      boolean isMarked = tally.cell().value(BY_MARK).orElse("").equals("true");
      source.value(Gates.SOURCE).ifPresent(name -> seen.source(source, name));
      seen.count(source, BY_AGENT, tally.n());
      seen.count(source, MARKED, isMarked ? tally.n() : 0);
      book.count(RULE, source, tally.n(), isMarked ? 0 : tally.n());
    }
    List<Evidence> evidence = new ArrayList<>();
    for (Labels source : new TreeSet<>(seen.scopes())) {
      evidence.add(evidence(source, history, seen, book));
    }
    Map<String, Fold> folds = new HashMap<>();
    seen.store(folds);
    return new Examination(evidence, folds);
  }

  private static Evidence evidence(Labels source, History history, Seen seen, RuleBook book) {
    String name = source.value(Gates.SOURCE).orElse("");
    if (seen.counted(source, MARKED) == 0) {
      return new Evidence.Insufficient(
          rule(Hypothesis.Standing.EXPLORATORY),
          source,
          Status.NO_DATA,
          "Commits of "
              + name
              + ": the decision log names a model for "
              + Words.count(seen.counted(source, BY_AGENT))
              + ", and none of them bears the mark of an agent, so that none can be said to lack"
              + " one.",
          seen.sources(source));
    }
    List<ExtractRow> rows =
        history.rows(PLACES).stream().filter(row -> row.labels().get(0).equals(name)).toList();
    return book.evidence(
        RULE,
        source,
        Evidence.Gravity.ATTENTION,
        "Commits of "
            + name
            + ": "
            + Words.count(book.broken(RULE, source))
            + " of "
            + Words.count(book.checked(RULE, source))
            + " for which the decision log names a model bear no mark of an agent"
            + first(rows),
        "select night, subject, decision_id, happened_at, file, position from"
            + " silver.reconciliations where "
            + AGENTS
            + " and not agent_by_mark and source = "
            + Query.literal(name)
            + " and night <= date'"
            + history.night()
            + "' order by night, position, subject",
        List.of("X22"),
        RuleBook.links(rows));
  }

  private static String first(List<ExtractRow> rows) {
    return rows.isEmpty()
        ? ""
        : ", first of tonight "
            + rows.get(0).labels().get(3)
            + " of decision "
            + rows.get(0).labels().get(4);
  }
}
