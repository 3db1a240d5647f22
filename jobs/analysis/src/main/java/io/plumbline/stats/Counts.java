package io.plumbline.stats;

/** Argument checks on counts and shares. */
final class Counts {

  private Counts() {}

  static void nonNegative(String thing, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(
          "Invalid " + thing + ": " + value + " (must be at least 0)");
    }
  }

  static void atMost(String thing, long value, long limit) {
    nonNegative(thing, value);
    if (value > limit) {
      throw new IllegalArgumentException(
          "Invalid " + thing + ": " + value + " (must be at most " + limit + ")");
    }
  }

  static void share(String thing, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          "Invalid " + thing + ": " + value + " (must be in [0, 1])");
    }
  }

  static void openShare(String thing, double value) {
    if (!(value > 0 && value < 1)) {
      throw new IllegalArgumentException(
          "Invalid " + thing + ": " + value + " (must be in (0, 1))");
    }
  }

  static void number(String thing, double value) {
    if (Double.isNaN(value)) {
      throw new IllegalArgumentException("Invalid " + thing + ": NaN (must be a number)");
    }
  }

  static void finite(String thing, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("Invalid " + thing + ": " + value + " (must be finite)");
    }
  }
}
