package io.plumbline.stats;

/** Checks on state that comes back from storage. */
final class Stored {

  private Stored() {}

  static void check(double[] stored, int length) {
    if (stored.length != length) {
      throw new IllegalArgumentException(
          "Invalid state: " + stored.length + " numbers (must be " + length + ")");
    }
    for (int i = 0; i < length; i++) {
      if (Double.isNaN(stored[i])) {
        throw new IllegalArgumentException("Invalid state: NaN at " + i + " (must be a number)");
      }
    }
  }

  static int count(double stored, int low, int high) {
    if (!(stored >= low && stored <= high) || stored != Math.rint(stored)) {
      throw new IllegalArgumentException(
          "Invalid state: "
              + stored
              + " (must be a whole number from "
              + low
              + " to "
              + high
              + ")");
    }
    return (int) stored;
  }
}
