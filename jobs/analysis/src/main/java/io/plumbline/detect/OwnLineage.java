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
 * Does a selector model take more of what its own lineage produced than the pool would give?
 *
 * <p>Directed up, primary: kernel H (METHODS 8.A, A3). Own are items whose origin model is related
 * to the selecting model by at least one half; items of unknown origin, or made by nobody's model,
 * belong to the rest. Selectors that are no model are not tested.
 */
final class OwnLineage implements Detector {

  static final String ID = "own-lineage/1";

  private static final Measurement UNITS =
      new Measurement(
          "own-lineage",
          Candidates.SPEC,
          Selections.SCOPE,
          Selections.STRATUM,
          Optional.empty(),
          List.of(
              new Expr(Selections.TAKEN, "selected"),
              new Expr(Selections.HAS, "coalesce(own_lineage, false)"),
              Selections.SOURCE_CELL,
              Selections.CLUSTERED_CELL),
          List.of(),
          Selections.CHOOSERS + " and selector_model is not null");

  private static final OneValueTest TEST =
      new OneValueTest(
          UNITS, OwnLineage::hypothesis, List.of("X01", "X04", "X15", "X16"), OwnLineage::sentence);

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
        Direction.UP,
        Hypothesis.Standing.PRIMARY,
        Hypothesis.Instances.MANY);
  }

  private static String sentence(Labels scope, Claim.Value top, TiltSum seen, Effect effect) {
    return Selections.took(scope, seen)
        + " came from its own lineage where "
        + Words.tenths(seen.expectedHits())
        + " were expected from the pools it was offered: "
        + Words.effect(effect)
        + ".";
  }
}
