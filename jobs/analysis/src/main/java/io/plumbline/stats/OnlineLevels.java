package io.plumbline.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * Test levels for hypotheses that arrive one after the other and are each tested once.
 *
 * <p>e-LOND holds under any dependence and is for one-shot tests at release time. LOND, LORD++,
 * LORD 3, SAFFRON and ADDIS take p-values that must be independent of the past: for the research
 * console, never for alarms, and never for one hypothesis tested every night.
 */
public final class OnlineLevels {

  /**
   * What happened to every hypothesis.
   *
   * @param levels alpha_t
   * @param rejected whether it was rejected at its level
   */
  public record Path(double[] levels, boolean[] rejected) {}

  private static final double LORD_SCALE = 0.07720838;
  private static final double POWER_SCALE = 0.4374901658;

  private OnlineLevels() {}

  /** {@code 0.07720838 log(max(t, 2)) / (t e^sqrt(log t))}; 0 before the first test. */
  static double lordGamma(int t) {
    return t < 1
        ? 0
        : LORD_SCALE * Math.log(Math.max(t, 2)) / (t * Math.exp(Math.sqrt(Math.log(t))));
  }

  /** {@code 0.4374901658 t^-1.6}; 0 before the first test. */
  static double powerGamma(int t) {
    return t < 1 ? 0 : POWER_SCALE * Math.pow(t, -1.6);
  }

  /**
   * e-LOND: {@code alpha_t = q gamma_t (R_{t-1} + 1)}, rejected when {@code e_t >= 1/alpha_t}.
   *
   * <p>Source: Xu and Ramdas 2024 (AISTATS).
   *
   * @param logE natural logarithms of the e-values, in order of arrival
   * @param q false discovery rate, in (0, 1)
   */
  public static Path eLond(double[] logE, double q) {
    Counts.openShare("false discovery rate", q);
    Levels levels = new Levels(logE.length);
    for (double value : logE) {
      Counts.number("log e-value", value);
      double level = q * lordGamma(levels.next()) * (levels.discoveries() + 1);
      levels.add(level, value >= -Math.log(level));
    }
    return levels.path();
  }

  /**
   * LOND: {@code alpha_t = alpha gamma_t (D_{t-1} + 1)}.
   *
   * <p>Source: Javanmard and Montanari 2018 (Ann. Stat. 46:526).
   */
  public static Path lond(double[] p, double alpha) {
    check(p, alpha);
    Levels levels = new Levels(p.length);
    for (double value : p) {
      double level = alpha * lordGamma(levels.next()) * (levels.discoveries() + 1);
      levels.add(level, value <= level);
    }
    return levels.path();
  }

  /**
   * LORD++: {@code alpha_t = w0 gamma_t + (alpha - w0) gamma_{t - tau_1} + alpha sum_{j >= 2}
   * gamma_{t - tau_j}}, {@code w0 = alpha/10}.
   *
   * <p>Source: Ramdas, Yang, Wainwright and Jordan 2017 (NeurIPS).
   */
  public static Path lordPlusPlus(double[] p, double alpha) {
    check(p, alpha);
    Levels levels = new Levels(p.length);
    for (double value : p) {
      int t = levels.next();
      double level =
          levels.spread(alpha / 10, alpha, OnlineLevels::lordGamma, t, (j, tau) -> t - tau);
      levels.add(level, value <= level);
    }
    return levels.path();
  }

  /**
   * LORD 3: {@code alpha_t = gamma_{t - tau} W(tau)}, tau the last discovery and W the wealth after
   * it, starting at {@code w0 = alpha/10} and gaining {@code alpha - w0} a discovery.
   *
   * <p>Source: Javanmard and Montanari 2018 (Ann. Stat. 46:526).
   */
  public static Path lordThree(double[] p, double alpha) {
    return lordThree(p, alpha, (isRejected, t) -> isRejected[t - 1]);
  }

  /**
   * LORD 3 as the R package onlineFDR 2.19.1 computes it, for comparison with it only: from the
   * second test on a discovery is paid for two tests late, and the second test is paid for as if a
   * discovery had been made before the first. The proof of {@link #lordThree} does not cover this.
   */
  public static Path lordThreeOfOnlineFdr(double[] p, double alpha) {
    return lordThree(
        p, alpha, (isRejected, t) -> t == 1 ? isRejected[0] : t == 2 || isRejected[t - 3]);
  }

  /** Whether wealth is earned at a test, given which tests were rejected up to it. */
  @FunctionalInterface
  private interface Earned {
    boolean at(boolean[] isRejected, int t);
  }

