package io.plumbline.stats;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * Where the mean of a series changed: the segmentation with the least sum of squared deviations
 * from the segments' means plus a penalty per change. It locates; it does not test.
 *
 * <p>T numbers in, segment ends out; {@code O(T)} on average when changes are frequent, at most
 * {@code O(T^2)}. The optimum is exact: with a minimum segment length a start is given up only once
 * no admissible segment can need it. Fewer numbers than one segment: one segment. Of segmentations
 * that cost the same, the one whose last segments are longest.
 *
 * <p>Source: Killick, Fearnhead and Eckley 2012 (JASA 107:1590).
 */
public final class ChangePoints {

  private final double penalty;
  private final int shortest;

  private ChangePoints(double penalty, int shortest) {
    this.penalty = penalty;
    this.shortest = shortest;
  }

  /**
   * Segmentations with the given penalty per change and segments of at least two numbers.
   *
   * @throws IllegalArgumentException if the penalty is negative or not a number
   */
  public static ChangePoints withPenalty(double penalty) {
    if (!(penalty >= 0)) {
      throw new IllegalArgumentException("Invalid penalty: " + penalty + " (must be at least 0)");
    }
    return new ChangePoints(penalty, 2);
  }

  /**
   * The penalty {@code 2 log T} for T numbers with standard deviation 1, such as standardised
   * residuals (Schwarz's criterion with two parameters a change).
   *
   * @throws IllegalArgumentException if there is no number
   */
  public static ChangePoints forStandardised(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("Invalid count: " + count + " (must be at least 1)");
    }
    return withPenalty(2 * Math.log(count));
  }

  /**
   * The same with segments of at least {@code length} numbers.
   *
   * @throws IllegalArgumentException if the length is not positive
   */
  public ChangePoints shortestSegment(int length) {
    if (length < 1) {
      throw new IllegalArgumentException(
          "Invalid segment length: " + length + " (must be at least 1)");
    }
    return new ChangePoints(penalty, length);
  }

  /**
   * A segmentation.
   *
   * @param ends the exclusive end of every segment, ascending, the last the length of the series
   * @param cost squared deviations plus penalties
   * @param status {@link Status#NO_DATA} for an empty series
   */
  public record Segmentation(List<Integer> ends, double cost, Status status) {

    public Segmentation {
      ends = List.copyOf(ends);
    }
  }

  /**
   * The best segmentation of a series.
   *
   * @throws IllegalArgumentException if a value is not finite
   */
  public Segmentation of(double[] series) {
    Samples.requireFinite(series);
    int length = series.length;
    if (length == 0) {
      return new Segmentation(List.of(), 0, Status.NO_DATA);
    }
    SquaredDeviations deviations = new SquaredDeviations(series);
    if (length < 2 * shortest) {
      return new Segmentation(List.of(length), deviations.between(0, length), Status.OK);
    }
    double[] best = new double[length + 1];
    int[] from = new int[length + 1];
    int[] goneAt = new int[length + 1];
    Arrays.fill(best, Double.POSITIVE_INFINITY);
    Arrays.fill(goneAt, Integer.MAX_VALUE);
    best[0] = -penalty;
    Deque<Integer> starts = new ArrayDeque<>();
    starts.add(0);
    for (int end = shortest; end <= length; end++) {
      if (end >= 2 * shortest) {
        starts.add(end - shortest);
      }
      int now = end;
      starts.removeIf(start -> goneAt[start] <= now);
      for (int start : starts) {
        double cost = best[start] + deviations.between(start, end) + penalty;
        if (cost < best[end]) {
          best[end] = cost;
          from[end] = start;
        }
      }
      for (int start : starts) {
        double alone = best[start] + deviations.between(start, end);
        if (alone > best[end] && goneAt[start] == Integer.MAX_VALUE) {
          // Splitting at this end is better from here on, once a segment fits behind it.
          goneAt[start] = end + shortest;
        }
      }
    }
    return new Segmentation(ends(from, length), best[length], Status.OK);
  }

  private static List<Integer> ends(int[] from, int length) {
    List<Integer> ends = new ArrayList<>();
    for (int end = length; end > 0; end = from[end]) {
      ends.add(end);
    }
    Collections.reverse(ends);
    return ends;
  }

  /** Sums of squared deviations from the mean of any stretch, in constant time. */
  private static final class SquaredDeviations {

    private final double[] sum;
    private final double[] square;

    SquaredDeviations(double[] series) {
      // Centring first keeps the difference of large sums small.
      double mean = Samples.mean(series);
      sum = new double[series.length + 1];
      square = new double[series.length + 1];
      for (int i = 0; i < series.length; i++) {
        double value = series[i] - mean;
        sum[i + 1] = sum[i] + value;
        square[i + 1] = square[i] + value * value;
      }
    }

    double between(int start, int end) {
      double total = sum[end] - sum[start];
      return Math.max(0, square[end] - square[start] - total * total / (end - start));
    }
  }
}
