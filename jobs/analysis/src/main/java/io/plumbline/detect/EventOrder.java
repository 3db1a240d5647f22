package io.plumbline.detect;

import io.plumbline.datasets.silver.Decisions;
import io.plumbline.findings.Evidence;
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
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * In what order did the events of each generation happen: trained, evaluated, deployed, taking
 * part?
 *
 * <p>Three rules per generation. Its first completed evaluation came before its deployment ended;
 * it came before the generation began to take part in development, its own or that of the next; and
 * no gate of a run on it moved after the result was there so that the result changed sides. The
 * first two bind generations whose training ended within the record: what was evaluated before the
 * record began cannot be seen. A deployment is judged when an evaluation is known or two nights
 * have passed without one, and never where no evaluation at all is on record.
 */
final class EventOrder implements Detector {

  static final String ID = "loop-order/1";

  private static final String GENERATION = "generation";
  private static final String KIND = "evaluated";
  private static final String EDITED = "edited";
  private static final String ACTED = "acted";
  private static final int PATIENCE_NIGHTS = 2;

  /** What a version did before it was there: early versions of it, on decisions about itself. */
  private static final Extract EARLY =
      new Extract(
          "loop-early-versions",
          Decisions.SPEC,
          new Expr("decision", "concat_ws('|', decision_id, cast(version as string))"),
          List.of(
              Expr.column("position"),
              Expr.column(GENERATION),
              new Expr("acted", "unix_seconds(coalesce(proposed_at, decided_at, executed_at))")),
          List.of(Expr.column("source"), Expr.column("file"), Expr.column("member")),
          "counted and participation = 'early_version' and generation is not null"
              + " and coalesce(proposed_at, decided_at, executed_at) is not null",
          10_000);

  private static final Hypothesis DEPLOYED = rule("evaluated-before-deployed");
  private static final Hypothesis PARTICIPATING = rule("evaluated-before-participation");
  private static final Hypothesis UNEDITED = rule("unedited-after-results");

  /** All rules over all generations: what the answer rests on; findings are the single rules'. */
  private static final Hypothesis KEPT =
      CycleTimes.hypothesis(
          ID, "order-kept", Hypothesis.Standing.PRIMARY, Hypothesis.Instances.ONE);

