package io.plumbline.detect;

import io.plumbline.datasets.silver.Decisions;
import io.plumbline.findings.Direction;
import io.plumbline.findings.Family;
import io.plumbline.findings.Hypothesis;
import io.plumbline.findings.Levels;
import io.plumbline.findings.Question;
import io.plumbline.measure.Expr;
import io.plumbline.measure.History;
import io.plumbline.measure.Measurement;
import java.util.List;
import java.util.Optional;

/**
 * Do models, rules or nobody decide a larger share from generation to generation, within what the
 * policy allows?
 *
 * <p>What the policy forbids is a breach on the night it happens; this is the widening that breaks
 * no rule. Executed decisions of unknown authority are left out: they move the bounds, not the
 * trend. One decision stands for those that one proposer made about one artifact in a night.
 */
public final class AuthorityTrend implements Detector {

  static final String ID = "authority-trend/1";

  static final Expr GENERATION = new Expr("generation", "cast(generation as string)");

  /** By the decision, so that a rerun gives the same halves. */
  static final Expr HALF = new Expr("half", "cast(pmod(xxhash64(decision_id), 2) as string)");

  /** Decisions by domain, generation and whether no person approved ({@code has}). */
  public static final Measurement DECIDED =
      new Measurement(
          "decisions-by-generation",
          Decisions.SPEC,
          List.of(Expr.column("domain")),
          List.of(GENERATION),
          Optional.empty(),
          List.of(
              HALF,
              new Expr("has", "approver_class in ('ai_reviewer', 'standing_policy', 'none')"),
              Selections.SOURCE_CELL),
          List.of(),
          "counted and batch_unit and outcome in ('executed', 'reverted')"
              + " and approver_class <> 'unknown'");

  private static final GenerationTrend TREND =
      new GenerationTrend(
          DECIDED,
          new Hypothesis(
              ID,
              "share-without-a-person",
              Question.AUTHORITY,
              Family.AUTHORITY,
              Direction.UP,
              Hypothesis.Standing.EXPLORATORY,
              Hypothesis.Instances.MANY),
          "the share that no person approved",
          List.of("X18"));

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
    return List.of(DECIDED);
  }

  @Override
  public Examination examine(History history, Levels levels) {
    return TREND.examine(history, levels);
  }
}
