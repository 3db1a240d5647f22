package io.plumbline.detect;

import io.plumbline.findings.Effect;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Hypothesis;
import io.plumbline.findings.Levels;
import io.plumbline.measure.Fold;
import io.plumbline.measure.History;
import io.plumbline.measure.Labels;
import io.plumbline.measure.Measurement;
import io.plumbline.measure.Tally;
import io.plumbline.stats.CochranArmitage;
import io.plumbline.stats.ShareInterval;
import io.plumbline.stats.Status;
import io.plumbline.stats.TiltSum;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Tests whether a share of a lab's decisions rises from generation to generation, by domain and
 * over all domains together.
 *
 * <p>METHODS 8.D, D3: kernel H, one-sided, each pair of neighbouring generations once, on disjoint
 * halves by a hash of the decision. The shares by generation with Wilson intervals, and below six
 * generations the test of Cochran and Armitage, are for display. The measurement's scope is {@code
 * domain}, its stratum {@code generation}, its cells carry {@code half} (0 or 1), {@code has} and
 * {@code source}.
 *
 * @param measurement what is counted
 * @param hypothesis hypothesis of every scope
 * @param what the share, for a reader
 * @param attackIds steering patterns it would show
 */
record GenerationTrend(
    Measurement measurement, Hypothesis hypothesis, String what, List<String> attackIds) {

  private static final String YES = "yes";
  private static final int FEW = 6;
  private static final ShareInterval SHARES = ShareInterval.atLevel(0.95);

  Detector.Examination examine(History history, Levels levels) {
    // At a share of one half a difference of d is a log odds ratio of about 4 d.
    double margin = 4 * levels.plan().margin("decision_share_trend");
    Shelf shelf = Shelf.of(history);
    Seen seen = Seen.open(shelf);
    GenerationHalves halves = GenerationHalves.open(shelf);
    TiltBook book =
        TiltBook.open(
            shelf, history, levels, name -> Terms.of(hypothesis, margin, Claim.Width.ONE));
    for (Tally tally : history.tallies(measurement)) {
      count(tally, seen, halves, history);
    }
    (history.tallies(measurement).isEmpty()
            ? new TreeMap<Labels, TiltSum>()
            : halves.close(history.night()))
        .forEach(
            (scope, sum) -> {
              if (sum.informativeBlocks() > 0 || book.has(hypothesis.name(), scope)) {
                book.add(hypothesis.name(), scope, List.of(YES), Map.of(YES, sum));
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
                  Status.OK,
                  seen.sources(claim.scope()),
                  query(claim.scope(), history),
                  attackIds,
                  false),
              (scope, top, sum, effect) -> sentence(scope, halves, effect)));
    }
    if (evidence.isEmpty() && !seen.sources(Labels.NONE).isEmpty()) {
      evidence.add(tooFew(halves, seen));
    }
    Map<String, Fold> folds = new HashMap<>();
    book.store(folds);
    seen.store(folds);
    halves.store(folds);
    return new Detector.Examination(evidence, folds);
  }

  private String query(Labels scope, History history) {
    return scope.equals(Labels.NONE)
        ? Query.tallies(List.of(measurement), scope, history.night())
            .replace(" and scope = " + Query.literal(scope.text()), "")
        : Query.tallies(List.of(measurement), scope, history.night());
  }

  private static void count(Tally tally, Seen seen, GenerationHalves halves, History history) {
    for (Labels scope : List.of(tally.scope(), Labels.NONE)) {
      tally.cell().value("source").ifPresent(source -> seen.source(scope, source));
      OptionalInt generation =
          tally.stratum().value("generation").map(Integer::parseInt).stream()
              .mapToInt(Integer::intValue)
              .findFirst();
      if (generation.isPresent()) {
        halves.add(
            history.night(),
            scope,
            scope.equals(Labels.NONE) ? tally.scope().value("domain").orElse("") : "",
            generation.getAsInt(),
            tally.cell().value("half").orElse("").equals("0")
                ? GenerationHalves.Half.FIRST_HALF
                : GenerationHalves.Half.SECOND_HALF,
            tally.n(),
            tally.cell().value("has").orElse("").equals("true") ? tally.n() : 0);
      } else {
        seen.count(scope, "without generation", tally.n());
      }
    }
  }

  private String sentence(Labels scope, GenerationHalves halves, Effect effect) {
    SortedMap<Integer, long[]> shares = halves.shares(scope);
    return scope.value("domain").map(domain -> "Domain " + domain).orElse("All domains")
        + ": "
        + what
        + " was "
        + shares.entrySet().stream()
            .map(
                one ->
                    Words.percent((double) one.getValue()[1] / one.getValue()[0])
                        + " in generation "
                        + one.getKey()
                        + " ("
                        + Words.interval(
                            SHARES.wilson(one.getValue()[1], one.getValue()[0]).interval())
                        + ", "
                        + Words.count(one.getValue()[0], "decision", "decisions")
                        + ")")
            .collect(Collectors.joining(", "))
        + "; the later of two generations against the earlier, on disjoint halves: "
        + Words.effect(effect)
        + display(shares)
        + ".";
  }

  private static String display(SortedMap<Integer, long[]> shares) {
    if (shares.size() >= FEW) {
      return "";
    }
    long[] hits = shares.values().stream().mapToLong(count -> count[1]).toArray();
    long[] trials = shares.values().stream().mapToLong(count -> count[0]).toArray();
    var trend = CochranArmitage.test(hits, trials);
    return trend.p().isEmpty()
        ? ""
        : String.format(
            Locale.ROOT, ", p of a linear trend %.3g, for display", trend.p().getAsDouble());
  }

  private Evidence tooFew(GenerationHalves halves, Seen seen) {
    List<Integer> generations = halves.generations();
    return new Evidence.Insufficient(
        hypothesis,
        Labels.NONE,
        Status.INSUFFICIENT,
        "All domains: "
            + what
            + " cannot be followed over generations yet: decisions of "
            + Words.count(generations.size(), "generation", "generations")
            + " are known and two of them have to be closed ("
            + Words.count(seen.counted(Labels.NONE, "without generation"), "decision", "decisions")
            + " name no model of a known generation).",
        seen.sources(Labels.NONE));
  }
}
