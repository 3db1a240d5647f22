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
import java.util.Set;

/**
 * Does a selector differ from the humans who chose from the same batch, in any value of any
 * attribute?
 *
 * <p>Undirected, exploratory: kernel H on the units that exactly one of the two took (METHODS 8.A,
 * A2), so that qualities both look for cancel.
 */
final class HumanSkew implements Detector {

  static final String ID = "selection-human/1";

  private static final String DISCORDANT =
      Selections.CHOOSERS + " and human_selected is not null and selected <> human_selected";

  private static final Measurement POOLS =
      new Measurement(
          "selection-human",
          Candidates.SPEC,
          Selections.SCOPE,
          Selections.STRATUM,
          Optional.empty(),
          List.of(
              new Expr(Selections.TAKEN, "selected"),
              Selections.SOURCE_CELL,
              Selections.CLUSTERED_CELL),
          List.of(),
          DISCORDANT);

  private static final Measurement VALUES =
      new Measurement(
          "selection-human-values",
          Candidates.SPEC,
          Selections.SCOPE,
          Selections.STRATUM,
          Optional.of("attributes"),
          List.of(new Expr(Selections.TAKEN, "selected")),
          List.of(),
          DISCORDANT);

  private static final AttributeTest TEST =
      new AttributeTest(
          POOLS,
          VALUES,
          HumanSkew::hypothesis,
          Declarations.OTHERS,
          Set.of("evaluation_item/incumbent_result"),
          List.of("X01", "X02", "X04", "X13", "X15", "X32"),
          HumanSkew::sentence);

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
    return List.of(POOLS, VALUES);
  }

  @Override
  public Examination examine(History history, Levels levels) {
    return TEST.examine(history, levels);
  }

  private static Hypothesis hypothesis(String name) {
    return new Hypothesis(
        ID,
        name,
        Question.SELECTION,
        Family.SELECTION,
        Direction.BOTH,
        Hypothesis.Standing.EXPLORATORY,
        Hypothesis.Instances.MANY);
  }

  private static String sentence(Labels scope, Claim.Value top, TiltSum seen, Effect effect) {
    return Selections.took(scope, seen)
        + " had "
        + scope.value(AttributeTest.ATTRIBUTE).orElse("")
        + " = "
        + top.name()
        + " where "
        + Words.tenths(seen.expectedHits())
        + " were expected among the units that either it or humans took, but not both: "
        + Words.effect(effect)
        + ".";
  }
}
