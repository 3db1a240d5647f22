package io.plumbline.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;

/**
 * Reliability of any number of raters with any pattern of missing ratings, at four levels of
 * measurement: {@code alpha = 1 - observed / expected disagreement}.
 *
 * <p>For every item the ratings it got, in any order; alpha out, 1 for perfect agreement, 0 for
 * chance, negative for systematic disagreement. Cost {@code O(ratings + V^2)} with V distinct
 * values. Items with fewer than two ratings carry no information; without any pair the status is
 * {@link Status#NO_DATA}; when all paired ratings are equal nothing could have disagreed and alpha
 * is {@link Status#UNDEFINED}, not 1; a negative value has no ratio level ({@link
 * Status#NOT_APPLICABLE}).
 *
 * <p>Source: Krippendorff 1970; Hayes and Krippendorff 2007 (Commun. Methods Meas. 1:77), by the
 * coincidence matrix.
 */
public final class KrippendorffAlpha {

  /** The level of measurement, which says how far apart two values are. */
  public enum Measurement {
    /** Categories: equal or not. */
    NOMINAL,
    /** Ranks: {@code (sum of counts from c to k, half of both ends)^2}. */
    ORDINAL,
    /** Differences: {@code (c-k)^2}. */
    INTERVAL,
    /** Proportions of non-negative values: {@code ((c-k)/(c+k))^2}. */
    RATIO
  }

  private final double[] values;
  private final int[][] items;
  private final Measurement measurement;

  private KrippendorffAlpha(double[] values, int[][] items, Measurement measurement) {
    this.values = values;
    this.items = items;
    this.measurement = measurement;
  }

  /**
   * The ratings to compare.
   *
   * @param ratingsByItem for every item its ratings, missing ones left out
   * @throws IllegalArgumentException if a rating is not a finite number
   */
  public static KrippendorffAlpha of(List<double[]> ratingsByItem, Measurement measurement) {
    // Adding zero makes -0.0 the same value as 0.0.
    double[] values =
        ratingsByItem.stream()
            .flatMapToDouble(DoubleStream::of)
            .map(rating -> rating + 0.0)
            .sorted()
            .distinct()
            .toArray();
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("Invalid rating: " + value + " (must be finite)");
      }
    }
    List<int[]> paired = new ArrayList<>();
    for (double[] ratings : ratingsByItem) {
      if (ratings.length > 1) {
        paired.add(
            DoubleStream.of(ratings).mapToInt(r -> Arrays.binarySearch(values, r + 0.0)).toArray());
      }
    }
    return new KrippendorffAlpha(values, paired.toArray(int[][]::new), measurement);
  }

  /**
   * Alpha with the percentile interval over resampled items. No standard error: its law is skewed.
   * n counts the items with at least two ratings.
   */
  public FixedEstimate alpha(ItemBootstrap bootstrap, SplittableRandom random) {
    int[] all = new int[items.length];
    Arrays.setAll(all, i -> i);
    double alpha = alpha(all);
    Status status = Double.isNaN(alpha) ? Status.UNDEFINED : Status.OK;
    if (items.length == 0) {
      status = Status.NO_DATA;
    } else if (measurement == Measurement.RATIO && values[0] < 0) {
      status = Status.NOT_APPLICABLE;
    }
    if (status != Status.OK) {
      return FixedEstimate.undefined(status, bootstrap.level(), items.length, items.length);
    }
    Interval interval =
        bootstrap.interval(items.length, drawn -> Defined.number(alpha(drawn)), random);
    return new FixedEstimate(
        Defined.number(alpha),
        Defined.number(Double.NaN),
        interval,
        items.length,
        items.length,
        Status.OK);
  }

  /** NaN when the items drawn show no variation. */
  private double alpha(int[] drawn) {
    double[] count = new double[values.length];
    double[][] coincidence = new double[values.length][values.length];
    double pairable = 0;
    for (int item : drawn) {
      int[] ratings = items[item];
      pairable += ratings.length;
      for (int i = 0; i < ratings.length; i++) {
        count[ratings[i]]++;
        for (int j = 0; j < ratings.length; j++) {
          coincidence[ratings[i]][ratings[j]] += i == j ? 0 : 1.0 / (ratings.length - 1);
        }
      }
    }
    double[] before = new double[values.length + 1];
    for (int c = 0; c < values.length; c++) {
      before[c + 1] = before[c] + count[c];
    }
    double observed = 0;
    double expected = 0;
    for (int c = 0; c < values.length; c++) {
      for (int k = c + 1; k < values.length; k++) {
        double distance = distance(c, k, count, before);
        observed += coincidence[c][k] * distance;
        expected += count[c] * count[k] * distance;
      }
    }
    return expected == 0 ? Double.NaN : 1 - (pairable - 1) * observed / expected;
  }

  /** The squared difference of the c-th and the k-th value, c before k. */
  private double distance(int c, int k, double[] count, double[] before) {
    double difference =
        switch (measurement) {
          case NOMINAL -> 1;
          case ORDINAL -> before[k + 1] - before[c] - (count[c] + count[k]) / 2;
          case INTERVAL -> values[k] - values[c];
          case RATIO -> (values[k] - values[c]) / (values[k] + values[c]);
        };
    return difference * difference;
  }
}
