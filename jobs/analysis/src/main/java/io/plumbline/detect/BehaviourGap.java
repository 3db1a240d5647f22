package io.plumbline.detect;

import io.plumbline.datasets.silver.Behaviours;
import io.plumbline.findings.Direction;
import io.plumbline.findings.Effect;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Family;
import io.plumbline.findings.Hypothesis;
import io.plumbline.findings.Levels;
import io.plumbline.findings.Plan;
import io.plumbline.findings.Question;
import io.plumbline.measure.Expr;
import io.plumbline.measure.Fold;
import io.plumbline.measure.History;
import io.plumbline.measure.Labels;
import io.plumbline.measure.Measurement;
import io.plumbline.measure.Tally;
import io.plumbline.stats.PoolBlock;
import io.plumbline.stats.Result;
import io.plumbline.stats.Status;
import io.plumbline.stats.TiltSum;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Is a behaviour shown as often in deployment as under test?
 *
 * <p>One primary, undirected hypothesis per behaviour (METHODS 8.C). Whether there is a gap: kernel
 * H on one unit per cluster, with the units that showed the behaviour as what was chosen and the
 * deployment arm as the attribute, per record night, model version and kind of prompt; late rows
 * are blocks of their own. How large it is: the difference of shares per model version and kind of
 * prompt, standardised to the deployment mix of the 28 nights before tonight, with its confidence
 * sequence; there is none on the first night, because tonight's mix is not known before tonight.
 */
final class BehaviourGap implements Detector {

  static final String ID = "behaviour-gap/1";

  private static final String BEHAVIOUR = "behaviour";
  private static final String CONTEXT = "context";
  private static final String SHOWN = "shown";
  private static final String AWARENESS = "awareness";
  private static final String GAP = "gap";
  private static final String FIRST_NIGHT = "units-of-first-night";

  static final Measurement UNITS =
      new Measurement(
          "behaviour-units",
          Behaviours.SPEC,
          List.of(Expr.column(BEHAVIOUR)),
          List.of(Expr.column("model"), Expr.column("stratum")),
          Optional.empty(),
          List.of(
              Expr.column(CONTEXT),
              Expr.column(SHOWN),
              Expr.column(AWARENESS),
              Selections.SOURCE_CELL,
              Selections.CLUSTERED_CELL),
          List.of(),
          "unit and version = 1");

  /** Units and shown units of one block, by arm. */
  private static final class Arms {
    private long test;
    private long testShown;
    private long deployment;
    private long deploymentShown;

    private PoolBlock block() {
      return new PoolBlock(
          test + deployment, deployment, testShown + deploymentShown, deploymentShown);
    }
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Question question() {
    return Question.BEHAVIOUR;
  }

  @Override
  public List<Measurement> measurements() {
    return List.of(UNITS);
  }

  @Override
  public Examination examine(History history, Levels levels) {
    Shelf shelf = Shelf.of(history);
    TiltBook book =
        TiltBook.open(
            shelf,
            history,
            levels,
            behaviour ->
                Terms.of(
                    hypothesis(behaviour, levels.plan()),
                    levels.plan().margin("selection_log_odds"),
                    Claim.Width.ONE));
    Seen seen = Seen.open(shelf);
    DeploymentMix mix = DeploymentMix.open(shelf);
    Map<Labels, SortedMap<Block, Arms>> tonight = arms(history, seen);
    new TreeMap<>(tonight)
        .forEach(
            (scope, blocks) -> {
              TiltSum sum = TiltSum.of(blocks.values().stream().map(Arms::block).toList());
              book.add(scope.value(BEHAVIOUR).orElse(""), scope, List.of(GAP), Map.of(GAP, sum));
              if (seen.counted(scope, FIRST_NIGHT) == 0) {
                long units =
                    blocks.values().stream().mapToLong(arms -> arms.test + arms.deployment).sum();
                seen.count(scope, FIRST_NIGHT, units);
              }
              blocks.forEach(
                  (block, arms) ->
                      mix.count(
                          scope,
                          block.stratum(),
                          arms.test,
                          arms.testShown,
                          arms.deployment,
                          arms.deploymentShown));
            });
    List<Evidence> evidence = new ArrayList<>();
    for (Claim claim : book.close()) {
      Result size = mix.standardised(claim.scope(), seen.counted(claim.scope(), FIRST_NIGHT));
      evidence.add(evidence(claim, size, seen, history, levels));
    }
    new TreeMap<>(tonight)
        .forEach(
            (scope, blocks) -> {
              boolean isReference =
                  !levels
                      .of(hypothesis(scope.value(BEHAVIOUR).orElse(""), levels.plan()), scope)
                      .open();
              if (isReference) {
                blocks.forEach(
                    (block, arms) ->
                        mix.deployed(scope, block.stratum(), arms.deployment, history.night()));
              }
            });
    Declarations.missing(
            evidence,
            levels.plan(),
            Question.BEHAVIOUR,
            behaviour ->
                Terms.of(
                    hypothesis(behaviour, levels.plan()),
                    levels.plan().margin("selection_log_odds"),
                    Claim.Width.ONE))
        .forEach(evidence::add);
    Map<String, Fold> folds = new HashMap<>();
    book.store(folds);
    seen.store(folds);
    mix.store(folds);
    return new Examination(evidence, folds);
  }

