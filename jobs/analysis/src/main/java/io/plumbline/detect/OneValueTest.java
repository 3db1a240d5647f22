package io.plumbline.detect;

import io.plumbline.findings.Evidence;
import io.plumbline.findings.Hypothesis;
import io.plumbline.findings.Levels;
import io.plumbline.measure.Fold;
import io.plumbline.measure.History;
import io.plumbline.measure.Labels;
import io.plumbline.measure.Measurement;
import io.plumbline.measure.Tally;
import io.plumbline.stats.Status;
import io.plumbline.stats.TiltSum;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Tests whether one property is over- or under-represented among what each scope took, given its
 * pools. The measurement's cells carry {@code taken}, {@code has}, {@code source} and {@code
 * clustered}.
 *
 * <p>A scope is tested from the first night on which its pools hold units with the property and
 * units without: before that, and for ever where all units are alike, there is no hypothesis. What
 * was offered decides that, not what was taken.
 *
 * @param measurement what is counted
 * @param hypothesis hypothesis of a scope
 * @param attackIds steering patterns it would show
 * @param sentence its words
 */
record OneValueTest(
    Measurement measurement,
    Function<String, Hypothesis> hypothesis,
    List<String> attackIds,
    TiltEvidence.Sentence sentence) {

  private static final String UNITS = "units";
  private static final String IN_CLUSTERS = "units-in-clusters";
  private static final String YES = "yes";

  /** Evidence of every scope ever seen, and the folds the next night starts from. */
  Detector.Examination examine(History history, Levels levels) {
    double margin = levels.plan().margin("selection_log_odds");
    Shelf shelf = Shelf.of(history);
    TiltBook book =
        TiltBook.open(
            shelf,
            history,
            levels,
            name -> Terms.of(hypothesis.apply(name), margin, Claim.Width.ONE));
    Seen seen = Seen.open(shelf);
    PoolMemory memory = PoolMemory.open(shelf, history.night());
    counts(history, seen)
        .forEach(
            (role, counts) -> {
              TiltSum evidence = counts.evidence("", YES, history.night(), role, memory);
              counts.remember(Map.of("", List.of(YES)), role, memory);
              if (counts.isMixed("", YES) || book.has(name(role), role)) {
                book.add(name(role), role, List.of(YES), Map.of(YES, evidence));
              }
            });
    List<Evidence> evidence = new ArrayList<>();
    for (Claim claim : book.close()) {
      evidence.add(
          TiltEvidence.of(
              claim,
              levels,
              new TiltEvidence.Setting(
                  margin,
                  seen.counted(claim.scope(), IN_CLUSTERS) == 0
                      ? Status.UNIT_UNDECLARED
                      : Status.OK,
                  seen.sources(claim.scope()),
                  Query.tallies(List.of(measurement), claim.scope(), history.night()),
                  attackIds,
                  false),
              sentence));
    }
    Map<String, Fold> folds = new HashMap<>();
    book.store(folds);
    seen.store(folds);
    memory.store(folds);
    return new Detector.Examination(evidence, folds);
  }

  private String name(Labels scope) {
    return scope.value(Selections.PURPOSE).orElse("");
  }

  private SortedMap<Labels, PoolCounts> counts(History history, Seen seen) {
    Map<Labels, PoolCounts> byScope = new HashMap<>();
    for (Tally tally : history.tallies(measurement)) {
      Labels scope = tally.scope();
      Block block = Block.of(tally);
      boolean isTaken = is(tally, Selections.TAKEN);
      PoolCounts counts = byScope.computeIfAbsent(scope, key -> new PoolCounts());
      counts.add(block, isTaken, tally.n());
      if (is(tally, Selections.HAS)) {
        counts.add("", YES, block, isTaken, tally.n());
      }
      seen.count(scope, UNITS, tally.n());
      if (is(tally, Selections.CLUSTERED)) {
        seen.count(scope, IN_CLUSTERS, tally.n());
      }
      tally.cell().value(Selections.SOURCE).ifPresent(source -> seen.source(scope, source));
    }
    return new TreeMap<>(byScope);
  }

  private static boolean is(Tally tally, String label) {
    return tally.cell().value(label).orElse("").equals("true");
  }
}
