package io.plumbline.stats;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * P-values of many fixed-sample tests, adjusted for their number. For the research console; alarms
 * use e-values.
 *
 * @param adjusted one per test, in the order given
 * @param rejected whether the test is rejected at the level
 */
public record AdjustedP(double[] adjusted, boolean[] rejected) {

  /**
   * {@code min(1, n p)}; family-wise error under any dependence.
   *
   * <p>Source: Bonferroni 1936.
   */
  public static AdjustedP bonferroni(double[] p, double alpha) {
    check(p, alpha);
    double[] adjusted = new double[p.length];
    boolean[] rejected = new boolean[p.length];
    for (int i = 0; i < p.length; i++) {
      adjusted[i] = Math.min(1, p.length * p[i]);
      rejected[i] = p[i] <= alpha / p.length;
    }
    return new AdjustedP(adjusted, rejected);
  }

  /**
   * Step-down: {@code max over smaller ranks of min(1, (n - i + 1) p_(i))}; family-wise error under
   * any dependence.
   *
   * <p>Source: Holm 1979 (Scand. J. Stat. 6:65).
   */
  public static AdjustedP holm(double[] p, double alpha) {
    check(p, alpha);
    double[] adjusted = new double[p.length];
    boolean[] rejected = new boolean[p.length];
    int[] order = order(p);
    double highest = 0;
    boolean isOpen = true;
    for (int rank = 0; rank < p.length; rank++) {
      int left = p.length - rank;
      double value = p[order[rank]];
      highest = Math.max(highest, Math.min(1, left * value));
      isOpen &= value <= alpha / left;
      adjusted[order[rank]] = highest;
      rejected[order[rank]] = isOpen;
    }
    return new AdjustedP(adjusted, rejected);
  }

  /**
   * Step-up: {@code min over larger ranks of n p_(i) / i}; false discovery rate of independent or
   * positively dependent tests.
   *
   * <p>Source: Benjamini and Hochberg 1995 (JRSS-B 57:289).
   */
  public static AdjustedP benjaminiHochberg(double[] p, double alpha) {
    return stepUp(p, alpha, 1);
  }

  /**
   * As {@link #benjaminiHochberg} times {@code sum 1/i}; false discovery rate under any dependence.
   *
   * <p>Source: Benjamini and Yekutieli 2001 (Ann. Stat. 29:1165).
   */
  public static AdjustedP benjaminiYekutieli(double[] p, double alpha) {
    return stepUp(p, alpha, IntStream.rangeClosed(1, p.length).mapToDouble(i -> 1.0 / i).sum());
  }

  private static AdjustedP stepUp(double[] p, double alpha, double price) {
    check(p, alpha);
    double[] adjusted = new double[p.length];
    boolean[] rejected = new boolean[p.length];
    int[] order = order(p);
    double lowest = 1;
    boolean isOpen = false;
    for (int rank = p.length; rank >= 1; rank--) {
      double share = (double) rank / p.length / price;
      double value = p[order[rank - 1]];
      lowest = Math.min(lowest, value / share);
      isOpen |= value <= share * alpha;
      adjusted[order[rank - 1]] = lowest;
      rejected[order[rank - 1]] = isOpen;
    }
    return new AdjustedP(adjusted, rejected);
  }

  private static int[] order(double[] p) {
    return IntStream.range(0, p.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> p[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static void check(double[] p, double alpha) {
    Counts.openShare("alpha", alpha);
    for (double value : p) {
      Counts.share("p-value", value);
    }
  }
}
