package io.plumbline.reports;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Checks shared by the report's records; each returns the value it accepted. */
final class Valid {

  private static final MathContext PUBLISHED = new MathContext(9, RoundingMode.HALF_EVEN);
  private static final Pattern DIGEST = Pattern.compile("(sha256:)?[0-9a-f]{64}");

  private Valid() {}

  static String text(String thing, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException("Invalid " + thing + ": '' (must not be blank)");
    }
    return value;
  }

  static Optional<String> text(String thing, Optional<String> value) {
    value.ifPresent(present -> text(thing, present));
    return value;
  }

  static String digest(String thing, String value) {
    if (!DIGEST.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "Invalid " + thing + ": '" + value + "' (must be 64 hexadecimal digits)");
    }
    return value;
  }

  static Optional<String> digest(String thing, Optional<String> value) {
    value.ifPresent(present -> digest(thing, present));
    return value;
  }

  /**
   * The number as it is published: nine significant digits, no negative zero. Digits beyond those
   * depend on how a processor evaluates logarithms, and published bytes must not.
   */
  static double number(String thing, double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "Invalid " + thing + ": " + value + " (must be finite, or absent)");
    }
    return value == 0 ? 0 : new BigDecimal(value).round(PUBLISHED).doubleValue();
  }

  static OptionalDouble number(String thing, OptionalDouble value) {
    return value.isEmpty() ? value : OptionalDouble.of(number(thing, value.getAsDouble()));
  }

  static OptionalDouble positive(String thing, OptionalDouble value) {
    if (value.isPresent() && !(value.getAsDouble() >= 0)) {
      throw new IllegalArgumentException(
          "Invalid " + thing + ": " + value.getAsDouble() + " (must be 0 or more)");
    }
    return number(thing, value);
  }

  static long count(String thing, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(
          "Invalid " + thing + ": " + value + " (must be 0 or more)");
    }
    return value;
  }

  static OptionalLong count(String thing, OptionalLong value) {
    value.ifPresent(present -> count(thing, present));
    return value;
  }

  static <T> List<T> atMost(String thing, int limit, List<T> values) {
    if (values.size() > limit) {
      throw new IllegalArgumentException(
          "Invalid " + thing + ": " + values.size() + " entries (must be at most " + limit + ")");
    }
    return List.copyOf(values);
  }

  static SortedMap<String, String> sorted(Map<String, String> values) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }
}
