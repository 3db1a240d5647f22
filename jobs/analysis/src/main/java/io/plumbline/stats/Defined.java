package io.plumbline.stats;

import java.util.OptionalDouble;

/** Keeps NaN inside the package: an undefined number leaves it as an absent one. */
final class Defined {

  private Defined() {}

  static OptionalDouble number(double value) {
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  static void requireNoNaN(String what, OptionalDouble value) {
    if (value.isPresent() && Double.isNaN(value.getAsDouble())) {
      throw new IllegalArgumentException("Invalid " + what + ": NaN (must be a number or absent)");
    }
  }

  static void requireLevel(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("Invalid level: " + level + " (must be in (0, 1))");
    }
  }

  static void requireSameLength(String what, int one, int other) {
    if (one != other) {
      throw new IllegalArgumentException(
          "Invalid " + what + ": " + one + " and " + other + " (must be equally many)");
    }
  }
}
