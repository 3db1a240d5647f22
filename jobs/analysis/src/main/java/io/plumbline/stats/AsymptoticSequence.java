package io.plumbline.stats;

import java.util.OptionalDouble;

/**
 * The width of a confidence sequence for a smooth estimand that averages over clusters: Engine Q.
 *
 * <p>{@code sqrt(s2) sqrt(2 (G r + 1) / (G^2 r) log(sqrt(G r + 1) / alpha))}, with {@code r} such
 * that the width is least at {@code G_opt} clusters. Asymptotic in the number of clusters, and
 * therefore never the sole ground of an alarm.
 *
 * <p>Source: Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas 2024 (Ann. Stat. 52:2613, theorem 2.2;
 * {@code r} in appendix C).
 */
public final class AsymptoticSequence {

  /** Standard normal quantile of the power to which smallest detectable effects refer, 0.8. */
  static final double POWER_QUANTILE = 0.8416;

  private final double alpha;
  private final double r;

  private AsymptoticSequence(double alpha, double r) {
    this.alpha = alpha;
    this.r = r;
  }

  /**
   * A sequence at level {@code 1 - alpha}.
   *
   * @param alpha the chance of ever missing the estimand, in (0, 1)
   * @param tightestAt G_opt, the number of clusters at which it should be narrowest, such as those
   *     of thirty nights
   */
  public static AsymptoticSequence of(double alpha, double tightestAt) {
    Counts.openShare("alpha", alpha);
    if (!(tightestAt > 0 && tightestAt < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "Invalid clusters: " + tightestAt + " (must be finite and above 0)");
    }
    return new AsymptoticSequence(
        alpha, (-lowerLambert(-alpha * alpha * Math.exp(-1)) - 1) / tightestAt);
  }

  /** rho squared, the tuning constant r. */
  public double rho2() {
    return r;
  }

  /** The chance of ever missing the estimand. */
  public double alpha() {
    return alpha;
  }

  /** Half the width of the two-sided sequence for a mean of so many clusters; infinite for none. */
  public double halfWidth(double variance, long clusters) {
    if (clusters == 0) {
      return Double.POSITIVE_INFINITY;
    }
    double grown = clusters * r + 1;
    return Math.sqrt(variance)
        * Math.sqrt(
            2 * grown / ((double) clusters * clusters * r) * Math.log(Math.sqrt(grown) / alpha));
  }

  /** The distance to the bound of the one-sided sequence; infinite without clusters. */
  public double oneSidedWidth(double variance, long clusters) {
    if (clusters == 0) {
      return Double.POSITIVE_INFINITY;
    }
    double grown = clusters * r + 1;
    return Math.sqrt(variance)
        * Math.sqrt(
            2
                * grown
                / ((double) clusters * clusters * r)
                * Math.log1p(Math.sqrt(grown) / (2 * alpha)));
  }

  /**
   * Half the width of the Lyapunov form, which lets the variance of the clusters change over time:
   * {@code sqrt((G s2 r + 1) / (G^2 r) log((G s2 r + 1) / alpha^2))}. Not zero without variance.
   */
  public double lyapunovHalfWidth(double variance, long clusters) {
    double grown = clusters * variance * r + 1;
    return Math.sqrt(
        grown / ((double) clusters * clusters * r) * Math.log(grown / (alpha * alpha)));
  }

  /**
   * The mean of values one per cluster, its sequence and smallest detectable effect. NO_DATA
   * without clusters, DEGENERATE_VARIANCE when all are equal, NOT_ESTIMABLE below 50 clusters; the
   * interval is then unbounded.
   */
  public Result mean(Moments clusters) {
    if (clusters.count() == 0) {
      return Result.without(1 - alpha, Interval.Kind.ANYTIME, 0, 0, Status.NO_DATA);
    }
    double variance = clusters.variance();
    Status status =
        variance == 0
            ? Status.DEGENERATE_VARIANCE
            : clusters.count() < FEWEST_CLUSTERS ? Status.NOT_ESTIMABLE : Status.OK;
    return result(
        clusters.mean(),
        halfWidth(variance, clusters.count()),
        Math.sqrt(variance / clusters.count()),
        clusters.count(),
        clusters.count(),
        status);
  }

  /**
   * The smallest departure of a mean that would have been noticed with probability 0.8: half the
   * width plus 0.8416 standard errors. Empty below 50 clusters or without variation.
   */
  public OptionalDouble detectable(Moments clusters) {
    double variance = clusters.variance();
    return clusters.count() < FEWEST_CLUSTERS || variance == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            halfWidth(variance, clusters.count())
                + POWER_QUANTILE * Math.sqrt(variance / clusters.count()));
  }

  /** Fewer clusters than this are not enough for a normal limit. */
  static final int FEWEST_CLUSTERS = 50;

  Result result(
      double estimate,
      double halfWidth,
      double standardError,
      long units,
      long clusters,
      Status status) {
    boolean isOk = status == Status.OK;
    return new Result(
        OptionalDouble.of(estimate),
        isOk
            ? Interval.of(
                estimate - halfWidth, estimate + halfWidth, 1 - alpha, Interval.Kind.ANYTIME)
            : Interval.unbounded(1 - alpha, Interval.Kind.ANYTIME),
        OptionalDouble.empty(),
        isOk
            ? OptionalDouble.of(halfWidth + POWER_QUANTILE * standardError)
            : OptionalDouble.empty(),
        units,
        clusters,
        status);
  }

  /**
   * The lower real branch of Lambert's W: the {@code w <= -1} with {@code w e^w = z}, for {@code
   * -1/e <= z < 0}. Newton's method on {@code w + log(-w) = log(-z)}, which stays accurate when z
   * is tiny.
   *
   * <p>Source: Corless, Gonnet, Hare, Jeffrey and Knuth 1996 (Adv. Comput. Math. 5:329).
   */
  static double lowerLambert(double z) {
    double target = Math.log(-z);
    if (target >= -1) {
      return -1;
    }
    double w = target < -2 ? target - Math.log(-target) : -1 - Math.sqrt(2 * (-1 - target));
    for (int step = 0; step < 100; step++) {
      double next = w - (w + Math.log(-w) - target) / (1 + 1 / w);
      if (Math.abs(next - w) <= 1e-16 * Math.abs(w)) {
        return next;
      }
      w = next;
    }
    return w;
  }
}
