package io.plumbline.stats;

import java.util.Arrays;

/** Plain facts about samples of numbers. */
final class Samples {

  private Samples() {}

  static void requireFinite(double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "Invalid value: " + values[i] + " at " + i + " (must be finite)");
      }
    }
  }

  /** A copy of the values, which must be finite, with -0.0 made the same value as 0.0. */
  static double[] copyOf(double[] values) {
    requireFinite(values);
    return Arrays.stream(values).map(value -> value + 0.0).toArray();
  }

  static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** The variance with n-1 in the denominator; exactly 0 when all values are equal. */
  static double variance(double[] values) {
    double mean = mean(values);
    double sum = 0;
    double first = values.length == 0 ? 0 : values[0];
    boolean constant = true;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
      constant &= value == first;
    }
    return constant ? 0 : sum / (values.length - 1.0);
  }

  static double[] sortedPool(double[] x, double[] y) {
    double[] pooled = Arrays.copyOf(x, x.length + y.length);
    System.arraycopy(y, 0, pooled, x.length, y.length);
    Arrays.sort(pooled);
    return pooled;
  }

  /** How many of the sorted values are less than the given one. */
  static int below(double[] sorted, double value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** How many of the sorted values are at most the given one. */
  static int atMost(double[] sorted, double value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] <= value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
