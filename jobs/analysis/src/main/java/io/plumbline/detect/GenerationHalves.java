package io.plumbline.detect;

import io.plumbline.measure.Fold;
import io.plumbline.measure.Labels;
import io.plumbline.stats.PoolBlock;
import io.plumbline.stats.TiltBlock;
import io.plumbline.stats.TiltSum;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Counts by generation, each in two halves, so that a generation can be compared with the one
 * before and with the one after without any row being used twice (METHODS 8.D, D3).
 *
 * <p>A generation closes on the first night on which a later one is known, or {@value #IDLE} nights
 * after its last row. Its first half is then compared with the second half of its predecessor,
 * once; what comes later of it counts no more.
 */
final class GenerationHalves {

  private static final String KIND = "generation-half";
  private static final String CLOSED = "generation-closed";
  private static final String LAST = "generation-last";

  /** Nights without a row after which a generation is over though no later one is known. */
  static final int IDLE = 3;

  private static final int FIRST = 0;
  private static final int SECOND = 2;

  private record Key(Labels scope, String stratum, int generation) {}

  private final Map<Key, long[]> counts = new HashMap<>();
  private final SortedSet<Integer> closed = new TreeSet<>();
  private final SortedMap<Integer, Long> last = new TreeMap<>();

  private GenerationHalves() {}

  /** As of the night before. */
  static GenerationHalves open(Shelf shelf) {
    GenerationHalves halves = new GenerationHalves();
    for (Shelf.Item item : shelf.items(KIND)) {
      double[] numbers = item.fold().numbers();
      long[] counts = new long[numbers.length];
      for (int i = 0; i < numbers.length; i++) {
        counts[i] = (long) numbers[i];
      }
      halves.counts.put(
          new Key(item.scope(), item.label("stratum"), Integer.parseInt(item.label("generation"))),
          counts);
    }
    for (Shelf.Item item : shelf.items(CLOSED)) {
      halves.closed.add(Integer.parseInt(item.label("generation")));
    }
    for (Shelf.Item item : shelf.items(LAST)) {
      halves.last.put(Integer.parseInt(item.label("generation")), (long) item.fold().numbers()[0]);
    }
    return halves;
  }

  /** Which half a row is in. */
  enum Half {
    FIRST_HALF,
    SECOND_HALF
  }

  /** Counts rows of a generation that is not closed yet. */
  void add(
      LocalDate night,
      Labels scope,
      String stratum,
      int generation,
      Half half,
      long rows,
      long hits) {
    if (closed.contains(generation)) {
      return;
    }
    last.put(generation, night.toEpochDay());
    long[] count = counts.computeIfAbsent(new Key(scope, stratum, generation), key -> new long[4]);
    int at = half == Half.FIRST_HALF ? FIRST : SECOND;
    count[at] = Math.addExact(count[at], rows);
    count[at + 1] = Math.addExact(count[at + 1], hits);
  }

  /** Generations with counts, in order. */
  List<Integer> generations() {
    SortedSet<Integer> generations = new TreeSet<>();
    counts.keySet().forEach(key -> generations.add(key.generation));
    return List.copyOf(generations);
  }

  /** Rows and hits of a scope by generation, both halves and all strata together. */
  SortedMap<Integer, long[]> shares(Labels scope) {
    SortedMap<Integer, long[]> shares = new TreeMap<>();
    counts.forEach(
        (key, count) -> {
          if (key.scope.equals(scope)) {
            long[] sum = shares.computeIfAbsent(key.generation, generation -> new long[2]);
            sum[0] += count[FIRST] + count[SECOND];
            sum[1] += count[FIRST + 1] + count[SECOND + 1];
          }
        });
    return shares;
  }

  /**
   * Closes every generation that is over by a night with rows and gives what each says beside its
   * predecessor: selected are the hits, the attribute is to belong to the later generation.
   */
  SortedMap<Labels, TiltSum> close(LocalDate night) {
    SortedMap<Labels, List<TiltBlock>> blocks = new TreeMap<>();
    List<Integer> generations = generations();
    for (int i = 0; i < generations.size(); i++) {
      int generation = generations.get(i);
      boolean isOver =
          i + 1 < generations.size() || night.toEpochDay() - last.get(generation) >= IDLE;
      if (isOver && closed.add(generation) && i > 0) {
        compare(generations.get(i - 1), generation, blocks);
      }
    }
    SortedMap<Labels, TiltSum> sums = new TreeMap<>();
    blocks.forEach((scope, some) -> sums.put(scope, TiltSum.of(some)));
    return sums;
  }

  private void compare(int before, int generation, SortedMap<Labels, List<TiltBlock>> blocks) {
    for (Key key : ordered()) {
      long[] earlier = counts.get(new Key(key.scope, key.stratum, before));
      if (key.generation == generation && earlier != null) {
        long[] later = counts.get(key);
        blocks
            .computeIfAbsent(key.scope, scope -> new ArrayList<>())
            .add(
                new PoolBlock(
                    earlier[SECOND] + later[FIRST],
                    later[FIRST],
                    earlier[SECOND + 1] + later[FIRST + 1],
                    later[FIRST + 1]));
      }
    }
  }

  private List<Key> ordered() {
    return counts.keySet().stream()
        .sorted(
            Comparator.comparing((Key key) -> key.scope)
                .thenComparing(key -> key.stratum)
                .thenComparing(key -> key.generation))
        .toList();
  }

  /** Adds what the next night starts from. */
  void store(Map<String, Fold> folds) {
    counts.forEach(
        (key, count) ->
            folds.put(
                Shelf.key(
                    KIND,
                    Map.of(
                        "scope", key.scope.text(),
                        "stratum", key.stratum,
                        "generation", Integer.toString(key.generation))),
                Fold.of(count[0], count[1], count[2], count[3])));
    last.forEach(
        (generation, day) ->
            folds.put(
                Shelf.key(LAST, Map.of("generation", Integer.toString(generation))), Fold.of(day)));
    closed.forEach(
        generation ->
            folds.put(
                Shelf.key(CLOSED, Map.of("generation", Integer.toString(generation))), Fold.of(1)));
  }
}
