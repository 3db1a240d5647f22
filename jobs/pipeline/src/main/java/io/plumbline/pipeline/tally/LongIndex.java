package io.plumbline.pipeline.tally;

import java.util.Arrays;

/** Numbers distinct longs in order of first appearance. */
final class LongIndex {

  private long[] values = new long[16];
  private int[] slots = new int[32];
  private int size;

  /** Number of this value, from 0; a new value gets the next one. */
  int number(long value) {
    int mask = slots.length - 1;
    int at = mix(value) & mask;
    while (slots[at] != 0) {
      if (values[slots[at] - 1] == value) {
        return slots[at] - 1;
      }
      at = (at + 1) & mask;
    }
    if (size == values.length) {
      grow();
      return number(value);
    }
    values[size] = value;
    slots[at] = ++size;
    return size - 1;
  }

  long value(int number) {
    return values[number];
  }

  int size() {
    return size;
  }

  private void grow() {
    values = Arrays.copyOf(values, values.length * 2);
    slots = new int[values.length * 2];
    int mask = slots.length - 1;
    for (int i = 0; i < size; i++) {
      int at = mix(values[i]) & mask;
      while (slots[at] != 0) {
        at = (at + 1) & mask;
      }
      slots[at] = i + 1;
    }
  }

  private static int mix(long value) {
    long mixed = value * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 32) ^ (int) mixed >>> 15;
  }
}
