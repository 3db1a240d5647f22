package io.plumbline.stats;

import io.plumbline.stats.Interval.Kind;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;

/**
 * Whether the gains of successive generations shrink, grow or stay the same: {@code y_i = b
 * r^(i-1)} for the log gains y of generations 1, 2, ..., k with known standard errors.
 *
 * <p>k log gains and k standard errors in; the common ratio r, its profile interval and the limit
 * {@code b/(1-r)} of the summed log gains out. The ratio is searched on (1e-6, 3). Fewer than three
 * generations: {@link Status#INSUFFICIENT}; all gains 0: {@link Status#NOT_IDENTIFIED}. From four
 * generations on, when the gains scatter more than twice their standard errors allow ({@code
 * chi2/(k-2) > 2}), all errors are inflated by the root of that.
 *
 * <p>Source: weighted non-linear least squares with known weights (Bates and Watts 1988, Nonlinear
 * Regression Analysis, 6.1 for profiles).
 */
public final class GeometricDecay {

  /** How far r must lie from 1, with its whole interval, before a direction is claimed. */
  private static final double MARGIN = 0.05;

  private static final double LEAST_RATIO = 1e-6;
  private static final double MOST_RATIO = 3;
  private static final int GRID = 3_000;
  private static final double MOST_DISPERSION = 2;

  /** Ratios this near to 1 are 1 up to rounding of the search. */
  private static final double NEAR_ONE = 1e-9;

  private final double level;
  private final double drop;

  private GeometricDecay(double level, double drop) {
    this.level = level;
    this.drop = drop;
  }

  /**
   * Fits with intervals of the given level: the ratios whose chi-square exceeds the least by no
   * more than the quantile of one degree of freedom, 3.841 at 95 %.
   *
   * @throws IllegalArgumentException if the level is not in (0, 1)
   */
  public static GeometricDecay atLevel(double level) {
    return new GeometricDecay(level, Tails.chiSquareQuantile(level, 1));
  }

  /**
   * The level for the fit after generation k when every generation is fitted as it comes: {@code 1
   * - alpha 6 / (pi^2 k^2)}, so that all intervals hold together with probability 1 - alpha.
   *
   * @throws IllegalArgumentException if k is not positive or alpha not in (0, 1)
   */
  public static double levelAtGeneration(double alpha, int k) {
    Defined.requireLevel(alpha);
    if (k < 1) {
      throw new IllegalArgumentException("Invalid generation: " + k + " (must be at least 1)");
    }
    return 1 - alpha * 6 / (Math.PI * Math.PI * k * k);
  }

  /** What the interval of the ratio says. */
  public enum Verdict {
    /** All of it below 0.95: gains shrink. */
    DIMINISHING,
    /** All of it above 1.05: gains grow. */
    ACCELERATING,
    /** Not distinguishable from constant compounding. */
    CONSTANT_NOT_EXCLUDED
  }

  /**
   * A fitted curve.
   *
   * @param ratio r, with its asymptotic standard error and profile interval; an end at 0 or
   *     unbounded was not reached in the searched range
   * @param first b, the log gain of the first generation, with its normal interval
   * @param limit {@code b/(1-r)}, what all log gains add up to, with its profile interval; no value
   *     unless r is below 1, open above when the interval of r reaches 1
   * @param chiSquare weighted squared residuals of the fit, before any inflation
   * @param dispersion by what the variances were multiplied, 1 if not at all
   * @param verdict {@link Verdict#CONSTANT_NOT_EXCLUDED} too where nothing could be fitted
   */
  public record Fit(
      FixedEstimate ratio,
      FixedEstimate first,
      FixedEstimate limit,
      OptionalDouble chiSquare,
      double dispersion,
      Verdict verdict) {}

