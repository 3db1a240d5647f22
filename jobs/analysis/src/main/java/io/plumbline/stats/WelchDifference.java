package io.plumbline.stats;

/**
 * The difference of the means of two independent samples whose variances may differ.
 *
 * <p>Two moments in, the second mean less the first with an interval and a two-sided p-value out;
 * {@code O(1)}. Unit: that of the numbers. Fewer than two numbers in a sample: {@link
 * Status#INSUFFICIENT}; no variance in either: {@link Status#DEGENERATE_VARIANCE}.
 *
 * <p>Source: Welch 1947 (Biometrika 34:28).
 *
 * @param estimate the difference
 * @param significance whether it is none
 */
public record WelchDifference(FixedEstimate estimate, Significance significance) {

  /** Second less first. */
  public static WelchDifference of(Moments first, Moments second, double level) {
    Defined.requireLevel(level);
    long n = first.count() + second.count();
    if (first.count() < 2 || second.count() < 2) {
      return undefined(Status.INSUFFICIENT, level, n);
    }
    double one = first.variance() / first.count();
    double other = second.variance() / second.count();
    if (one + other == 0) {
      return undefined(Status.DEGENERATE_VARIANCE, level, n);
    }
    double share = one / (one + other);
    double df =
        1
            / (share * share / (first.count() - 1)
                + (1 - share) * (1 - share) / (second.count() - 1));
    double error = Math.sqrt(one + other);
    double difference = second.mean() - first.mean();
    double half = Tails.tQuantile(level, df) * error;
    return new WelchDifference(
        FixedEstimate.of(
            difference, error, difference - half, difference + half, level, n, n, Status.OK),
        Significance.student(difference / error, df, Tails.tBothSides(difference / error, df), n));
  }

  private static WelchDifference undefined(Status status, double level, long n) {
    return new WelchDifference(
        FixedEstimate.undefined(status, level, n, n), Significance.undefined(status, n));
  }
}
