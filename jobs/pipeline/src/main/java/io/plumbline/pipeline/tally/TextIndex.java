package io.plumbline.pipeline.tally;

import java.util.Arrays;
import org.apache.spark.unsafe.types.UTF8String;

/** Numbers distinct texts, byte for byte, in order of first appearance. */
final class TextIndex {

  private UTF8String[] values = new UTF8String[16];
  private int[] hashes = new int[16];
  private int[] slots = new int[32];
  private int size;

  /** Number of this text, from 0; a new text is copied and gets the next one. */
  int number(UTF8String value) {
    int hash = value.hashCode();
    int mask = slots.length - 1;
    int at = hash & mask;
    while (slots[at] != 0) {
      int number = slots[at] - 1;
      if (hashes[number] == hash && values[number].equals(value)) {
        return number;
      }
      at = (at + 1) & mask;
    }
    if (size == values.length) {
      grow();
      return number(value);
    }
    // The batch that owns these bytes overwrites them.
    values[size] = UTF8String.fromBytes(value.getBytes().clone());
    hashes[size] = hash;
    slots[at] = ++size;
    return size - 1;
  }

  UTF8String value(int number) {
    return values[number];
  }

  int size() {
    return size;
  }

  private void grow() {
    values = Arrays.copyOf(values, values.length * 2);
    hashes = Arrays.copyOf(hashes, values.length);
    slots = new int[values.length * 2];
    int mask = slots.length - 1;
    for (int i = 0; i < size; i++) {
      int at = hashes[i] & mask;
      while (slots[at] != 0) {
        at = (at + 1) & mask;
      }
      slots[at] = i + 1;
    }
  }
}
