package io.plumbline.pipeline.tally;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Decodes Parquet's hybrid of repeated and bit-packed runs (Parquet format, "RLE/Bit-Packing
 * Hybrid").
 */
final class PackedRuns {

  /** Bytes behind the data that may be read, though their content does not matter. */
  static final int PADDING = 8;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final int width;
  private byte[] bytes = new byte[0];
  private int at;

  /** Of the current run: how many numbers, and where it lies unless one is repeated. */
  private int length;

  private boolean isRepeated;
  private int repeated;

  /**
   * @param width bits per number, 0 to 32
   */
  PackedRuns(int width) {
    this.width = width;
  }

  /** Starts at a position of bytes that are followed by at least {@link #PADDING} more. */
  void start(byte[] data, int from) {
    bytes = data;
    at = from;
  }

  /** Decodes the first {@code n} numbers. */
  void read(int[] into, int n) {
    int next = 0;
    while (next < n) {
      run();
      int end = Math.min(n, next + length);
      if (isRepeated) {
        Arrays.fill(into, next, end, repeated);
      } else {
        unpack(into, next, end);
      }
      next = end;
    }
  }

  /** Whether the first {@code n} numbers are one repeated run of this number. */
  boolean isAll(int number, int n) {
    int from = at;
    run();
    boolean all = isRepeated && repeated == number && length >= n;
    at = from;
    return all;
  }

  /**
   * Positions at which the number is 0, among the first {@code n} numbers of one bit.
   *
   * @return how many
   */
  int zeros(int[] into, int n) {
    int found = 0;
    int next = 0;
    while (next < n) {
      run();
      int end = Math.min(n, next + length);
      if (!isRepeated) {
        for (int i = 0; next + 8 * i < end; i++) {
          int left = end - next - 8 * i;
          int bits = ~bytes[at - (length >>> 3) + i] & (left < 8 ? (1 << left) - 1 : 0xff);
          while (bits != 0) {
            into[found++] = next + 8 * i + Integer.numberOfTrailingZeros(bits);
            bits &= bits - 1;
          }
        }
      } else if (repeated == 0) {
        for (int i = next; i < end; i++) {
          into[found++] = i;
        }
      }
      next = end;
    }
    return found;
  }

  /** Steps over one run. */
  private void run() {
    int header = 0;
    int shift = 0;
    int part;
    do {
      part = bytes[at++];
      header |= (part & 0x7f) << shift;
      shift += 7;
    } while (part < 0);
    isRepeated = (header & 1) == 0;
    if (isRepeated) {
      length = header >>> 1;
      int size = (width + 7) >>> 3;
      repeated = size == 0 ? 0 : (int) ((long) LONG.get(bytes, at) & (1L << 8 * size) - 1);
      at += size;
    } else {
      length = (header >>> 1) * 8;
      at += (header >>> 1) * width;
    }
    if (length <= 0) {
      throw new IllegalStateException("Invalid run of a Parquet page: of length " + length);
    }
  }

  private void unpack(int[] into, int from, int to) {
    long mask = (1L << width) - 1;
    long bit = 8L * (at - (long) (length >>> 3) * width);
    for (int i = from; i < to; i++) {
      into[i] = (int) ((long) LONG.get(bytes, (int) (bit >>> 3)) >>> (bit & 7) & mask);
      bit += width;
    }
  }
}
