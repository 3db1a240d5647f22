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

/** What one role was offered tonight and took, by block and by value of its attributes. */
final class PoolCounts {

  /** Units offered, and of those the ones taken. */
  private static final class Count {
    private long offered;
    private long taken;

    private void add(boolean isTaken, long units) {
      offered += units;
      taken += isTaken ? units : 0;
    }
  }

  private static final Count NONE = new Count();

  private final SortedMap<Block, Count> all = new TreeMap<>();
  private final SortedMap<String, Map<String, Map<Block, Count>>> byAttribute = new TreeMap<>();

  /** Units of a block, taken or not. */
  void add(Block block, boolean isTaken, long units) {
    all.computeIfAbsent(block, key -> new Count()).add(isTaken, units);
  }

  /** The units among them whose attribute has the value. */
  void add(String attribute, String value, Block block, boolean isTaken, long units) {
    byAttribute
        .computeIfAbsent(attribute, key -> new HashMap<>())
        .computeIfAbsent(value, key -> new HashMap<>())
        .computeIfAbsent(block, key -> new Count())
        .add(isTaken, units);
  }

  /** Attributes that occur in a pool, in order. */
  List<String> attributes() {
    return List.copyOf(byAttribute.keySet());
  }

  /** Values of an attribute that occur in a pool, those offered most often first. */
  List<String> values(String attribute) {
    Map<String, Long> offered = new HashMap<>();
    byAttribute
        .getOrDefault(attribute, Map.of())
        .forEach(
            (value, counts) ->
                offered.put(
                    value, counts.values().stream().mapToLong(count -> count.offered).sum()));
    return offered.keySet().stream()
        .sorted(
            Comparator.comparingLong((String value) -> -offered.get(value))
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  /** Whether tonight's pools hold units with the value and units without. */
  boolean isMixed(String attribute, String value) {
    long offered = all.values().stream().mapToLong(count -> count.offered).sum();
    long with =
        byAttribute
            .getOrDefault(attribute, Map.of())
            .getOrDefault(value, Map.of())
            .values()
            .stream()
            .mapToLong(count -> count.offered)
            .sum();
    return with > 0 && with < offered;
  }

  private Count having(String attribute, String value, Block block) {
    return byAttribute
        .getOrDefault(attribute, Map.of())
        .getOrDefault(value, Map.of())
        .getOrDefault(block, NONE);
  }

  /** What is told of one pool: units offered, those with the value, units taken, those with it. */
  @FunctionalInterface
  interface Pool {
    void of(Block block, long offered, long with, long taken, long takenWith);
  }

  /** Tells of every pool of tonight, in order. */
  void forEachPool(String attribute, String value, Pool pool) {
    all.forEach(
        (block, count) -> {
          Count having = having(attribute, value, block);
          pool.of(block, count.offered, having.offered, count.taken, having.taken);
        });
  }

  /**
   * Tonight's evidence for a value: one finite pool per block. Late picks are drawn from what
   * remained of their pool and what was added to it; a block of which that is not known for the
   * value says nothing.
   */
  TiltSum evidence(
      String attribute, String value, LocalDate night, Labels role, PoolMemory memory) {
    List<PoolBlock> blocks = new ArrayList<>();
    all.forEach(
        (block, count) -> {
          Count having = having(attribute, value, block);
          long offered = count.offered;
          long withValue = having.offered;
          if (block.isLate(night)) {
            OptionalLong left = memory.left(role, block);
            OptionalLong leftWithValue = memory.left(role, block, name(attribute, value));
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

  /**
   * Keeps what was offered and not taken, for picks that arrive late.
   *
   * @param tested values by attribute that are told from the rest
   */
  void remember(Map<String, List<String>> tested, Labels role, PoolMemory memory) {
    all.forEach(
        (block, count) -> {
          long before = memory.left(role, block).orElse(0);
          memory.remember(role, block, before + count.offered - count.taken);
          tested.forEach(
              (attribute, values) ->
                  values.forEach(
                      value -> {
                        Count having = having(attribute, value, block);
                        String name = name(attribute, value);
                        long had = memory.left(role, block, name).orElse(0);
                        memory.remember(role, block, name, had + having.offered - having.taken);
                      }));
        });
  }

  private static String name(String attribute, String value) {
    return attribute.length() + " " + attribute + "=" + value;
  }
}