  /**
   * The fit.
   *
   * @param logGain log of every generation's multiplicative gain, in order
   * @param error its standard error, positive
   * @throws IllegalArgumentException if lengths differ, a number is not finite or an error is not
   *     positive
   */
  public Fit fit(double[] logGain, double[] error) {
    Defined.requireSameLength("gains and errors", logGain.length, error.length);
    Samples.requireFinite(logGain);
    Samples.requireFinite(error);
    boolean flat = true;
    for (int i = 0; i < error.length; i++) {
      flat &= logGain[i] == 0;
      if (error[i] <= 0) {
        throw new IllegalArgumentException(
            "Invalid standard error: " + error[i] + " (must be positive)");
      }
    }
    int k = logGain.length;
    if (k < 3 || flat) {
      FixedEstimate none =
          FixedEstimate.undefined(k < 3 ? Status.INSUFFICIENT : Status.NOT_IDENTIFIED, level, k, k);
      return new Fit(none, none, none, OptionalDouble.empty(), 1, Verdict.CONSTANT_NOT_EXCLUDED);
    }
    Curve curve = new Curve(logGain, error);
    double r = minimum(curve::chiSquare, LEAST_RATIO, MOST_RATIO);
    double least = curve.chiSquare(r);
    double scatter = least / (k - 2.0);
    double dispersion = k >= 4 && scatter > MOST_DISPERSION ? scatter : 1;
    double reach = least + drop * dispersion;
    double lower = crossing(curve, r, reach, LEAST_RATIO);
    double upper = crossing(curve, r, reach, MOST_RATIO);
    double[] errors = curve.errors(r);
    double scale = Math.sqrt(dispersion);
    FixedEstimate ratio =
        FixedEstimate.of(
            r,
            errors[1] * scale,
            lower <= LEAST_RATIO ? 0 : lower,
            upper >= MOST_RATIO ? Double.POSITIVE_INFINITY : upper,
            level,
            k,
            k,
            Status.OK);
    return new Fit(
        ratio,
        FixedEstimate.normal(curve.first(r), errors[0] * scale, level, k, k, Status.OK),
        limit(curve, r, lower, upper, reach, k),
        OptionalDouble.of(least),
        dispersion,
        verdict(lower, upper));
  }

  /**
   * The one-sided p-value of "the ratio is at most this": the signed root of how much chi-square
   * exceeds the least there, against Student's t with as many degrees of freedom as gains beyond
   * two. Generations differ by more than their errors of measurement, so the scatter about the fit
   * is the measure, and never less than those errors: three gains have one degree of freedom,
   * however finely each was measured. 1 where the fitted ratio is not larger, no value where
   * nothing can be fitted.
   *
   * @throws IllegalArgumentException as {@link #fit} does, or if the ratio is not positive
   */
  public OptionalDouble pAtMost(double[] logGain, double[] error, double ratio) {
    if (!(ratio > 0)) {
      throw new IllegalArgumentException("Invalid ratio: " + ratio + " (must be positive)");
    }
    Fit fit = fit(logGain, error);
    if (fit.chiSquare().isEmpty()) {
      return OptionalDouble.empty();
    }
    if (fit.ratio().value().orElse(0) <= ratio) {
      return OptionalDouble.of(1);
    }
    double least = fit.chiSquare().getAsDouble();
    double more = new Curve(logGain, error).chiSquare(ratio) - least;
    int free = logGain.length - 2;
    double scatter = Math.max(1, least / free);
    return OptionalDouble.of(Tails.tUpper(Math.sqrt(Math.max(0, more) / scatter), free));
  }

  private static Verdict verdict(double lower, double upper) {
    if (upper < 1 - MARGIN) {
      return Verdict.DIMINISHING;
    }
    return lower > 1 + MARGIN ? Verdict.ACCELERATING : Verdict.CONSTANT_NOT_EXCLUDED;
  }

  /** Where the profile passes {@code reach} between the best ratio and an end, or that end. */
  private static double crossing(Curve curve, double best, double reach, double end) {
    double step = (end - best) / GRID;
    double inside = best;
    for (int i = 1; i <= GRID; i++) {
      double next = i == GRID ? end : best + i * step;
      if (curve.chiSquare(next) > reach) {
        return Roots.between(
            Math.min(inside, next),
            Math.max(inside, next),
            ratio -> curve.chiSquare(ratio) - reach);
      }
      inside = next;
    }
    return end;
  }

