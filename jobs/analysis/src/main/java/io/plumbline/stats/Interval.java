package io.plumbline.stats;

import java.util.OptionalDouble;

/**
 * A confidence interval or confidence sequence at one moment; an unbounded side is empty.
 *
 * @param lower lower end, empty when unbounded below
 * @param upper upper end, empty when unbounded above
 * @param level coverage, strictly between 0 and 1
 * @param kind whether coverage holds at one fixed time or at every time
 */
public record Interval(OptionalDouble lower, OptionalDouble upper, double level, Kind kind) {

  /** When the stated coverage holds. */
  public enum Kind {
    /** At one sample size, fixed in advance. */
    FIXED,
    /** At every time simultaneously, however often somebody looks. */
    ANYTIME
  }

  public Interval {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("Invalid level: " + level + " (must be in (0, 1))");
    }
    if (lower.isPresent() && Double.isNaN(lower.getAsDouble())
        || upper.isPresent() && Double.isNaN(upper.getAsDouble())) {
      throw new IllegalArgumentException("Invalid bound: NaN (must be a number or absent)");
    }
    if (lower.isPresent() && upper.isPresent() && lower.getAsDouble() > upper.getAsDouble()) {
      throw new IllegalArgumentException(
          "Invalid interval: ["
              + lower.getAsDouble()
              + ", "
              + upper.getAsDouble()
              + "] (must be ordered)");
    }
  }

  /** An interval bounded on both sides. */
  public static Interval of(double lower, double upper, double level, Kind kind) {
    return new Interval(bound(lower), bound(upper), level, kind);
  }

  private static OptionalDouble bound(double value) {
    return Double.isInfinite(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** The interval that says nothing: unbounded on both sides. */
  public static Interval unbounded(double level, Kind kind) {
    return new Interval(OptionalDouble.empty(), OptionalDouble.empty(), level, kind);
  }

  /** Whether the value lies inside or on an end. */
  public boolean contains(double value) {
    return (lower.isEmpty() || lower.getAsDouble() <= value)
        && (upper.isEmpty() || value <= upper.getAsDouble());
  }

  /** Whether both sides are bounded and lie inside {@code [-margin, margin]}: equivalence. */
  public boolean isWithin(double margin) {
    return lower.isPresent()
        && upper.isPresent()
        && lower.getAsDouble() >= -margin
        && upper.getAsDouble() <= margin;
  }

  /** Whether the whole interval lies beyond {@code [-margin, margin]} on one side. */
  public boolean isBeyond(double margin) {
    return (lower.isPresent() && lower.getAsDouble() > margin)
        || (upper.isPresent() && upper.getAsDouble() < -margin);
  }
}
