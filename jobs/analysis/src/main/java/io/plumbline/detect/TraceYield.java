package io.plumbline.detect;

import io.plumbline.datasets.silver.Traces;
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
import io.plumbline.stats.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many of the traces that a teacher generated for a problem were kept?
 *
 * <p>A census per problem: generated are the traces that the records say were sampled for it, or
 * those that are recorded where these are more. Of a night with more traces than an extract holds
 * the problems are a sample, chosen by hash.
 */
final class TraceYield implements Detector {

  static final String ID = "trace-yield/1";

  private static final String TEACHER = "teacher";
  private static final String KIND = "yield";
  private static final int MOST = 50_000;

  private static final Extract PROBLEMS =
      new Extract(
          "trace-problems",
          Traces.SPEC,
          Expr.column("problem_id"),
          List.of(Expr.column("candidates"), new Expr("kept", "cast(kept as int)")),
          List.of(Expr.column(TEACHER), Expr.column("source")),
          "version = 1 and problem_id is not null and kept is not null",
          MOST);

  private static final Hypothesis RATE =
      new Hypothesis(
          ID,
          "kept-of-generated",
          Question.SELECTION,
          Family.PROVENANCE,
          Direction.BOTH,
          Hypothesis.Standing.EXPLORATORY,
          Hypothesis.Instances.MANY);

  /** One problem of one night. */
  private record Problem(long kept, long recorded, long sampled) {

    private static final Problem NONE = new Problem(0, 0, 0);

    private Problem and(ExtractRow trace) {
      return new Problem(
          kept + trace.integers().get(1), recorded + 1, Math.max(sampled, trace.integers().get(0)));
    }

    private long generated() {
      return Math.max(sampled, recorded);
    }

    private double rate() {
      return (double) kept / generated();
    }
  }

  /** All problems of a teacher: sums, and the problems that were kept least and most of. */
  private record Yield(double problems, double kept, double generated, double least, double most) {

    private static final Yield NONE = new Yield(0, 0, 0, 1, 0);

    private Yield and(Problem problem) {
      return new Yield(
          problems + 1,
          kept + problem.kept,
          generated + problem.generated(),
          Math.min(least, problem.rate()),
          Math.max(most, problem.rate()));
    }

    private Fold fold() {
      return Fold.of(problems, kept, generated, least, most);
    }

    private static Yield of(Fold fold) {
      double[] numbers = fold.numbers();
      return new Yield(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
    }
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Question question() {
    return Question.SELECTION;
  }

  @Override
  public List<Extract> extracts() {
    return List.of(PROBLEMS);
  }

  @Override
  public Examination examine(History history, Levels levels) {
    Shelf shelf = Shelf.of(history);
    Seen seen = Seen.open(shelf);
    SortedMap<Labels, Yield> yields = new TreeMap<>();
    shelf.items(KIND).forEach(item -> yields.put(item.scope(), Yield.of(item.fold())));
    SortedMap<Labels, SortedMap<String, Problem>> tonight = new TreeMap<>();
    for (ExtractRow row : history.rows(PROBLEMS)) {
      Labels scope = Labels.of(Map.of(TEACHER, row.labels().get(0)));
      seen.source(scope, row.labels().get(1));
      tonight
          .computeIfAbsent(scope, key -> new TreeMap<>())
          .merge(row.key(), Problem.NONE.and(row), (before, one) -> before.and(row));
    }
    tonight.forEach(
        (scope, problems) ->
            problems
                .values()
                .forEach(
                    problem ->
                        yields.put(scope, yields.getOrDefault(scope, Yield.NONE).and(problem))));
    List<Evidence> evidence = new ArrayList<>();
    Map<String, Fold> folds = new HashMap<>();
    yields.forEach(
        (scope, yield) -> {
          evidence.add(evidence(scope, yield, seen, history));
          folds.put(Shelf.key(KIND, Map.of("scope", scope.text())), yield.fold());
        });
    seen.store(folds);
    return new Examination(evidence, folds);
  }

  private static Evidence evidence(Labels scope, Yield yield, Seen seen, History history) {
    String teacher = scope.value(TEACHER).orElse("");
    return new Evidence.Measured(
        RATE,
        scope,
        Status.OK,
        new Effect(
            "share of generated traces that was kept",
            OptionalDouble.of(yield.kept / yield.generated),
            Interval.unbounded(0.95, Interval.Kind.FIXED),
            Effect.Unit.RATE),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        Math.round(yield.generated),
        Math.round(yield.problems),
        "Of "
            + Words.count(Math.round(yield.generated), "trace", "traces")
            + " that teacher "
            + teacher
            + " generated for "
            + Words.count(Math.round(yield.problems), "problem", "problems")
            + ", "
            + Words.count(Math.round(yield.kept), "was", "were")
            + " kept ("
            + Words.percent(yield.kept / yield.generated)
            + "; per problem from "
            + Words.percent(yield.least)
            + " to "
            + Words.percent(yield.most)
            + "; a census, without interval).",
        seen.sources(scope),
        "select night, problem_id, count_if(kept) as kept, greatest(count(*), max(candidates)) as"
            + " generated from silver.traces where version = 1 and kept is not null and teacher = "
            + Query.literal(teacher)
            + " and night <= date'"
            + history.night()
            + "' group by night, problem_id order by night, problem_id",
        List.of("X15"),
        false);
  }
}
