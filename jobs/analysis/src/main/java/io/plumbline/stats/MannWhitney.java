package io.plumbline.stats;

import java.util.Arrays;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.ContinuityCorrection;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.apache.commons.statistics.inference.PValueMethod;

/**
 * Whether values of one sample tend to exceed those of another.
 *
 * <p>Two samples in; {@code U} counts the pairs in which x exceeds y, ties for half, and {@code AUC
 * = U / (n m)} estimates {@code P(X > Y) + P(X = Y)/2}. {@code O(N log N)} unless stated. An empty
 * sample: {@link Status#NO_DATA}. All values equal: {@link Status#DEGENERATE_VARIANCE}.
 *
 * <p>Sources: Mann and Whitney 1947 (Ann. Math. Stat. 18:50); Streitberg and Roehmel 1986 (Stat.
 * Software Newsl. 12:10) for the exact law with ties; DeLong, DeLong and Clarke-Pearson 1988
 * (Biometrics 44:837) for the standard error of the AUC.
 */
public final class MannWhitney {

  /** The exact law costs N times n times the largest rank sum; more than this is refused. */
  private static final double MOST_STEPS = 1e9;

  private final double[] x;
  private final double[] y;
  private final long[] twiceRank;

  private MannWhitney(double[] x, double[] y) {
    this.x = x;
    this.y = y;
    this.twiceRank = twiceRanks(x, y);
  }

  /**
   * The two samples.
   *
   * @throws IllegalArgumentException if a value is not finite
   */
  public static MannWhitney of(double[] x, double[] y) {
    return new MannWhitney(Samples.copyOf(x), Samples.copyOf(y));
  }

  /** U of the first sample, between 0 and {@code n m}. */
  public double u() {
    return (twiceSum() - (double) x.length * (x.length + 1)) / 2;
  }

  /**
   * The AUC with DeLong's standard error and normal interval, cut to [0, 1]. Perfectly separated
   * samples have a standard error of 0 and {@link Status#DEGENERATE_VARIANCE}; with fewer than two
   * values in a sample there is none ({@link Status#INSUFFICIENT}). The interval is then [0, 1].
   *
   * @throws IllegalArgumentException if the level is not in (0, 1)
   */
  public FixedEstimate auc(double level) {
    Defined.requireLevel(level);
    long n = (long) x.length + y.length;
    if (x.length == 0 || y.length == 0) {
      return FixedEstimate.undefined(Status.NO_DATA, level, n, n);
    }
    double auc = u() / x.length / y.length;
    if (x.length < 2 || y.length < 2) {
      return FixedEstimate.of(auc, Double.NaN, 0, 1, level, n, n, Status.INSUFFICIENT);
    }
    double variance =
        Samples.variance(placements(x, y)) / x.length
            + Samples.variance(placements(y, x)) / y.length;
    double error = Math.sqrt(variance);
    if (error == 0) {
      return FixedEstimate.of(auc, error, 0, 1, level, n, n, Status.DEGENERATE_VARIANCE);
    }
    double half = Tails.normalQuantile(level) * error;
    return FixedEstimate.of(
        auc, error, Math.max(0, auc - half), Math.min(1, auc + half), level, n, n, Status.OK);
  }

  /**
   * Two-sided test by the normal approximation with the variance corrected for ties. When all
   * values are equal, z is 0/0 and there is no p-value.
   */
  public Significance asymptotic() {
    return asymptotic(ContinuityCorrection.DISABLED);
  }

  /**
   * The same with U brought 1/2 nearer to its mean, though not past it. When all values are equal
   * nothing is left of the deviation and p is 1 by convention.
   */
  public Significance asymptoticCorrected() {
    return asymptotic(ContinuityCorrection.ENABLED);
  }

  private Significance asymptotic(ContinuityCorrection correction) {
    long n = (long) x.length + y.length;
    if (x.length == 0 || y.length == 0) {
      return Significance.undefined(Status.NO_DATA, n);
    }
    if (Arrays.stream(twiceRank).distinct().count() == 1) {
      return correction == ContinuityCorrection.DISABLED
          ? Significance.undefined(Status.DEGENERATE_VARIANCE, n)
          : Significance.of(u(), 1, n, Status.DEGENERATE_VARIANCE);
    }
    double p =
        MannWhitneyUTest.withDefaults()
            .with(AlternativeHypothesis.TWO_SIDED)
            .with(PValueMethod.ASYMPTOTIC)
            .with(correction)
            .test(x, y)
            .getPValue();
    return Significance.of(u(), Math.min(1, p), n, Status.OK);
  }

  /**
   * Two-sided exact permutation test, ties as they are: the share of all choices of n among the N
   * values whose U lies at least as far from its mean. Cost N times n times the largest rank sum,
   * else {@link Status#NOT_APPLICABLE} (samples of about 100).
   */
  public Significance exact() {
    long n = (long) x.length + y.length;
    if (x.length == 0 || y.length == 0) {
      return Significance.undefined(Status.NO_DATA, n);
    }
    int chosen = Math.min(x.length, y.length);
    long most = Arrays.stream(twiceRank).skip(n - chosen).sum();
    if ((double) n * chosen * most > MOST_STEPS) {
      return Significance.undefined(Status.NOT_APPLICABLE, n);
    }
    double[] ways = RankSums.shares(twiceRank, chosen, Math.toIntExact(most));
    // Doubled ranks sum to chosen (N + 1) on average; U and the smaller sample's rank sum are
    // equally far from their means.
    double mean = chosen * (n + 1.0);
    double distance = Math.abs(2 * u() - (double) x.length * y.length);
    double p = 0;
    for (int sum = 0; sum < ways.length; sum++) {
      p += Math.abs(sum - mean) >= distance ? ways[sum] : 0;
    }
    return Significance.of(u(), Math.min(1, p), n, Status.OK);
  }

  private double twiceSum() {
    double[] pooled = Samples.sortedPool(x, y);
    double sum = 0;
    for (double value : x) {
      sum += twiceRank[Samples.below(pooled, value)];
    }
    return sum;
  }

  /** Twice the midrank of every value of the pooled sample, in ascending order. */
  private static long[] twiceRanks(double[] x, double[] y) {
    double[] pooled = Samples.sortedPool(x, y);
    long[] ranks = new long[pooled.length];
    for (int i = 0; i < pooled.length; i++) {
      ranks[i] = (long) Samples.below(pooled, pooled[i]) + Samples.atMost(pooled, pooled[i]) + 1L;
    }
    return ranks;
  }

  /** For every value of one sample the share of the other that it exceeds, ties for half. */
  private static double[] placements(double[] values, double[] others) {
    double[] sorted = others.clone();
    Arrays.sort(sorted);
    double[] placements = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double below = Samples.below(sorted, values[i]);
      placements[i] = (below + Samples.atMost(sorted, values[i])) / (2.0 * others.length);
    }
    return placements;
  }
}
