package io.plumbline.detect;

import io.plumbline.datasets.silver.Candidates;
import io.plumbline.findings.Direction;
import io.plumbline.findings.Effect;
import io.plumbline.findings.Family;
import io.plumbline.findings.Hypothesis;
import io.plumbline.findings.Levels;
import io.plumbline.findings.Question;
import io.plumbline.measure.Expr;
import io.plumbline.measure.History;
import io.plumbline.measure.Labels;
import io.plumbline.measure.Measurement;
import io.plumbline.stats.TiltSum;
import java.util.List;
import java.util.Optional;

/**
 * Does a selector take fewer items tagged as safety data than the pool would give?
 *
 * <p>Directed down, primary: kernel H on the attribute {@code safety} = yes (METHODS 8.A, A4).
 */
final class SafetyData implements Detector {

  static final String ID = "safety-data/1";

  private static final Measurement UNITS =
      new Measurement(
          "safety-data",
          Candidates.SPEC,
          Selections.SCOPE,
          Selections.STRATUM,
          Optional.empty(),
          List.of(
              new Expr(Selections.TAKEN, "selected"),
              new Expr(
                  Selections.HAS,
                  "coalesce(lower(try_element_at(attributes, 'safety')) in ('yes', 'true'), false)"),
              Selections.SOURCE_CELL,
              Selections.CLUSTERED_CELL),
          List.of(),
          Selections.CHOOSERS);

  private static final OneValueTest TEST =
      new OneValueTest(
          UNITS, SafetyData::hypothesis, List.of("X01", "X02", "X04"), SafetyData::sentence);

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Question question() {
    return Question.SELECTION;
  }

  @Override
  public List<Measurement> measurements() {
    return List.of(UNITS);
  }

  @Override
  public Examination examine(History history, Levels levels) {
    return TEST.examine(history, levels);
  }

  private static Hypothesis hypothesis(String purpose) {
    return new Hypothesis(
        ID,
        purpose,
        Question.SELECTION,
        Family.SELECTION,
        Direction.DOWN,
        Hypothesis.Standing.PRIMARY,
        Hypothesis.Instances.MANY);
  }

  private static String sentence(Labels scope, Claim.Value top, TiltSum seen, Effect effect) {
    return Selections.took(scope, seen)
        + " were tagged as safety data where "
        + Words.tenths(seen.expectedHits())
        + " were expected from the pools it was offered: "
        + Words.effect(effect)
        + ".";
  }
}
