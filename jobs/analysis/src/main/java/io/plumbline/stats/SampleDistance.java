package io.plumbline.stats;

import java.util.OptionalDouble;
import java.util.function.ToDoubleBiFunction;

/**
 * How far apart the distributions of two weighted samples of numbers lie.
 *
 * <p>Values with weights in, one distance in their unit out; {@code O(N log N)}. A weight is the
 * share of its value; weights need not add up to 1, and one value is one observation. A sample
 * without weight: {@link Status#NO_DATA}. The standard error is the two-sample jackknife's, cost
 * {@code O(N^2)}, the interval normal and cut at 0: for display only, because neither holds where
 * the distributions are equal.
 *
 * <p>Sources: Vallender 1974 (Theory Probab. Appl. 18:784) for Wasserstein-1 on the line; Szekely
 * and Rizzo 2013 (J. Stat. Plan. Inference 143:1249) for the energy distance; Efron and Stein 1981
 * (Ann. Stat. 9:586) for the jackknife.
 */
public final class SampleDistance {

  private final double level;

  private SampleDistance(double level) {
    this.level = level;
  }

  /**
   * The distances with intervals of the given level.
   *
   * @throws IllegalArgumentException if the level is not in (0, 1)
   */
  public static SampleDistance atLevel(double level) {
    Defined.requireLevel(level);
    return new SampleDistance(level);
  }

  /** Wasserstein-1, the area between the distribution functions: the mean shift of mass. */
  public FixedEstimate wasserstein(WeightedSample x, WeightedSample y) {
    return estimate(x, y, SampleDistance::area);
  }

  /** The energy distance of the two samples, squared and as its root. */
  public Energy energy(WeightedSample x, WeightedSample y) {
    return new Energy(estimate(x, y, SampleDistance::energySquared));
  }

  /**
   * An energy distance on the line.
   *
   * @param squared {@code 2 E|X-Y| - E|X-X'| - E|Y-Y'|} in the unit of the values: twice the
   *     squared difference of the distribution functions, integrated
   */
  public record Energy(FixedEstimate squared) {

    /** The root of it, a metric; empty when undefined. */
    public OptionalDouble root() {
      OptionalDouble value = squared.value();
      return value.isEmpty() ? value : OptionalDouble.of(Math.sqrt(value.getAsDouble()));
    }
  }

  private FixedEstimate estimate(
      WeightedSample x,
      WeightedSample y,
      ToDoubleBiFunction<WeightedSample, WeightedSample> distance) {
    long n = (long) x.size() + y.size();
    if (x.isEmpty() || y.isEmpty()) {
      return FixedEstimate.undefined(Status.NO_DATA, level, n, n);
    }
    double value = distance.applyAsDouble(x, y);
    double[] withoutX = new double[x.size()];
    double[] withoutY = new double[y.size()];
    for (int i = 0; i < x.size(); i++) {
      WeightedSample left = x.without(i);
      withoutX[i] = left.isEmpty() ? Double.NaN : distance.applyAsDouble(left, y);
    }
    for (int i = 0; i < y.size(); i++) {
      WeightedSample left = y.without(i);
      withoutY[i] = left.isEmpty() ? Double.NaN : distance.applyAsDouble(x, left);
    }
    double error = Math.sqrt(Jackknife.variance(withoutX) + Jackknife.variance(withoutY));
    return Jackknife.estimate(value, error, level, n);
  }

  private static double area(WeightedSample x, WeightedSample y) {
    return integral(x, y, 1);
  }

  private static double energySquared(WeightedSample x, WeightedSample y) {
    return 2 * integral(x, y, 2);
  }

  /** {@code integral |F - G|^power}, between each pooled value and the next. */
  private static double integral(WeightedSample x, WeightedSample y, int power) {
    int i = 0;
    int j = 0;
    double f = 0;
    double g = 0;
    double sum = 0;
    double last = Math.min(x.value(0), y.value(0));
    while (i < x.size() || j < y.size()) {
      boolean fromX = j == y.size() || i < x.size() && x.value(i) <= y.value(j);
      double next = fromX ? x.value(i) : y.value(j);
      double apart = Math.abs(f - g);
      sum += (power == 1 ? apart : apart * apart) * (next - last);
      last = next;
      if (fromX) {
        f += x.weight(i++);
      } else {
        g += y.weight(j++);
      }
    }
    return sum;
  }
}
