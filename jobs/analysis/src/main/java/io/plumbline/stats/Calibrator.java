package io.plumbline.stats;

/**
 * Turns a p-value of a test made once into an e-value: {@code e = 1 / (2 sqrt p)}. Never {@code
 * 1/p}, which is none.
 *
 * <p>Source: Vovk and Wang 2021 (Ann. Stat. 49:1736, equation 1 with kappa = 1/2).
 */
public final class Calibrator {

  private Calibrator() {}

  /**
   * The log e-value.
   *
   * @param p in [0, 1]; infinite for 0
   */
  public static double logE(double p) {
    Counts.share("p-value", p);
    return -Restarts.LOG_TWO - 0.5 * Math.log(p);
  }

  /**
   * The p-value that may be shown beside a process: one over the largest e-value it ever had, at
   * most 1. The largest e-value itself is none.
   *
   * @param highestLogE the largest log e-value so far
   */
  public static double anytimeP(double highestLogE) {
    Counts.number("log e-value", highestLogE);
    return Math.min(1, Math.exp(-highestLogE));
  }
}
