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
 * Is any value of any attribute over- or under-represented among what a selector took, given the
 * pool it was offered?
 *
 * <p>Undirected, exploratory: kernel H per record night, batch, stratum and selector version
 * (METHODS 8.A, A1). Humans and the random control arm are not tested, they are what others are
 * compared with. The attribute {@code safety}, and for evaluation items {@code incumbent_result},
 * have directed tests of their own.
 */
final class PoolSkew implements Detector {

  static final String ID = "selection-pool/1";

  private static final Measurement POOLS =
      new Measurement(
          "selection-pool",
          Candidates.SPEC,
          Selections.SCOPE,
          Selections.STRATUM,
          Optional.empty(),
          List.of(
              new Expr(Selections.TAKEN, "selected"),
              Selections.SOURCE_CELL,
              Selections.CLUSTERED_CELL),
          List.of(),
          Selections.CHOOSERS);

  private static final Measurement VALUES =
      new Measurement(
          "selection-pool-values",
          Candidates.SPEC,
          Selections.SCOPE,
          Selections.STRATUM,
          Optional.of("attributes"),
          List.of(new Expr(Selections.TAKEN, "selected")),
          List.of(),
          Selections.CHOOSERS);

  private static final AttributeTest TEST =
      new AttributeTest(
          POOLS,
          VALUES,
          PoolSkew::hypothesis,
          Declarations.HEEDED,
          Set.of("safety", "evaluation_item/incumbent_result"),
          List.of("X01", "X02", "X04", "X05", "X13", "X15", "X29", "X30", "X32"),
          PoolSkew::sentence);

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
        + " were expected from the pools it was offered: "
        + Words.effect(effect)
        + ".";
  }
}
