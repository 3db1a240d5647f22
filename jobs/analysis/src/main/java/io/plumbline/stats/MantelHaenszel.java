package io.plumbline.stats;

import java.util.List;

/**
 * The association of group and answer held common over strata of 2x2 tables: test, odds ratio, risk
 * ratio and whether one odds ratio fits all strata.
 *
 * <p>A list of tables in, one number out, {@code O(strata)}. A stratum with an empty margin carries
 * no information and changes nothing; without any informative stratum the status is {@link
 * Status#NO_INFORMATION}. Interval ends are ratios, standard errors are of their logarithm.
 *
 * <p>Sources: Cochran 1954 (Biometrics 10:417); Mantel and Haenszel 1959 (JNCI 22:719); Robins,
 * Breslow and Greenland 1986 (Biometrics 42:311, eq. 1); Greenland and Robins 1985 (Biometrics
 * 41:55, eq. 13); Breslow and Day 1980 (IARC 32, 4.30); Tarone 1985 (Biometrika 72:91).
 */
public final class MantelHaenszel {

  /** What is taken off {@code |sum a - sum E|} before squaring. */
  public enum Continuity {
    /** Nothing. */
    NONE,
    /** One half, as Mantel and Haenszel printed it, even past zero. */
    HALF,
    /** One half where the deviation is at least that, else nothing, as R does. */
    HALF_IF_REACHED
  }

  private final double level;

  private MantelHaenszel(double level) {
    this.level = level;
  }

  /**
   * The family with intervals of the given level.
   *
   * @throws IllegalArgumentException if the level is not in (0, 1)
   */
  public static MantelHaenszel atLevel(double level) {
    Defined.requireLevel(level);
    return new MantelHaenszel(level);
  }

  /**
   * Tests the absence of association in every stratum: {@code (|sum a - sum E| - cc)^2 / sum V}
   * against chi-square with 1 df.
   */
  public Significance test(List<FourfoldTable> strata, Continuity continuity) {
    long n = total(strata);
    double deviation = 0;
    double variance = 0;
    for (FourfoldTable table : strata) {
      deviation += table.a() - table.expected();
      variance += table.variance();
    }
    if (n == 0 || variance == 0) {
      return Significance.undefined(n == 0 ? Status.NO_DATA : Status.NO_INFORMATION, n);
    }
    double distance = Math.abs(deviation);
    double corrected =
        switch (continuity) {
          case NONE -> distance;
          case HALF -> distance - 0.5;
          case HALF_IF_REACHED -> distance >= 0.5 ? distance - 0.5 : distance;
        };
    return Significance.chiSquare(corrected * corrected / variance, 1, n);
  }

  /**
   * The common odds ratio {@code sum(ad/N) / sum(bc/N)} with the Robins-Breslow-Greenland interval.
   * With one of the sums zero the ratio is infinite or 0, without interval: {@link
   * Status#NOT_ESTIMABLE}.
   */
  public FixedEstimate oddsRatio(List<FourfoldTable> strata) {
    return oddsRatio(OddsSums.of(strata));
  }

  /** The same from sums that were accumulated. */
  public FixedEstimate oddsRatio(OddsSums sums) {
    return ratio(sums.r / sums.s, sums.variance(), sums.n);
  }

  /** The same with a half added to every cell of every stratum that is not empty. */
  FixedEstimate smoothedOddsRatio(List<FourfoldTable> strata) {
    FixedEstimate odds = oddsRatio(OddsSums.of(strata, 0.5));
    return new FixedEstimate(
        odds.value(),
        odds.standardError(),
        odds.interval(),
        odds.n(),
        odds.clusters(),
        odds.status() == Status.OK ? Status.SPARSE : odds.status());
  }

  /**
   * The common risk ratio {@code sum(a (c+d)/N) / sum(c (a+b)/N)} of the first group against the
   * second, with the Greenland-Robins interval; {@link Status#NOT_ESTIMABLE} when one sum is zero.
   */
  public FixedEstimate riskRatio(List<FourfoldTable> strata) {
    double first = 0;
    double second = 0;
    double spread = 0;
    for (FourfoldTable table : strata) {
      double n = table.n();
      if (n == 0) {
        continue;
      }
      first += table.a() * (table.row2() / n);
      second += table.c() * (table.row1() / n);
      spread += table.row1() / n * (table.row2() / n) * table.column1() - table.a() / n * table.c();
    }
    return ratio(first / second, spread / (first * second), total(strata));
  }

  private FixedEstimate ratio(double ratio, double variance, long n) {
    if (n == 0 || Double.isNaN(ratio)) {
      return FixedEstimate.undefined(n == 0 ? Status.NO_DATA : Status.NO_INFORMATION, level, n, n);
    }
    if (ratio == 0 || Double.isInfinite(ratio)) {
      return FixedEstimate.of(
          ratio,
          Double.NaN,
          Double.NEGATIVE_INFINITY,
          Double.POSITIVE_INFINITY,
          level,
          n,
          n,
          Status.NOT_ESTIMABLE);
    }
    double error = Math.sqrt(variance);
    double factor = Math.exp(Tails.normalQuantile(level) * error);
    return FixedEstimate.of(ratio, error, ratio / factor, ratio * factor, level, n, n, Status.OK);
  }

