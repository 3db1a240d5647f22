package io.plumbline.stats;

import java.util.OptionalDouble;

/**
 * What a method found: the size of an effect, how sure one may be of it, and what would have been
 * noticed. No number in it is NaN; a number that is not defined is empty and the status says why.
 *
 * @param estimate the size of the effect, in the method's unit
 * @param interval its interval, with its level and whether it holds at every time
 * @param logE the natural logarithm of the e-value against no effect, possibly infinite; empty for
 *     fixed-sample methods
 * @param mde the smallest effect that would have been noticed with probability 0.8
 * @param units units that could move the evidence
 * @param clusters clusters they fall into
 * @param status how far the numbers may be relied on
 */
public record Result(
    OptionalDouble estimate,
    Interval interval,
    OptionalDouble logE,
    OptionalDouble mde,
    long units,
    long clusters,
    Status status) {

  /** Log e-values are printed no larger than this. */
  private static final double PRINTED = 700;

  public Result {
    refuseNan("estimate", estimate);
    refuseNan("log e-value", logE);
    refuseNan("smallest detectable effect", mde);
    Counts.nonNegative("units", units);
    Counts.nonNegative("clusters", clusters);
  }

  private static void refuseNan(String thing, OptionalDouble value) {
    if (value.isPresent() && Double.isNaN(value.getAsDouble())) {
      throw new IllegalArgumentException("Invalid " + thing + ": NaN (must be a number or absent)");
    }
  }

  /** A result without any number. */
  static Result without(double level, Interval.Kind kind, long units, long clusters, Status why) {
    return new Result(
        OptionalDouble.empty(),
        Interval.unbounded(level, kind),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        units,
        clusters,
        why);
  }

  /** The log e-value within plus and minus 700, as it is stored and printed. */
  public OptionalDouble printedLogE() {
    return logE.isPresent()
        ? OptionalDouble.of(Math.max(-PRINTED, Math.min(PRINTED, logE.getAsDouble())))
        : logE;
  }

  /** The same result with a smallest detectable effect. */
  public Result withMde(OptionalDouble smallest) {
    return new Result(estimate, interval, logE, smallest, units, clusters, status);
  }

  /** The same result with a log e-value. */
  public Result withLogE(double value) {
    return new Result(estimate, interval, OptionalDouble.of(value), mde, units, clusters, status);
  }

  /** The same result, relied on no further than this. */
  public Result withStatus(Status other) {
    return new Result(estimate, interval, logE, mde, units, clusters, other);
  }
}
