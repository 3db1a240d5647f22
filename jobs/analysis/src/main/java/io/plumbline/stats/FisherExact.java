package io.plumbline.stats;

import java.util.List;
import org.apache.commons.statistics.inference.AlternativeHypothesis;

/**
 * Exact conditional inference on the odds ratio common to strata of 2x2 tables, their margins held
 * fixed; with one stratum it is Fisher's exact test.
 *
 * <p>Tables in, one number out. Cost: one exponential per pair of attainable values when strata are
 * combined; beyond 2e8 pairs the status is {@link Status#NOT_APPLICABLE} and {@link MantelHaenszel}
 * is the answer. When the margins leave one possible total the p-value is 1 and the odds ratio
 * undefined ({@link Status#NO_INFORMATION}), its interval all ratios from 0. Rounding: relative
 * error about 1e-12.
 *
 * <p>Sources: Fisher 1935 (JRSS 98:39); Cornfield 1956; Gart 1970 (Biometrika 57:471) for the
 * stratified form.
 */
public final class FisherExact {

  private final double level;
  private final OddsSearch search;

  private FisherExact(double level, OddsSearch search) {
    this.level = level;
    this.search = search;
  }

  /**
   * The family with intervals of the given level.
   *
   * @throws IllegalArgumentException if the level is not in (0, 1)
   */
  public static FisherExact atLevel(double level) {
    Defined.requireLevel(level);
    return new FisherExact(level, new OddsSearch(0));
  }

  /**
   * The same family with a coarser search: an odds ratio, or its inverse where it is above 1, is
   * only found to within {@code tolerance}. For comparing with software that stops early: R's
   * {@code fisher.test} and {@code mantelhaen.test} stop at the fourth root of 2^-52, and are off
   * by per cents where the ratio is far from 1.
   *
   * @throws IllegalArgumentException if the tolerance is negative or not a number
   */
  public FisherExact withTolerance(double tolerance) {
    if (!(tolerance >= 0)) {
      throw new IllegalArgumentException(
          "Invalid tolerance: " + tolerance + " (must be at least 0)");
    }
    return new FisherExact(level, new OddsSearch(tolerance));
  }

  /**
   * The exact p-value of no association. Two-sided: the probability of all totals that are no
   * likelier than the one observed, up to a relative slack of 1e-7.
   */
  public Significance test(List<FourfoldTable> strata, AlternativeHypothesis alternative) {
    long n = total(strata);
    if (!ConditionalTotal.isFeasible(strata)) {
      return Significance.undefined(Status.NOT_APPLICABLE, n);
    }
    ConditionalTotal total = ConditionalTotal.of(strata);
    long x = observed(strata);
    double p =
        switch (alternative) {
          case TWO_SIDED -> total.noLikelierThan(x);
          case GREATER_THAN -> total.atLeast(x, 1);
          case LESS_THAN -> total.atMost(x, 1);
        };
    return Significance.exact(p, n, information(total, n));
  }

  /**
   * The odds ratio that makes the observed total its own expectation (conditional maximum
   * likelihood), with the exact interval of the two tails {@code alpha/2} each. At an extreme total
   * the ratio is 0 or infinite and the interval one-sided. No standard error.
   */
  public FixedEstimate oddsRatio(List<FourfoldTable> strata) {
    long n = total(strata);
    if (!ConditionalTotal.isFeasible(strata)) {
      return anyRatio(Status.NOT_APPLICABLE, n);
    }
    ConditionalTotal total = ConditionalTotal.of(strata);
    Status status = information(total, n);
    if (status != Status.OK) {
      return anyRatio(status, n);
    }
    long x = observed(strata);
    double tail = (1 - level) / 2;
    double estimate = Double.POSITIVE_INFINITY;
    double upper = Double.POSITIVE_INFINITY;
    double lower = 0;
    if (x < total.highest()) {
      estimate = x == total.lowest() ? 0 : search.root(odds -> total.mean(odds) - x);
      upper = search.root(odds -> tail - total.atMost(x, odds));
    }
    if (x > total.lowest()) {
      lower = search.root(odds -> total.atLeast(x, odds) - tail);
    }
    return FixedEstimate.of(estimate, Double.NaN, lower, upper, level, n, n, Status.OK);
  }

  private FixedEstimate anyRatio(Status status, long n) {
    return FixedEstimate.of(
        Double.NaN, Double.NaN, 0, Double.POSITIVE_INFINITY, level, n, n, status);
  }

  private static Status information(ConditionalTotal total, long n) {
    if (total.lowest() == total.highest()) {
      return n == 0 ? Status.NO_DATA : Status.NO_INFORMATION;
    }
    return Status.OK;
  }

  private static long observed(List<FourfoldTable> strata) {
    return strata.stream().mapToLong(FourfoldTable::a).sum();
  }

  private static long total(List<FourfoldTable> strata) {
    return strata.stream().mapToLong(FourfoldTable::n).reduce(0, Math::addExact);
  }
}
