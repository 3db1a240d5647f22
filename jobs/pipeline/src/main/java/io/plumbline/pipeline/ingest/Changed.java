package io.plumbline.pipeline.ingest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of records that were read before.
 *
 * @param kind {@link #EDITED}, {@link #REMOVED} or {@link #INSERTED}
 * @param position offset of the first of them: where it was, or where an inserted one is
 * @param records how many
 */
record Changed(String kind, long position, long records) {

  static final String EDITED = "edited";
  static final String REMOVED = "removed";
  static final String INSERTED = "inserted";

  /** A record of a file: where it begins, and the digest of its bytes. */
  record Place(long begin, String sha256) {}

  /**
   * How the records of a file differ from those that were read of it. The records that are in both,
   * in the same order and as many as can be, are the same; between two of them, records stand for
   * each other in order, and what is left over was removed or inserted. What follows the last one
   * that was read is growth, no insertion.
   *
   * @param before records that were read, in their order
   * @param now records that are there, in their order
   * @return at most one of each kind; O(n log n)
   */
  static List<Changed> between(List<Place> before, List<Place> now) {
    Sums sums = new Sums(before, now);
    int i = 0;
    int j = 0;
    for (int[] pair : same(before, now)) {
      sums.gap(i, pair[0], j, pair[1]);
      i = pair[0] + 1;
      j = pair[1] + 1;
    }
    int left = before.size() - i;
    sums.gap(i, before.size(), j, Math.min(now.size(), j + left));
    return sums.changes();
  }

  /** What was found so far: how many, and where first. */
  private static final class Sums {
    private final List<Place> before;
    private final List<Place> now;
    private final long[] records = new long[3];
    private final long[] first = new long[3];

    private Sums(List<Place> before, List<Place> now) {
      this.before = before;
      this.now = now;
    }

    private void gap(int i, int endBefore, int j, int endNow) {
      int both = Math.min(endBefore - i, endNow - j);
      add(0, both, before, i);
      add(1, endBefore - i - both, before, i + both);
      add(2, endNow - j - both, now, j + both);
    }

    private void add(int kind, int count, List<Place> places, int at) {
      if (count > 0) {
        first[kind] = records[kind] == 0 ? places.get(at).begin() : first[kind];
        records[kind] += count;
      }
    }

    private List<Changed> changes() {
      List<String> kinds = List.of(EDITED, REMOVED, INSERTED);
      List<Changed> changes = new ArrayList<>();
      for (int kind = 0; kind < kinds.size(); kind++) {
        if (records[kind] > 0) {
          changes.add(new Changed(kinds.get(kind), first[kind], records[kind]));
        }
      }
      return changes;
    }
  }

  /** Pairs of equal records, ascending in both: a longest ascending run (Fredman 1975). */
  private static List<int[]> same(List<Place> before, List<Place> now) {
    Map<String, List<Integer>> places = new HashMap<>();
    for (int i = 0; i < before.size(); i++) {
      places.computeIfAbsent(before.get(i).sha256(), key -> new ArrayList<>()).add(i);
    }
    Map<String, Integer> met = new HashMap<>();
    int[] partner = new int[now.size()];
    int[] previous = new int[now.size()];
    int[] tails = new int[now.size()];
    int length = 0;
    for (int j = 0; j < now.size(); j++) {
      List<Integer> candidates = places.getOrDefault(now.get(j).sha256(), List.of());
      int turn = met.merge(now.get(j).sha256(), 1, Integer::sum) - 1;
      if (turn >= candidates.size()) {
        partner[j] = -1;
        continue;
      }
      partner[j] = candidates.get(turn);
      int place = placeOf(partner, tails, length, partner[j]);
      previous[j] = place == 0 ? -1 : tails[place - 1];
      tails[place] = j;
      length = Math.max(length, place + 1);
    }
    int[][] pairs = new int[length][];
    int at = length == 0 ? -1 : tails[length - 1];
    for (int k = length - 1; k >= 0; k--) {
      pairs[k] = new int[] {partner[at], at};
      at = previous[at];
    }
    return Arrays.asList(pairs);
  }

  private static int placeOf(int[] partner, int[] tails, int length, int wanted) {
    int low = 0;
    int high = length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (partner[tails[middle]] < wanted) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