  private static Path lordThree(double[] p, double alpha, Earned earned) {
    check(p, alpha);
    Levels levels = new Levels(p.length);
    double initial = alpha / 10;
    double wealth = initial;
    double wealthAtLast = initial;
    int last = 0;
    for (double value : p) {
      int t = levels.next();
      double level = lordGamma(t - last) * wealthAtLast;
      levels.add(level, value <= level);
      wealth += (earned.at(levels.rejected, t) ? alpha - initial : 0) - level;
      if (value <= level) {
        wealthAtLast = wealth;
        last = t;
      }
    }
    return levels.path();
  }

  /**
   * SAFFRON: {@code alpha_t = min(lambda, (1 - lambda) [w0 gamma_{t - C_0} + (alpha - w0) gamma_{t
   * - tau_1 - C_1} + alpha sum_{j >= 2} gamma_{t - tau_j - C_j}])}, {@code lambda = 1/2}, {@code w0
   * = alpha/2}, C_j the candidates {@code p <= lambda} after the j-th discovery.
   *
   * <p>Source: Ramdas, Zrnic, Wainwright and Jordan 2018 (ICML).
   */
  public static Path saffron(double[] p, double alpha) {
    check(p, alpha);
    double lambda = 0.5;
    Levels levels = new Levels(p.length);
    int[] candidates = new int[p.length + 1];
    for (double value : p) {
      int t = levels.next();
      double level =
          Math.min(
              lambda,
              (1 - lambda)
                  * levels.spread(
                      alpha / 2,
                      alpha,
                      OnlineLevels::powerGamma,
                      t - candidates[t - 1],
                      (j, tau) -> t - tau - (candidates[t - 1] - candidates[tau])));
      candidates[t] = candidates[t - 1] + (value <= lambda ? 1 : 0);
      levels.add(level, value <= level);
    }
    return levels.path();
  }

  /**
   * ADDIS: as SAFFRON, time counted in tests with {@code p <= tau = 1/2} only, {@code lambda =
   * 1/4}, {@code w0 = alpha/2}, factor {@code tau - lambda}.
   *
   * <p>Source: Tian and Ramdas 2019 (NeurIPS).
   */
  public static Path addis(double[] p, double alpha) {
    check(p, alpha);
    double lambda = 0.25;
    double discarded = 0.5;
    Levels levels = new Levels(p.length);
    int[] candidates = new int[p.length + 1];
    int[] kept = new int[p.length + 1];
    for (double value : p) {
      int t = levels.next();
      double level =
          Math.min(
              lambda,
              (discarded - lambda)
                  * levels.spread(
                      alpha / 2,
                      alpha,
                      OnlineLevels::powerGamma,
                      kept[t - 1] - candidates[t - 1] + 1,
                      (j, tau) ->
                          kept[t - 1] - kept[tau] - (candidates[t - 1] - candidates[tau]) + 1));
      candidates[t] = candidates[t - 1] + (value <= lambda ? 1 : 0);
      kept[t] = kept[t - 1] + (value <= discarded ? 1 : 0);
      levels.add(level, value <= level);
    }
    return levels.path();
  }

  private static void check(double[] p, double alpha) {
    Counts.openShare("alpha", alpha);
    for (double value : p) {
      Counts.share("p-value", value);
    }
  }

  /** Steps since a discovery, as a method counts them. */
  @FunctionalInterface
  private interface Since {
    int steps(int j, int tau);
  }

  private static final class Levels {

    private final double[] levels;
    private final boolean[] rejected;
    private final List<Integer> discoveries = new ArrayList<>();
    private int seen;

    Levels(int tests) {
      levels = new double[tests];
      rejected = new boolean[tests];
    }

    int next() {
      return seen + 1;
    }

    int discoveries() {
      return discoveries.size();
    }

    /** Initial wealth and the wealth of every discovery, each spread over later tests. */
    double spread(double initial, double alpha, IntToDoubleFunction gamma, int steps, Since since) {
      double level = initial * gamma.applyAsDouble(steps);
      for (int j = 0; j < discoveries.size(); j++) {
        double earned = j == 0 ? alpha - initial : alpha;
        level += earned * gamma.applyAsDouble(since.steps(j, discoveries.get(j)));
      }
      return level;
    }

    void add(double level, boolean isRejected) {
      levels[seen] = level;
      rejected[seen] = isRejected;
      seen++;
      if (isRejected) {
        discoveries.add(seen);
      }
    }

    Path path() {
      return new Path(levels, rejected);
    }
  }
}
