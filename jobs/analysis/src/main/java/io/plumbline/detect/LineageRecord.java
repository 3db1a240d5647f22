package io.plumbline.detect;

import io.plumbline.datasets.silver.Decisions;
import io.plumbline.datasets.silver.LineageEdges;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Is the lineage whole and without contradiction?
 *
 * <p>Rules over lineage edges, each per kind of edge or in all. No model is its own ancestor: a
 * cycle is of training edges, of building edges or of judging edges, never of several kinds, and is
 * told with its edges and their places. What selected or generated says from what. One digest has
 * one name, and what a decision executed is what lineage then shows under that name: a
 * contradiction is told when a name has only other digests than the decision of the same day. No
 * model is used on an earlier day than it was trained. Shown beside them: what models were trained
 * on and nothing is known to have made, and ancestors that follow and that nobody declared.
 */
final class LineageRecord implements Detector {

  static final String ID = "lineage/1";

  private static final String KIND = "kind";
  private static final String DIGESTS = "digests";
  private static final String DAYS = "days";
  private static final String TRAINED = "trained";
  private static final String MAKER = "maker";
  private static final int ROWS_KEPT = 100_000;

  private static final List<Expr> LABELS =
      List.of(
          Expr.column("source"),
          Expr.column("file"),
          Expr.column("member"),
          Expr.column("from_node"),
          Expr.column("to_node"),
          Expr.column("relation"),
          Expr.column("role"),
          Expr.column("run_id"),
          Expr.column("from_digest"),
          Expr.column("inputless"),
          Expr.column("cycle_kind"),
          Expr.column("cycle"));

  private static final List<Expr> INTEGERS =
      List.of(
          Expr.column("position"),
          new Expr("declared", "cast(declared as int)"),
          new Expr("day", "datediff(record_night, date'1970-01-01')"));

  /** What a job read and wrote is no ancestor by itself. */
  private static final String ANCESTRY = "relation not in ('output_of', 'has_input', 'part_of')";

  private static final Expr EDGE =
      new Expr("edge", "concat_ws('|', from_node, to_node, relation, coalesce(role, ''))");

  static final Extract EDGES =
      new Extract("lineage-edges", LineageEdges.SPEC, EDGE, INTEGERS, LABELS, ANCESTRY, ROWS_KEPT);

  /** Apart from all edges, so that none is left out on a night of very many. */
  private static final Extract FLAWS =
      new Extract(
          "lineage-flaws",
          LineageEdges.SPEC,
          EDGE,
          INTEGERS,
          LABELS,
          "cycle is not null or coalesce(inputless, false)",
          ROWS_KEPT);

  private static final Extract EXECUTED =
      new Extract(
          "lineage-decided",
          Decisions.SPEC,
          Expr.column("decision_id"),
          List.of(
              Expr.column("position"),
              new Expr("day", "datediff(cast(executed_at as date), date'1970-01-01')")),
          List.of(
              Expr.column("source"),
              Expr.column("file"),
              Expr.column("member"),
              Expr.column("artifact"),
              Expr.column("artifact_digest")),
          "counted and outcome in ('executed', 'reverted') and executed_at is not null"
              + " and artifact is not null and artifact_digest is not null"
              + " and artifact <> artifact_digest and artifact not like 'deployment/%'",
          ROWS_KEPT);

  static final int FROM = 3;
  static final int TO = 4;
  static final int RELATION = 5;
  private static final int ROLE = 6;
  private static final int RUN = 7;
  private static final int DIGEST = 8;
  private static final int INPUTLESS = 9;
  private static final int CYCLE_KIND = 10;
  private static final int CYCLE = 11;
  private static final int DECLARED = 1;
  private static final int DAY = 2;

  private static final List<String> CYCLE_KINDS = List.of("training", "building", "judging");

