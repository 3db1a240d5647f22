package io.plumbline.detect;

import io.plumbline.measure.Fold;
import io.plumbline.measure.Labels;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counters and source names of a scope, over all nights. */
final class Seen {

  private static final String COUNTER = "counter";
  private static final String SOURCE = "source";

  private final Map<Labels, SortedSet<String>> sources = new HashMap<>();
  private final Map<Labels, SortedMap<String, Long>> counters = new HashMap<>();

  private Seen() {}

  /** Nothing seen yet. */
  static Seen none() {
    return new Seen();
  }

  /** As of the night before. */
  static Seen open(Shelf shelf) {
    Seen seen = new Seen();
    shelf.items(SOURCE).forEach(item -> seen.source(item.scope(), item.label("name")));
    shelf
        .items(COUNTER)
        .forEach(
            item -> seen.count(item.scope(), item.label("name"), (long) item.fold().numbers()[0]));
    return seen;
  }

  void source(Labels scope, String name) {
    sources.computeIfAbsent(scope, key -> new TreeSet<>()).add(name);
  }

  void count(Labels scope, String name, long more) {
    counters.computeIfAbsent(scope, key -> new TreeMap<>()).merge(name, more, Math::addExact);
  }

  /** Forgets a counter. */
  void reset(Labels scope, String name) {
    counters.getOrDefault(scope, new TreeMap<>()).remove(name);
  }

  long counted(Labels scope, String name) {
    return counters.getOrDefault(scope, new TreeMap<>()).getOrDefault(name, 0L);
  }

  /** Names of the counters of a scope, in order. */
  List<String> counterNames(Labels scope) {
    return List.copyOf(counters.getOrDefault(scope, new TreeMap<>()).keySet());
  }

  /** Scopes that have a counter, in order of their text. */
  List<Labels> scopes() {
    return counters.keySet().stream().sorted().toList();
  }

  /** Sources a scope's rows ever came from, in order. */
  List<String> sources(Labels scope) {
    return List.copyOf(sources.getOrDefault(scope, new TreeSet<>()));
  }

  /** Adds what the next night starts from. */
  void store(Map<String, Fold> folds) {
    sources.forEach(
        (scope, names) -> names.forEach(name -> folds.put(key(SOURCE, scope, name), Fold.of(1))));
    counters.forEach(
        (scope, counts) ->
            counts.forEach((name, n) -> folds.put(key(COUNTER, scope, name), Fold.of(n))));
  }

  private static String key(String kind, Labels scope, String name) {
    return Shelf.key(kind, Map.of("scope", scope.text(), "name", name));
  }
}
