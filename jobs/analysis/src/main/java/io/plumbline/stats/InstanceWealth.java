package io.plumbline.stats;

/**
 * One e-value for a hypothesis whose instances (models, selectors) come and go: {@code E = sum_k
 * w_k E_k + (1 - sum_k w_k)}, the weight of those not born yet being held in cash.
 *
 * <p>Weights follow the order of appearance: 0.1 for the first eight, {@code 1.6 / ((i + 7)(i +
 * 8))} for the (8 + i)-th; over all they add up to one. An instance enters at E = 1 on data after
 * its entry; a retired one keeps its last value and its weight for ever. Dividing by the number of
 * instances alive instead alarms in 8 to 79 % of null years.
 *
 * <p>Source: Vovk and Wang 2021 (Ann. Stat. 49:1736, averages of e-values).
 */
public final class InstanceWealth {

  private static final int EQUAL = 8;

  private InstanceWealth() {}

  /**
   * The weight of an instance.
   *
   * @param order from 1, by appearance, ties by id
   */
  public static double weight(int order) {
    if (order < 1) {
      throw new IllegalArgumentException("Invalid order: " + order + " (must be at least 1)");
    }
    double i = order - EQUAL;
    return order <= EQUAL ? 0.1 : 1.6 / ((i + 7) * (i + 8));
  }

  /**
   * The log e-value of the hypothesis; 0 without instances.
   *
   * @param logE log e-values of all instances ever seen, in order of appearance
   * @throws IllegalArgumentException if a value is NaN
   */
  public static double logE(double... logE) {
    double[] terms = new double[logE.length + 1];
    for (int k = 0; k < logE.length; k++) {
      Counts.number("log e-value", logE[k]);
      terms[k] = Math.log(weight(k + 1)) + logE[k];
    }
    terms[logE.length] = Math.log(cash(logE.length));
    return LogSum.of(terms);
  }

  /** The weight of all instances that have not appeared, in closed form: the sum telescopes. */
  static double cash(int seen) {
    return seen <= EQUAL ? (10 - seen) / 10.0 : 1.6 / seen;
  }
}
