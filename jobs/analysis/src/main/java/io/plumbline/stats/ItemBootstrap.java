package io.plumbline.stats;

import io.plumbline.stats.Interval.Kind;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Percentile intervals by resampling whole items, the unit that varies in an agreement study.
 *
 * <p>Replicates on which the statistic is undefined are left out; when they are more than a tenth,
 * or there is no item, the interval is unbounded. Percentiles interpolate between order statistics
 * (Hyndman and Fan 1996, type 7). Cost: replicates times the statistic's.
 *
 * <p>Source: Efron 1979 (Ann. Stat. 7:1); Krippendorff 2004, Content Analysis, ch. 11.
 *
 * @param level coverage aimed at, in (0, 1)
 * @param replicates number of resamples, at least 1
 */
public record ItemBootstrap(double level, int replicates) {

  private static final double MOST_UNDEFINED = 0.1;

  public ItemBootstrap {
    Defined.requireLevel(level);
    MonteCarlo.requireReplicates(replicates);
  }

  /** The default of 2,000 replicates at 95 %. */
  public static ItemBootstrap standard() {
    return new ItemBootstrap(0.95, 2_000);
  }

  /**
   * The interval of a statistic.
   *
   * @param items number of items
   * @param statistic its value on the items with the given indices, repeats included
   * @param random seeded by the caller; the same seed gives the same interval
   */
  public Interval interval(
      int items, Function<int[], OptionalDouble> statistic, SplittableRandom random) {
    double[] values = new double[replicates];
    int defined = 0;
    int[] drawn = new int[items];
    for (int r = 0; r < replicates && items > 0; r++) {
      for (int i = 0; i < items; i++) {
        drawn[i] = random.nextInt(items);
      }
      OptionalDouble value = statistic.apply(drawn);
      if (value.isPresent()) {
        values[defined++] = value.getAsDouble();
      }
    }
    if (defined < (1 - MOST_UNDEFINED) * replicates) {
      return Interval.unbounded(level, Kind.FIXED);
    }
    double[] sorted = Arrays.copyOf(values, defined);
    Arrays.sort(sorted);
    double tail = (1 - level) / 2;
    return Interval.of(quantile(sorted, tail), quantile(sorted, 1 - tail), level, Kind.FIXED);
  }

  static double quantile(double[] sorted, double probability) {
    double position = probability * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