  private static Hypothesis rule(String name) {
    return CycleTimes.hypothesis(
        ID, name, Hypothesis.Standing.EXPLORATORY, Hypothesis.Instances.MANY);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Question question() {
    return Question.LOOP;
  }

  @Override
  public List<Extract> extracts() {
    return List.of(Cycles.EXTRACT, EvaluatedRuns.EXTRACT, EARLY);
  }

  @Override
  public Examination examine(History history, Levels levels) {
    Shelf shelf = Shelf.of(history);
    Cycles cycles = Cycles.of(shelf, history);
    Seen seen = Seen.open(shelf);
    Known known = Known.open(shelf);
    RuleBook book = new RuleBook(seen);
    SortedMap<Integer, Long> evaluated = new TreeMap<>();
    for (Shelf.Item item : shelf.items(KIND)) {
      evaluated.put(Integer.parseInt(item.label(GENERATION)), (long) item.fold().numbers()[0]);
    }
    seen.scopes().forEach(scope -> book.begin(UNEDITED, scope, levels, history.night()));
    Map<Integer, List<ExtractRow>> edited = new HashMap<>();
    for (ExtractRow row : history.rows(EvaluatedRuns.EXTRACT)) {
      EvaluatedRuns.generation(row)
          .ifPresent(
              generation -> {
                evaluated.merge(generation, EvaluatedRuns.completed(row), Math::min);
                Labels scope = scope(generation);
                seen.source(scope, row.labels().get(0));
                if (EvaluatedRuns.hasGate(row)) {
                  boolean isNew = known.isNew("runs", scope, EvaluatedRuns.run(row));
                  boolean isBroken =
                      EvaluatedRuns.isMovedAcross(row)
                          && known.isNew(EDITED, scope, EvaluatedRuns.run(row));
                  book.count(UNEDITED, scope, isNew ? 1 : 0, isBroken ? 1 : 0);
                  if (isBroken) {
                    edited.computeIfAbsent(generation, g -> new ArrayList<>()).add(row);
                  }
                }
              });
    }
    SortedMap<Integer, Long> acted = new TreeMap<>();
    for (Shelf.Item item : shelf.items(ACTED)) {
      acted.put(Integer.parseInt(item.label(GENERATION)), (long) item.fold().numbers()[0]);
    }
    for (ExtractRow row : history.rows(EARLY)) {
      int generation = Math.toIntExact(row.integers().get(1));
      acted.merge(generation, row.integers().get(2), Math::min);
      seen.source(scope(generation), row.labels().get(0));
    }
    List<Evidence> evidence = new ArrayList<>();
    for (int generation : cycles.generations()) {
      evidence.addAll(
          evidence(
              generation, cycles, evaluated, acted, edited, seen, known, book, history, levels));
    }
    if (!cycles.isEmpty()) {
      evidence.add(kept(evidence, cycles, history));
    }
    Map<String, Fold> folds = new HashMap<>();
    cycles.store(folds);
    seen.store(folds);
    known.store(folds);
    evaluated.forEach(
        (generation, at) ->
            folds.put(
                Shelf.key(KIND, Map.of(GENERATION, Integer.toString(generation))), Fold.of(at)));
    acted.forEach(
        (generation, at) ->
            folds.put(
                Shelf.key(ACTED, Map.of(GENERATION, Integer.toString(generation))), Fold.of(at)));
    return new Examination(evidence, folds);
  }

  private static Evidence kept(List<Evidence> rules, Cycles cycles, History history) {
    Seen seen = Seen.none();
    cycles.sources().forEach(source -> seen.source(Labels.NONE, source));
    RuleBook book = new RuleBook(seen);
    for (Evidence one : rules) {
      one.sources().forEach(source -> seen.source(Labels.NONE, source));
      one.rule()
          .ifPresent(rule -> book.count(KEPT, Labels.NONE, rule.checked(), rule.violations()));
    }
    if (rules.isEmpty()) {
      return new Evidence.Insufficient(
          KEPT,
          Labels.NONE,
          Status.NO_DATA,
          "No evaluation of a known generation is on record, so the order of events cannot be"
              + " checked.",
          cycles.sources());
    }
    return book.evidence(
        KEPT,
        Labels.NONE,
        Evidence.Gravity.NOTE,
        "The order of training, evaluation, deployment and participation was broken in "
            + Words.count(book.broken(KEPT, Labels.NONE))
            + " of "
            + Words.count(book.checked(KEPT, Labels.NONE), "case", "cases"),
        "select generation, step, started_at, ended_at, source, file from silver.generation_cycles"
            + " where night <= date'"
            + history.night()
            + "' order by generation, started_at",
        List.of("X08"),
        List.of());
  }

  private static List<Evidence> evidence(
      int generation,
      Cycles cycles,
      SortedMap<Integer, Long> evaluated,
      SortedMap<Integer, Long> acted,
      Map<Integer, List<ExtractRow>> edited,
      Seen seen,
      Known known,
      RuleBook book,
      History history,
      Levels levels) {
    Labels scope = scope(generation);
    cycles.sources().forEach(source -> seen.source(scope, source));
    List<Evidence> evidence = new ArrayList<>();
    for (Hypothesis rule : List.of(DEPLOYED, PARTICIPATING)) {
      OptionalLong event =
          rule.equals(DEPLOYED)
              ? cycles.deployed(generation)
              : earlier(cycles.participating(generation), first(generation, acted));
      book.begin(rule, scope, levels, history.night());
      if (isDue(generation, event, cycles, evaluated, history)
          && known.isNew(rule.name(), scope, "judged")) {
        book.count(rule, scope, 1, isLate(first(generation, evaluated), event) ? 1 : 0);
      }
      if (book.checked(rule, scope) > 0) {
        evidence.add(
            book.evidence(
                rule,
                scope,
                Evidence.Gravity.ATTENTION,
                sentence(rule, generation, event, evaluated, cycles),
                query(generation, history),
                List.of(),
                List.of()));
      }
    }
    if (book.checked(UNEDITED, scope) > 0) {
      List<ExtractRow> rows = edited.getOrDefault(generation, List.of());
      evidence.add(
          book.evidence(
              UNEDITED,
              scope,
              Evidence.Gravity.ATTENTION,
              "Generation "
                  + generation
                  + ": in "
                  + Words.count(book.broken(UNEDITED, scope))
                  + " of "
                  + Words.count(book.checked(UNEDITED, scope), "evaluation", "evaluations")
                  + " the gate was edited after the result was visible, and the result changed"
                  + " sides",
              query(generation, history),
              List.of("X08"),
              rows.stream().map(row -> RuleBook.link(row, EvaluatedRuns.position(row))).toList()));
    }
    return evidence;
  }

  private static boolean isDue(
      int generation,
      OptionalLong event,
      Cycles cycles,
      SortedMap<Integer, Long> evaluated,
      History history) {
    OptionalLong trained = cycles.trained(generation);
    boolean isRecorded =
        event.isPresent()
            && trained.isPresent()
            && !Cycles.date(trained.getAsLong()).isBefore(history.firstNight());
    boolean isOver =
        event.isPresent()
            && !history.night().isBefore(Cycles.date(event.getAsLong()).plusDays(PATIENCE_NIGHTS));
    return isRecorded && !evaluated.isEmpty() && (evaluated.containsKey(generation) || isOver);
  }

  private static OptionalLong earlier(OptionalLong one, OptionalLong other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isPresent() ? one : other;
    }
    return OptionalLong.of(Math.min(one.getAsLong(), other.getAsLong()));
  }

  private static OptionalLong first(int generation, SortedMap<Integer, Long> evaluated) {
    return evaluated.containsKey(generation)
        ? OptionalLong.of(evaluated.get(generation))
        : OptionalLong.empty();
  }

  private static boolean isLate(OptionalLong evaluated, OptionalLong event) {
    return evaluated.isEmpty()
        || evaluated.getAsLong() > event.orElseThrow() + EvaluatedRuns.TOLERANCE_SECONDS;
  }

  private static String sentence(
      Hypothesis rule,
      int generation,
      OptionalLong event,
      SortedMap<Integer, Long> evaluated,
      Cycles cycles) {
    return "Generation "
        + generation
        + " ("
        + cycles.model(generation)
        + "): "
        + (evaluated.containsKey(generation)
            ? "first evaluated on " + at(evaluated.get(generation))
            : "no evaluation is on record")
        + ", "
        + (rule.equals(DEPLOYED) ? "deployed on " : "took part in development from ")
        + (event.isPresent() ? at(event.getAsLong()) : "?");
  }

  private static String at(long seconds) {
    return java.time.Instant.ofEpochSecond(seconds).toString();
  }

  private static Labels scope(int generation) {
    return Labels.of(Map.of(GENERATION, Integer.toString(generation)));
  }

  private static String query(int generation, History history) {
    return "select 'step ' || step as event, started_at as at, ended_at as until, source, file"
        + " from silver.generation_cycles where generation = "
        + generation
        + " and night <= date'"
        + history.night()
        + "' union all select 'evaluation ' || task, completed_at, gate_moved_at, source, file"
        + " from silver.evaluation_runs where generation = "
        + generation
        + " and night <= date'"
        + history.night()
        + "' order by at, event";
  }
}
