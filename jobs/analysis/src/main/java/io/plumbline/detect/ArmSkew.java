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
 * Does a selector differ from somebody else who chose from the same batch, in any value of any
 * attribute?
 *
 * <p>Undirected, exploratory: kernel H on the units that exactly one of the two took (METHODS 8.A,
 * A2), so that qualities both look for cancel.
 */
final class ArmSkew implements Detector {

  /** Against the humans who chose from the same batch. */
  static final ArmSkew AGAINST_HUMANS = new ArmSkew("selection-human", "human_selected", "humans");

  /** Against the random control arm. */
  static final ArmSkew AGAINST_CONTROL =
      new ArmSkew("selection-control", "control_selected", "the random control arm");

  private final String family;
  private final String whom;
  private final Measurement pools;
  private final Measurement values;
  private final AttributeTest test;

  private ArmSkew(String family, String otherSelected, String whom) {
    this.family = family;
    this.whom = whom;
    String discordant =
        Selections.CHOOSERS
            + " and "
            + otherSelected
            + " is not null and selected <> "
            + otherSelected;
    this.pools =
        new Measurement(
            family,
            Candidates.SPEC,
            Selections.SCOPE,
            Selections.STRATUM,
            Optional.empty(),
            List.of(
                new Expr(Selections.TAKEN, "selected"),
                Selections.SOURCE_CELL,
                Selections.CLUSTERED_CELL),
            List.of(),
            discordant);
    this.values =
        new Measurement(
            family + "-values",
            Candidates.SPEC,
            Selections.SCOPE,
            Selections.STRATUM,
            Optional.of("attributes"),
            List.of(new Expr(Selections.TAKEN, "selected")),
            List.of(),
            discordant);
    this.test =
        new AttributeTest(
            pools,
            values,
            this::hypothesis,
            Declarations.OTHERS,
            Set.of("evaluation_item/incumbent_result"),
            List.of("X01", "X02", "X04", "X05", "X13", "X15", "X29", "X30", "X32"),
            this::sentence);
  }

  @Override
  public String id() {
    return family + "/1";
  }

  @Override
  public Question question() {
    return Question.SELECTION;
  }

  @Override
  public List<Measurement> measurements() {
    return List.of(pools, values);
  }

  @Override
  public Examination examine(History history, Levels levels) {
    return test.examine(history, levels);
  }

  private Hypothesis hypothesis(String name) {
    return new Hypothesis(
        id(),
        name,
        Question.SELECTION,
        Family.SELECTION,
        Direction.BOTH,
        Hypothesis.Standing.EXPLORATORY,
        Hypothesis.Instances.MANY);
  }

  private String sentence(Labels scope, Claim.Value top, TiltSum seen, Effect effect) {
    return Selections.took(scope, seen)
        + " had "
        + scope.value(AttributeTest.ATTRIBUTE).orElse("")
        + " = "
        + top.name()
        + " where "
        + Words.tenths(seen.expectedHits())
        + " were expected among the units that either it or "
        + whom
        + " took, but not both: "
        + Words.effect(effect)
        + ".";
  }
}
