package io.plumbline.detect;

import io.plumbline.findings.Evidence;
import io.plumbline.findings.Hypothesis;
import io.plumbline.findings.Levels;
import io.plumbline.findings.Plan;
import io.plumbline.findings.Question;
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
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Tests of every attribute found whether any of its values is over- or under-represented among what
 * each scope took, given its pools. Items without the attribute belong to the rest.
 *
 * @param pools counts whole pools: cells {@code taken}, {@code source}, {@code clustered}
 * @param values counts the same rows by attribute value: cells {@code taken}, {@code key}, {@code
 *     value}
 * @param hypothesis hypothesis of a name {@code purpose/attribute}
 * @param plan whether what is declared for the question is about this test
 * @param elsewhere attributes of a purpose, as {@code purpose/attribute}, or of every purpose, as
 *     {@code attribute}, that have a test of their own
 * @param attackIds steering patterns it would show
 * @param sentence its words
 */
record AttributeTest(
    Measurement pools,
    Measurement values,
    Function<String, Hypothesis> hypothesis,
    Declarations plan,
    Set<String> elsewhere,
    List<String> attackIds,
    TiltEvidence.Sentence sentence) {

  private static final String UNITS = "units";
  private static final String IN_CLUSTERS = "units-in-clusters";

  /** Label of a claim's scope that names the attribute. */
  static final String ATTRIBUTE = "attribute";

  /** Evidence of every scope and attribute ever seen, and the folds the next night starts from. */
  Detector.Examination examine(History history, Levels levels) {
    Shelf shelf = Shelf.of(history);
    TiltBook book = TiltBook.open(shelf, history, levels, name -> terms(name, levels.plan()));
    Seen seen = Seen.open(shelf);
    PoolMemory memory = PoolMemory.open(shelf, history.night());
    StratumOdds odds = StratumOdds.open(shelf);
    counts(history, seen)
        .forEach(
            (role, counts) -> {
              Map<String, List<String>> tested = new TreeMap<>();
              for (String attribute : counts.attributes()) {
                List<String> names = counts.values(attribute);
                Labels scope = role.with(ATTRIBUTE, attribute);
                String name = role.value(Selections.PURPOSE).orElse("") + "/" + attribute;
                Claim claim = book.claim(name, scope);
                claim.register(names, history.night());
                List<String> apart = claim.values().stream().map(Claim.Value::name).toList();
                Map<String, TiltSum> evidence = new HashMap<>();
                apart.forEach(
                    value ->
                        evidence.put(
                            value,
                            counts.evidence(attribute, value, history.night(), role, memory)));
                book.add(name, scope, names, evidence);
                odds.add(scope, attribute, counts);
                tested.put(attribute, apart);
              }
              counts.remember(tested, role, memory);
            });
    List<Evidence> evidence = new ArrayList<>();
    for (Claim claim : book.close()) {
      odds.watch(claim);
      Labels role = claim.scope().without(ATTRIBUTE);
      evidence.add(
          TiltEvidence.of(
              claim,
              levels,
              new TiltEvidence.Setting(
                  claim.terms().margin(),
                  seen.counted(role, IN_CLUSTERS) == 0 ? Status.UNIT_UNDECLARED : Status.OK,
                  seen.sources(role),
                  Query.tallies(
                      List.of(pools, values),
                      role,
                      history.night(),
                      "key",
                      claim.scope().value(ATTRIBUTE).orElse("")),
                  attackIds,
                  false),
              (scope, top, sum, effect) ->
                  sentence.of(scope, top, sum, effect) + odds.words(scope, top.name())));
    }
    if (plan == Declarations.HEEDED) {
      Declarations.missing(
              evidence, levels.plan(), Question.SELECTION, name -> terms(name, levels.plan()))
          .forEach(evidence::add);
    }
    Map<String, Fold> folds = new HashMap<>();
    book.store(folds);
    seen.store(folds);
    memory.store(folds);
    odds.store(folds);
    return new Detector.Examination(evidence, folds);
  }

  private Terms terms(String name, Plan declared) {
    Terms terms =
        Terms.of(hypothesis.apply(name), declared.margin("selection_log_odds"), Claim.Width.MANY);
    return plan == Declarations.HEEDED ? terms.asDeclared(declared, Question.SELECTION) : terms;
  }

  /** Counts by role, in order. */
  private SortedMap<Labels, PoolCounts> counts(History history, Seen seen) {
    Map<Labels, PoolCounts> byRole = new HashMap<>();
    for (Tally tally : history.tallies(pools)) {
      Labels role = tally.scope();
      byRole
          .computeIfAbsent(role, key -> new PoolCounts())
          .add(Block.of(tally), is(tally, Selections.TAKEN), tally.n());
      seen.count(role, UNITS, tally.n());
      if (is(tally, Selections.CLUSTERED)) {
        seen.count(role, IN_CLUSTERS, tally.n());
      }
      tally.cell().value(Selections.SOURCE).ifPresent(source -> seen.source(role, source));
    }
    for (Tally tally : history.tallies(values)) {
      String attribute = tally.cell().value("key").orElse("");
      String purpose = tally.scope().value(Selections.PURPOSE).orElse("");
      if (!elsewhere.contains(attribute) && !elsewhere.contains(purpose + "/" + attribute)) {
        byRole
            .computeIfAbsent(tally.scope(), key -> new PoolCounts())
            .add(
                attribute,
                tally.cell().value("value").orElse(""),
                Block.of(tally),
                is(tally, Selections.TAKEN),
                tally.n());
      }
    }
    return new TreeMap<>(byRole);
  }

  private static boolean is(Tally tally, String label) {
    return tally.cell().value(label).orElse("").equals("true");
  }
}
