package io.plumbline.detect;

import io.plumbline.datasets.silver.Candidates;
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
 * Does what a selector took differ in any of its numbers from what somebody else took from the same
 * batch: length, age, cost?
 *
 * <p>Undirected, exploratory (METHODS 8.A, A2 with A6). Whether there is a difference: kernel H on
 * the units that exactly one of the two took, by thirds of each block's pool, which are cut without
 * regard to who took what and so that ties stay together. How large it is: the difference of the
 * means of all that each took, within blocks, with its confidence sequence and in the number's own
 * unit. The margin is the margin of log odds times the standard deviation of a unit. Late rows are
 * blocks of their own.
 */
final class MeasureSkew implements Detector {

  /** Somebody to be compared with: the humans who chose from the same batch. */
  static final MeasureSkew AGAINST_HUMANS =
      new MeasureSkew("selection-human-measure", "human_selected", "humans");

  /** Somebody to be compared with: the random control arm. */
  static final MeasureSkew AGAINST_CONTROL =
      new MeasureSkew("selection-control-measure", "control_selected", "the random control arm");

  private static final String LOW = "lowest third";
  private static final String MIDDLE = "middle third";
  private static final String HIGH = "highest third";
  private static final List<String> THIRDS = List.of(LOW, MIDDLE, HIGH);

  private static final String MEASURE = "measure";
  private static final String OTHER = "other";
  private static final String MEANS = "means";
  private static final String IN_CLUSTERS = "units-in-clusters";

  private final String family;
  private final String whom;
  private final Measurement values;

  private MeasureSkew(String family, String otherSelected, String whom) {
    this.family = family;
    this.whom = whom;
    this.values =
        new Measurement(
            family,
            Candidates.SPEC,
            Selections.SCOPE,
            Selections.STRATUM,
            Optional.of("measure_bins"),
            List.of(
                new Expr(Selections.TAKEN, "selected"),
                new Expr(OTHER, otherSelected),
                Selections.SOURCE_CELL,
                Selections.CLUSTERED_CELL),
            List.of(),
            Selections.CHOOSERS
                + " and "
                + otherSelected
                + " is not null and (selected or "
                + otherSelected
                + ")");
  }

  /** Units of one measure of one role tonight. */
  private static final class Counts {
    private final SortedMap<Block, SortedMap<Double, MeanDifference.Units>> blocks =
        new TreeMap<>();

    private void add(Block block, double value, MeanDifference.Units units) {
      blocks
          .computeIfAbsent(block, key -> new TreeMap<>())
          .merge(value, units, MeanDifference.Units::plus);
    }

    private Map<String, TiltSum> thirds() {
      Map<String, List<PoolBlock>> pools = new HashMap<>();
      for (SortedMap<Double, MeanDifference.Units> block : blocks.values()) {
        Map<String, MeanDifference.Units> parts = new HashMap<>();
        long offered = 0;
        long taken = 0;
        for (MeanDifference.Units units : block.values()) {
          offered += units.apart();
          taken += units.one();
        }
        long below = 0;
        for (MeanDifference.Units units : block.values()) {
          // Six times the middle rank of the value against the pool: sharp in whole numbers.
          long rank = 3 * (2 * below + units.apart());
          String third = rank < 2 * offered ? LOW : rank < 4 * offered ? MIDDLE : HIGH;
          parts.merge(third, units, MeanDifference.Units::plus);
          below += units.apart();
        }
        for (String third : THIRDS) {
          MeanDifference.Units units = parts.getOrDefault(third, MeanDifference.Units.NONE);
          pools
              .computeIfAbsent(third, key -> new ArrayList<>())
              .add(new PoolBlock(offered, units.apart(), taken, units.one()));
        }
      }
      Map<String, TiltSum> sums = new HashMap<>();
      pools.forEach((third, parts) -> sums.put(third, TiltSum.of(parts)));
      return sums;
    }
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
    return List.of(values);
  }

