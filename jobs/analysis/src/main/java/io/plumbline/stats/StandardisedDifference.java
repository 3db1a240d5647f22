package io.plumbline.stats;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The difference of two arms, standardised to given shares of the strata, with the variance of its
 * cluster influence values and an asymptotic confidence sequence.
 *
 * <p>{@code tau = sum_s omega_s (ybar_s1 - ybar_s0)} over the strata that both arms reached, omega
 * renormalised; cluster influence {@code psi_c = sum_s omega_s [(y_cs1 - n_cs1 ybar_s1) / n_s1 -
 * (y_cs0 - n_cs0 ybar_s0) / n_s0]} and {@code V = sum psi_c^2}, taken as a quadratic form of {@link
 * ArmTally}. O(pairs of cells).
 *
 * <p>Source: Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas 2024 (Ann. Stat. 52:2613).
 */
public final class StandardisedDifference {

  private static final double MOST_EXCLUDED = 0.2;
  private static final int FEWEST_PER_ARM = 20;
  private static final int FEWEST_WITH_EVENT = 10;

  /** What kind of y the arms have. */
  public enum Scale {
    /** y is 0 or 1. */
    BINARY,
    /** y is a bounded score. */
    SCORE
  }

  /**
   * The numbers before any start condition.
   *
   * @param difference tau; empty when no stratum has both arms
   * @param excludedShare share of omega in strata without one of the arms
   * @param variance V; empty with the difference
   */
  public record Parts(OptionalDouble difference, double excludedShare, OptionalDouble variance) {}

  private final AsymptoticSequence sequence;
  private final double[] omega;
  private final Scale scale;

  private StandardisedDifference(AsymptoticSequence sequence, double[] omega, Scale scale) {
    this.sequence = sequence;
    this.omega = omega;
    this.scale = scale;
  }

  /**
   * The method with its shares of strata, which must have been fixed before tonight.
   *
   * @param omega one finite share per stratum, not negative; they need not add up to one
   */
  public static StandardisedDifference of(
      AsymptoticSequence sequence, List<Double> omega, Scale scale) {
    for (double share : omega) {
      if (!(share >= 0 && share < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "Invalid share of stratum: " + share + " (must be finite and at least 0)");
      }
    }
    return new StandardisedDifference(
        sequence, omega.stream().mapToDouble(Double::doubleValue).toArray(), scale);
  }

  /** The difference and its variance over clusters, whatever their number. */
  public Parts parts(ArmTally tally) {
    double all = 0;
    double kept = 0;
    for (int s = 0; s < omega.length; s++) {
      all += omega[s];
      kept += hasBothArms(tally, s) ? omega[s] : 0;
    }
    double excluded = all == 0 ? 0 : (all - kept) / all;
    if (kept == 0) {
      return new Parts(OptionalDouble.empty(), excluded, OptionalDouble.empty());
    }
    double difference = 0;
    double[] weight = new double[2 * omega.length];
    for (int s = 0; s < omega.length; s++) {
      if (hasBothArms(tally, s)) {
        ArmTally.Margin zero = tally.margins().get(2 * s);
        ArmTally.Margin one = tally.margins().get(2 * s + 1);
        difference += omega[s] / kept * (one.mean() - zero.mean());
        weight[2 * s] = -omega[s] / kept / zero.items();
        weight[2 * s + 1] = omega[s] / kept / one.items();
      }
    }
    double variance = 0;
    for (Map.Entry<ArmTally.Pair, ArmTally.Products> entry : tally.products().entrySet()) {
      int k = entry.getKey().first();
      int l = entry.getKey().second();
      if (l < weight.length && weight[k] != 0 && weight[l] != 0) {
        double meanK = tally.margins().get(k).mean();
        double meanL = tally.margins().get(l).mean();
        ArmTally.Products p = entry.getValue();
        double product = p.yy() - meanL * p.yn() - meanK * p.ny() + meanK * meanL * p.nn();
        double noise = ROUNDING * (Math.abs(p.yy()) + Math.abs(meanK * meanL * p.nn()));
        variance +=
            (k == l ? 1 : 2) * weight[k] * weight[l] * (Math.abs(product) <= noise ? 0 : product);
      }
    }
    return new Parts(
        OptionalDouble.of(difference), excluded, OptionalDouble.of(Math.max(0, variance)));
  }

  /** A difference of sums this much smaller than the sums is rounding, not variation. */
  private static final double ROUNDING = 1e-13;

  private static boolean hasBothArms(ArmTally tally, int stratum) {
    return tally.margins().containsKey(2 * stratum) && tally.margins().containsKey(2 * stratum + 1);
  }

  /**
   * Half the width of the confidence sequence of a difference with that variance over clusters,
   * {@code sqrt(V) sqrt(2 (G r + 1) / (G r) log(sqrt(G r + 1) / alpha))}.
   */
  public double halfWidth(double variance, long clusters) {
    return sequence.halfWidth(variance * clusters, clusters);
  }

  /**
   * The difference, its confidence sequence and the smallest difference that would have been
   * noticed. Without an interval as long as it cannot be trusted: NO_DATA without clusters;
   * NOT_ESTIMABLE with more than a fifth of omega excluded, fewer than 50 clusters, an arm of fewer
   * than 20, or an arm with too few clusters with an event or without; DEGENERATE_VARIANCE without
   * variation.
   */
  public Result of(ArmTally tally) {
    if (tally.clusters() == 0) {
      return Result.without(1 - sequence.alpha(), Interval.Kind.ANYTIME, 0, 0, Status.NO_DATA);
    }
    Parts parts = parts(tally);
    if (parts.difference.isEmpty()) {
      return Result.without(
          1 - sequence.alpha(),
          Interval.Kind.ANYTIME,
          tally.items(),
          tally.clusters(),
          Status.NOT_ESTIMABLE);
    }
    double variance = parts.variance.orElseThrow();
    Status status =
        parts.excludedShare > MOST_EXCLUDED || !isStarted(tally)
            ? Status.NOT_ESTIMABLE
            : variance == 0 ? Status.DEGENERATE_VARIANCE : Status.OK;
    return sequence.result(
        parts.difference.getAsDouble(),
        halfWidth(variance, tally.clusters()),
        Math.sqrt(variance),
        tally.items(),
        tally.clusters(),
        status);
  }

  /** Whether there are enough clusters, arm by arm and event by event, for a normal limit. */
  boolean isStarted(ArmTally tally) {
    double events = Math.max(FEWEST_WITH_EVENT, -2 * Math.log(sequence.alpha()));
    boolean isStarted = tally.clusters() >= AsymptoticSequence.FEWEST_CLUSTERS;
    for (ArmTally.Arm arm : ArmTally.Arm.values()) {
      ArmTally.ArmClusters own = tally.arm(arm);
      isStarted &= own.all() >= FEWEST_PER_ARM && own.withEvent() >= events;
      isStarted &= scale == Scale.SCORE || own.withoutEvent() >= events;
    }
    return isStarted;
  }
}
