package io.plumbline.stats;

import java.util.stream.IntStream;

/** A rectangular table of counts with its margins; immutable. */
final class CountTable {

  private final long[][] counts;
  private final long[] row;
  private final long[] column;
  private final long n;

  private CountTable(long[][] counts) {
    this.counts = counts;
    this.row = new long[counts.length];
    this.column = new long[counts.length == 0 ? 0 : counts[0].length];
    long total = 0;
    for (int i = 0; i < row.length; i++) {
      if (counts[i].length != column.length) {
        throw new IllegalArgumentException(
            "Invalid table: row "
                + i
                + " has "
                + counts[i].length
                + " cells (must have "
                + column.length
                + " as the first)");
      }
      for (int j = 0; j < column.length; j++) {
        if (counts[i][j] < 0) {
          throw new IllegalArgumentException(
              "Invalid count: " + counts[i][j] + " at (" + i + ", " + j + ") (must be at least 0)");
        }
        row[i] = Math.addExact(row[i], counts[i][j]);
        column[j] = Math.addExact(column[j], counts[i][j]);
      }
      total = Math.addExact(total, row[i]);
    }
    this.n = total;
  }

  /**
   * @throws IllegalArgumentException if rows differ in length or a count is negative
   */
  static CountTable of(long[][] counts) {
    long[][] copy = new long[counts.length][];
    for (int i = 0; i < counts.length; i++) {
      copy[i] = counts[i].clone();
    }
    return new CountTable(copy);
  }

  /** A table with as many rows as columns. */
  static CountTable square(long[][] counts) {
    CountTable table = of(counts);
    if (table.rows() != table.columns()) {
      throw new IllegalArgumentException(
          "Invalid table: " + table.rows() + " x " + table.columns() + " (must be square)");
    }
    return table;
  }

  /** The same counts without the rows and columns that are empty. */
  CountTable withoutEmptyMargins() {
    int[] rows = IntStream.range(0, row.length).filter(i -> row[i] > 0).toArray();
    int[] columns = IntStream.range(0, column.length).filter(j -> column[j] > 0).toArray();
    long[][] kept = new long[rows.length][columns.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns.length; j++) {
        kept[i][j] = counts[rows[i]][columns[j]];
      }
    }
    return new CountTable(kept);
  }

  int rows() {
    return row.length;
  }

  int columns() {
    return column.length;
  }

  long count(int i, int j) {
    return counts[i][j];
  }

  long row(int i) {
    return row[i];
  }

  long column(int j) {
    return column[j];
  }

  long n() {
    return n;
  }

  /** The count expected when rows and columns are independent. */
  double expected(int i, int j) {
    return (double) row[i] * column[j] / n;
  }
}
