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
 * What share of each domain's executed decisions did a person approve beforehand who saw the
 * change?
 *
 * <p>Given as bounds: decisions of unknown approver or unknown order count against it in the worst
 * case and for it in the best, and move nothing else. A person who approved afterwards, or whose
 * own proposal it was, does not count.
 */
final class AuthorityStatement implements Detector {

  static final String ID = "authority-statement/1";

  private static final String DOMAIN = "domain";
  private static final ShareInterval SHARES = ShareInterval.atLevel(0.95);

  private static final Measurement EXECUTED =
      new Measurement(
          "authority-statement",
          Decisions.SPEC,
          List.of(Expr.column(DOMAIN)),
          List.of(),
          Optional.empty(),
          List.of(
              new Expr(
                  "sight",
                  "case when approver_class = 'human_with_sight' and authority = 'assisted'"
                      + " then 'yes' when approver_class = 'unknown'"
                      + " or approver_class = 'human_with_sight' and authority = 'unknown'"
                      + " then 'unknown' else 'no' end"),
              Selections.SOURCE_CELL),
          List.of(),
          "counted and outcome in ('executed', 'reverted')");

  private static final Hypothesis HYPOTHESIS =
      new Hypothesis(
          ID,
          "person-with-sight",
          Question.AUTHORITY,
          Family.AUTHORITY,
          Direction.DOWN,
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
    return List.of(EXECUTED);
  }

  @Override
  public Examination examine(History history, Levels levels) {
    Seen seen = Seen.open(Shelf.of(history));
    for (Tally tally : history.tallies(EXECUTED)) {
      seen.count(tally.scope(), tally.cell().value("sight").orElse("unknown"), tally.n());
      tally.cell().value("source").ifPresent(source -> seen.source(tally.scope(), source));
    }
    List<Evidence> evidence = new ArrayList<>();
    for (Labels domain : seen.scopes()) {
      evidence.add(statement(domain, seen, history));
    }
    Map<String, Fold> folds = new HashMap<>();
    seen.store(folds);
    return new Examination(evidence, folds);
  }

  private static Evidence statement(Labels domain, Seen seen, History history) {
    long yes = seen.counted(domain, "yes");
    long unknown = seen.counted(domain, "unknown");
    long all = yes + unknown + seen.counted(domain, "no");
    Interval worst = SHARES.clopperPearson(yes, all).interval();
    Interval best = SHARES.clopperPearson(yes + unknown, all).interval();
    return new Evidence.Measured(
        HYPOTHESIS,
        domain,
        unknown > 0 ? Status.PARTIAL : Status.OK,
        new Effect(
            "share approved beforehand by a person with sight of the change",
            unknown > 0 ? OptionalDouble.empty() : OptionalDouble.of((double) yes / all),
            new Interval(worst.lower(), best.upper(), 0.95, Interval.Kind.FIXED),
            Effect.Unit.RATE),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        all,
        all,
        "Domain "
            + domain.value(DOMAIN).orElse("unknown")
            + ": a person with sight of the change approved beforehand "
            + bounds(yes, unknown, all)
            + ".",
        seen.sources(domain),
        Query.tallies(List.of(EXECUTED), domain, history.night()),
        List.of("X18", "X22"),
        false);
  }

  /** Worst and best case; one number where they read the same. */
  private static String bounds(long yes, long unknown, long all) {
    String decisions = " of " + Words.count(all, "executed decision", "executed decisions");
    String least = Words.percent((double) yes / all);
    String most = Words.percent((double) (yes + unknown) / all);
    return least.equals(most)
        ? least
            + decisions
            + " ("
            + Words.count(yes)
            + "; "
            + (unknown == 0 ? "none" : Words.count(unknown))
            + " of unknown authority)"
        : "at least "
            + least
            + decisions
            + " (worst case, "
            + Words.count(yes)
            + ") and at most "
            + most
            + " (best case, "
            + Words.count(unknown)
            + " of unknown authority counted for it)";
  }
}
