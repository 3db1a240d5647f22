package io.plumbline.stats;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Two samples of points of the same dimension: energy distance and maximum mean discrepancy.
 *
 * <p>n and m points of d coordinates in; all pairwise distances are kept, {@code O((n+m)^2 d)} once
 * and {@code O((n+m)^2)} per statistic or permutation. An empty sample: {@link Status#NO_DATA}; a
 * sample of one point leaves the unbiased forms and the standard errors undefined ({@link
 * Status#INSUFFICIENT}). Standard errors are the two-sample jackknife's and, like the intervals,
 * for display: they fail where the distributions are equal. The permutation p-value does not. A
 * sigma of 0, the median distance of points that are mostly equal, sets no scale: {@link
 * Status#DEGENERATE_VARIANCE}.
 *
 * <p>Sources: Szekely and Rizzo 2004 (InterStat 5) and 2013 (JSPI 143:1249); Gretton et al. 2012
 * (JMLR 13:723, eq. 3 and 5), median heuristic section 8.
 */
public final class PointClouds {

  /** More points than this are thinned, with a seed, before their median distance is taken. */
  private static final int MEDIAN_POINTS = 1_000;

  private final double[][] distance;
  private final int n;

  private PointClouds(double[][] distance, int n) {
    this.distance = distance;
    this.n = n;
  }

  /**
   * The two samples.
   *
   * @param x n points; rows are points
   * @param y m points
   * @throws IllegalArgumentException if points differ in dimension or a coordinate is not finite
   */
  public static PointClouds of(double[][] x, double[][] y) {
    double[][] points = Arrays.copyOf(x, x.length + y.length);
    System.arraycopy(y, 0, points, x.length, y.length);
    for (double[] point : points) {
      Defined.requireSameLength("coordinates", points[0].length, point.length);
      Samples.requireFinite(point);
    }
    double[][] distance = new double[points.length][points.length];
    for (int i = 0; i < points.length; i++) {
      for (int j = 0; j < i; j++) {
        distance[i][j] = euclidean(points[i], points[j]);
        distance[j][i] = distance[i][j];
      }
    }
    return new PointClouds(distance, x.length);
  }

  /** {@code 2 E|X-Y| - E|X-X'| - E|Y-Y'|}, every point paired with itself too: at least 0. */
  public FixedEstimate energy(double level) {
    return estimate(distance, -1, false, level);
  }

  /** Szekely and Rizzo's statistic: the energy distance times {@code n m / (n + m)}. */
  public FixedEstimate energyStatistic(double level) {
    FixedEstimate energy = energy(level);
    if (energy.value().isEmpty()) {
      return energy;
    }
    double factor = (double) n * m() / (n + m());
    return FixedEstimate.of(
        energy.value().getAsDouble() * factor,
        energy.standardError().orElse(Double.NaN) * factor,
        energy.interval().lower().orElse(Double.NEGATIVE_INFINITY) * factor,
        energy.interval().upper().orElse(Double.POSITIVE_INFINITY) * factor,
        level,
        energy.n(),
        energy.clusters(),
        energy.status());
  }

  /**
   * The squared maximum mean discrepancy with the kernel {@code exp(-|x-y|^2 / (2 sigma^2))}, every
   * point paired with itself too: biased upwards, at least 0.
   *
   * @throws IllegalArgumentException if sigma is negative or not a number
   */
  public FixedEstimate mmdBiased(double sigma, double level) {
    return sigma == 0 ? pointKernel(level) : estimate(kernel(sigma), 1, false, level);
  }

  /**
   * The same without the pairs of a point with itself: unbiased, so that it may be negative.
   *
   * @throws IllegalArgumentException if sigma is negative or not a number
   */
  public FixedEstimate mmdUnbiased(double sigma, double level) {
    return sigma == 0 ? pointKernel(level) : estimate(kernel(sigma), 1, true, level);
  }

  /**
   * The median distance between two different points of both samples, the usual sigma; of a seeded
   * 1,000 of them when there are more, 0 when there are fewer than two.
   */
  public double medianDistance(SplittableRandom random) {
    int[] points = everyPoint();
    if (points.length > MEDIAN_POINTS) {
      MonteCarlo.shuffle(points, random);
      points = Arrays.copyOf(points, MEDIAN_POINTS);
    }
    double[] between = new double[points.length * (points.length - 1) / 2];
    int next = 0;
    for (int i = 0; i < points.length; i++) {
      for (int j = 0; j < i; j++) {
        between[next++] = distance[points[i]][points[j]];
      }
    }
    Arrays.sort(between);
    return between.length == 0 ? 0 : ItemBootstrap.quantile(between, 0.5);
  }

  /**
   * Tests equal distributions: the energy distance against permutations of all points, {@code p =
   * (1 + permutations at least as far) / (1 + replicates)}.
   */
  public Significance energyTest(int replicates, SplittableRandom random) {
    return permutation(distance, -1, replicates, random);
  }

  /**
   * Tests equal distributions by the biased maximum mean discrepancy, whose permutations order as
   * those of the unbiased one.
   */
  public Significance mmdTest(double sigma, int replicates, SplittableRandom random) {
    if (sigma == 0) {
      return Significance.undefined(pointKernel(0.95).status(), distance.length);
    }
    return permutation(kernel(sigma), 1, replicates, random);
  }

  /** A sigma of 0 comes from points that are mostly equal: they set no scale. */
  private FixedEstimate pointKernel(double level) {
    Status status = isMissing() ? Status.NO_DATA : Status.DEGENERATE_VARIANCE;
    return FixedEstimate.undefined(status, level, distance.length, distance.length);
  }

  private Significance permutation(
      double[][] pairs, int sign, int replicates, SplittableRandom random) {
    MonteCarlo.requireReplicates(replicates);
    if (isMissing()) {
      return Significance.undefined(Status.NO_DATA, distance.length);
    }
    int[] points = everyPoint();
    ToDoubleFunction<int[]> statistic = order -> sign * contrast(pairs, order);
    double observed = statistic.applyAsDouble(points);
    long reached =
        MonteCarlo.reached(
            observed,
            replicates,
            () -> {
              MonteCarlo.shuffle(points, random);
              return statistic.applyAsDouble(points);
            });
    return Significance.of(
        observed, (1.0 + reached) / (1.0 + replicates), distance.length, Status.OK);
  }

  /** Mean within the first n, plus mean within the rest, less twice the mean across. */
  private double contrast(double[][] pairs, int[] order) {
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int i = 0; i < order.length; i++) {
      double[] row = pairs[order[i]];
      for (int j = 0; j < n; j++) {
        if (i < n) {
          xx += row[order[j]];
        } else {
          xy += row[order[j]];
        }
      }
      for (int j = n; j < order.length && i >= n; j++) {
        yy += row[order[j]];
      }
    }
    double first = n;
    double second = m();
    return xx / (first * first) + yy / (second * second) - 2 * xy / (first * second);
  }

  private FixedEstimate estimate(double[][] pairs, int sign, boolean unbiased, double level) {
    Defined.requireLevel(level);
    int total = distance.length;
    int fewest = Math.min(n, m());
    if (fewest == 0 || unbiased && fewest == 1) {
      Status status = fewest == 0 ? Status.NO_DATA : Status.INSUFFICIENT;
      return FixedEstimate.undefined(status, level, total, total);
    }
    double self = unbiased ? 1 : 0;
    PairSums sums = PairSums.of(pairs, n);
    double value = sign * sums.contrast(n, m(), self);
    double[] withoutX = new double[n];
    double[] withoutY = new double[m()];
    for (int i = 0; i < total; i++) {
      if (i < n) {
        withoutX[i] = sums.withoutX(i, pairs[i][i]).contrast(n - 1, m(), self);
      } else {
        withoutY[i - n] = sums.withoutY(i, pairs[i][i]).contrast(n, m() - 1, self);
      }
    }
    double error = Math.sqrt(Jackknife.variance(withoutX) + Jackknife.variance(withoutY));
    return Jackknife.estimate(value, error, level, total);
  }

  private double[][] kernel(double sigma) {
    if (!(sigma >= 0)) {
      throw new IllegalArgumentException("Invalid sigma: " + sigma + " (must be at least 0)");
    }
    double[][] kernel = new double[distance.length][distance.length];
    for (int i = 0; i < kernel.length; i++) {
      for (int j = 0; j < kernel.length; j++) {
        double scaled = distance[i][j] / sigma;
        kernel[i][j] = Math.exp(-scaled * scaled / 2);
      }
    }
    return kernel;
  }

  private int m() {
    return distance.length - n;
  }

  private boolean isMissing() {
    return n == 0 || m() == 0;
  }

  private int[] everyPoint() {
    int[] points = new int[distance.length];
    Arrays.setAll(points, i -> i);
    return points;
  }

  private static double euclidean(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += (a[k] - b[k]) * (a[k] - b[k]);
    }
    return Math.sqrt(sum);
  }
}
