package io.plumbline.stats.simulated;

import io.plumbline.stats.BettingProcess;
import io.plumbline.stats.CategoryBlock;
import io.plumbline.stats.CategoryProcess;
import io.plumbline.stats.ClusterMeans;
import io.plumbline.stats.Direction;
import io.plumbline.stats.DirichletMultinomial;
import io.plumbline.stats.ShareBlock;
import io.plumbline.stats.TiltProcess;
import io.plumbline.stats.TiltSum;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/** The product's monitors of a policy with fixed shares, and some that people use instead. */
public final class Monitors {

  private Monitors() {}

  /** A tilt process on one category, with some reading of it. */
  public static Monitor tilt(double share, int category, ToDoubleFunction<TiltProcess> reading) {
    Map<Long, TiltSum> nights = new HashMap<>();
    return new Monitor() {
      private TiltProcess process = TiltProcess.start();

      @Override
      public void night(long[] counts) {
        long total = Arrays.stream(counts).sum();
        process =
            process.night(
                nights.computeIfAbsent(
                    total << 32 | counts[category],
                    key -> new ShareBlock(total, counts[category], share).evidence()));
      }

      @Override
      public double evidence() {
        return reading.applyAsDouble(process);
      }
    };
  }

  /** One against all others for every category, and the mixture, with some reading of it. */
  public static Monitor categories(double[] shares, ToDoubleFunction<CategoryProcess> reading) {
    List<Long> pool = Arrays.stream(shares).mapToObj(p -> Math.round(p * 100_000)).toList();
    return new Monitor() {
      private CategoryProcess process = CategoryProcess.start(shares.length, TiltProcess.ROPE);

      @Override
      public void night(long[] counts) {
        process =
            process.night(List.of(new CategoryBlock(pool, Arrays.stream(counts).boxed().toList())));
      }

      @Override
      public double evidence() {
        return reading.applyAsDouble(process);
      }
    };
  }

  /** The Dirichlet mixture alone. */
  public static Monitor mixture(double[] shares, double concentration) {
    return new Monitor() {
      private DirichletMultinomial process =
          DirichletMultinomial.start(concentration, shares.length);

      @Override
      public void night(long[] counts) {
        process = process.night(shares, counts);
      }

      @Override
      public double evidence() {
        return process.logE();
      }
    };
  }

  /** Bets on the share of a category, the night being the unit. */
  public static Monitor nightBets(double share, int category) {
    return new Monitor() {
      private BettingProcess process = BettingProcess.start(share);

      @Override
      public void night(long[] counts) {
        double total = Arrays.stream(counts).sum();
        process = process.night(List.of(ClusterMeans.exactly(counts[category] / total)));
      }

      @Override
      public double evidence() {
        return process.logPager(Direction.UP);
      }
    };
  }

  /** Pearson's chi-square of tonight, as {@code -log p}: alarms at {@code log(1/alpha)}. */
  public static Monitor chiSquareTonight(double[] shares) {
    return new Monitor() {
      private double evidence;

      @Override
      public void night(long[] counts) {
        evidence = chiSquare(shares, counts);
      }

      @Override
      public double evidence() {
        return evidence;
      }
    };
  }

  /** Pearson's chi-square of everything so far, looked at every night. */
  public static Monitor chiSquareCumulative(double[] shares) {
    return new Monitor() {
      private final long[] totals = new long[shares.length];

      @Override
      public void night(long[] counts) {
        for (int k = 0; k < totals.length; k++) {
          totals[k] += counts[k];
        }
      }

      @Override
      public double evidence() {
        return chiSquare(shares, totals);
      }
    };
  }

  private static double chiSquare(double[] shares, long[] counts) {
    double total = Arrays.stream(counts).sum();
    double statistic =
        IntStream.range(0, shares.length)
            .mapToDouble(k -> Math.pow(counts[k] - total * shares[k], 2) / (total * shares[k]))
            .sum();
    return -Math.log(ChiSquaredDistribution.of(shares.length - 1.0).survivalProbability(statistic));
  }
}
