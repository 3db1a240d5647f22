package io.plumbline.detect;

import io.plumbline.measure.Labels;
import io.plumbline.stats.PoolBlock;
import io.plumbline.stats.TiltSum;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** What one scope was offered tonight and took, by block and by value of an attribute. */
final class PoolCounts {

  /** Units offered, and of those the ones taken. */
  private static final class Count {
    private long offered;
    private long taken;
  }

  private final SortedMap<Block, Count> all = new TreeMap<>();
  private final Map<String, SortedMap<Block, Count>> byValue = new HashMap<>();

  /** Units of a block, taken or not. */
  void add(Block block, boolean isTaken, long units) {
    add(all, block, isTaken, units);
  }

  /** The units among them that have the value. */
  void add(String value, Block block, boolean isTaken, long units) {
    add(byValue.computeIfAbsent(value, key -> new TreeMap<>()), block, isTaken, units);
  }

  private static void add(
      SortedMap<Block, Count> counts, Block block, boolean isTaken, long units) {
    Count count = counts.computeIfAbsent(block, key -> new Count());
    count.offered += units;
    count.taken += isTaken ? units : 0;
  }

  /** Values that occur in a pool, those offered most often first. */
  List<String> values() {
    Map<String, Long> offered = new HashMap<>();
    byValue.forEach(
        (value, counts) ->
            offered.put(value, counts.values().stream().mapToLong(count -> count.offered).sum()));
    return offered.keySet().stream()
        .sorted(
            Comparator.comparingLong((String value) -> -offered.get(value))
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  /** Blocks in their order. */
  List<Block> blocks() {
    return List.copyOf(all.keySet());
  }

  /**
   * Tonight's evidence for a value: one finite pool per block. Late picks are drawn from what
   * remained of their pool and what was added to it; a block of which that is not known for the
   * value says nothing.
   */
  TiltSum evidence(String value, LocalDate night, Labels memoryScope, PoolMemory memory) {
    SortedMap<Block, Count> own = byValue.getOrDefault(value, new TreeMap<>());
    List<PoolBlock> blocks = new ArrayList<>();
    all.forEach(
        (block, count) -> {
          Count having = own.getOrDefault(block, new Count());
          long offered = count.offered;
          long withValue = having.offered;
          if (block.isLate(night)) {
            OptionalLong left = memory.left(memoryScope, block);
            OptionalLong leftWithValue = memory.left(memoryScope, block, value);
            if (left.isPresent() && leftWithValue.isEmpty()) {
              return;
            }
            offered += left.orElse(0);
            withValue += left.isPresent() ? leftWithValue.getAsLong() : 0;
          }
          blocks.add(new PoolBlock(offered, withValue, count.taken, having.taken));
        });
    return TiltSum.of(blocks);
  }

  /** Keeps what was offered and not taken, for picks that arrive late. */
  void remember(List<String> values, Labels memoryScope, PoolMemory memory) {
    all.forEach(
        (block, count) -> {
          long before = memory.left(memoryScope, block).orElse(0);
          memory.remember(memoryScope, block, before + count.offered - count.taken);
          for (String value : values) {
            Count having =
                byValue.getOrDefault(value, new TreeMap<>()).getOrDefault(block, new Count());
            long had = memory.left(memoryScope, block, value).orElse(0);
            memory.remember(memoryScope, block, value, had + having.offered - having.taken);
          }
        });
  }
}
