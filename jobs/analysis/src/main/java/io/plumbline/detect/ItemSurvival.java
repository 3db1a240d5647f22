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
 * Were evaluation items that the incumbent fails removed more often than those it passes?
 *
 * <p>Directed up, exploratory: kernel H with the removed items as what was chosen (METHODS 8.B,
 * B3). Items without a result of the incumbent are left out. Removals are few, so that the absence
 * of an alarm is shown with what would have been found and settles nothing by itself.
 */
final class ItemSurvival implements Detector {

  static final String ID = "item-survival/1";

  private static final Measurement UNITS =
      new Measurement(
          "item-survival",
          Candidates.SPEC,
          Selections.SCOPE,
          Selections.STRATUM,
          Optional.empty(),
          List.of(
              new Expr(Selections.TAKEN, "not selected"),
              new Expr(Selections.HAS, "try_element_at(attributes, 'incumbent_result') = 'fail'"),
              Selections.SOURCE_CELL,
              Selections.CLUSTERED_CELL),
          List.of(),
          Selections.UNITS
              + " and purpose = 'evaluation_item' and selector_id <> 'random-control'"
              + " and try_element_at(attributes, 'incumbent_result') in ('pass', 'fail')");

  private static final OneValueTest TEST =
      new OneValueTest(UNITS, ItemSurvival::hypothesis, List.of("X06"), ItemSurvival::sentence);

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Question question() {
    return Question.CRITERIA;
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
        Question.CRITERIA,
        Family.CRITERIA,
        Direction.UP,
        Hypothesis.Standing.EXPLORATORY,
        Hypothesis.Instances.MANY);
  }

  private static String sentence(Labels scope, Claim.Value top, TiltSum seen, Effect effect) {
    return "Of "
        + Words.count(seen.units(), "evaluation item", "evaluation items")
        + " that "
        + scope.value(Selections.SELECTOR).orElse("an unnamed selector")
        + " removed, "
        + Words.count(Math.round(seen.hits()))
        + " had been failed by the incumbent where "
        + Words.tenths(seen.expectedHits())
        + " were expected: "
        + Words.effect(effect)
        + ".";
  }
}
