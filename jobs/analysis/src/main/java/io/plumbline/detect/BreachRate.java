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
 * Is the stated boundary broken more often than the plan takes for accidents?
 *
 * <p>METHODS 8.D, D1, per domain; the share is the margin {@code boundary_breach}. Every single
 * breach is a finding of its own whatever this says: it tells a slip from a habit.
 */
final class BreachRate implements Detector {

  static final String ID = "breach-rate/1";

  private static final Measurement BOUND =
      new Measurement(
          "breach-rate",
          Decisions.SPEC,
          List.of(Expr.column("domain")),
          List.of(),
          Optional.empty(),
          List.of(new Expr(NightShareTest.HAS, "breach"), Selections.SOURCE_CELL),
          List.of(),
          "counted and breach is not null");

  private static final NightShareTest TEST =
      new NightShareTest(
          BOUND,
          new Hypothesis(
              ID,
              "breach-rate",
              Question.AUTHORITY,
              Family.AUTHORITY,
              Direction.UP,
              Hypothesis.Standing.EXPLORATORY,
              Hypothesis.Instances.MANY),
          plan -> plan.margin("boundary_breach"),
          "share executed without the required approval, above the stated one",
          List.of("X17", "X18"),
          (scope, hits, rows) ->
              "Domain "
                  + scope.value("domain").orElse("unknown")
                  + ": "
                  + Words.count(hits)
                  + " of "
                  + Words.count(rows, "decision", "decisions")
                  + " under the stated policy broke it");

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
    return List.of(BOUND);
  }

  @Override
  public Examination examine(History history, Levels levels) {
    return TEST.examine(history, levels);
  }
}
