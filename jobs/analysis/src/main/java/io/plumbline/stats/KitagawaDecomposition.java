package io.plumbline.stats;

/**
 * The change of a weighted mean, split into what the rates and what the weights did.
 *
 * <p>Old and new weights and rates of K groups in, three numbers out, in the unit of the rates;
 * {@code O(K)}. Rate part {@code sum (r1-r0)(w1+w0)/2}, composition part {@code sum
 * (w1-w0)(r1+r0)/2}: the Shapley shares of two factors. Weights are taken as given; shares should
 * add up to 1.
 *
 * <p>Source: Kitagawa 1955 (JASA 50:1168).
 *
 * @param total new mean less old mean
 * @param rate what the changed rates did
 * @param composition what the changed weights did
 */
public record KitagawaDecomposition(double total, double rate, double composition) {

  /**
   * Splits the change from {@code sum w0 r0} to {@code sum w1 r1}.
   *
   * @throws IllegalArgumentException if lengths differ or a number is not finite
   */
  public static KitagawaDecomposition of(double[] w0, double[] r0, double[] w1, double[] r1) {
    Defined.requireSameLength("old weights and rates", w0.length, r0.length);
    Defined.requireSameLength("new weights and rates", w1.length, r1.length);
    Defined.requireSameLength("old and new groups", w0.length, w1.length);
    for (double[] numbers : new double[][] {w0, r0, w1, r1}) {
      Samples.requireFinite(numbers);
    }
    double total = 0;
    double rate = 0;
    double composition = 0;
    for (int k = 0; k < w0.length; k++) {
      total += w1[k] * r1[k] - w0[k] * r0[k];
      rate += (r1[k] - r0[k]) * (w1[k] + w0[k]) / 2;
      composition += (w1[k] - w0[k]) * (r1[k] + r0[k]) / 2;
    }
    return new KitagawaDecomposition(total, rate, composition);
  }
}
