package io.plumbline.detect;

import io.plumbline.measure.Fold;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * On which day, by its own record, a thing was first made and first used. Things are known by 53
 * bits of the SHA-256 of their names.
 */
final class FirstDays {

  private static final String MADE = "made";
  private static final String USED = "used";

  private final SortedMap<Double, Double> made = new TreeMap<>();
  private final SortedMap<Double, Double> used = new TreeMap<>();

  private FirstDays() {}

  static FirstDays open(Shelf shelf, String kind) {
    FirstDays days = new FirstDays();
    for (Shelf.Item item : shelf.items(kind)) {
      SortedMap<Double, Double> known = item.label("what").equals(MADE) ? days.made : days.used;
      double[] numbers = item.fold().numbers();
      for (int i = 0; i < numbers.length; i += 2) {
        known.put(numbers[i], numbers[i + 1]);
      }
    }
    return days;
  }

  /** Notes that it was made; what is wrong with that where it is the first making of it. */
  Optional<String> made(String node, long day) {
    double hash = Known.hash(node);
    boolean isFirst = made.putIfAbsent(hash, (double) day) == null;
    made.merge(hash, (double) day, Math::min);
    Double use = used.get(hash);
    return isFirst && use != null && use < day
        ? Optional.of(wrong(node, (long) (double) use, day))
        : Optional.empty();
  }

  /** Notes that it was used; what is wrong with that where it is the first use of it. */
  Optional<String> used(String node, long day) {
    double hash = Known.hash(node);
    boolean isFirst = used.putIfAbsent(hash, (double) day) == null;
    used.merge(hash, (double) day, Math::min);
    Double making = made.get(hash);
    return isFirst && making != null && day < making
        ? Optional.of(wrong(node, day, (long) (double) making))
        : Optional.empty();
  }

  private static String wrong(String node, long use, long making) {
    return node
        + " was used on "
        + LocalDate.ofEpochDay(use)
        + " and trained on "
        + LocalDate.ofEpochDay(making);
  }

  void store(Map<String, Fold> folds, String kind) {
    store(folds, kind, MADE, made);
    store(folds, kind, USED, used);
  }

  private static void store(
      Map<String, Fold> folds, String kind, String what, SortedMap<Double, Double> known) {
    if (known.isEmpty()) {
      return;
    }
    double[] numbers = new double[2 * known.size()];
    int i = 0;
    for (Map.Entry<Double, Double> one : known.entrySet()) {
      numbers[i++] = one.getKey();
      numbers[i++] = one.getValue();
    }
    folds.put(Shelf.key(kind, Map.of("what", what)), Fold.of(numbers));
  }
}
