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
 * <p>One fold per role and record night: pairs of a hash and a count. Blocks, and values in them,
 * are found again by 53 bits of a SHA-256. Folds of record nights without late rows are handed on
 * unread.
 */
final class PoolMemory {

  /** Nights after which what remained of a pool is forgotten. */
  static final int NIGHTS = 35;

  private static final String KIND = "left";

  /** Whose remainder. */
  private record Key(Labels role, LocalDate recordNight) {

    private String text() {
      return Shelf.key(KIND, Map.of("record_night", recordNight.toString(), "scope", role.text()));
    }
  }

  private final LocalDate oldest;
  private final Map<String, Fold> stored = new HashMap<>();
  private final Map<Key, SortedMap<Double, Long>> open = new HashMap<>();

  private PoolMemory(LocalDate oldest) {
    this.oldest = oldest;
  }

  /** As of the night before. */
  static PoolMemory open(Shelf shelf, LocalDate night) {
    PoolMemory memory = new PoolMemory(night.minusDays(NIGHTS));
    for (Shelf.Item item : shelf.items(KIND)) {
      if (!LocalDate.parse(item.label("record_night")).isBefore(memory.oldest)) {
        memory.stored.put(item.key().text(), item.fold());
      }
    }
    return memory;
  }

  private SortedMap<Double, Long> counts(Labels role, LocalDate recordNight) {
    return open.computeIfAbsent(
        new Key(role, recordNight),
        key -> {
          SortedMap<Double, Long> counts = new TreeMap<>();
          Fold fold = stored.get(key.text());
          if (fold != null) {
            double[] numbers = fold.numbers();
            for (int i = 0; i < numbers.length; i += 2) {
              counts.put(numbers[i], (long) numbers[i + 1]);
            }
          }
          return counts;
        });
  }

  /** Units left of a block, all values together; empty where the block is not remembered. */
  OptionalLong left(Labels role, Block block) {
    Long left = counts(role, block.recordNight()).get(Known.hash(block.stratum()));
    return left == null ? OptionalLong.empty() : OptionalLong.of(left);
  }

  /**
   * Units left of a block that have the value: 0 where the value did not occur in it; empty where
   * the value was not told from the rest on that record night.
   */
  OptionalLong left(Labels role, Block block, String value) {
    SortedMap<Double, Long> counts = counts(role, block.recordNight());
    Long left = counts.get(hash(block, value));
    if (left != null) {
      return OptionalLong.of(left);
    }
    return counts.containsKey(Known.hash(value)) ? OptionalLong.of(0) : OptionalLong.empty();
  }

  /** Keeps the units left of a block. */
  void remember(Labels role, Block block, long units) {
    counts(role, block.recordNight()).put(Known.hash(block.stratum()), units);
  }

  /** Keeps the units left of a block that have the value. */
  void remember(Labels role, Block block, String value, long units) {
    SortedMap<Double, Long> counts = counts(role, block.recordNight());
    counts.put(Known.hash(value), 1L);
    if (units == 0) {
      counts.remove(hash(block, value));
    } else {
      counts.put(hash(block, value), units);
    }
  }

  private static double hash(Block block, String value) {
    return Known.hash(block.stratum() + "\n" + value);
  }

  /** Adds what the next night starts from. */
  void store(Map<String, Fold> folds) {
    folds.putAll(stored);
    open.forEach(
        (key, counts) -> {
          if (!key.recordNight.isBefore(oldest)) {
            folds.put(key.text(), fold(counts));
          }
        });
  }

  private static Fold fold(SortedMap<Double, Long> counts) {
    double[] numbers = new double[2 * counts.size()];
    int i = 0;
    for (Map.Entry<Double, Long> count : counts.entrySet()) {
      numbers[i++] = count.getKey();
      numbers[i++] = count.getValue();
    }
    return Fold.of(numbers);
  }
}
