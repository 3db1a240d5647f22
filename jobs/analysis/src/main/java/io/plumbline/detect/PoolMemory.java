package io.plumbline.detect;

import io.plumbline.measure.Fold;
import io.plumbline.measure.Labels;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was offered and not taken, per block of an earlier record night, so that late picks are
 * tested against what remained of their own pool. Forgotten after {@value #NIGHTS} nights.
 *
 * <p>One fold per (record night, scope, value): pairs of a block's hash and its count. Blocks are
 * found again by 53 bits of a SHA-256.
 */
final class PoolMemory {

  /** Nights after which what remained of a pool is forgotten. */
  static final int NIGHTS = 35;

  private static final String KIND = "left";

  /** Whose remainder: a record night, a scope and a value; the empty value stands for all. */
  private record Key(LocalDate recordNight, Labels scope, String value) {}

  private final Map<Key, SortedMap<Double, Long>> left = new HashMap<>();

  /** As of the night before, without what is forgotten by now. */
  static PoolMemory open(Shelf shelf, LocalDate night) {
    PoolMemory memory = new PoolMemory();
    LocalDate oldest = night.minusDays(NIGHTS);
    for (Shelf.Item item : shelf.items(KIND)) {
      LocalDate recordNight = LocalDate.parse(item.label("record_night"));
      if (!recordNight.isBefore(oldest)) {
        memory.restore(
            new Key(recordNight, item.scope(), item.label("value")), item.fold().numbers());
      }
    }
    return memory;
  }

  private void restore(Key key, double[] numbers) {
    SortedMap<Double, Long> blocks = left.computeIfAbsent(key, k -> new TreeMap<>());
    for (int i = 0; i < numbers.length; i += 2) {
      blocks.put(numbers[i], (long) numbers[i + 1]);
    }
  }

  /** Units left of a block, all values together; empty where the block is not remembered. */
  OptionalLong left(Labels scope, Block block) {
    return of(new Key(block.recordNight(), scope, ""), block);
  }

  /**
   * Units left of a block that have the value: 0 where the value did not occur in it; empty where
   * nothing is remembered of the value on that record night.
   */
  OptionalLong left(Labels scope, Block block, String value) {
    Key key = new Key(block.recordNight(), scope, value);
    OptionalLong found = of(key, block);
    return found.isEmpty() && left.containsKey(key) ? OptionalLong.of(0) : found;
  }

  private OptionalLong of(Key key, Block block) {
    Long found = left.getOrDefault(key, new TreeMap<>()).get(hash(block));
    return found == null ? OptionalLong.empty() : OptionalLong.of(found);
  }

  void remember(Labels scope, Block block, long units) {
    remember(scope, block, "", units);
  }

  void remember(Labels scope, Block block, String value, long units) {
    SortedMap<Double, Long> blocks =
        left.computeIfAbsent(new Key(block.recordNight(), scope, value), key -> new TreeMap<>());
    if (units == 0 && !value.isEmpty()) {
      blocks.remove(hash(block));
    } else {
      blocks.put(hash(block), units);
    }
  }

  /** Adds what the next night starts from. */
  void store(Map<String, Fold> folds) {
    left.forEach(
        (key, blocks) -> {
          double[] numbers = new double[2 * blocks.size()];
          int i = 0;
          for (Map.Entry<Double, Long> block : blocks.entrySet()) {
            numbers[i++] = block.getKey();
            numbers[i++] = block.getValue();
          }
          folds.put(
              Shelf.key(
                  KIND,
                  Map.of(
                      "record_night", key.recordNight.toString(),
                      "scope", key.scope.text(),
                      "value", key.value)),
              Fold.of(numbers));
        });
  }

  private static double hash(Block block) {
    return Known.hash(block.stratum());
  }
}
