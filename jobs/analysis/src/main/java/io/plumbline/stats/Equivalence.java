package io.plumbline.stats;

import java.util.OptionalDouble;

/**
 * Whether two means differ by so little that it does not matter: two one-sided t tests against the
 * ends of a margin.
 *
 * <p>Two samples in, two p-values out; {@code O(n)}. Fewer than two values (or pairs): {@link
 * Status#INSUFFICIENT}; no variation at all: {@link Status#DEGENERATE_VARIANCE}; both without
 * numbers. The anytime form, a confidence sequence inside the margin, is the default of the
 * product; this one is for a single look.
 *
 * <p>Sources: Schuirmann 1987 (J. Pharmacokinet. Biopharm. 15:657); Welch 1947 (Biometrika 34:28).
 */
public final class Equivalence {

  private final double low;
  private final double high;

  private Equivalence(double low, double high) {
    this.low = low;
    this.high = high;
  }

  /**
   * The margin within which a difference does not matter, in the unit of the values.
   *
   * @throws IllegalArgumentException if the ends are not finite and in order
   */
  public static Equivalence within(double low, double high) {
    if (!(low < high) || Double.isInfinite(low) || Double.isInfinite(high)) {
      throw new IllegalArgumentException(
          "Invalid margin: [" + low + ", " + high + "] (must be finite and in order)");
    }
    return new Equivalence(low, high);
  }

  /**
   * The outcome of both tests.
   *
   * @param difference first mean less second, with its standard error and 90 % interval, which lies
   *     inside the margin exactly when the means are equivalent at 5 %
   * @param degreesOfFreedom of Student's distribution
   * @param aboveLow the test that the difference is above the lower end
   * @param belowHigh the test that it is below the upper end
   * @param noDifference the two-sided test of no difference, for comparison
   */
  public record Outcome(
      FixedEstimate difference,
      OptionalDouble degreesOfFreedom,
      Significance aboveLow,
      Significance belowHigh,
      Significance noDifference) {

    /** The larger of the two one-sided p-values; empty when undefined. */
    public OptionalDouble p() {
      return aboveLow.p().isEmpty() || belowHigh.p().isEmpty()
          ? OptionalDouble.empty()
          : OptionalDouble.of(Math.max(aboveLow.p().getAsDouble(), belowHigh.p().getAsDouble()));
    }

    /** Whether both tests reject at {@code alpha}: the means are equivalent. */
    public boolean isEquivalentAt(double alpha) {
      return aboveLow.rejectsAt(alpha) && belowHigh.rejectsAt(alpha);
    }
  }

  /**
   * Independent samples with variances of their own (Welch).
   *
   * @throws IllegalArgumentException if a value is not finite
   */
  public Outcome welch(double[] x, double[] y) {
    Samples.requireFinite(x);
    Samples.requireFinite(y);
    long n = (long) x.length + y.length;
    if (x.length < 2 || y.length < 2) {
      return undefined(Status.INSUFFICIENT, n);
    }
    double vx = Samples.variance(x) / x.length;
    double vy = Samples.variance(y) / y.length;
    // As shares of their sum the variances cannot overflow when squared.
    double share = vx / (vx + vy);
    double df = 1 / (share * share / (x.length - 1) + (1 - share) * (1 - share) / (y.length - 1));
    return outcome(Samples.mean(x) - Samples.mean(y), Math.sqrt(vx + vy), df, n);
  }

  /**
   * Pairs of values; n counts pairs.
   *
   * @throws IllegalArgumentException if lengths differ or a value is not finite
   */
  public Outcome paired(double[] x, double[] y) {
    Defined.requireSameLength("pairs", x.length, y.length);
    double[] difference = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      difference[i] = x[i] - y[i];
    }
    Samples.requireFinite(difference);
    if (x.length < 2) {
      return undefined(Status.INSUFFICIENT, x.length);
    }
    double error = Math.sqrt(Samples.variance(difference) / x.length);
    return outcome(Samples.mean(difference), error, x.length - 1.0, x.length);
  }

  private Outcome outcome(double difference, double error, double df, long n) {
    if (error == 0) {
      return undefined(Status.DEGENERATE_VARIANCE, n);
    }
    double half = Tails.tQuantile(0.9, df) * error;
    double aboveLow = (difference - low) / error;
    double belowHigh = (difference - high) / error;
    double none = difference / error;
    return new Outcome(
        FixedEstimate.of(
            difference, error, difference - half, difference + half, 0.9, n, n, Status.OK),
        OptionalDouble.of(df),
        Significance.student(aboveLow, df, Tails.tUpper(aboveLow, df), n),
        Significance.student(belowHigh, df, Tails.tUpper(-belowHigh, df), n),
        Significance.student(none, df, Tails.tBothSides(none, df), n));
  }

  private static Outcome undefined(Status status, long n) {
    Significance none = Significance.undefined(status, n);
    return new Outcome(
        FixedEstimate.undefined(status, 0.9, n, n), OptionalDouble.empty(), none, none, none);
  }
}
