package io.plumbline.pipeline.tally;

import java.util.Arrays;
import java.util.List;

/** Numbers distinct combinations of some columns' codes, row by row. */
final class TupleCodes {

  private final List<Integer> columns;
  private final List<ColumnCodes> values;
  private final PairCodes[] pairs;
  private int[] codes = new int[0];

  /**
   * @param columns positions of the columns
   * @param all codes of all columns
   */
  TupleCodes(List<Integer> columns, List<ColumnCodes> all) {
    this.columns = columns;
    this.values = columns.stream().map(all::get).toList();
    this.pairs = new PairCodes[Math.max(columns.size() - 1, 0)];
    Arrays.setAll(pairs, i -> new PairCodes());
  }

  /** How many combinations were met, or at least bounds it. */
  int size() {
    return switch (columns.size()) {
      case 0 -> 1;
      case 1 -> values.get(0).size();
      default -> pairs[pairs.length - 1].size();
    };
  }

  /**
   * Codes of the chosen rows, in their order; valid until the next batch.
   *
   * @param batch codes by column, then row
   */
  int[] read(int[][] batch, Rows rows) {
    int n = rows.size();
    if (columns.size() == 1 && rows.isAll()) {
      return batch[columns.get(0)];
    }
    if (codes.length < n) {
      codes = new int[n];
    }
    if (columns.isEmpty()) {
      Arrays.fill(codes, 0, n, 0);
      return codes;
    }
    int[] first = batch[columns.get(0)];
    if (rows.isAll()) {
      System.arraycopy(first, 0, codes, 0, n);
    } else {
      int[] chosen = rows.chosen();
      for (int i = 0; i < n; i++) {
        codes[i] = first[chosen[i]];
      }
    }
    int firsts = values.get(0).size();
    for (int p = 0; p < pairs.length; p++) {
      int[] second = batch[columns.get(p + 1)];
      pairs[p].reserve(firsts, values.get(p + 1).size());
      if (rows.isAll()) {
        for (int i = 0; i < n; i++) {
          codes[i] = pairs[p].number(codes[i], second[i]);
        }
      } else {
        int[] chosen = rows.chosen();
        for (int i = 0; i < n; i++) {
          codes[i] = pairs[p].number(codes[i], second[chosen[i]]);
        }
      }
      firsts = pairs[p].size();
    }
    return codes;
  }

  /** Values of a combination by column; null where a column's value is null. */
  Object[] values(int code) {
    Object[] found = new Object[columns.size()];
    int rest = code;
    for (int i = columns.size() - 1; i > 0; i--) {
      found[i] = value(i, pairs[i - 1].second(rest));
      rest = pairs[i - 1].first(rest);
    }
    if (columns.size() > 0) {
      found[0] = value(0, rest);
    }
    return found;
  }

  @SuppressWarnings("NullAway")
  private Object value(int column, int code) {
    return code == 0 ? null : values.get(column).value(code);
  }
}
