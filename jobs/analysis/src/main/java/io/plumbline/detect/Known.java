package io.plumbline.detect;

import io.plumbline.measure.Fold;
import io.plumbline.measure.Labels;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Ids that were counted already, so that a thing of which several versions are recorded counts
 * once. An id is known by 53 bits of its SHA-256.
 */
final class Known {

  private static final String KIND = "known";

  private record Key(String name, Labels scope) {}

  private final Map<Key, SortedSet<Double>> ids = new HashMap<>();

  private Known() {}

  /** As of the night before. */
  static Known open(Shelf shelf) {
    Known known = new Known();
    for (Shelf.Item item : shelf.items(KIND)) {
      SortedSet<Double> ids = new TreeSet<>();
      for (double id : item.fold().numbers()) {
        ids.add(id);
      }
      known.ids.put(new Key(item.label("name"), item.scope()), ids);
    }
    return known;
  }

  /** Whether the id was not known yet; it is from now on. */
  boolean isNew(String name, Labels scope, String id) {
    return ids.computeIfAbsent(new Key(name, scope), key -> new TreeSet<>()).add(hash(id));
  }

  /** Adds what the next night starts from. */
  void store(Map<String, Fold> folds) {
    ids.forEach(
        (key, known) ->
            folds.put(
                Shelf.key(KIND, Map.of("name", key.name, "scope", key.scope.text())),
                Fold.of(known.stream().mapToDouble(Double::doubleValue).toArray())));
  }

  /** 53 bits of a SHA-256 as a whole number that a double holds exactly. */
  static double hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong() >>> 11;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
