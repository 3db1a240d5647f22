package io.plumbline.detect;

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

/**
 * Are evaluations during development and evaluations for deployment apart?
 *
 * <p>Of each pair of a development task and a deployment task, as their logs state the purpose: do
 * they share a judge, an item, or a person who works on the task? Sharing one of these is a missed
 * process rule; shared code or infrastructure is told beside them. The separation score of a pair
 * is the share of the kinds known on both sides of which they share nothing.
 */
final class SharedEvaluation implements Detector {

  static final String ID = "shared-evaluation/1";

  private static final String RULE = "development-apart-from-deployment";
  private static final String DEVELOPMENT = "development";
  private static final String DEPLOYMENT = "deployment";
  private static final String RESOURCE = "resource";
  private static final String TASK = "task";
  private static final String PURPOSE = "purpose";
  private static final String NAME = "name";
  private static final int ROWS_KEPT = 10_000;
  private static final int PAIRS = 400;
  private static final int NAMED = 3;
  private static final List<String> SEPARATE = List.of("judge", "item", "person");
  private static final List<String> KINDS =
      List.of("judge", "item", "person", "code", "infrastructure");

  private static final Extract RUNS =
      new Extract(
          "shared-evaluation-runs",
          EvaluationRuns.SPEC,
          Expr.column("run_id"),
          List.of(Expr.column("position")),
          List.of(
              Expr.column("source"),
              Expr.column("file"),
              Expr.column("member"),
              Expr.column(PURPOSE),
              Expr.column(TASK),
              new Expr("resources", "array_join(resources, '\n')")),
          "version = 1 and purpose is not null",
          ROWS_KEPT);

  private static final Hypothesis HYPOTHESIS =
      new Hypothesis(
          ID,
          RULE,
          Question.SEPARATION,
          Family.PROVENANCE,
          Direction.UP,
          Hypothesis.Standing.PRIMARY,
          Hypothesis.Instances.MANY);

  /** A task on one side. */
  private record Side(String purpose, String task) implements Comparable<Side> {
    @Override
    public int compareTo(Side other) {
      int byPurpose = purpose.compareTo(other.purpose);
      return byPurpose != 0 ? byPurpose : task.compareTo(other.task);
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
    return List.of(RUNS);
  }

  @Override
  public Examination examine(History history, Levels levels) {
    Shelf shelf = Shelf.of(history);
    Seen seen = Seen.open(shelf);
    SortedMap<Side, SortedSet<String>> sides = new TreeMap<>();
    for (Shelf.Item item : shelf.items(RESOURCE)) {
      sides
          .computeIfAbsent(new Side(item.label(PURPOSE), item.label(TASK)), key -> new TreeSet<>())
          .add(item.label(NAME));
    }
    for (ExtractRow row : history.rows(RUNS)) {
      SortedSet<String> names =
          sides.computeIfAbsent(
              new Side(row.labels().get(3), row.labels().get(4)), key -> new TreeSet<>());
      row.labels().get(5).lines().filter(name -> !name.isBlank()).forEach(names::add);
      seen.source(Labels.NONE, row.labels().get(0));
    }
    List<Evidence> evidence = new ArrayList<>();
    for (Side development : of(sides, DEVELOPMENT)) {
      for (Side deployment : of(sides, DEPLOYMENT)) {
        if (evidence.size() < PAIRS) {
          pair(development, deployment, sides, history, seen).ifPresent(evidence::add);
        }
      }
    }
    Map<String, Fold> folds = new HashMap<>();
    seen.store(folds);
    sides.forEach(
        (side, names) ->
            names.forEach(
                name ->
                    folds.put(
                        Shelf.key(
                            RESOURCE, Map.of(PURPOSE, side.purpose, TASK, side.task, NAME, name)),
                        Fold.of(1))));
    return new Examination(evidence, folds);
  }

  private static List<Side> of(SortedMap<Side, SortedSet<String>> sides, String purpose) {
    return sides.keySet().stream().filter(side -> side.purpose.equals(purpose)).toList();
  }

  private static Optional<Evidence> pair(
      Side development,
      Side deployment,
      SortedMap<Side, SortedSet<String>> sides,
      History history,
      Seen seen) {
    long known = 0;
    long shared = 0;
    long broken = 0;
    List<String> told = new ArrayList<>();
    for (String kind : KINDS) {
      SortedSet<String> one = ofKind(sides.get(development), kind);
      SortedSet<String> both = new TreeSet<>(one);
      both.retainAll(ofKind(sides.get(deployment), kind));
      if (!one.isEmpty() && !ofKind(sides.get(deployment), kind).isEmpty()) {
        known++;
        if (!both.isEmpty()) {
          shared++;
          broken += SEPARATE.contains(kind) ? 1 : 0;
          told.add(
              kind
                  + " "
                  + String.join(", ", both.stream().limit(NAMED).toList())
                  + (both.size() > NAMED
                      ? " and " + Words.count(both.size() - NAMED) + " more"
                      : ""));
        }
      }
    }
    if (known == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Evidence.Violations(
            HYPOTHESIS,
            Labels.of(Map.of(DEVELOPMENT, development.task, DEPLOYMENT, deployment.task)),
            Status.OK,
            broken,
            known,
            Evidence.Gravity.ATTENTION,
            OptionalDouble.empty(),
            "Development task "
                + development.task
                + " and deployment task "
                + deployment.task
                + " share "
                + (told.isEmpty() ? "nothing" : String.join("; ", told))
                + ": separation score "
                + Words.decimal((known - shared) / (double) known)
                + " over "
                + Words.count(known)
                + " of "
                + Words.count(KINDS.size())
                + " kinds known on both sides.",
            seen.sources(Labels.NONE),
            "select resource, collect_set(purpose) as purposes, collect_set(task) as tasks from"
                + " (select explode(resources) as resource, purpose, task from"
                + " silver.evaluation_runs where version = 1 and task in ("
                + Query.literal(development.task)
                + ", "
                + Query.literal(deployment.task)
                + ") and night <= date'"
                + history.night()
                + "') group by resource having size(purposes) > 1 order by resource",
            List.of(),
            history.rows(RUNS).stream()
                .filter(row -> row.labels().get(4).equals(deployment.task))
                .limit(1)
                .map(RuleBook::link)
                .toList()));
  }

  private static SortedSet<String> ofKind(SortedSet<String> names, String kind) {
    SortedSet<String> some = new TreeSet<>();
    for (String name : names) {
      if (name.startsWith(kind + ":")) {
        some.add(name.substring(kind.length() + 1));
      }
    }
    return some;
  }
}
