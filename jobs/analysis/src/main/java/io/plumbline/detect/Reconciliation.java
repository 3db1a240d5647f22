package io.plumbline.detect;

import io.plumbline.datasets.silver.Reconciliations;
import io.plumbline.findings.Direction;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Family;
import io.plumbline.findings.Gates;
import io.plumbline.findings.Hypothesis;
import io.plumbline.findings.Levels;
import io.plumbline.findings.Question;
import io.plumbline.findings.RowLink;
import io.plumbline.measure.Expr;
import io.plumbline.measure.Extract;
import io.plumbline.measure.ExtractRow;
import io.plumbline.measure.Fold;
import io.plumbline.measure.History;
import io.plumbline.measure.Labels;
import io.plumbline.measure.Measurement;
import io.plumbline.measure.Tally;
import io.plumbline.stats.CaptureRecapture;
import io.plumbline.stats.Interval;
import io.plumbline.stats.ShareInterval;
import io.plumbline.stats.Status;
import java.time.LocalDate;
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
 * Does every change that shows bear a decision, and has every evaluation run that was executed left
 * its log?
 *
 * <p>Rules over {@code reconciliations}, per system and kind of change. A rule binds once the two
 * sides have met at all, in git for any kind of commit: where they never did, no rule says that one
 * must know of the other, and that is said instead. What waits for a record that may still come is
 * listed from the night it showed, without an alarm. What neither side tells is bounded from below
 * by capture and recapture (Chapman 1951 with Chao's interval of 1987, METHODS 8.D): sides that
 * tend to miss the same make it too small, so it reads "at least".
 */
final class Reconciliation implements Detector {

  static final String ID = "reconciliation/1";

  private static final String SYSTEM = "system";
  private static final String KIND = "kind";
  private static final String STATE = "state";
  private static final String UNLOGGED = "unlogged";
  private static final String AWAITED = "awaited";
  private static final String EVALUATION = "evaluation";
  private static final String GIT = "git";
  private static final int ROWS_KEPT = 1_000;

  private static final ShareInterval SHARE = ShareInterval.atLevel(0.95);

  private static final Measurement STATES =
      new Measurement(
          "reconciliations",
          Reconciliations.SPEC,
          List.of(Expr.column(SYSTEM), Expr.column(KIND)),
          List.of(),
          Optional.empty(),
          List.of(Expr.column(STATE), Expr.column(Gates.SOURCE)),
          List.of(),
          "true");

  private static final Extract PLACES =
      new Extract(
          "reconciliation-places",
          Reconciliations.SPEC,
          new Expr(
              "place", "concat_ws('|', source, file, cast(position as string), system, subject)"),
          List.of(Expr.column("position")),
          List.of(
              Expr.column("source"),
              Expr.column("file"),
              Expr.column("member"),
              Expr.column(SYSTEM),
              Expr.column(KIND),
              Expr.column("subject"),
              Expr.column(STATE)),
          "state in ('unlogged', 'awaited')",
          ROWS_KEPT);

  /**
   * Changes or runs that wait for the other side.
   *
   * @param n how many
   * @param first night on which the first of them happened
   */
  private record Awaited(long n, LocalDate first) {

    private Awaited and(Awaited other) {
      return new Awaited(n + other.n, first.isBefore(other.first) ? first : other.first);
    }
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Question question() {
    return Question.RECORD;
  }

  @Override
  public List<Measurement> measurements() {
    return List.of(STATES);
  }

  @Override
  public List<Extract> extracts() {
    return List.of(PLACES);
  }

  @Override
  public Examination examine(History history, Levels levels) {
    Seen seen = Seen.open(Shelf.of(history));
    SortedSet<Labels> scopes = new TreeSet<>(seen.scopes());
    for (Tally tally : history.tallies(STATES)) {
      scopes.add(tally.scope());
      tally.cell().value(Gates.SOURCE).ifPresent(source -> seen.source(tally.scope(), source));
    }
    for (Labels scope : scopes) {
      if (levels.of(rule(scope), scope).since().equals(history.night())) {
        seen.counterNames(scope).forEach(name -> seen.reset(scope, name));
        seen.count(scope, "met before", 1);
      }
    }
    SortedMap<Labels, Awaited> awaited = new TreeMap<>();
    for (Tally tally : history.tallies(STATES)) {
      String state = tally.cell().value(STATE).orElse("");
      if (state.equals(AWAITED)) {
        awaited.merge(tally.scope(), new Awaited(tally.n(), tally.recordNight()), Awaited::and);
      } else {
        seen.count(tally.scope(), state, tally.n());
      }
    }
    List<Evidence> evidence = new ArrayList<>();
    for (Labels scope : scopes) {
      if (!seen.counterNames(scope).isEmpty()) {
        evidence.add(evidence(scope, history, seen, scopes));
      }
      if (awaited.containsKey(scope) && binds(scope, seen, scopes)) {
        evidence.add(awaited(scope, history, seen, awaited.get(scope)));
      }
    }
    Map<String, Fold> folds = new HashMap<>();
    seen.store(folds);
    return new Examination(evidence, folds);
  }

  private static Hypothesis rule(Labels scope) {
    return rule(scope, Hypothesis.Standing.PRIMARY);
  }

  private static Hypothesis rule(Labels scope, Hypothesis.Standing standing) {
    return new Hypothesis(
        ID,
        isEvaluation(scope) ? "runs-have-logs" : "changes-have-decisions",
        Question.RECORD,
        Family.PROVENANCE,
        Direction.UP,
        standing,
        Hypothesis.Instances.MANY);
  }

  private static boolean isEvaluation(Labels scope) {
    return scope.value(SYSTEM).equals(Optional.of(EVALUATION));
  }

  /** Whether the two sides have met where this scope looks. */
  private static boolean binds(Labels scope, Seen seen, SortedSet<Labels> scopes) {
    Optional<String> system = scope.value(SYSTEM);
    boolean isWhole = system.equals(Optional.of(GIT)) || isEvaluation(scope);
    return scopes.stream()
        .filter(one -> isWhole ? one.value(SYSTEM).equals(system) : one.equals(scope))
        .anyMatch(
            one ->
                seen.counted(one, "matched") + seen.counted(one, "matched_loosely") > 0
                    || seen.counted(one, "met before") > 0);
  }

  private static Evidence evidence(
      Labels scope, History history, Seen seen, SortedSet<Labels> scopes) {
    long strict = seen.counted(scope, "matched");
    long both = strict + seen.counted(scope, "matched_loosely");
    long unlogged = seen.counted(scope, UNLOGGED);
    long unmatched = seen.counted(scope, "unmatched");
    long shown = both + unlogged;
    if (!binds(scope, seen, scopes)) {
      return new Evidence.Insufficient(
          rule(scope, Hypothesis.Standing.EXPLORATORY),
          scope,
          Status.NO_DATA,
          words(scope)
              + ": "
              + Words.count(shown)
              + " shown, and none of them met "
              + (isEvaluation(scope) ? "a log of a run" : "an executed decision")
              + ", so that none can be said to be missing one.",
          seen.sources(scope));
    }
    return new Evidence.Violations(
        rule(scope),
        scope,
        shown == 0 ? Status.NO_DATA : Status.OK,
        unlogged,
        shown,
        Evidence.Gravity.ATTENTION,
        shown == 0
            ? OptionalDouble.empty()
            : ShareInterval.atLevel(0.90).clopperPearson(unlogged, shown).interval().upper(),
        sentence(scope, strict, both, unlogged, unmatched),
        seen.sources(scope),
        query(scope, history),
        List.of(isEvaluation(scope) ? "X09" : "X21"),
        rows(scope, history, UNLOGGED));
  }

  /**
   * What waits tonight: a late record may still come, so it is listed and counts as nothing yet.
   */
  private static Evidence awaited(Labels scope, History history, Seen seen, Awaited awaited) {
    LocalDate due = awaited.first.plusDays(Reconciliations.PATIENCE);
    return new Evidence.Violations(
        new Hypothesis(
            ID,
            isEvaluation(scope) ? "runs-await-logs" : "changes-await-decisions",
            Question.RECORD,
            Family.PROVENANCE,
            Direction.UP,
            Hypothesis.Standing.EXPLORATORY,
            Hypothesis.Instances.MANY),
        scope,
        Status.OK,
        awaited.n,
        awaited.n,
        Evidence.Gravity.AWAITED,
        OptionalDouble.empty(),
        words(scope)
            + ": "
            + Words.count(awaited.n)
            + (awaited.n == 1 ? " has no " : " have no ")
            + (isEvaluation(scope) ? "log" : "decision executed within 24 hours before")
            + " on record so far. A late one may still come; what has none by the night of "
            + due
            + (awaited.n == 1 ? " is" : ", or later for what happened later, is")
            + " counted as missing.",
        seen.sources(scope),
        query(scope, history),
        List.of(isEvaluation(scope) ? "X09" : "X21"),
        rows(scope, history, AWAITED));
  }

  private static String words(Labels scope) {
    String kind = scope.value(KIND).orElse("");
    return switch (scope.value(SYSTEM).orElse("")) {
      case EVALUATION -> "Evaluation runs of job " + kind;
      case GIT ->
          kind.equals("architecture") ? "Commits to model architecture files" : "Other commits";
      case "criteria" -> "Changes of the criteria of " + kind;
      default -> "Outputs named " + kind;
    };
  }

  private static String sentence(
      Labels scope, long strict, long both, long unlogged, long unmatched) {
    long shown = both + unlogged;
    if (shown == 0) {
      return words(scope) + ": none to compare since the finding was closed.";
    }
    Interval complete = SHARE.clopperPearson(both, shown).interval();
    String head =
        words(scope)
            + ": "
            + Words.count(unlogged)
            + " of "
            + Words.count(shown)
            + (isEvaluation(scope)
                ? " that were executed have left no log; the logs hold "
                : " bear no decision executed within 24 hours before; the decision log holds ")
            + Words.percent(complete.lower().orElse(0))
            + " to "
            + Words.percent(complete.upper().orElse(1))
            + " of them (95 % interval)";
    if (isEvaluation(scope)) {
      return head + ".";
    }
    return head
        + (both > strict
            ? "; "
                + Words.count(both - strict)
                + " meet one only by name or with clocks apart by more than that"
            : "")
        + "."
        + unseen(strict, both, unlogged, unmatched);
  }

  /** What neither side tells, over strict and loose links together. */
  private static String unseen(long strict, long both, long unlogged, long unmatched) {
    long shown = both + unlogged;
    CaptureRecapture.TwoLists loose = CaptureRecapture.chapman(both + unmatched, shown, both);
    // Links that are not made leave the same decisions and changes on one list each.
    CaptureRecapture.TwoLists close = CaptureRecapture.chapman(both + unmatched, shown, strict);
    if (strict == 0 || unlogged == 0 || unmatched == 0 && both == strict) {
      return "";
    }
    return " With what neither side tells there were at least "
        + Words.count((long) Math.ceil(loose.atLeast().lower().orElse(loose.seen())))
        + " (capture and recapture, 95 % interval up to "
        + close.atLeast().upper().stream()
            .filter(Double::isFinite)
            .mapToObj(upper -> Words.count((long) Math.ceil(upper)))
            .findFirst()
            .orElse("no bound")
        + ").";
  }

  private static List<RowLink> rows(Labels scope, History history, String state) {
    return history.rows(PLACES).stream()
        .filter(row -> is(row, scope) && row.labels().get(6).equals(state))
        .limit(20)
        .map(RuleBook::link)
        .toList();
  }

  private static boolean is(ExtractRow row, Labels scope) {
    return scope.value(SYSTEM).equals(Optional.of(row.labels().get(3)))
        && scope.value(KIND).equals(Optional.of(row.labels().get(4)));
  }

  private static String query(Labels scope, History history) {
    return "select night, state, subject, happened_at, decision_id, executed_at, source, file,"
        + " member, position from silver.reconciliations where system = "
        + Query.literal(scope.value(SYSTEM).orElse(""))
        + " and kind = "
        + Query.literal(scope.value(KIND).orElse(""))
        + " and night <= date'"
        + history.night()
        + "' order by if(state = 'unlogged', 0, if(state = 'awaited', 1, 2)), night, source, file, position, subject";
  }
}
