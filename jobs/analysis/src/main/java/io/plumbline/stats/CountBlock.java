package io.plumbline.stats;

/**
 * A count of events against a mean that is known beforehand: kernel N.
 *
 * <p>{@code D(theta) = theta x - mu (e^theta - 1)}. Valid only when the count is Poisson, or less
 * spread, with that mean or a smaller one (theta above 0). A mean estimated from earlier nights
 * makes it advisory: bursts alarm in up to all null years.
 *
 * @param count x, events
 * @param mean mu, the mean without an effect, finite and not negative
 */
public record CountBlock(long count, double mean) implements TiltBlock {

  public CountBlock {
    Counts.nonNegative("count", count);
    if (!(mean >= 0 && mean < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "Invalid mean: " + mean + " (must be finite and at least 0)");
    }
  }

  @Override
  public TiltSum evidence() {
    if (mean == 0) {
      return count > 0 ? BlockEvidence.mismatched() : BlockEvidence.uninformative().sum();
    }
    double[] ratios = new double[TiltGrid.SIZE];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = TiltGrid.THETA[i] * count - mean * TiltGrid.PSI_LESS_ONE[i];
    }
    return BlockEvidence.informative(count, ratios).hits(count, mean, mean).sum();
  }
}
