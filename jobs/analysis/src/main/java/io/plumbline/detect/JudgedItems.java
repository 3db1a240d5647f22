package io.plumbline.detect;

import io.plumbline.measure.Fold;
import io.plumbline.measure.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The first score of each item by each judge of each candidate, and which items were compared
 * already. An item is known by 53 bits of its SHA-256.
 */
final class JudgedItems {

  private static final String SCORES = "scores";
  private static final String USED = "used";
  private static final double MICRO = 1e6;

  /**
   * Four scores of an item, in [0, 1].
   *
   * @param ownOwn own judge on its own candidate
   * @param ownRival own judge on the rival
   * @param otherOwn independent judge on the own candidate
   * @param otherRival independent judge on the rival
   */
  record Quartet(double ownOwn, double ownRival, double otherOwn, double otherRival) {

    /** The difference of differences, in [-1, 1]. */
    double difference() {
      return Math.max(-1, Math.min(1, ownOwn - otherOwn - (ownRival - otherRival)));
    }

    /** Whether the judges prefer different candidates; neither may be undecided. */
    boolean isDiscordant() {
      return (ownOwn - ownRival) * (otherOwn - otherRival) < 0;
    }

    boolean favoursOwn() {
      return ownOwn > ownRival;
    }
  }

  private final SortedMap<Labels, SortedMap<Double, Double>> scores = new TreeMap<>();
  private final SortedMap<Labels, SortedSet<Double>> used = new TreeMap<>();

  private JudgedItems() {}

  /** As of the night before. */
  static JudgedItems open(Shelf shelf) {
    JudgedItems items = new JudgedItems();
    for (Shelf.Item item : shelf.items(SCORES)) {
      double[] numbers = item.fold().numbers();
      SortedMap<Double, Double> known = new TreeMap<>();
      for (int i = 0; i < numbers.length; i += 2) {
        known.put(numbers[i], numbers[i + 1]);
      }
      items.scores.put(item.scope(), known);
    }
    for (Shelf.Item item : shelf.items(USED)) {
      SortedSet<Double> known = new TreeSet<>();
      for (double one : item.fold().numbers()) {
        known.add(one);
      }
      items.used.put(item.scope(), known);
    }
    return items;
  }

  /**
   * Keeps the first score.
   *
   * @param pair task, judge and model
   * @param scoreMicro in millionths
   */
  void add(Labels pair, String item, double scoreMicro) {
    scores
        .computeIfAbsent(pair, key -> new TreeMap<>())
        .putIfAbsent(Known.hash(item), Math.max(0, Math.min(1, scoreMicro / MICRO)));
  }

  /**
   * Items whose four scores are all known and that were not compared for this judge before; from
   * now on they were.
   *
   * @param own task and judge
   * @param relations task, judge, model and how the judge stands to the model
   */
  List<Quartet> complete(Labels own, Iterable<Labels> relations) {
    Map<Labels, String> standing = new HashMap<>();
    for (Labels one : relations) {
      standing.merge(
          one.without("judge_relation"),
          one.value("judge_relation").orElse(Kinship.UNKNOWN),
          JudgedItems::closer);
    }
    List<Labels> pairs =
        scores.keySet().stream()
            .filter(pair -> pair.value("task").equals(own.value("task")))
            .sorted(Comparator.naturalOrder())
            .toList();
    List<Quartet> complete = new ArrayList<>();
    SortedSet<Double> done = used.computeIfAbsent(own, key -> new TreeSet<>());
    for (Labels mine : pairs) {
      if (mine.value("judge").equals(own.value("judge"))
          && Kinship.isClose(standing.getOrDefault(mine, ""))) {
        for (Labels rival : pairs) {
          if (rival.value("judge").equals(own.value("judge")) && isApart(standing, rival)) {
            for (Labels other : pairs) {
              compare(mine, rival, other, standing, done, complete);
            }
          }
        }
      }
    }
    return complete;
  }

  private void compare(
      Labels mine,
      Labels rival,
      Labels other,
      Map<Labels, String> standing,
      SortedSet<Double> done,
      List<Quartet> complete) {
    if (!other.value("model").equals(mine.value("model"))
        || other.value("judge").equals(mine.value("judge"))
        || !isApart(standing, other)) {
      return;
    }
    Labels otherRival = other.with("model", rival.value("model").orElse(""));
    if (!isApart(standing, otherRival)) {
      return;
    }
    scores
        .get(mine)
        .forEach(
            (item, score) -> {
              Optional<Double> onRival = score(rival, item);
              Optional<Double> othersOnMine = score(other, item);
              Optional<Double> othersOnRival = score(otherRival, item);
              if (onRival.isPresent()
                  && othersOnMine.isPresent()
                  && othersOnRival.isPresent()
                  && done.add(item)) {
                complete.add(
                    new Quartet(score, onRival.get(), othersOnMine.get(), othersOnRival.get()));
              }
            });
  }

  private Optional<Double> score(Labels pair, double item) {
    return Optional.ofNullable(scores.getOrDefault(pair, new TreeMap<>()).get(item));
  }

  private static boolean isApart(Map<Labels, String> standing, Labels pair) {
    return standing.getOrDefault(pair, "").equals("unrelated");
  }

  /** The relation that is closer to kinship: a judge once known as a relative stays one. */
  private static String closer(String one, String other) {
    return Kinship.isClose(one) || other.equals("unrelated") ? one : other;
  }

  /** Adds what the next night starts from. */
  void store(Map<String, Fold> folds) {
    scores.forEach(
        (pair, known) -> {
          double[] numbers = new double[2 * known.size()];
          int i = 0;
          for (Map.Entry<Double, Double> one : known.entrySet()) {
            numbers[i++] = one.getKey();
            numbers[i++] = one.getValue();
          }
          folds.put(Shelf.key(SCORES, Map.of("scope", pair.text())), Fold.of(numbers));
        });
    used.forEach(
        (own, items) ->
            folds.put(
                Shelf.key(USED, Map.of("scope", own.text())),
                Fold.of(items.stream().mapToDouble(Double::doubleValue).toArray())));
  }
}
