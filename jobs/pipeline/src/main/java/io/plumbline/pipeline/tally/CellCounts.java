package io.plumbline.pipeline.tally;

import java.util.Arrays;
import java.util.function.IntBinaryOperator;

/**
 * Counts and sums by group and cell: in one array while groups times cells stay small against the
 * rows counted, by hash afterwards.
 */
final class CellCounts {

  private static final int ALWAYS_DENSE = 1 << 21;
  private static final int LARGEST_DENSE = 1 << 22;

  private final int sums;
  private boolean dense = true;
  private int shift = 4;
  private long counted;

  /** By {@code group << shift | cell} while dense, else by number in {@link #keys}. */
  private long[] counts = new long[256];

  /** As {@link #counts}, {@code sums} numbers each. */
  private long[] totals;

  private final LongIndex keys = new LongIndex();

  CellCounts(int sums) {
    this.sums = sums;
    this.totals = new long[counts.length * sums];
  }

  /** Counts one for each of the first {@code n} pairs; groups and cells are below the bounds. */
  void increment(int[] groups, int[] cells, int n, int groupBound, int cellBound) {
    reserve(groupBound, cellBound, n);
    if (dense) {
      for (int i = 0; i < n; i++) {
        counts[groups[i] << shift | cells[i]]++;
      }
    } else {
      for (int i = 0; i < n; i++) {
        // First the place: finding it may put a larger array in place of this one.
        int at = hashed(groups[i], cells[i]);
        counts[at]++;
      }
    }
  }

  boolean isDense() {
    return dense;
  }

  /** Makes room for groups and cells below these bounds. */
  void reserve(int groupBound, int cellBound) {
    reserve(groupBound, cellBound, 0);
  }

  /**
   * Counts one for each entry of the rows while counts are dense and have room.
   *
   * @param tuples by position among the rows: which stretch of {@code cells} its entries' are in
   * @param cells cell by stretch and entry
   * @param stride length of a stretch
   */
  void increment(int[] groups, int[] tuples, Rows rows, Entries entries, int[] cells, int stride) {
    int[] offsets = entries.offsets();
    int[] lengths = entries.lengths();
    int[] codes = entries.codes();
    int n = rows.size();
    for (int i = 0; i < n; i++) {
      int row = rows.row(i);
      int from = offsets[row];
      increment(groups[i] << shift, tuples[i] * stride, cells, codes, from, from + lengths[row]);
      counted += lengths[row];
    }
  }

  private void increment(int group, int stretch, int[] cells, int[] codes, int from, int to) {
    long[] into = counts;
    for (int e = from; e < to; e++) {
      into[group | cells[stretch + codes[e]]]++;
    }
  }

  /**
   * Adds an amount for each of the first {@code n} pairs to one sum.
   *
   * @throws ArithmeticException if the sum leaves the range of a long
   */
  void add(int sum, int[] groups, int[] cells, long[] amounts, int n) {
    for (int i = 0; i < n; i++) {
      int at = at(groups[i], cells[i]) * sums + sum;
      totals[at] = Math.addExact(totals[at], amounts[i]);
    }
  }

  /**
   * Adds counts and sums made elsewhere.
   *
   * @param groups our numbers of their groups
   * @param cells our numbers of their cells
   * @throws ArithmeticException if a sum leaves the range of a long
   */
  void add(Filled filled, int[] groups, int[] cells, int groupBound, int cellBound) {
    reserve(groupBound, cellBound, filled.counts.length);
    for (int i = 0; i < filled.counts.length; i++) {
      int at = at(groups[filled.groups[i]], cells[filled.cells[i]]);
      counts[at] = Math.addExact(counts[at], filled.counts[i]);
      for (int s = at * sums; s < (at + 1) * sums; s++) {
        totals[s] = Math.addExact(totals[s], filled.totals[i * sums + s - at * sums]);
      }
    }
  }

  private int at(int group, int cell) {
    return dense ? group << shift | cell : hashed(group, cell);
  }

  private int hashed(int group, int cell) {
    int at = keys.number((long) group << 32 | cell);
    if (at == counts.length) {
      counts = Arrays.copyOf(counts, at * 2);
      totals = Arrays.copyOf(totals, at * 2 * sums);
    }
    return at;
  }

  private void reserve(int groups, int cells, int n) {
    counted += n;
    if (!dense) {
      return;
    }
    int wanted = Math.max(shift, 32 - Integer.numberOfLeadingZeros(Math.max(cells - 1, 1)));
    if (wanted == shift && (long) groups << shift <= counts.length) {
      return;
    }
    long rows = Math.max(Long.highestOneBit(Math.max(groups, 1) * 2L - 1), counts.length >> shift);
    long length = rows << wanted;
    boolean small = length <= ALWAYS_DENSE || length <= Math.min(LARGEST_DENSE, 4 * counted);
    if (small) {
      relocate((int) length, (group, cell) -> group << wanted | cell);
      shift = wanted;
    } else {
      relocate(Math.max(16, filled()), (group, cell) -> keys.number((long) group << 32 | cell));
      dense = false;
    }
  }

  private void relocate(int length, IntBinaryOperator place) {
    long[] oldCounts = counts;
    long[] oldTotals = totals;
    counts = new long[length];
    totals = new long[length * sums];
    for (int i = 0; i < oldCounts.length; i++) {
      if (oldCounts[i] != 0) {
        int at = place.applyAsInt(i >> shift, i & (1 << shift) - 1);
        counts[at] = oldCounts[i];
        System.arraycopy(oldTotals, i * sums, totals, at * sums, sums);
      }
    }
  }

  /** How many cells have a count. */
  int filled() {
    if (!dense) {
      return keys.size();
    }
    int filled = 0;
    for (long count : counts) {
      filled += count == 0 ? 0 : 1;
    }
    return filled;
  }

  /** How much room the counts take, measured in hashed ones; a place of an array is an eighth. */
  int room() {
    return dense ? counts.length / 8 : keys.size();
  }

  /** All cells that have a count, side by side. */
  Filled toFilled() {
    int n = filled();
    Filled filled = new Filled(new int[n], new int[n], new long[n], new long[n * sums]);
    int next = 0;
    int bound = dense ? counts.length : keys.size();
    for (int i = 0; i < bound; i++) {
      if (counts[i] != 0) {
        filled.groups[next] = dense ? i >> shift : (int) (keys.value(i) >>> 32);
        filled.cells[next] = dense ? i & (1 << shift) - 1 : (int) keys.value(i);
        filled.counts[next] = counts[i];
        System.arraycopy(totals, i * sums, filled.totals, next * sums, sums);
        next++;
      }
    }
    return filled;
  }

  /** Cells that have a count, side by side: group, cell, count, and the sums one after another. */
  record Filled(int[] groups, int[] cells, long[] counts, long[] totals)
      implements java.io.Serializable {}
}
