package io.plumbline.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Numbers with positive weights, in ascending order, the weights brought to add up to 1; immutable.
 * One value is one observation whatever its weight; values of weight 0 are left out.
 */
public final class WeightedSample {

  private final double[] values;
  private final double[] weights;

  private WeightedSample(double[] values, double[] weights) {
    this.values = values;
    this.weights = weights;
  }

  /**
   * Every value with the same weight.
   *
   * @throws IllegalArgumentException if a value is not finite
   */
  public static WeightedSample of(double[] values) {
    double[] weights = new double[values.length];
    Arrays.fill(weights, 1);
    return of(values, weights);
  }

  /**
   * Values with their weights.
   *
   * @throws IllegalArgumentException if lengths differ, a number is not finite or a weight negative
   */
  public static WeightedSample of(double[] values, double[] weights) {
    Defined.requireSameLength("values and weights", values.length, weights.length);
    Samples.requireFinite(values);
    Samples.requireFinite(weights);
    for (double weight : weights) {
      if (weight < 0) {
        throw new IllegalArgumentException("Invalid weight: " + weight + " (must be at least 0)");
      }
    }
    int[] order =
        IntStream.range(0, values.length)
            .filter(i -> weights[i] > 0)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double total = Arrays.stream(weights).sum();
    return new WeightedSample(
        Arrays.stream(order).mapToDouble(i -> values[i]).toArray(),
        Arrays.stream(order).mapToDouble(i -> weights[i] / total).toArray());
  }

  int size() {
    return values.length;
  }

  double value(int i) {
    return values[i];
  }

  double weight(int i) {
    return weights[i];
  }

  boolean isEmpty() {
    return values.length == 0;
  }

  /** The sample without its i-th value in ascending order. */
  WeightedSample without(int removed) {
    int[] kept = IntStream.range(0, values.length).filter(i -> i != removed).toArray();
    double total = Arrays.stream(kept).mapToDouble(i -> weights[i]).sum();
    return new WeightedSample(
        Arrays.stream(kept).mapToDouble(i -> values[i]).toArray(),
        Arrays.stream(kept).mapToDouble(i -> weights[i] / total).toArray());
  }
}