  /**
   * Tests that all strata share one odds ratio, evaluated at the Mantel-Haenszel estimate: sum of
   * {@code (a - fitted)^2 / variance} against chi-square with one df less than informative strata.
   * {@link Status#NOT_APPLICABLE} below two informative strata, {@link Status#NOT_ESTIMABLE} when
   * the common odds ratio is 0 or infinite.
   */
  public Significance breslowDay(List<FourfoldTable> strata) {
    return homogeneity(strata, false);
  }

  /**
   * The Breslow-Day statistic less {@code (sum a - sum fitted)^2 / sum variance}, which makes its
   * chi-square distribution right although the Mantel-Haenszel estimate is not the most likely one.
   */
  public Significance tarone(List<FourfoldTable> strata) {
    return homogeneity(strata, true);
  }

  private static Significance homogeneity(List<FourfoldTable> strata, boolean adjusted) {
    long n = total(strata);
    List<FourfoldTable> informative =
        strata.stream().filter(table -> !table.hasEmptyMargin()).toList();
    if (informative.size() < 2) {
      return Significance.undefined(n == 0 ? Status.NO_DATA : Status.NOT_APPLICABLE, n);
    }
    OddsSums sums = OddsSums.of(informative);
    if (sums.r == 0 || sums.s == 0) {
      return Significance.undefined(Status.NOT_ESTIMABLE, n);
    }
    double odds = sums.r / sums.s;
    double statistic = 0;
    double deviation = 0;
    double variances = 0;
    for (FourfoldTable table : informative) {
      double a = fitted(table.row1(), table.column1(), table.row2(), odds);
      double b = fitted(table.row1(), table.column2(), table.row2(), 1 / odds);
      double c = fitted(table.row2(), table.column1(), table.row1(), 1 / odds);
      double d = fitted(table.row2(), table.column2(), table.row1(), odds);
      double variance = 1 / (1 / a + 1 / b + 1 / c + 1 / d);
      statistic += (table.a() - a) * (table.a() - a) / variance;
      deviation += table.a() - a;
      variances += variance;
    }
    double taken = adjusted ? deviation * deviation / variances : 0;
    return Significance.chiSquare(Math.max(0, statistic - taken), informative.size() - 1, n);
  }

  /**
   * The cell that has the table's margins and the given odds ratio, seen from that cell: the
   * feasible root of {@code (1-odds) a^2 + (other - column + odds (row + column)) a - odds row
   * column = 0}, in the form that stays exact as the odds ratio passes 1 and the equation turns
   * linear. Each cell has its own equation, so that small ones are not differences of large ones.
   */
  private static double fitted(double row, double column, double other, double odds) {
    double quadratic = 1 - odds;
    double linear = other - column + odds * (row + column);
    double constant = -odds * row * column;
    double root = Math.sqrt(Math.max(0, linear * linear - 4 * quadratic * constant));
    return linear >= 0 ? -2 * constant / (linear + root) : (root - linear) / (2 * quadratic);
  }

  private static long total(List<FourfoldTable> strata) {
    return strata.stream().mapToLong(FourfoldTable::n).reduce(0, Math::addExact);
  }

  /**
   * The sums of Robins, Breslow and Greenland 1986, which add up over strata: {@code r} and {@code
   * s}, whose ratio is the odds ratio, and three of its variance.
   *
   * @param n all counts
   */
  public record OddsSums(double r, double s, double pr, double mixed, double qs, long n) {

    /** No stratum. */
    public static final OddsSums NONE = new OddsSums(0, 0, 0, 0, 0, 0);

    /** The sums of these strata; O(strata). */
    public static OddsSums of(List<FourfoldTable> strata) {
      return of(strata, 0);
    }

    /** The sums of these strata and of others together. */
    public OddsSums and(OddsSums others) {
      return new OddsSums(
          r + others.r,
          s + others.s,
          pr + others.pr,
          mixed + others.mixed,
          qs + others.qs,
          Math.addExact(n, others.n));
    }

    static OddsSums of(List<FourfoldTable> strata, double added) {
      double r = 0;
      double s = 0;
      double pr = 0;
      double mixed = 0;
      double qs = 0;
      for (FourfoldTable table : strata) {
        if (table.n() == 0) {
          continue;
        }
        double n = table.n() + 4 * added;
        double concordant = (table.a() + table.d() + 2 * added) / n;
        double discordant = (table.b() + table.c() + 2 * added) / n;
        double ri = (table.a() + added) * ((table.d() + added) / n);
        double si = (table.b() + added) * ((table.c() + added) / n);
        r += ri;
        s += si;
        pr += concordant * ri;
        mixed += concordant * si + discordant * ri;
        qs += discordant * si;
      }
      return new OddsSums(r, s, pr, mixed, qs, total(strata));
    }

    double variance() {
      return pr / (2 * r * r) + mixed / (2 * r * s) + qs / (2 * s * s);
    }
  }
}
