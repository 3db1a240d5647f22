package io.plumbline.detect;

import io.plumbline.datasets.silver.Candidates;
import io.plumbline.findings.Direction;
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
import io.plumbline.stats.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Did a selector take many documents of one cluster of near-duplicates, night after night?
 *
 * <p>An absolute count, for a few hundred documents can do what no share shows: training items
 * taken from a cluster after the first night on which it was offered, against {@value #MANY}.
 * Clusters are those that the log declares. The largest thousand are remembered, so that a count is
 * a lower bound where there are more.
 */
final class RepeatedDocuments implements Detector {

  static final String ID = "repeated-documents/1";

  /** Fewer than the smallest number that is known to work (about 250). */
  private static final int MANY = 100;

  private static final int REMEMBERED = 1_000;
  private static final int LISTED = 3;
  private static final String CLUSTER = "cluster_id";
  private static final String TAKEN = "taken-of-cluster";

  private static final Measurement REPEATED =
      new Measurement(
          "repeated-documents",
          Candidates.SPEC,
          Selections.SCOPE,
          List.of(Expr.column(CLUSTER)),
          Optional.empty(),
          List.of(Selections.SOURCE_CELL),
          List.of(),
          "recurring and selected and version = 1 and purpose = 'training_data'"
              + " and selector_kind <> 'human' and selector_id <> 'random-control'");

  private static final Hypothesis RULE =
      new Hypothesis(
          ID,
          "no-document-many-times",
          Question.SELECTION,
          Family.SELECTION,
          Direction.UP,
          Hypothesis.Standing.EXPLORATORY,
          Hypothesis.Instances.MANY);

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
    return List.of(REPEATED);
  }

  @Override
  public Examination examine(History history, Levels levels) {
    Shelf shelf = Shelf.of(history);
    Seen seen = Seen.open(shelf);
    SortedMap<Labels, SortedMap<String, Long>> scopes = new TreeMap<>();
    for (Shelf.Item item : shelf.items(TAKEN)) {
      scopes
          .computeIfAbsent(item.scope(), key -> new TreeMap<>())
          .put(item.label(CLUSTER), (long) item.fold().numbers()[0]);
    }
    for (Tally tally : history.tallies(REPEATED)) {
      scopes
          .computeIfAbsent(tally.scope(), key -> new TreeMap<>())
          .merge(tally.stratum().value(CLUSTER).orElse(""), tally.n(), Math::addExact);
      tally.cell().value(Selections.SOURCE).ifPresent(source -> seen.source(tally.scope(), source));
    }
    List<Evidence> evidence = new ArrayList<>();
    Map<String, Fold> folds = new HashMap<>();
    seen.store(folds);
    scopes.forEach(
        (scope, clusters) -> {
          if (levels.of(RULE, scope).since().equals(history.night())) {
            // A finding was closed today: what it was about is known.
            clusters.values().removeIf(taken -> taken >= MANY);
          }
          List<Map.Entry<String, Long>> largest =
              clusters.entrySet().stream()
                  .sorted(
                      Map.Entry.<String, Long>comparingByValue()
                          .reversed()
                          .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
                  .limit(REMEMBERED)
                  .toList();
          largest.forEach(
              one ->
                  folds.put(
                      Shelf.key(TAKEN, Map.of("scope", scope.text(), CLUSTER, one.getKey())),
                      Fold.of(one.getValue())));
          if (!largest.isEmpty()) {
            evidence.add(evidence(scope, largest, seen, history));
          }
        });
    return new Examination(evidence, folds);
  }

  private static Evidence evidence(
      Labels scope, List<Map.Entry<String, Long>> largest, Seen seen, History history) {
    List<Map.Entry<String, Long>> many =
        largest.stream().filter(one -> one.getValue() >= MANY).toList();
    return new Evidence.Violations(
        RULE,
        scope,
        Status.OK,
        many.size(),
        largest.size(),
        Evidence.Gravity.ATTENTION,
        OptionalDouble.empty(),
        Words.count(many.size())
            + " of "
            + Words.count(largest.size(), "cluster", "clusters")
            + " of near-duplicates that "
            + scope.value(Selections.SELECTOR).orElse("an unnamed selector")
            + " was offered on more than one night gave it "
            + MANY
            + " training items or more after the first night; most: "
            + largest.stream()
                .limit(LISTED)
                .map(one -> one.getKey() + " (" + Words.count(one.getValue()) + ")")
                .collect(Collectors.joining(", "))
            + ".",
        seen.sources(scope),
        Query.tallies(List.of(REPEATED), scope, history.night()),
        List.of("X03"),
        List.of());
  }
}
