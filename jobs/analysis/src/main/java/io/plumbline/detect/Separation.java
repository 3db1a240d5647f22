package io.plumbline.detect;

import io.plumbline.datasets.silver.Decisions;
import io.plumbline.datasets.silver.EvaluationRuns;
import io.plumbline.findings.Direction;
import io.plumbline.findings.Effect;
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
import io.plumbline.stats.Interval;
import io.plumbline.stats.ShareInterval;
import io.plumbline.stats.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Are the model that is judged, its judge, and those who work on the code and the criteria that
 * score it, separate?
 *
 * <p>Rules (METHODS 8.F) over evaluation runs, per model evaluated: its judge is neither the model
 * itself nor related to it by 0.5 or more, and no such model worked on the evaluation code up to
 * the run's revision. Over executed decisions on evaluations, per domain: none was proposed by such
 * a relative of the model being built. What cannot be told, because a judge's lineage or a revision
 * is not known, is counted; above one in a hundred it shuts the question's gate. The independence
 * grade of the runs is shown as bounds: {@link Kinship#INDEPENDENCE}.
 */
final class Separation implements Detector {

  static final String ID = "separation/1";

  private static final String MODEL = "model";
  private static final String DOMAIN = "domain";
  private static final String RUNS_SEEN = "runs";
  private static final String BOUND = "decisions";
  private static final String UNKNOWN = "decisions unknown";
  private static final int ROWS_KEPT = 100_000;
  private static final double UNKNOWN_LIMIT = 0.01;
  private static final ShareInterval SHARES = ShareInterval.atLevel(0.95);

  private static final Extract RUNS =
      new Extract(
          "separation-runs",
          EvaluationRuns.SPEC,
          Expr.column("run_id"),
          List.of(Expr.column("position")),
          List.of(
              Expr.column("source"),
              Expr.column("file"),
              Expr.column("member"),
              Expr.column(MODEL),
              Expr.column("judge"),
              Expr.column("judge_relation"),
              Expr.column("code_relation"),
              Expr.column("code_model"),
              new Expr("code_since", "cast(cast(code_since as date) as string)"),
              new Expr("independence", Kinship.INDEPENDENCE)),
          "version = 1 and model is not null",
          ROWS_KEPT);

  private static final String ON_EVALUATIONS =
      "counted and outcome in ('executed', 'reverted')"
          + " and domain in ('evaluation_criteria', 'evaluation_diagnosis')";

  private static final Extract DECISIONS =
      new Extract(
          "separation-decisions",
          Decisions.SPEC,
          Expr.column("decision_id"),
          List.of(Expr.column("position")),
          List.of(
              Expr.column("source"),
              Expr.column("file"),
              Expr.column("member"),
              Expr.column(DOMAIN),
              Expr.column("proposed_model"),
              Expr.column("proposed_relation")),
          ON_EVALUATIONS,
          ROWS_KEPT);

  /** Places of labels in the extracts. */
  private static final int WHOM = 3;

  private static final int JUDGE = 4;
  private static final int JUDGE_RELATION = 5;
  private static final int CODE_RELATION = 6;
  private static final int CODE_MODEL = 7;
  private static final int CODE_SINCE = 8;
  private static final int INDEPENDENCE = 9;
  private static final int PROPOSED_RELATION = 5;

  /**
   * A rule over single runs.
   *
   * @param column label that tells the relation
   * @param binds whether the run has a relation to tell, be it known or not
   * @param predicate SQL of a run that breaks it
   */
  private record Rule(
      String name,
      int column,
      Predicate<ExtractRow> binds,
      String predicate,
      List<String> attackIds) {

    private Hypothesis hypothesis() {
      return Separation.hypothesis(name, Hypothesis.Standing.PRIMARY);
    }

    private boolean isUnknown(ExtractRow row) {
      String relation = row.labels().get(column);
      return relation.isEmpty() || relation.equals(Kinship.UNKNOWN);
    }

    private String unknown() {
      return name + " unknown";
    }

    private String bound() {
      return name + " bound";
    }
  }

  private static final Rule JUDGED =
      new Rule(
          "judge-unrelated",
          JUDGE_RELATION,
          row -> !row.labels().get(JUDGE).isEmpty(),
          "judge_relation in " + Kinship.CLOSE_SQL,
          List.of("X24"));

  private static final Rule CODED =
      new Rule(
          "evaluation-code-of-others",
          CODE_RELATION,
          row -> true,
          "code_relation in " + Kinship.CLOSE_SQL,
          List.of("X25"));

  private static final List<Rule> RULES = List.of(JUDGED, CODED);

  private static Hypothesis hypothesis(String name, Hypothesis.Standing standing) {
    return new Hypothesis(
        ID,
        name,
        Question.SEPARATION,
        Family.SELF_PREFERENCE,
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
    return Question.SEPARATION;
  }

  @Override
  public List<Extract> extracts() {
    return List.of(RUNS, DECISIONS);
  }

  @Override
  public Examination examine(History history, Levels levels) {
    Seen seen = Seen.open(Shelf.of(history));
    RuleBook book = new RuleBook(seen);
    SortedMap<Labels, List<ExtractRow>> runs = by(history.rows(RUNS), MODEL, seen);
    SortedMap<Labels, List<ExtractRow>> decisions = by(history.rows(DECISIONS), DOMAIN, seen);
    SortedSet<Labels> scopes = new TreeSet<>(seen.scopes());
    scopes.addAll(runs.keySet());
    scopes.addAll(decisions.keySet());
    List<Evidence> evidence = new ArrayList<>();
    for (Labels scope : scopes) {
      if (scope.value(DOMAIN).isPresent()) {
        List<ExtractRow> rows = decisions.getOrDefault(scope, List.of());
        proposals(scope, rows, history, levels, book, seen).ifPresent(evidence::add);
        unknownProposals(scope, seen).ifPresent(evidence::add);
      } else {
        List<ExtractRow> rows = runs.getOrDefault(scope, List.of());
        seen.count(scope, RUNS_SEEN, rows.size());
        for (Rule rule : RULES) {
          rule(rule, scope, rows, history, levels, book, seen).ifPresent(evidence::add);
          unknown(rule, scope, seen).ifPresent(evidence::add);
        }
        evidence.add(independence(scope, rows, history, seen));
      }
    }
    Map<String, Fold> folds = new HashMap<>();
    seen.store(folds);
    return new Examination(evidence, folds);
  }

  private static SortedMap<Labels, List<ExtractRow>> by(
      List<ExtractRow> rows, String label, Seen seen) {
    SortedMap<Labels, List<ExtractRow>> byScope = new TreeMap<>();
    for (ExtractRow row : rows) {
      Labels scope = Labels.of(Map.of(label, row.labels().get(WHOM)));
      byScope.computeIfAbsent(scope, key -> new ArrayList<>()).add(row);
      seen.source(scope, row.labels().get(0));
    }
    return byScope;
  }

  private static Optional<Evidence> rule(
      Rule rule,
      Labels model,
      List<ExtractRow> runs,
      History history,
      Levels levels,
      RuleBook book,
      Seen seen) {
    Hypothesis hypothesis = rule.hypothesis();
    book.begin(hypothesis, model, levels, history.night());
    List<ExtractRow> bound = runs.stream().filter(rule.binds).toList();
    List<ExtractRow> known = bound.stream().filter(row -> !rule.isUnknown(row)).toList();
    List<ExtractRow> broken =
        known.stream().filter(row -> Kinship.isClose(row.labels().get(rule.column))).toList();
    seen.count(model, rule.bound(), bound.size());
    seen.count(model, rule.unknown(), bound.size() - known.size());
    book.count(hypothesis, model, known.size(), broken.size());
    if (book.checked(hypothesis, model) == 0) {
      return Optional.empty();
    }
    return Optional.of(
        book.evidence(
            hypothesis,
            model,
            Evidence.Gravity.ATTENTION,
            sentence(rule, model, broken, book),
            "select run_id, night, task, model, judge, judge_relation, judge_related_micro,"
                + " code_relation, code_model, code_since, revision, "
                + Kinship.INDEPENDENCE
                + " as independence, source, file from silver.evaluation_runs where version = 1"
                + " and model = "
                + Query.literal(name(model, MODEL))
                + " and "
                + rule.predicate
                + " and night <= date'"
                + history.night()
                + "' order by night, run_id",
            rule.attackIds,
            broken.stream().map(RuleBook::link).toList()));
  }

  private static String sentence(Rule rule, Labels model, List<ExtractRow> broken, RuleBook book) {
    String head =
        "Model "
            + name(model, MODEL)
            + ": "
            + Words.count(book.broken(rule.hypothesis(), model))
            + " of "
            + Words.count(
                book.checked(rule.hypothesis(), model), "evaluation run", "evaluation runs");
    if (rule.equals(JUDGED)) {
      return head
          + " with a judge of known lineage "
          + was(book.broken(rule.hypothesis(), model))
          + " judged by the model itself or a relative"
          + broken.stream()
              .findFirst()
              .map(row -> ", tonight by " + of(row, JUDGE, JUDGE_RELATION))
              .orElse("");
    }
    return head
        + " on a known revision "
        + was(book.broken(rule.hypothesis(), model))
        + " scored by code that the model itself or a relative had worked on"
        + broken.stream()
            .findFirst()
            .map(
                row ->
                    ", tonight "
                        + of(row, CODE_MODEL, CODE_RELATION)
                        + ", whose first such commit is of "
                        + row.labels().get(CODE_SINCE))
            .orElse("");
  }

  private static String was(long n) {
    return n == 1 ? "was" : "were";
  }

  private static String of(ExtractRow row, int who, int relation) {
    return row.labels().get(who) + ", " + Kinship.words(row.labels().get(relation));
  }

  private static Optional<Evidence> unknown(Rule rule, Labels model, Seen seen) {
    long bound = seen.counted(model, rule.bound());
    long unknown = seen.counted(model, rule.unknown());
    if (unknown <= UNKNOWN_LIMIT * bound) {
      return Optional.empty();
    }
    return Optional.of(
        new Evidence.Insufficient(
            hypothesis(rule.name + "-known", Hypothesis.Standing.PRIMARY),
            model,
            Status.NOT_IDENTIFIED,
            "Model "
                + name(model, MODEL)
                + ": of "
                + Words.count(bound, "evaluation run", "evaluation runs")
                + ", "
                + (rule.equals(JUDGED)
                    ? Words.count(unknown)
                        + " have a judge or a model whose lineage no source says: name both under"
                        + " `models`."
                    : Words.count(unknown)
                        + " name no revision that was read in a repository: who worked on the code"
                        + " that scored them is not known."),
            seen.sources(model)));
  }

  private static Optional<Evidence> unknownProposals(Labels domain, Seen seen) {
    long bound = seen.counted(domain, BOUND);
    long unknown = seen.counted(domain, UNKNOWN);
    return unknown <= UNKNOWN_LIMIT * bound
        ? Optional.empty()
        : Optional.of(
            new Evidence.Insufficient(
                hypothesis("evaluation-decided-by-others-known", Hypothesis.Standing.PRIMARY),
                domain,
                Status.NOT_IDENTIFIED,
                "Domain "
                    + name(domain, DOMAIN)
                    + ": of "
                    + Words.count(bound, "executed decision", "executed decisions")
                    + ", "
                    + Words.count(unknown)
                    + " were proposed by a model of which no source says how it stands to the model"
                    + " being built: name both under `models`.",
                seen.sources(domain)));
  }

  private static Optional<Evidence> proposals(
      Labels domain,
      List<ExtractRow> all,
      History history,
      Levels levels,
      RuleBook book,
      Seen seen) {
    Hypothesis hypothesis = hypothesis("evaluation-decided-by-others", Hypothesis.Standing.PRIMARY);
    book.begin(hypothesis, domain, levels, history.night());
    List<ExtractRow> rows =
        all.stream()
            .filter(row -> !row.labels().get(PROPOSED_RELATION).equals(Kinship.UNKNOWN))
            .toList();
    List<ExtractRow> broken =
        rows.stream().filter(row -> Kinship.isClose(row.labels().get(PROPOSED_RELATION))).toList();
    seen.count(domain, BOUND, all.size());
    seen.count(domain, UNKNOWN, all.size() - rows.size());
    book.count(hypothesis, domain, rows.size(), broken.size());
    if (book.checked(hypothesis, domain) == 0) {
      return Optional.empty();
    }
    return Optional.of(
        book.evidence(
            hypothesis,
            domain,
            Evidence.Gravity.ATTENTION,
            "Domain "
                + name(domain, DOMAIN)
                + ": "
                + Words.count(book.broken(hypothesis, domain))
                + " of "
                + Words.count(
                    book.checked(hypothesis, domain), "executed decision", "executed decisions")
                + " "
                + was(book.broken(hypothesis, domain))
                + " proposed by the model being built or a relative of it"
                + broken.stream()
                    .findFirst()
                    .map(row -> ", tonight by " + of(row, 4, PROPOSED_RELATION))
                    .orElse(""),
            "select decision_id, night, subject_model, proposed_model, proposed_relation,"
                + " decided_by, artifact, source, file, position from silver.decisions where "
                + ON_EVALUATIONS
                + " and domain = "
                + Query.literal(name(domain, DOMAIN))
                + " and proposed_relation in "
                + Kinship.CLOSE_SQL
                + " and night <= date'"
                + history.night()
                + "' order by night, decision_id",
            List.of("X25"),
            broken.stream().map(RuleBook::link).toList()));
  }

  private static Evidence independence(
      Labels model, List<ExtractRow> rows, History history, Seen seen) {
    rows.forEach(row -> seen.count(model, "grade " + row.labels().get(INDEPENDENCE), 1));
    long runs = seen.counted(model, RUNS_SEEN);
    long independent = seen.counted(model, "grade independent");
    long unknown = seen.counted(model, "grade " + Kinship.UNKNOWN);
    long dependent = runs - independent - unknown;
    return new Evidence.Measured(
        hypothesis("independence", Hypothesis.Standing.EXPLORATORY),
        model,
        runs == 0 ? Status.NO_DATA : unknown > 0 ? Status.PARTIAL : Status.OK,
        new Effect(
            "share of runs that are not independent",
            runs == 0 || unknown > 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) dependent / runs),
            runs == 0
                ? Interval.unbounded(0.95, Interval.Kind.FIXED)
                : new Interval(
                    SHARES.clopperPearson(dependent, runs).interval().lower(),
                    SHARES.clopperPearson(dependent + unknown, runs).interval().upper(),
                    0.95,
                    Interval.Kind.FIXED),
            Effect.Unit.RATE),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        runs,
        runs,
        "Model "
            + name(model, MODEL)
            + ": by who judged and who worked on the code, "
            + Words.count(independent)
            + " of "
            + Words.count(runs, "evaluation run is", "evaluation runs are")
            + " independent of it, "
            + Words.count(seen.counted(model, "grade partial"))
            + " in part, "
            + Words.count(seen.counted(model, "grade first_party"))
            + " first party and "
            + Words.count(unknown)
            + " of unknown grade.",
        seen.sources(model),
        "select "
            + Kinship.INDEPENDENCE
            + " as independence, judge_relation, code_relation, count(*) as n from"
            + " silver.evaluation_runs where version = 1 and model = "
            + Query.literal(name(model, MODEL))
            + " and night <= date'"
            + history.night()
            + "' group by 1, 2, 3 order by 1, 2, 3",
        List.of("X24", "X25"),
        false);
  }

  private static String name(Labels scope, String label) {
    return scope.value(label).orElse("");
  }
}