  /** The extremes of {@code b/(1-r)} over all pairs (b, r) no farther than {@code reach}. */
  private FixedEstimate limit(
      Curve curve, double r, double lower, double upper, double reach, int k) {
    if (r >= 1 - NEAR_ONE) {
      return FixedEstimate.undefined(Status.NOT_ESTIMABLE, level, k, k);
    }
    boolean open = upper >= 1;
    double last = open ? 1 - NEAR_ONE : upper;
    DoubleUnaryOperator highest =
        ratio -> (curve.first(ratio) + curve.freedom(ratio, reach)) / (1 - ratio);
    DoubleUnaryOperator lowest =
        ratio -> (curve.first(ratio) - curve.freedom(ratio, reach)) / (1 - ratio);
    double from = lowest.applyAsDouble(minimum(lowest, lower, last));
    double to = highest.applyAsDouble(minimum(ratio -> -highest.applyAsDouble(ratio), lower, last));
    Interval interval =
        Interval.of(
            open && from < 0 ? Double.NEGATIVE_INFINITY : from,
            open ? Double.POSITIVE_INFINITY : to,
            level,
            Kind.FIXED);
    return new FixedEstimate(
        OptionalDouble.of(curve.first(r) / (1 - r)),
        OptionalDouble.empty(),
        interval,
        k,
        k,
        Status.OK);
  }

  /** The least value of a function that may have several minima: a grid, then Brent's search. */
  private static double minimum(DoubleUnaryOperator f, double low, double high) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    double step = (high - low) / GRID;
    for (int i = 0; i <= GRID; i++) {
      double value = f.applyAsDouble(low + i * step);
      if (value < least) {
        least = value;
        best = i;
      }
    }
    double from = low + Math.max(0, best - 1) * step;
    double to = low + Math.min(GRID, best + 1) * step;
    double found =
        new BrentOptimizer(1e-12, 1e-15)
            .optimize(
                new MaxEval(1_000),
                GoalType.MINIMIZE,
                new UnivariateObjectiveFunction(f::applyAsDouble),
                new SearchInterval(from, to))
            .getPoint();
    return f.applyAsDouble(found) <= least ? found : low + best * step;
  }

  /** The fit for a given ratio: everything else follows in closed form. */
  private record Curve(double[] y, double[] error) {

    /** {@code b = sum x y/s^2 / sum x^2/s^2} with {@code x = r^(i-1)}. */
    double first(double ratio) {
      double product = 0;
      double square = 0;
      double x = 1;
      for (int i = 0; i < y.length; i++) {
        double weight = 1 / (error[i] * error[i]);
        product += weight * x * y[i];
        square += weight * x * x;
        x *= ratio;
      }
      return product / square;
    }

    double chiSquare(double ratio) {
      double b = first(ratio);
      double sum = 0;
      double x = 1;
      for (int i = 0; i < y.length; i++) {
        double residual = (y[i] - b * x) / error[i];
        sum += residual * residual;
        x *= ratio;
      }
      return sum;
    }

    /** How far b may move from its best value for this ratio before chi-square passes reach. */
    double freedom(double ratio, double reach) {
      double square = 0;
      double x = 1;
      for (int i = 0; i < y.length; i++) {
        square += x * x / (error[i] * error[i]);
        x *= ratio;
      }
      return Math.sqrt(Math.max(0, reach - chiSquare(ratio)) / square);
    }

    /** Asymptotic standard errors of b and r: the inverse of the information at the fit. */
    double[] errors(double ratio) {
      double b = first(ratio);
      double bb = 0;
      double br = 0;
      double rr = 0;
      for (int i = 0; i < y.length; i++) {
        double weight = 1 / (error[i] * error[i]);
        double byB = Math.pow(ratio, i);
        double byR = b * i * Math.pow(ratio, i - 1.0);
        bb += weight * byB * byB;
        br += weight * byB * byR;
        rr += weight * byR * byR;
      }
      double determinant = bb * rr - br * br;
      return new double[] {Math.sqrt(rr / determinant), Math.sqrt(bb / determinant)};
    }
  }
}
