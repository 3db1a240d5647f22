package io.plumbline.pipeline.tally;

/** Which rows of a batch are meant: all of the first {@code size}, or the chosen ones. */
final class Rows {

  private int[] chosen = new int[0];
  private int size;
  private boolean all = true;

  /** All rows of a batch. */
  static Rows all(int size) {
    Rows rows = new Rows();
    rows.size = size;
    return rows;
  }

  int size() {
    return size;
  }

  boolean isAll() {
    return all;
  }

  /** Positions of the chosen rows, ascending, as many as {@link #size}; unless all are meant. */
  int[] chosen() {
    return chosen;
  }

  int row(int i) {
    return all ? i : chosen[i];
  }

  /** Makes these rows those of {@code rows} that are marked, by position among them. */
  void choose(Rows rows, boolean[] marked) {
    if (chosen.length < rows.size) {
      chosen = new int[rows.size];
    }
    size = 0;
    for (int i = 0; i < rows.size; i++) {
      if (marked[i]) {
        chosen[size++] = rows.row(i);
      }
    }
    all = rows.all && size == rows.size;
  }
}
