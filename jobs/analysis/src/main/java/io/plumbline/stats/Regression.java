package io.plumbline.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * A fitted linear or binary logistic regression, with standard errors that may be robust to
 * clustering.
 *
 * <p>n rows of k predictors (an intercept is a column of ones) and n responses in, k coefficients
 * out, in the response's unit or log odds per unit of the predictor; a fit costs {@code O(n k^2)} a
 * step. No rows: {@link Status#NO_DATA}. Collinear predictors: {@link Status#NOT_IDENTIFIED}. A
 * linear fit with as many coefficients as rows: {@link Status#INSUFFICIENT}; one without any
 * residual: {@link Status#DEGENERATE_VARIANCE}. A logistic fit of one class: {@link
 * Status#SINGLE_CLASS}; of classes that the predictors separate: {@link Status#NOT_ESTIMABLE}, with
 * the limit of the likelihood but no coefficients.
 *
 * <p>With fewer than six clusters results carry {@link Status#INSUFFICIENT}: p-values and intervals
 * are there for comparison and not to be reported; report the estimate and {@link #clusterSigns}.
 *
 * <p>Source: McCullagh and Nelder 1989, Generalized Linear Models, 4.4; standard errors as {@link
 * StandardErrors} says.
 */
public final class Regression {

  private static final int FEWEST_CLUSTERS = 6;

  /** Residuals this small beside the response are rounding. */
  private static final double NO_RESIDUAL = 1e-24;

  private static final double ROUNDING = 1e-12;

  /** How a model is fitted, so that the same can be done for every cluster alone. */
  private enum Kind {
    LINEAR,
    LOGISTIC
  }

  private final Kind kind;
  private final double[][] x;
  private final double[] y;
  private final WorkingFit fit;
  private final OptionalDouble logLikelihood;
  private final Status status;

  private Regression(
      Kind kind,
      double[][] x,
      double[] y,
      WorkingFit fit,
      OptionalDouble logLikelihood,
      Status status) {
    this.kind = kind;
    this.x = Arrays.stream(x).map(double[]::clone).toArray(double[][]::new);
    this.y = y.clone();
    this.fit = fit;
    this.logLikelihood = logLikelihood;
    this.status = status;
  }

  /**
   * The least-squares fit.
   *
   * @param x n rows of k predictors
   * @param y n responses
   * @throws IllegalArgumentException if shapes differ or a number is not finite
   */
  public static Regression leastSquares(double[][] x, double[] y) {
    int k = requireRows(x, y);
    double[] ones = new double[x.length];
    Arrays.fill(ones, 1);
    if (x.length == 0) {
      return without(Kind.LINEAR, x, y, Status.NO_DATA);
    }
    Optional<RealMatrix> inverse = Newton.inverse(WorkingFit.information(x, ones, k));
    if (inverse.isEmpty()) {
      return without(Kind.LINEAR, x, y, Status.NOT_IDENTIFIED);
    }
    double[] beta = inverse.get().operate(WorkingFit.crossed(x, y, k));
    double[] residual = new double[x.length];
    double squares = 0;
    double total = 0;
    for (int i = 0; i < x.length; i++) {
      residual[i] = y[i] - WorkingFit.predictor(x[i], beta);
      squares += residual[i] * residual[i];
      total += y[i] * y[i];
    }
    double df = (double) x.length - k;
    Status status = squares <= NO_RESIDUAL * total ? Status.DEGENERATE_VARIANCE : Status.OK;
    return new Regression(
        Kind.LINEAR,
        x,
        y,
        new WorkingFit(x, ones, residual, beta, inverse.get(), squares / df, df),
        OptionalDouble.empty(),
        df == 0 ? Status.INSUFFICIENT : status);
  }

  /**
   * The maximum-likelihood logistic fit.
   *
   * @param x n rows of k predictors
   * @param y n responses, each 0 or 1
   * @throws IllegalArgumentException if shapes differ, a number is not finite or a response is
   *     neither 0 nor 1
   */
  public static Regression logistic(double[][] x, double[] y) {
    int k = requireRows(x, y);
    double ones = 0;
    for (double response : y) {
      if (response != 0 && response != 1) {
        throw new IllegalArgumentException("Invalid response: " + response + " (must be 0 or 1)");
      }
      ones += response;
    }
    if (ones == 0 || ones == y.length) {
      return without(Kind.LOGISTIC, x, y, y.length == 0 ? Status.NO_DATA : Status.SINGLE_CLASS);
    }
    Newton.Peak peak = Newton.climb(beta -> logisticAt(x, y, beta), new double[k], largest(x, k));
    if (peak.status() != Status.OK) {
      OptionalDouble limit =
          peak.status() == Status.NOT_ESTIMABLE
              ? OptionalDouble.of(peak.value())
              : OptionalDouble.empty();
      return new Regression(Kind.LOGISTIC, x, y, WorkingFit.none(), limit, peak.status());
    }
    double[] weight = new double[y.length];
    double[] residual = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      double p = expit(WorkingFit.predictor(x[i], peak.beta()));
      weight[i] = p * (1 - p);
      residual[i] = y[i] - p;
    }
    return new Regression(
        Kind.LOGISTIC,
        x,
        y,
        new WorkingFit(
            x, weight, residual, peak.beta(), peak.covariance(), 1, Double.POSITIVE_INFINITY),
        OptionalDouble.of(peak.value()),
        Status.OK);
  }

  /** How far the fit may be relied on. */
  public Status status() {
    return status;
  }

  /** The maximised log-likelihood of a logistic fit; under separation its limit. */
  public OptionalDouble logLikelihood() {
    return logLikelihood;
  }

  /** Twice the distance of the log-likelihood from its largest possible value, 0. */
  public OptionalDouble deviance() {
    return logLikelihood.isEmpty()
        ? logLikelihood
        : OptionalDouble.of(-2 * logLikelihood.getAsDouble());
  }

  /**
   * Every coefficient with its standard error and interval (Student's t, normal for a logistic fit
   * without clusters).
   *
   * @throws IllegalArgumentException if the clusters are not one per row or the level is not in (0,
   *     1)
   */
  public List<FixedEstimate> coefficients(StandardErrors errors, double level) {
    Defined.requireLevel(level);
    List<FixedEstimate> estimates = new ArrayList<>();
    long n = x.length;
    if (!hasErrors()) {
      long units = errors.isClustered() ? errors.clusters(x.length).count() : n;
      for (int j = 0; j < predictors(); j++) {
        estimates.add(
            fit.coefficients() == 0
                ? FixedEstimate.undefined(status, level, n, units)
                : withoutError(fit.beta()[j], level, units, status));
      }
      return List.copyOf(estimates);
    }
    RobustVariance variance = RobustVariance.of(fit, errors);
    Status reached = reached(errors, variance);
    for (int j = 0; j < fit.coefficients(); j++) {
      double error = Math.sqrt(variance.variance()[j]);
      double df = variance.degreesOfFreedom()[j];
      if (variance.clusters() < 2 || !(df > 0) || !(error > 0)) {
        estimates.add(withoutError(fit.beta()[j], level, variance.clusters(), Status.INSUFFICIENT));
        continue;
      }
      double half =
          error
              * (Double.isInfinite(df) ? Tails.normalQuantile(level) : Tails.tQuantile(level, df));
      estimates.add(
          FixedEstimate.of(
              fit.beta()[j],
              error,
              fit.beta()[j] - half,
              fit.beta()[j] + half,
              level,
              n,
              variance.clusters(),
              reached));
    }
    return List.copyOf(estimates);
  }

  /**
   * The two-sided test that each coefficient is 0.
   *
   * @throws IllegalArgumentException if the clusters are not one per row
   */
  public List<Significance> tests(StandardErrors errors) {
    List<FixedEstimate> estimates = coefficients(errors, 0.95);
    List<Significance> tests = new ArrayList<>();
    double[] df = hasErrors() ? RobustVariance.of(fit, errors).degreesOfFreedom() : new double[0];
    for (int j = 0; j < estimates.size(); j++) {
      FixedEstimate estimate = estimates.get(j);
      if (estimate.standardError().isEmpty()) {
        tests.add(Significance.undefined(estimate.status(), x.length));
        continue;
      }
      double t = estimate.value().orElseThrow() / estimate.standardError().getAsDouble();
      boolean normal = Double.isInfinite(df[j]);
      tests.add(
          new Significance(
              OptionalDouble.of(t),
              normal ? OptionalDouble.empty() : OptionalDouble.of(df[j]),
              OptionalDouble.of(normal ? Tails.normalBothSides(t) : Tails.tBothSides(t, df[j])),
              x.length,
              estimate.status()));
    }
    return List.copyOf(tests);
  }

  /**
   * What the clusters say one by one.
   *
   * @param positive clusters in which the coefficient alone is above 0
   * @param negative clusters in which it is below 0
   * @param undecided clusters in which it is 0 or cannot be estimated
   */
  public record ClusterSigns(long positive, long negative, long undecided) {}

  /**
   * The sign of one coefficient when every cluster is fitted alone.
   *
   * @throws IllegalArgumentException if the clusters are not one per row
   */
  public ClusterSigns clusterSigns(int coefficient, int[] cluster) {
    Defined.requireSameLength("rows and clusters", x.length, cluster.length);
    long positive = 0;
    long negative = 0;
    long undecided = 0;
    for (int[] rows : Clusters.of(cluster).rowsOfEach()) {
      double[][] own = Arrays.stream(rows).mapToObj(row -> x[row]).toArray(double[][]::new);
      double[] response = Arrays.stream(rows).mapToDouble(row -> y[row]).toArray();
      Regression alone =
          kind == Kind.LINEAR ? leastSquares(own, response) : logistic(own, response);
      double beta = alone.fit.coefficients() == 0 ? 0 : alone.fit.beta()[coefficient];
      beta = isRounding(beta, coefficient, own, response) ? 0 : beta;
      positive += beta > 0 ? 1 : 0;
      negative += beta < 0 ? 1 : 0;
      undecided += beta == 0 ? 1 : 0;
    }
    return new ClusterSigns(positive, negative, undecided);
  }

  /** Whether the coefficient moves no prediction by more than rounding. */
  private static boolean isRounding(double beta, int j, double[][] x, double[] y) {
    double most = Arrays.stream(y).map(Math::abs).max().orElse(0);
    return Math.abs(beta) * largest(x, j + 1)[j] <= ROUNDING * (1 + most);
  }

  private boolean hasErrors() {
    return status == Status.OK;
  }

  private int predictors() {
    return x.length == 0 ? 0 : x[0].length;
  }

  private FixedEstimate withoutError(double value, double level, long clusters, Status why) {
    return FixedEstimate.of(
        value,
        Double.NaN,
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        level,
        x.length,
        clusters,
        why);
  }

  private static Status reached(StandardErrors errors, RobustVariance variance) {
    return errors.isClustered() && variance.clusters() < FEWEST_CLUSTERS
        ? Status.INSUFFICIENT
        : Status.OK;
  }

  private static Regression without(Kind kind, double[][] x, double[] y, Status status) {
    return new Regression(kind, x, y, WorkingFit.none(), OptionalDouble.empty(), status);
  }

  private static Newton.Point logisticAt(double[][] x, double[] y, double[] beta) {
    double value = 0;
    double[] residual = new double[y.length];
    double[] weight = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      double eta = WorkingFit.predictor(x[i], beta);
      double p = expit(eta);
      value -= y[i] == 1 ? softplus(-eta) : softplus(eta);
      residual[i] = y[i] - p;
      weight[i] = p * (1 - p);
    }
    int k = beta.length;
    return new Newton.Point(
        value, WorkingFit.crossed(x, residual, k), WorkingFit.information(x, weight, k));
  }

  private static double expit(double eta) {
    return eta >= 0 ? 1 / (1 + Math.exp(-eta)) : Math.exp(eta) / (1 + Math.exp(eta));
  }

  /** {@code log(1 + e^eta)}. */
  private static double softplus(double eta) {
    return Math.max(0, eta) + Math.log1p(Math.exp(-Math.abs(eta)));
  }

  private static double[] largest(double[][] x, int k) {
    double[] largest = new double[k];
    for (double[] row : x) {
      for (int j = 0; j < k; j++) {
        largest[j] = Math.max(largest[j], Math.abs(row[j]));
      }
    }
    return largest;
  }

  /** The number of predictors. */
  private static int requireRows(double[][] x, double[] y) {
    Defined.requireSameLength("rows and responses", x.length, y.length);
    Samples.requireFinite(y);
    for (double[] row : x) {
      Defined.requireSameLength("predictors", x[0].length, row.length);
      Samples.requireFinite(row);
    }
    if (x.length > 0 && x[0].length == 0) {
      throw new IllegalArgumentException("Invalid predictors: 0 (must be at least 1)");
    }
    return x.length == 0 ? 0 : x[0].length;
  }
}
