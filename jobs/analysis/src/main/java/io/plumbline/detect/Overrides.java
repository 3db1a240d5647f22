package io.plumbline.detect;

import io.plumbline.datasets.silver.Decisions;
import io.plumbline.findings.Direction;
import io.plumbline.findings.Effect;
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
import io.plumbline.stats.Interval;
import io.plumbline.stats.ShareInterval;
import io.plumbline.stats.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How often what a model proposed was refused, and how often what was executed was reversed; beside
 * the same for what people proposed.
 *
 * <p>Shown with exact intervals, by domain; there is no right rate, so that none is an alarm.
 */
final class Overrides implements Detector {

  static final String ID = "overrides/1";

  private static final String DOMAIN = "domain";
  private static final ShareInterval SHARES = ShareInterval.atLevel(0.95);

  private static final Measurement OUTCOMES =
      new Measurement(
          "overrides",
          Decisions.SPEC,
          List.of(Expr.column(DOMAIN)),
          List.of(),
          Optional.empty(),
          List.of(
              new Expr("by", "if(proposed_kind = 'model', 'model', 'others')"),
              new Expr("counts", "counted"),
              new Expr("refused", "outcome = 'rejected'"),
              Expr.column("reversed"),
              Selections.SOURCE_CELL),
          List.of(),
          "counted or reversed");

  private static final Hypothesis HYPOTHESIS =
      new Hypothesis(
          ID,
          "model-proposals-refused",
          Question.AUTHORITY,
          Family.AUTHORITY,
          Direction.BOTH,
          Hypothesis.Standing.EXPLORATORY,
          Hypothesis.Instances.MANY);

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
    return List.of(OUTCOMES);
  }

  @Override
  public Examination examine(History history, Levels levels) {
    Seen seen = Seen.open(Shelf.of(history));
    for (Tally tally : history.tallies(OUTCOMES)) {
      Labels scope = tally.scope();
      String by = tally.cell().value("by").orElse("others");
      if (is(tally, "counts")) {
        seen.count(scope, by + " ruled", tally.n());
        seen.count(scope, by + (is(tally, "refused") ? " refused" : " executed"), tally.n());
      }
      seen.count(scope, by + " reversed", is(tally, "reversed") ? tally.n() : 0);
      tally.cell().value("source").ifPresent(source -> seen.source(scope, source));
    }
    List<Evidence> evidence = new ArrayList<>();
    for (Labels scope : seen.scopes()) {
      if (seen.counted(scope, "model ruled") > 0) {
        evidence.add(evidence(scope, seen, history));
      }
    }
    Map<String, Fold> folds = new HashMap<>();
    seen.store(folds);
    return new Examination(evidence, folds);
  }

  private static Evidence evidence(Labels scope, Seen seen, History history) {
    long ruled = seen.counted(scope, "model ruled");
    long refused = seen.counted(scope, "model refused");
    return new Evidence.Measured(
        HYPOTHESIS,
        scope,
        Status.OK,
        new Effect(
            "share of model proposals refused",
            OptionalDouble.of((double) refused / ruled),
            SHARES.clopperPearson(refused, ruled).interval(),
            Effect.Unit.RATE),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        ruled,
        ruled,
        "Domain "
            + scope.value(DOMAIN).orElse("unknown")
            + ": of what models proposed "
            + rates(scope, "model", seen)
            + "; of what others proposed "
            + rates(scope, "others", seen)
            + ".",
        seen.sources(scope),
        Query.tallies(List.of(OUTCOMES), scope, history.night()),
        List.of("X19", "X31"),
        false);
  }

  private static String rates(Labels scope, String by, Seen seen) {
    long ruled = seen.counted(scope, by + " ruled");
    long executed = seen.counted(scope, by + " executed");
    return rate(seen.counted(scope, by + " refused"), ruled)
        + " were refused, and of what was executed "
        + rate(Math.min(executed, seen.counted(scope, by + " reversed")), executed)
        + " were reversed";
  }

  private static String rate(long hits, long trials) {
    if (trials == 0) {
      return "0 of 0";
    }
    Interval interval = SHARES.clopperPearson(hits, trials).interval();
    return Words.count(hits)
        + " of "
        + Words.count(trials)
        + " ("
        + Words.percent((double) hits / trials)
        + ", 95 % interval "
        + Words.percent(interval.lower().orElse(0))
        + " to "
        + Words.percent(interval.upper().orElse(1))
        + ")";
  }

  private static boolean is(Tally tally, String label) {
    return tally.cell().value(label).orElse("").equals("true");
  }
}
