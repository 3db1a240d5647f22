package io.plumbline.stats;

import java.util.OptionalDouble;

/**
 * The outcome of one fixed-sample test; valid for one look at an object that is final when tested.
 *
 * @param statistic the test statistic, empty for an exact test that has none or when undefined
 * @param degreesOfFreedom of the reference distribution, empty when it has none
 * @param p the p-value, empty when the data do not define it
 * @param n observations tested
 * @param status how far the p-value may be relied on
 */
public record Significance(
    OptionalDouble statistic,
    OptionalDouble degreesOfFreedom,
    OptionalDouble p,
    long n,
    Status status) {

  public Significance {
    Defined.requireNoNaN("statistic", statistic);
    Defined.requireNoNaN("degrees of freedom", degreesOfFreedom);
    if (p.isPresent() && !(p.getAsDouble() >= 0 && p.getAsDouble() <= 1)) {
      throw new IllegalArgumentException(
          "Invalid p-value: " + p.getAsDouble() + " (must be in [0, 1])");
    }
    if (status == Status.OK && p.isEmpty()) {
      throw new IllegalArgumentException("Invalid status: OK (must say why there is no p-value)");
    }
  }

  /** No p-value, and the reason. */
  static Significance undefined(Status status, long n) {
    return new Significance(
        OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), n, status);
  }

  /** A statistic against the chi-square distribution. */
  static Significance chiSquare(double statistic, double degreesOfFreedom, long n) {
    return new Significance(
        OptionalDouble.of(statistic),
        OptionalDouble.of(degreesOfFreedom),
        OptionalDouble.of(Tails.chiSquare(statistic, degreesOfFreedom)),
        n,
        Status.OK);
  }

  /** A statistic against Student's distribution. */
  static Significance student(double t, double degreesOfFreedom, double p, long n) {
    return new Significance(
        OptionalDouble.of(t),
        OptionalDouble.of(degreesOfFreedom),
        OptionalDouble.of(p),
        n,
        Status.OK);
  }

  /** A p-value with its statistic, no degrees of freedom. */
  static Significance of(double statistic, double p, long n, Status status) {
    return new Significance(
        Defined.number(statistic), OptionalDouble.empty(), OptionalDouble.of(p), n, status);
  }

  /** An exact p-value, which needs no statistic; rounding above 1 is cut. */
  static Significance exact(double p, long n, Status status) {
    return new Significance(
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.of(Math.min(1, p)),
        n,
        status);
  }

  /** Whether the test is sound and its p-value is at most {@code alpha}. */
  public boolean rejectsAt(double alpha) {
    return status == Status.OK && p.isPresent() && p.getAsDouble() <= alpha;
  }
}
