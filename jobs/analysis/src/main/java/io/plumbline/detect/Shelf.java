package io.plumbline.detect;

import io.plumbline.measure.Fold;
import io.plumbline.measure.History;
import io.plumbline.measure.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A detector's folds with their keys read, by kind; in order of their keys. */
final class Shelf {

  private static final String KIND = "fold";

  /** A fold and the labels of its key. */
  record Item(Labels key, Fold fold) {

    String label(String name) {
      return key.value(name).orElse("");
    }

    Labels scope() {
      return Labels.parse(label("scope"));
    }
  }

  private final Map<String, List<Item>> items = new HashMap<>();

  private Shelf() {}

  static Shelf of(History history) {
    return of(history.folds());
  }

  static Shelf of(Map<String, Fold> folds) {
    Shelf shelf = new Shelf();
    new TreeMap<>(folds)
        .forEach(
            (text, fold) -> {
              Labels key = Labels.parse(text);
              shelf
                  .items
                  .computeIfAbsent(key.value(KIND).orElse(""), kind -> new ArrayList<>())
                  .add(new Item(key, fold));
            });
    return shelf;
  }

  List<Item> items(String kind) {
    return items.getOrDefault(kind, List.of());
  }

  /** The key of a fold of this kind. */
  static String key(String kind, Map<String, String> labels) {
    return Labels.of(labels).with(KIND, kind).text();
  }
}
