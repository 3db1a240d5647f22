package io.plumbline.pipeline.tally;

/**
 * Numbers distinct pairs of codes in order of first appearance: through a table while there are few
 * possible pairs, through a hash once there are many.
 */
final class PairCodes {

  private static final int LARGEST_TABLE = 1 << 20;

  private final LongIndex pairs = new LongIndex();

  /** Number + 1 by {@code first << shift | second}; empty once it would be too large. */
  private int[] table = new int[64];

  private int shift = 3;
  private boolean isTable = true;

  /** Number of this pair of codes, from 0; a new pair gets the next one. */
  int number(int first, int second) {
    if (isTable) {
      int at = first << shift | second;
      int number = table[at];
      if (number != 0) {
        return number - 1;
      }
      table[at] = 1 + pairs.number(pair(first, second));
      return table[at] - 1;
    }
    return pairs.number(pair(first, second));
  }

  /** Numbers {@code n} pairs that lie side by side in arrays from these positions on. */
  void number(
      int[] firsts, int firstAt, int[] seconds, int secondAt, int[] into, int intoAt, int n) {
    int[] numbers = table;
    for (int i = 0; i < n; i++) {
      int first = firsts[firstAt + i];
      int second = seconds[secondAt + i];
      int number = isTable ? numbers[first << shift | second] : 0;
      into[intoAt + i] = number == 0 ? number(first, second) : number - 1;
    }
  }

  /** Makes room for all codes below these bounds; call it before {@link #number}. */
  void reserve(int firsts, int seconds) {
    if (!isTable) {
      return;
    }
    int wanted = Math.max(shift, 32 - Integer.numberOfLeadingZeros(Math.max(seconds - 1, 1)));
    if (wanted == shift && (long) firsts << shift <= table.length) {
      return;
    }
    long rows = Long.highestOneBit(Math.max(firsts, 1) * 2L - 1);
    long length = Math.max(rows, table.length >> shift) << wanted;
    if (length > LARGEST_TABLE) {
      isTable = false;
      table = new int[0];
      return;
    }
    shift = wanted;
    table = new int[(int) length];
    for (int i = 0; i < pairs.size(); i++) {
      table[first(i) << shift | second(i)] = i + 1;
    }
  }

  int first(int number) {
    return (int) (pairs.value(number) >>> 32);
  }

  int second(int number) {
    return (int) pairs.value(number);
  }

  int size() {
    return pairs.size();
  }

  private static long pair(int first, int second) {
    return (long) first << 32 | second;
  }
}
