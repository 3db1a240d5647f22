package io.plumbline.stats;

import io.plumbline.stats.Interval.Kind;
import java.util.OptionalDouble;

/**
 * A number estimated once from a sample whose size was fixed in advance.
 *
 * @param value the estimate, empty when these data do not define it; an odds ratio may be infinite
 * @param standardError its standard error, on the log scale for ratios, empty when undefined
 * @param interval its confidence interval, of kind {@link Kind#FIXED}
 * @param n observations used
 * @param clusters independent units among them, equal to {@code n} when every row is its own unit
 * @param status how far the number may be relied on
 */
public record FixedEstimate(
    OptionalDouble value,
    OptionalDouble standardError,
    Interval interval,
    long n,
    long clusters,
    Status status) {

  public FixedEstimate {
    Defined.requireNoNaN("estimate", value);
    Defined.requireNoNaN("standard error", standardError);
    if (interval.kind() != Kind.FIXED) {
      throw new IllegalArgumentException(
          "Invalid interval: " + interval.kind() + " (must be FIXED)");
    }
    if (clusters < 0 || clusters > n) {
      throw new IllegalArgumentException(
          "Invalid clusters: " + clusters + " (must be between 0 and n = " + n + ")");
    }
    if (status == Status.OK && value.isEmpty()) {
      throw new IllegalArgumentException("Invalid status: OK (must say why there is no value)");
    }
  }

  /** No number, and the reason. */
  static FixedEstimate undefined(Status status, double level, long n, long clusters) {
    return new FixedEstimate(
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        Interval.unbounded(level, Kind.FIXED),
        n,
        clusters,
        status);
  }

  /** An estimate with the given ends, where an infinite end means unbounded. */
  static FixedEstimate of(
      double value,
      double standardError,
      double lower,
      double upper,
      double level,
      long n,
      long clusters,
      Status status) {
    return new FixedEstimate(
        Defined.number(value),
        Defined.number(standardError),
        Interval.of(lower, upper, level, Kind.FIXED),
        n,
        clusters,
        status);
  }

  /** The estimate and its standard error with the normal interval {@code value +- z se}. */
  static FixedEstimate normal(
      double value, double standardError, double level, long n, long clusters, Status status) {
    double half = Tails.normalQuantile(level) * standardError;
    return of(value, standardError, value - half, value + half, level, n, clusters, status);
  }

  /**
   * The smallest difference that a two-sided test at this interval's level would have found in
   * {@code power} of such samples, by the normal approximation: {@code (z + z_power) se}; empty
   * without a standard error. In the unit of the value.
   *
   * <p>Source: Miller 2024 (arXiv 2411.00640, section 5).
   *
   * @throws IllegalArgumentException if the power is not in (0, 1)
   */
  public OptionalDouble detectable(double power) {
    Defined.requireLevel(power);
    return standardError.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            (Tails.normalQuantile(interval.level()) + Tails.normalUpperQuantile(1 - power))
                * standardError.getAsDouble());
  }
}
