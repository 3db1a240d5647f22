package io.plumbline.detect;

import io.plumbline.findings.Effect;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Hypothesis;
import io.plumbline.findings.Levels;
import io.plumbline.findings.Plan;
import io.plumbline.measure.Fold;
import io.plumbline.measure.History;
import io.plumbline.measure.Labels;
import io.plumbline.measure.Measurement;
import io.plumbline.measure.Tally;
import io.plumbline.stats.ClusterBlock;
import io.plumbline.stats.DetectableTilt;
import io.plumbline.stats.Direction;
import io.plumbline.stats.Interval;
import io.plumbline.stats.ShareInterval;
import io.plumbline.stats.Status;
import io.plumbline.stats.TiltSum;
import io.plumbline.stats.TiltUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Tests whether a share of what each scope did lies beyond one that was stated beforehand.
 *
 * <p>Kernel C with a scope's whole night as one cluster (METHODS 1.1): against an external share
 * whatever the rows of a night have in common makes them no more than one unit. The measurement's
 * cells carry {@code has} and {@code source}. The interval shown is that of Clopper and Pearson
 * over rows, for display: the alarm rests on nights alone.
 *
 * @param measurement what is counted
 * @param hypothesis hypothesis of every scope
 * @param supposed the stated share
 * @param effect what the share is, for a reader
 * @param attackIds steering patterns it would show
 * @param sentence its words
 */
record NightShareTest(
    Measurement measurement,
    Hypothesis hypothesis,
    ToDoubleFunction<Plan> supposed,
    String effect,
    List<String> attackIds,
    Sentence sentence) {

  static final String HAS = "has";

  private static final String YES = "yes";
  private static final String ROWS = "rows";
  private static final String HITS = "hits";
  private static final ShareInterval SHARES = ShareInterval.atLevel(0.95);

  /** Bets are valid against no effect alone, so that this plays no part. */
  private static final double NO_MARGIN = 0.10;

  /** Words for a scope's hits among its rows. */
  @FunctionalInterface
  interface Sentence {
    String of(Labels scope, long hits, long rows);
  }

  Detector.Examination examine(History history, Levels levels) {
    return examine(history, levels, Seen.open(Shelf.of(history)));
  }

  /** The same for a detector that counts more than the test does; the counters are stored too. */
  Detector.Examination examine(History history, Levels levels, Seen seen) {
    Shelf shelf = Shelf.of(history);
    TiltBook book =
        TiltBook.open(
            shelf, history, levels, name -> Terms.of(hypothesis, NO_MARGIN, Claim.Width.ONE));
    double share = supposed.applyAsDouble(levels.plan());
    SortedMap<Labels, long[]> tonight = new TreeMap<>();
    for (Tally tally : history.tallies(measurement)) {
      long[] counts = tonight.computeIfAbsent(tally.scope(), key -> new long[2]);
      counts[0] += tally.n();
      counts[1] += tally.cell().value(HAS).orElse("").equals("true") ? tally.n() : 0;
      tally.cell().value("source").ifPresent(source -> seen.source(tally.scope(), source));
    }
    tonight.forEach(
        (scope, counts) -> {
          seen.count(scope, ROWS, counts[0]);
          seen.count(scope, HITS, counts[1]);
          ClusterBlock night =
              new ClusterBlock(share, List.of(new ClusterBlock.Cell(counts[0], counts[1], 1)));
          book.add(hypothesis.name(), scope, List.of(YES), Map.of(YES, night.evidence()));
        });
    List<Evidence> evidence = new ArrayList<>();
    for (Claim claim : book.close()) {
      evidence.add(evidence(claim, seen, share, history, levels));
    }
    Map<String, Fold> folds = new HashMap<>();
    book.store(folds);
    seen.store(folds);
    return new Detector.Examination(evidence, folds);
  }

  private Evidence evidence(Claim claim, Seen seen, double share, History history, Levels levels) {
    Labels scope = claim.scope();
    TiltSum bets = claim.top().state().lifetime();
    long rows = seen.counted(scope, ROWS);
    long hits = seen.counted(scope, HITS);
    OptionalDouble mde = detectable(bets.units(), share, levels.of(hypothesis, scope).alpha());
    return new Evidence.Measured(
        hypothesis,
        scope,
        rows == 0 ? Status.NO_DATA : mde.isEmpty() ? Status.UNDERPOWERED : Status.OK,
        difference(hits, rows, share),
        OptionalDouble.of(claim.logE()),
        claim.logELifetime(),
        OptionalDouble.empty(),
        OptionalDouble.of(levels.plan().margin("share_difference")),
        mde,
        rows,
        bets.units(),
        sentence.of(scope, hits, rows)
            + " ("
            + Words.interval(SHARES.clopperPearson(hits, rows).interval())
            + "), against "
            + Words.percent(share)
            + " stated; "
            + Words.count(bets.units(), "night counts", "nights count")
            + " as evidence.",
        seen.sources(scope),
        Query.tallies(List.of(measurement), scope, history.night()),
        attackIds,
        false);
  }

  private Effect difference(long hits, long rows, double share) {
    Interval interval = SHARES.clopperPearson(hits, rows).interval();
    return new Effect(
        effect,
        rows == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) hits / rows - share),
        Interval.of(
            interval.lower().orElse(0) - share,
            interval.upper().orElse(1) - share,
            0.95,
            Interval.Kind.FIXED),
        Effect.Unit.SHARE_DIFFERENCE);
  }

  /** Smallest share difference that so many nights would have shown, each as one unit. */
  private OptionalDouble detectable(long nights, double share, double alpha) {
    Direction side = hypothesis.direction().tilt();
    if (nights == 0 || share <= 0 || share >= 1) {
      return OptionalDouble.empty();
    }
    OptionalDouble tilt =
        DetectableTilt.of(alpha, side).after(nights, TiltUnit.ofShare(share)).of(side);
    if (tilt.isEmpty()) {
      return OptionalDouble.empty();
    }
    double odds = share / (1 - share) * Math.exp(sign(side) * Math.abs(tilt.getAsDouble()));
    return OptionalDouble.of(Math.abs(odds / (1 + odds) - share));
  }

  private static int sign(Direction side) {
    return side == Direction.DOWN ? -1 : 1;
  }
}
