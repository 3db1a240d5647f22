package io.plumbline.stats;

/**
 * Count, mean and sum of squared deviations of some numbers; mergeable. Equal numbers give exactly
 * zero deviations, in whatever grouping they are added.
 *
 * <p>Source: Chan, Golub and LeVeque 1983 (Am. Stat. 37:242, pairwise update).
 *
 * @param count numbers seen
 * @param mean their mean, 0 without any
 * @param squares sum of squared deviations from the mean
 */
public record Moments(long count, double mean, double squares) {

  /** No numbers. */
  public static final Moments NONE = new Moments(0, 0, 0);

  public Moments {
    Counts.nonNegative("count", count);
    Counts.finite("mean", mean);
    Counts.finite("squares", squares);
  }

  /** The moments of these numbers, added in order. */
  public static Moments of(double... values) {
    Moments moments = NONE;
    for (double value : values) {
      moments = moments.plus(value);
    }
    return moments;
  }

  /** With one more number. */
  public Moments plus(double value) {
    return plus(new Moments(1, value, 0));
  }

  /** With the numbers of the other. */
  public Moments plus(Moments other) {
    if (other.count == 0) {
      return this;
    }
    if (count == 0) {
      return other;
    }
    long total = Math.addExact(count, other.count);
    double gap = other.mean - mean;
    double share = (double) other.count / total;
    return new Moments(
        total, mean + gap * share, squares + other.squares + gap * gap * share * count);
  }

  /** Sum of squared deviations over {@code count - 1}; 0 for fewer than two numbers. */
  public double variance() {
    return count < 2 ? 0 : squares / (count - 1);
  }

  /**
   * The mean with Student's interval; {@link Status#INSUFFICIENT} for fewer than two numbers,
   * {@link Status#DEGENERATE_VARIANCE} where all are equal.
   *
   * <p>Source: Student 1908 (Biometrika 6:1).
   */
  public FixedEstimate meanWithin(double level) {
    Defined.requireLevel(level);
    if (count < 2) {
      return FixedEstimate.undefined(Status.INSUFFICIENT, level, count, count);
    }
    double error = Math.sqrt(variance() / count);
    if (error == 0) {
      return FixedEstimate.undefined(Status.DEGENERATE_VARIANCE, level, count, count);
    }
    double half = Tails.tQuantile(level, count - 1.0) * error;
    return FixedEstimate.of(mean, error, mean - half, mean + half, level, count, count, Status.OK);
  }
}