  private static Hypothesis hypothesis(String name, Hypothesis.Standing standing) {
    return new Hypothesis(
        ID,
        name,
        Question.SEPARATION,
        Family.PROVENANCE,
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
    return List.of(EDGES, FLAWS, EXECUTED);
  }

  /** Rows a rule applied to tonight, and those that broke it with what a sentence says of them. */
  private record Outcome(long checked, SortedMap<String, ExtractRow> broken) {}

  @Override
  public Examination examine(History history, Levels levels) {
    Shelf shelf = Shelf.of(history);
    Seen seen = Seen.open(shelf);
    RuleBook book = new RuleBook(seen);
    NamedDigests digests = NamedDigests.open(shelf, DIGESTS);
    FirstDays days = FirstDays.open(shelf, DAYS);
    Known trained = Known.open(shelf);
    List<ExtractRow> edges = history.rows(EDGES);
    Labels all = Labels.NONE;
    edges.forEach(row -> seen.source(all, row.labels().get(0)));
    List<Evidence> evidence = new ArrayList<>();
    if (!edges.isEmpty() || !seen.scopes().isEmpty()) {
      for (String kind : CYCLE_KINDS) {
        Labels scope = Labels.of(Map.of(KIND, kind));
        seen.sources(all).forEach(source -> seen.source(scope, source));
        cycles(scope, kind, history, levels, book).ifPresent(evidence::add);
      }
      rule(
              "says-from-what",
              all,
              inputless(history),
              "output that a run selected or generated names nothing that it came from",
              "outputs that runs selected or generated name nothing that they came from",
              "inputless",
              List.of("X23"),
              history,
              levels,
              book)
          .ifPresent(evidence::add);
      rule(
              "one-name-one-digest",
              all,
              contradictions(history, digests),
              "name or digest contradicts what lineage or a decision says of it",
              "names or digests contradict what lineage or a decision says of them",
              "from_digest is not null",
              List.of("X23"),
              history,
              levels,
              book)
          .ifPresent(evidence::add);
      rule(
              "trained-before-used",
              all,
              inverted(history, days),
              "model was used on an earlier day than it was trained",
              "models were used on an earlier day than they were trained",
              "run_id is not null",
              List.of("X23"),
              history,
              levels,
              book)
          .ifPresent(evidence::add);
      evidence.add(makers(history, trained, book));
      evidence.add(undeclared(history, book));
    }
    Map<String, Fold> folds = new HashMap<>();
    seen.store(folds);
    digests.store(folds, DIGESTS);
    days.store(folds, DAYS);
    trained.store(folds);
    return new Examination(evidence, folds);
  }

  private static Optional<Evidence> cycles(
      Labels scope, String kind, History history, Levels levels, RuleBook book) {
    Hypothesis hypothesis = hypothesis("no-" + kind + "-cycle", Hypothesis.Standing.PRIMARY);
    book.begin(hypothesis, scope, levels, history.night());
    List<ExtractRow> closing =
        history.rows(FLAWS).stream()
            .filter(row -> row.labels().get(CYCLE_KIND).equals(kind))
            .toList();
    long edges =
        history.rows(EDGES).stream()
            .filter(row -> kind(row.labels().get(RELATION)).equals(kind))
            .count();
    book.count(hypothesis, scope, edges, closing.size());
    return applied(
        book,
        hypothesis,
        scope,
        () ->
            book.evidence(
                hypothesis,
                scope,
                Evidence.Gravity.ATTENTION,
                Words.count(book.broken(hypothesis, scope))
                    + " of "
                    + Words.count(book.checked(hypothesis, scope), kind + " edge", kind + " edges")
                    + " of the lineage "
                    + (book.broken(hypothesis, scope) == 1 ? "closes" : "close")
                    + " a cycle, through which a thing is its own ancestor"
                    + closing.stream()
                        .findFirst()
                        .map(row -> ", tonight: " + row.labels().get(CYCLE))
                        .orElse(""),
                "select night, cycle_kind, from_node, relation, to_node, cycle, source, file, position from"
                    + " silver.lineage_edges where cycle_kind = "
                    + Query.literal(kind)
                    + " and night <= date'"
                    + history.night()
                    + "' order by night, from_node, to_node",
                List.of(),
                closing.stream().map(RuleBook::link).toList()));
  }

  /** The kind of cycle that edges of a relation may make. */
  private static String kind(String relation) {
    return switch (relation) {
      case "judged_by" -> "judging";
      case "participated_in_building", "selected_by" -> "building";
      default -> "training";
    };
  }

  private static Outcome inputless(History history) {
    SortedMap<String, ExtractRow> broken = new TreeMap<>();
    for (ExtractRow row : history.rows(FLAWS)) {
      if (row.labels().get(INPUTLESS).equals("true")) {
        broken.put(row.labels().get(FROM) + " names no input", row);
      }
    }
    long checked =
        history.rows(EDGES).stream()
            .filter(row -> !row.labels().get(INPUTLESS).isEmpty())
            .map(row -> row.labels().get(FROM))
            .distinct()
            .count();
    return new Outcome(checked, broken);
  }

  private static Outcome contradictions(History history, NamedDigests digests) {
    SortedMap<String, ExtractRow> broken = new TreeMap<>();
    Map<String, ExtractRow> made = new LinkedHashMap<>();
    for (ExtractRow row : history.rows(EDGES)) {
      String digest = row.labels().get(DIGEST);
      if (!digest.isEmpty() && !row.labels().get(FROM).contains("deployment/")) {
        made.putIfAbsent(
            row.labels().get(FROM) + "|" + digest + "|" + row.integers().get(DAY), row);
      }
    }
    made.values()
        .forEach(
            row ->
                digests
                    .made(row.labels().get(FROM), row.labels().get(DIGEST), row.integers().get(DAY))
                    .ifPresent(what -> broken.put(what, row)));
    for (ExtractRow row : history.rows(EXECUTED)) {
      digests
          .decided(row.labels().get(3), row.labels().get(4), row.integers().get(1))
          .ifPresent(what -> broken.put(what, row));
    }
    return new Outcome(made.size(), broken);
  }

  private static Outcome inverted(History history, FirstDays days) {
    SortedMap<String, ExtractRow> broken = new TreeMap<>();
    long checked = 0;
    for (ExtractRow row : history.rows(EDGES)) {
      boolean isOfRun = !row.labels().get(RUN).isEmpty() && row.labels().get(ROLE).isEmpty();
      if (isOfRun) {
        checked++;
        // A data set may be made again under its name; the weights of a model may not.
        if (row.labels().get(RELATION).equals("trained_on")) {
          days.made(row.labels().get(FROM), row.integers().get(DAY))
              .ifPresent(what -> broken.put(what, row));
        }
        days.used(row.labels().get(TO), row.integers().get(DAY))
            .ifPresent(what -> broken.put(what, row));
      }
    }
    return new Outcome(checked, broken);
  }

  private static Optional<Evidence> rule(
      String name,
      Labels scope,
      Outcome outcome,
      String one,
      String many,
      String predicate,
      List<String> attackIds,
      History history,
      Levels levels,
      RuleBook book) {
    Hypothesis hypothesis = hypothesis(name, Hypothesis.Standing.PRIMARY);
    book.begin(hypothesis, scope, levels, history.night());
    book.count(hypothesis, scope, outcome.checked, outcome.broken.size());
    return applied(
        book,
        hypothesis,
        scope,
        () ->
            book.evidence(
                hypothesis,
                scope,
                Evidence.Gravity.ATTENTION,
                "Lineage: of "
                    + Words.count(book.checked(hypothesis, scope))
                    + " looked at, "
                    + Words.count(book.broken(hypothesis, scope), one, many)
                    + outcome.broken.keySet().stream()
                        .findFirst()
                        .map(what -> ", tonight first: " + what)
                        .orElse(""),
                "select night, record_night, from_node, relation, to_node, role, from_digest, inputless,"
                    + " run_id, source, file, position from silver.lineage_edges where "
                    + predicate
                    + " and night <= date'"
                    + history.night()
                    + "' order by night, from_node, to_node",
                attackIds,
                outcome.broken.values().stream().map(RuleBook::link).toList()));
  }

  /** What models were trained on, as far as it is known what made it. */
  private static Evidence makers(History history, Known known, RuleBook book) {
    for (ExtractRow row : history.rows(EDGES)) {
      if (!row.labels().get(RUN).isEmpty()) {
        known.isNew(MAKER, Labels.NONE, row.labels().get(FROM));
      }
    }
    SortedSet<String> fresh = new TreeSet<>();
    for (ExtractRow row : history.rows(EDGES)) {
      if (row.labels().get(RELATION).equals("trained_on")
          && known.isNew(TRAINED, Labels.NONE, row.labels().get(TO))) {
        fresh.add(row.labels().get(TO));
      }
    }
    long unmade = fresh.stream().filter(node -> known.isNew(MAKER, Labels.NONE, node)).count();
    Hypothesis hypothesis =
        hypothesis("training-data-has-a-maker", Hypothesis.Standing.EXPLORATORY);
    book.count(hypothesis, Labels.NONE, fresh.size(), unmade);
    return book.evidence(
        hypothesis,
        Labels.NONE,
        Evidence.Gravity.NOTE,
        "Lineage: of "
            + Words.count(
                book.checked(hypothesis, Labels.NONE),
                "data set that models were trained on",
                "data sets that models were trained on")
            + ", "
            + Words.count(book.broken(hypothesis, Labels.NONE))
            + " had no known maker on the night on which they were first used",
        "select distinct used.to_node from silver.lineage_edges used left anti join"
            + " silver.lineage_edges made on made.from_node = used.to_node and made.night <= date'"
            + history.night()
            + "' where used.relation = 'trained_on' and used.night <= date'"
            + history.night()
            + "' order by 1",
        List.of("X23"),
        List.of());
  }

  /** Ancestors that follow from other edges and that no source declares. */
  private static Evidence undeclared(History history, RuleBook book) {
    long inferred =
        history.rows(EDGES).stream().filter(row -> row.integers().get(DECLARED) == 0).count();
    Hypothesis hypothesis = hypothesis("ancestors-are-declared", Hypothesis.Standing.EXPLORATORY);
    book.count(hypothesis, Labels.NONE, history.rows(EDGES).size(), inferred);
    return book.evidence(
        hypothesis,
        Labels.NONE,
        Evidence.Gravity.NOTE,
        "Lineage: "
            + Words.count(book.broken(hypothesis, Labels.NONE))
            + " of "
            + Words.count(book.checked(hypothesis, Labels.NONE), "edge follows", "edges follow")
            + " from traces or other edges and are declared by no source",
        "select relation, declared, count(*) as n from silver.lineage_edges where night <= date'"
            + history.night()
            + "' group by relation, declared order by relation, declared",
        List.of("X23"),
        List.of());
  }

  /** Where nothing ever was that the rule applies to, there is no rule to keep. */
  private static Optional<Evidence> applied(
      RuleBook book, Hypothesis rule, Labels scope, Supplier<Evidence> evidence) {
    return book.checked(rule, scope) + book.broken(rule, scope) == 0
        ? Optional.empty()
        : Optional.of(evidence.get());
  }
}
