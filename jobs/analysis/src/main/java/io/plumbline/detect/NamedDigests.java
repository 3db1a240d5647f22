package io.plumbline.detect;

import io.plumbline.measure.Fold;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Under which names digests were made and decided, and which digests a name had on a day. Names and
 * digests are known by 53 bits of their SHA-256; the part of a name before its first slash, where
 * lineage puts its namespace, may be missing.
 */
final class NamedDigests {

  /** A version number says nothing of the content. */
  private static final Pattern HASH = Pattern.compile("(sha256:)?[0-9a-fA-F]{32,}");

  private static final String NAMES = "names";
  private static final String MADE = "made";
  private static final String DECIDED = "decided";

  /** A name on a day. */
  private record Day(double name, double day) implements Comparable<Day> {
    @Override
    public int compareTo(Day other) {
      int byName = Double.compare(name, other.name);
      return byName != 0 ? byName : Double.compare(day, other.day);
    }
  }

  private final SortedMap<Double, Double> nameOf = new TreeMap<>();
  private final SortedMap<Day, SortedSet<Double>> made = new TreeMap<>();
  private final SortedMap<Day, SortedSet<Double>> decided = new TreeMap<>();

  private NamedDigests() {}

  static NamedDigests open(Shelf shelf, String kind) {
    NamedDigests digests = new NamedDigests();
    for (Shelf.Item item : shelf.items(kind)) {
      double[] numbers = item.fold().numbers();
      if (item.label("what").equals(NAMES)) {
        for (int i = 0; i < numbers.length; i += 2) {
          digests.nameOf.put(numbers[i], numbers[i + 1]);
        }
      } else {
        SortedMap<Day, SortedSet<Double>> days =
            item.label("what").equals(MADE) ? digests.made : digests.decided;
        for (int i = 0; i < numbers.length; i += 3) {
          days.computeIfAbsent(new Day(numbers[i], numbers[i + 1]), key -> new TreeSet<>())
              .add(numbers[i + 2]);
        }
      }
    }
    return digests;
  }

  /** What is contradictory about a run having made this under this name; empty where nothing is. */
  Optional<String> made(String name, String digest, long day) {
    return noted(name, digest, day, made, decided, "it was decided");
  }

  /** The same about a decision having executed it. */
  Optional<String> decided(String name, String digest, long day) {
    return noted(name, digest, day, decided, made, "it was made");
  }

  private Optional<String> noted(
      String name,
      String digest,
      long day,
      SortedMap<Day, SortedSet<Double>> own,
      SortedMap<Day, SortedSet<Double>> others,
      String where) {
    if (!HASH.matcher(digest).matches()) {
      return Optional.empty();
    }
    String bare = bare(name);
    double hash = Known.hash(digest);
    Day on = new Day(Known.hash(bare), day);
    boolean isNewOnDay = own.computeIfAbsent(on, key -> new TreeSet<>()).add(hash);
    Double before = nameOf.putIfAbsent(hash, on.name);
    if (before != null && before != on.name) {
      return Optional.of(
          "digest " + shortened(digest) + " stands under another name than " + bare + " too");
    }
    SortedSet<Double> other = others.getOrDefault(on, new TreeSet<>());
    boolean isApart =
        isNewOnDay && !other.isEmpty() && own.get(on).stream().noneMatch(other::contains);
    return isApart
        ? Optional.of(
            bare + " has digest " + shortened(digest) + " here and only others where " + where)
        : Optional.empty();
  }

  /**
   * Without the namespace: the last two parts, as {@code training/batch-1} of {@code lab/...}; a
   * model by its id.
   */
  private static String bare(String name) {
    int last = name.lastIndexOf('/');
    int before = last < 0 ? -1 : name.lastIndexOf('/', last - 1);
    String bare = name.substring(before + 1);
    return bare.startsWith("model/") ? bare.substring("model/".length()) : bare;
  }

  private static String shortened(String digest) {
    return digest.substring(0, Math.min(12, digest.length()));
  }

  void store(Map<String, Fold> folds, String kind) {
    Map<String, double[]> all = new HashMap<>();
    double[] names = new double[2 * nameOf.size()];
    int i = 0;
    for (Map.Entry<Double, Double> one : nameOf.entrySet()) {
      names[i++] = one.getKey();
      names[i++] = one.getValue();
    }
    all.put(NAMES, names);
    all.put(MADE, numbers(made));
    all.put(DECIDED, numbers(decided));
    all.forEach(
        (what, numbers) -> {
          if (numbers.length > 0) {
            folds.put(Shelf.key(kind, Map.of("what", what)), Fold.of(numbers));
          }
        });
  }

  private static double[] numbers(SortedMap<Day, SortedSet<Double>> days) {
    double[] numbers = new double[3 * days.values().stream().mapToInt(SortedSet::size).sum()];
    int i = 0;
    for (Map.Entry<Day, SortedSet<Double>> day : days.entrySet()) {
      for (double digest : day.getValue()) {
        numbers[i++] = day.getKey().name;
        numbers[i++] = day.getKey().day;
        numbers[i++] = digest;
      }
    }
    return numbers;
  }
}
