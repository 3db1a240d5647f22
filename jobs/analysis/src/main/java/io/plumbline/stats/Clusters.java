package io.plumbline.stats;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Which rows belong together; immutable. */
final class Clusters {

  private final int[] indexOfRow;
  private final int count;

  private Clusters(int[] indexOfRow, int count) {
    this.indexOfRow = indexOfRow;
    this.count = count;
  }

  /** Clusters by the key of every row, numbered in order of appearance. */
  static Clusters of(int[] key) {
    Map<Integer, Integer> seen = new HashMap<>();
    int[] index = new int[key.length];
    for (int i = 0; i < key.length; i++) {
      Integer known = seen.putIfAbsent(key[i], seen.size());
      index[i] = known == null ? seen.size() - 1 : known;
    }
    return new Clusters(index, seen.size());
  }

  /** Every row a cluster of its own. */
  static Clusters singletons(int rows) {
    int[] index = new int[rows];
    Arrays.setAll(index, i -> i);
    return new Clusters(index, rows);
  }

  int count() {
    return count;
  }

  int rows() {
    return indexOfRow.length;
  }

  int of(int row) {
    return indexOfRow[row];
  }

  double[] sums(double[] values) {
    double[] sums = new double[count];
    for (int i = 0; i < values.length; i++) {
      sums[indexOfRow[i]] += values[i];
    }
    return sums;
  }

  /** The rows of every cluster, in ascending order. */
  int[][] rowsOfEach() {
    int[] size = new int[count];
    for (int index : indexOfRow) {
      size[index]++;
    }
    int[][] rows = new int[count][];
    Arrays.setAll(rows, g -> new int[size[g]]);
    int[] filled = new int[count];
    for (int i = 0; i < indexOfRow.length; i++) {
      int g = indexOfRow[i];
      rows[g][filled[g]++] = i;
    }
    return rows;
  }
}
