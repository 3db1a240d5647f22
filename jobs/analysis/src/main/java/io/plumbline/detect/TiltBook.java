package io.plumbline.detect;

import io.plumbline.findings.Levels;
import io.plumbline.measure.Fold;
import io.plumbline.measure.History;
import io.plumbline.measure.Labels;
import io.plumbline.stats.TiltSum;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * All claims of a detector: restored from its folds, brought forward by one night, and stored
 * again.
 */
final class TiltBook {

  private static final String KIND = "claim";
  private static final int YEAR = 365;

  /** Which claim: name of the hypothesis and scope. */
  private record Key(String name, Labels scope) {}

  private final History history;
  private final Levels levels;
  private final Function<String, Terms> terms;
  private final Map<Key, Claim> claims = new HashMap<>();
  private final Map<Key, Map<String, TiltSum>> tonight = new HashMap<>();

  private TiltBook(History history, Levels levels, Function<String, Terms> terms) {
    this.history = history;
    this.levels = levels;
    this.terms = terms;
  }

  /**
   * The book as of the night before.
   *
   * @param terms what a claim of a name is registered with
   */
  static TiltBook open(Shelf shelf, History history, Levels levels, Function<String, Terms> terms) {
    TiltBook book = new TiltBook(history, levels, terms);
    for (Shelf.Item item : shelf.items(KIND)) {
      book.claim(item.label("name"), item.scope()).restore(item.label("value"), item.fold());
    }
    return book;
  }

  /** The claim of this name and scope; a new one where there was none. */
  Claim claim(String name, Labels scope) {
    return claims.computeIfAbsent(new Key(name, scope), key -> new Claim(terms.apply(name), scope));
  }

  /** Whether there is a claim of this name and scope. */
  boolean has(String name, Labels scope) {
    return claims.containsKey(new Key(name, scope));
  }

  /** Tonight's evidence for the values of a claim, which are registered where they are new. */
  void add(String name, Labels scope, List<String> values, Map<String, TiltSum> evidence) {
    claim(name, scope).register(values, history.night());
    tonight.put(new Key(name, scope), Map.copyOf(evidence));
  }

  /** Brings every claim forward by the night, with evidence or without; in a fixed order. */
  List<Claim> close() {
    List<Map.Entry<Key, Claim>> ordered =
        claims.entrySet().stream()
            .filter(entry -> !entry.getValue().values().isEmpty())
            .sorted(
                Comparator.comparing((Map.Entry<Key, Claim> entry) -> entry.getKey().name)
                    .thenComparing(entry -> entry.getKey().scope.text()))
            .toList();
    for (Map.Entry<Key, Claim> entry : ordered) {
      Claim claim = entry.getValue();
      claim.night(
          tonight.getOrDefault(entry.getKey(), Map.of()),
          history.night(),
          yearStart(),
          levels.of(claim.hypothesis(), claim.scope()).since());
    }
    return ordered.stream().map(Map.Entry::getValue).toList();
  }

  private LocalDate yearStart() {
    long days = history.night().toEpochDay() - history.firstNight().toEpochDay();
    return history.firstNight().plusDays(days / YEAR * YEAR);
  }

  /** Adds what the next night starts from. */
  void store(Map<String, Fold> folds) {
    claims.forEach(
        (key, claim) ->
            claim
                .values()
                .forEach(
                    value ->
                        folds.put(
                            Shelf.key(
                                KIND,
                                Map.of(
                                    "name", key.name,
                                    "scope", key.scope.text(),
                                    "value", value.name())),
                            claim.fold(value))));
  }
}
