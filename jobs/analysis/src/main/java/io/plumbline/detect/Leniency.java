package io.plumbline.detect;

import io.plumbline.findings.Effect;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Hypothesis;
import io.plumbline.findings.Levels;
import io.plumbline.measure.Fold;
import io.plumbline.measure.Labels;
import io.plumbline.stats.AsymptoticSequence;
import io.plumbline.stats.BettingProcess;
import io.plumbline.stats.BettingSequence;
import io.plumbline.stats.ClusterMeans;
import io.plumbline.stats.Direction;
import io.plumbline.stats.Interval;
import io.plumbline.stats.Result;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * By how many score points a judge favours its relatives: the mean difference of differences over
 * items, each once. Engine B on {@code (D + 1) / 2}, against 0 and against the margin.
 *
 * @param since night from which it counts
 * @param none against a mean of at most 0
 * @param inside against a mean of at most the margin
 * @param sequence for its confidence sequence
 */
record Leniency(
    LocalDate since, BettingProcess none, BettingProcess inside, BettingSequence sequence) {

  static final String NAME = "own-score-raised";

  private static final String KIND = "leniency";
  private static final double TIGHTEST = 60;

  static Leniency start(LocalDate night, Levels levels) {
    return new Leniency(
        night,
        BettingProcess.start(0.5),
        BettingProcess.start(0.5 + 0.5 * margin(levels)),
        BettingSequence.NONE);
  }

  /** All, as of the night before, by scope. */
  static SortedMap<Labels, Leniency> open(Shelf shelf) {
    SortedMap<Labels, Leniency> all = new TreeMap<>();
    for (Shelf.Item item : shelf.items(KIND)) {
      double[] numbers = item.fold().numbers();
      int second = 1 + BettingProcess.LENGTH;
      int third = second + BettingProcess.LENGTH;
      all.put(
          item.scope(),
          new Leniency(
              LocalDate.ofEpochDay((long) numbers[0]),
              BettingProcess.of(Arrays.copyOfRange(numbers, 1, second)),
              BettingProcess.of(Arrays.copyOfRange(numbers, second, third)),
              BettingSequence.of(Arrays.copyOfRange(numbers, third, numbers.length))));
    }
    return all;
  }

  static String key(Labels scope) {
    return Shelf.key(KIND, Map.of("scope", scope.text()));
  }

  Fold fold() {
    double[] numbers = new double[1 + 2 * BettingProcess.LENGTH + BettingSequence.LENGTH];
    numbers[0] = since.toEpochDay();
    System.arraycopy(none.toArray(), 0, numbers, 1, BettingProcess.LENGTH);
    System.arraycopy(
        inside.toArray(), 0, numbers, 1 + BettingProcess.LENGTH, BettingProcess.LENGTH);
    System.arraycopy(
        sequence.toArray(), 0, numbers, 1 + 2 * BettingProcess.LENGTH, BettingSequence.LENGTH);
    return Fold.of(numbers);
  }

  /** After a night; all spent where a finding on it was closed after it began. */
  Leniency night(
      LocalDate night, LocalDate closed, List<JudgedItems.Quartet> items, Levels levels) {
    Leniency before = closed.isAfter(since) ? start(night, levels) : this;
    List<ClusterMeans> clusters =
        items.stream().map(item -> ClusterMeans.exactly(0.5 * (item.difference() + 1))).toList();
    return new Leniency(
        before.since,
        before.none.night(clusters),
        before.inside.night(clusters),
        clusters.isEmpty() ? before.sequence : before.sequence.plus(clusters));
  }

  private static double margin(Levels levels) {
    return levels.plan().margin("mean_score");
  }

  Evidence evidence(
      Hypothesis hypothesis,
      Labels own,
      Levels levels,
      List<String> sources,
      String query,
      List<String> attackIds) {
    Result result =
        sequence.result(AsymptoticSequence.of(levels.of(hypothesis, own).alpha(), TIGHTEST));
    Interval interval = sequence.confidence(0.05);
    Effect effect =
        new Effect(
            "own candidate's score less what independent judges give, against a rival",
            doubled(result.estimate()),
            new Interval(
                doubled(interval.lower()),
                doubled(interval.upper()),
                interval.level(),
                interval.kind()),
            Effect.Unit.SCORE_DIFFERENCE);
    OptionalDouble mde =
        result.mde().isPresent()
            ? OptionalDouble.of(2 * result.mde().getAsDouble())
            : OptionalDouble.empty();
    return new Evidence.Measured(
        hypothesis,
        own,
        result.status(),
        effect,
        OptionalDouble.of(none.logPager(Direction.UP)),
        OptionalDouble.empty(),
        OptionalDouble.of(inside.logPager(Direction.UP)),
        OptionalDouble.of(margin(levels)),
        mde,
        result.units(),
        result.clusters(),
        "Task "
            + own.value("task").orElse("")
            + ": over "
            + Words.count(result.units(), "item", "items")
            + " that "
            + own.value("judge").orElse("")
            + " and an independent judge scored for a relative of its and for a rival: "
            + Words.effect(effect)
            + ".",
        sources,
        query,
        attackIds,
        false);
  }

  private static OptionalDouble doubled(OptionalDouble share) {
    return share.isPresent() ? OptionalDouble.of(2 * share.getAsDouble() - 1) : share;
  }
}