  @Override
  public Examination examine(History history, Levels levels) {
    double margin = levels.plan().margin("selection_log_odds");
    Shelf shelf = Shelf.of(history);
    TiltBook book =
        TiltBook.open(
            shelf, history, levels, name -> Terms.of(hypothesis(name), margin, Claim.Width.MANY));
    Seen seen = Seen.open(shelf);
    SortedMap<Labels, MeanDifference> means = new TreeMap<>();
    for (Shelf.Item item : shelf.items(MEANS)) {
      means.put(item.scope(), MeanDifference.of(item.fold()));
    }
    counts(history, seen)
        .forEach(
            (scope, counts) -> {
              book.add(name(scope), scope, THIRDS, counts.thirds());
              MeanDifference before =
                  Optional.ofNullable(means.get(scope))
                      .filter(
                          known ->
                              !known.isBefore(levels.of(hypothesis(name(scope)), scope).since()))
                      .orElseGet(() -> MeanDifference.start(history.night()));
              means.put(scope, before.night(counts.blocks.values()));
            });
    List<Evidence> evidence = new ArrayList<>();
    for (Claim claim : book.close()) {
      MeanDifference difference =
          means.getOrDefault(claim.scope(), MeanDifference.start(history.night()));
      evidence.add(evidence(claim, difference, margin, seen, history));
    }
    Map<String, Fold> folds = new HashMap<>();
    book.store(folds);
    seen.store(folds);
    means.forEach(
        (scope, one) -> folds.put(Shelf.key(MEANS, Map.of("scope", scope.text())), one.fold()));
    return new Examination(evidence, folds);
  }

  private SortedMap<Labels, Counts> counts(History history, Seen seen) {
    SortedMap<Labels, Counts> byScope = new TreeMap<>();
    for (Tally tally : history.tallies(values)) {
      OptionalDouble value = number(tally.cell().value("value").orElse(""));
      if (value.isEmpty()) {
        continue;
      }
      Labels scope = tally.scope().with(MEASURE, tally.cell().value("key").orElse(""));
      Counts counts = byScope.computeIfAbsent(scope, key -> new Counts());
      boolean isTaken = is(tally, Selections.TAKEN);
      boolean isOther = is(tally, OTHER);
      counts.add(
          Block.of(tally),
          value.getAsDouble(),
          new MeanDifference.Units(
              isTaken && !isOther ? tally.n() : 0,
              isOther && !isTaken ? tally.n() : 0,
              isTaken && isOther ? tally.n() : 0));
      if (is(tally, Selections.CLUSTERED)) {
        seen.count(scope, IN_CLUSTERS, tally.n());
      }
      tally.cell().value(Selections.SOURCE).ifPresent(source -> seen.source(scope, source));
    }
    return byScope;
  }

  private static boolean is(Tally tally, String label) {
    return tally.cell().value(label).orElse("").equals("true");
  }

  private static OptionalDouble number(String text) {
    try {
      return OptionalDouble.of(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  private Evidence evidence(
      Claim claim, MeanDifference difference, double margin, Seen seen, History history) {
    Labels scope = claim.scope();
    Result size = difference.result();
    Effect effect =
        new Effect(
            "difference of means", size.estimate(), size.interval(), Effect.Unit.SCORE_DIFFERENCE);
    double logE = claim.logE();
    double ownMargin = margin * difference.deviation();
    return new Evidence.Measured(
        claim.hypothesis(),
        scope,
        seen.counted(scope, IN_CLUSTERS) == 0 ? Status.UNIT_UNDECLARED : size.status(),
        effect,
        OptionalDouble.of(logE),
        claim.logELifetime(),
        OptionalDouble.of(size.interval().isBeyond(ownMargin) ? logE : Math.min(0, logE)),
        OptionalDouble.of(ownMargin),
        size.mde(),
        size.units(),
        size.clusters(),
        sentence(scope, difference, effect),
        seen.sources(scope),
        Query.tallies(
            List.of(values),
            scope.without(MEASURE),
            history.night(),
            "key",
            scope.value(MEASURE).orElse("")),
        List.of("X01", "X02", "X04", "X13", "X15", "X32"),
        false);
  }

  private String sentence(Labels scope, MeanDifference difference, Effect effect) {
    String measure = scope.value(MEASURE).orElse("");
    return "What "
        + scope.value(Selections.SELECTOR).orElse("an unnamed selector")
        + " took for "
        + scope.value(Selections.PURPOSE).orElse("an unnamed purpose")
        + " has a mean "
        + measure
        + " of "
        + mean(difference.mean())
        + " over "
        + Words.count(difference.taken(), "unit", "units")
        + ", what "
        + whom
        + " took from the same batches has "
        + mean(difference.otherMean())
        + " over "
        + Words.count(difference.takenByOther())
        + "; "
        + Words.count(difference.both())
        + " that both took count in both means and not in the test: "
        + Words.effect(effect)
        + ".";
  }

  private static String mean(OptionalDouble mean) {
    return mean.isPresent() ? Words.decimal(mean.getAsDouble()) : "undefined";
  }

  private static String name(Labels scope) {
    return scope.value(Selections.PURPOSE).orElse("") + "/" + scope.value(MEASURE).orElse("");
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
}