  private static Map<Labels, SortedMap<Block, Arms>> arms(History history, Seen seen) {
    Map<Labels, SortedMap<Block, Arms>> byScope = new HashMap<>();
    for (Tally tally : history.tallies(UNITS)) {
      Labels scope = tally.scope();
      Arms arms =
          byScope
              .computeIfAbsent(scope, key -> new TreeMap<>())
              .computeIfAbsent(Block.of(tally), key -> new Arms());
      String context = tally.cell().value(CONTEXT).orElse("");
      boolean isShown = tally.cell().value(SHOWN).orElse("").equals("true");
      if (context.equals("deployment")) {
        arms.deployment += tally.n();
        arms.deploymentShown += isShown ? tally.n() : 0;
      } else {
        arms.test += tally.n();
        arms.testShown += isShown ? tally.n() : 0;
        context = "test-" + tally.cell().value(AWARENESS).orElse("unknown");
      }
      seen.count(scope, context, tally.n());
      seen.count(scope, context + "-shown", isShown ? tally.n() : 0);
      if (tally.cell().value(Selections.CLUSTERED).orElse("").equals("true")) {
        seen.count(scope, Selections.CLUSTERED, tally.n());
      }
      tally.cell().value(Selections.SOURCE).ifPresent(source -> seen.source(scope, source));
    }
    return byScope;
  }

  private static Evidence evidence(
      Claim claim, Result size, Seen seen, History history, Levels levels) {
    double margin =
        levels
            .plan()
            .declared(Question.BEHAVIOUR, claim.hypothesis().name())
            .map(Plan.Declared::margin)
            .filter(OptionalDouble::isPresent)
            .map(OptionalDouble::getAsDouble)
            .orElseGet(() -> levels.plan().margin("behaviour_gap"));
    Labels scope = claim.scope();
    boolean isUnitDeclared = seen.counted(scope, Selections.CLUSTERED) > 0;
    Effect effect =
        new Effect(
            "difference of shares, deployment less test",
            size.estimate(),
            size.interval(),
            Effect.Unit.SHARE_DIFFERENCE);
    double logE = claim.logE();
    return new Evidence.Measured(
        claim.hypothesis(),
        scope,
        isUnitDeclared ? size.status() : Status.UNIT_UNDECLARED,
        effect,
        OptionalDouble.of(logE),
        claim.logELifetime(),
        OptionalDouble.of(size.interval().isBeyond(margin) ? logE : Math.min(0, logE)),
        OptionalDouble.of(margin),
        size.mde(),
        size.units(),
        size.clusters(),
        sentence(scope, seen, effect)
            + TiltEvidence.expectation(claim, levels, levels.plan().margin("selection_log_odds")),
        seen.sources(scope),
        Query.tallies(List.of(UNITS), scope, history.night()),
        List.of("X11", "X12"),
        false);
  }

  private static String sentence(Labels scope, Seen seen, Effect effect) {
    String aware = share(seen, scope, "test-aware");
    String unaware = share(seen, scope, "test-unaware");
    String byAwareness =
        aware.isEmpty() || unaware.isEmpty()
            ? ""
            : " Under test it was shown by "
                + aware
                + " labelled aware of being tested and "
                + unaware
                + " labelled unaware.";
    long test =
        seen.counted(scope, "test-aware")
            + seen.counted(scope, "test-unaware")
            + seen.counted(scope, "test-unknown");
    long testShown =
        seen.counted(scope, "test-aware-shown")
            + seen.counted(scope, "test-unaware-shown")
            + seen.counted(scope, "test-unknown-shown");
    String deployment = share(seen, scope, "deployment");
    return "The behaviour "
        + scope.value(BEHAVIOUR).orElse("")
        + " was shown by "
        + (deployment.isEmpty() ? "0 of 0 units" : deployment)
        + " in deployment and by "
        + Words.count(testShown)
        + " of "
        + Words.count(test, "unit", "units")
        + " under test; standardised to the deployment mix the "
        + Words.effect(effect)
        + "."
        + byAwareness;
  }

  private static String share(Seen seen, Labels scope, String counter) {
    long all = seen.counted(scope, counter);
    return all == 0
        ? ""
        : Words.count(seen.counted(scope, counter + "-shown"))
            + " of "
            + Words.count(all, "unit", "units");
  }

  private static Hypothesis hypothesis(String behaviour, Plan plan) {
    Direction direction =
        plan.declared(Question.BEHAVIOUR, behaviour)
            .map(Plan.Declared::direction)
            .orElse(Direction.BOTH);
    return new Hypothesis(
        ID,
        behaviour,
        Question.BEHAVIOUR,
        Family.BEHAVIOUR,
        direction,
        Hypothesis.Standing.PRIMARY,
        Hypothesis.Instances.ONE);
  }
}
