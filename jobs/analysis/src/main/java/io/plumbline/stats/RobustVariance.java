package io.plumbline.stats;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * Variances of a regression's coefficients and the degrees of freedom of their t law. CR2 costs the
 * cube of the largest cluster's size.
 *
 * @param variance of every coefficient
 * @param degreesOfFreedom of every coefficient, infinite for the normal law
 * @param clusters independent units
 */
record RobustVariance(double[] variance, double[] degreesOfFreedom, int clusters) {

  static RobustVariance of(WorkingFit fit, StandardErrors errors) {
    Clusters clusters = errors.clusters(fit.rows());
    double g = clusters.count();
    double n = fit.rows();
    double k = fit.coefficients();
    return switch (errors.form()) {
      case MODEL -> model(fit, clusters.count());
      case HC0 -> sandwich(fit, clusters, 1, fit.degreesOfFreedom());
      case CR0 -> sandwich(fit, clusters, 1, g - 1);
      case CR1 -> sandwich(fit, clusters, g / (g - 1), g - 1);
      case CR1S -> sandwich(fit, clusters, g / (g - 1) * (n - 1) / (n - k), g - 1);
      case CR2 -> adjusted(fit, clusters);
    };
  }

  private static RobustVariance model(WorkingFit fit, int rows) {
    double[] variance = new double[fit.coefficients()];
    Arrays.setAll(variance, j -> fit.bread().getEntry(j, j) * fit.dispersion());
    return new RobustVariance(variance, constant(fit, fit.degreesOfFreedom()), rows);
  }

  private static double[] constant(WorkingFit fit, double degreesOfFreedom) {
    double[] df = new double[fit.coefficients()];
    Arrays.fill(df, degreesOfFreedom);
    return df;
  }

  private static RobustVariance sandwich(
      WorkingFit fit, Clusters clusters, double factor, double degreesOfFreedom) {
    double[] variance = new double[fit.coefficients()];
    for (int[] rows : clusters.rowsOfEach()) {
      RealVector score = new ArrayRealVector(fit.coefficients());
      for (int row : rows) {
        score = score.add(new ArrayRealVector(fit.x()[row]).mapMultiply(fit.residual()[row]));
      }
      RealVector influence = fit.bread().operate(score);
      for (int j = 0; j < variance.length; j++) {
        variance[j] += factor * influence.getEntry(j) * influence.getEntry(j);
      }
    }
    return new RobustVariance(variance, constant(fit, degreesOfFreedom), clusters.count());
  }

  /**
   * CR2 (Pustejovsky and Tipton 2018, eq. 5 and 11) under the working variance W of the response,
   * with {@code U = W X} its derivative: a cluster's residuals are multiplied by {@code A = W^{1/2}
   * (W^{1/2} (W - U M U') W^{1/2})^{-1/2} W^{1/2}}, M the bread; degrees of freedom are {@code
   * (sum_g P_gg)^2 / sum_gh P_gh^2}.
   */
  private static RobustVariance adjusted(WorkingFit fit, Clusters clusters) {
    int k = fit.coefficients();
    int g = clusters.count();
    double[] variance = new double[k];
    double[][] own = new double[k][g];
    RealVector[][] crossed = new RealVector[k][g];
    int[][] members = clusters.rowsOfEach();
    for (int c = 0; c < g; c++) {
      Adjustment adjustment = Adjustment.of(fit, members[c]);
      RealVector influence = fit.bread().operate(adjustment.score());
      for (int j = 0; j < k; j++) {
        variance[j] += influence.getEntry(j) * influence.getEntry(j);
        RealVector direction = adjustment.direction(fit.bread().getRowVector(j));
        own[j][c] = adjustment.workingSquare(direction);
        crossed[j][c] = adjustment.crossed(direction);
      }
    }
    double[] df = new double[k];
    for (int j = 0; j < k; j++) {
      double trace = 0;
      double squares = 0;
      for (int c = 0; c < g; c++) {
        RealVector shared = fit.bread().operate(crossed[j][c]);
        for (int d = 0; d < g; d++) {
          double p = (c == d ? own[j][c] : 0) - shared.dotProduct(crossed[j][d]);
          trace += c == d ? p : 0;
          squares += p * p;
        }
      }
      df[j] = trace * trace / squares;
    }
    return new RobustVariance(variance, df, g);
  }

  /** The adjustment matrix of one cluster, as it acts on residuals and on directions. */
  private record Adjustment(
      RealMatrix predictors, RealMatrix root, double[] weight, double[] residual) {

    static Adjustment of(WorkingFit fit, int[] rows) {
      int n = rows.length;
      double[] weight = Arrays.stream(rows).mapToDouble(row -> fit.weight()[row]).toArray();
      double[] residual = Arrays.stream(rows).mapToDouble(row -> fit.residual()[row]).toArray();
      RealMatrix x = new Array2DRowRealMatrix(n, fit.coefficients());
      for (int i = 0; i < n; i++) {
        x.setRow(i, fit.x()[rows[i]]);
      }
      RealMatrix hat = x.multiply(fit.bread()).multiply(x.transpose());
      RealMatrix spread = new Array2DRowRealMatrix(n, n);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          double left = (i == j ? weight[i] : 0) - weight[i] * hat.getEntry(i, j) * weight[j];
          spread.setEntry(i, j, left * Math.sqrt(weight[i] * weight[j]));
        }
      }
      return new Adjustment(x, SymmetricForm.of(spread).inverseRoot(), weight, residual);
    }

    /** {@code X' A e}: the cluster's adjusted score. */
    RealVector score() {
      return new ArrayRealVector(predictors.preMultiply(adjusted(residual)), false);
    }

    /** {@code A X m} for a row m of the bread. */
    RealVector direction(RealVector m) {
      return new ArrayRealVector(adjusted(predictors.operate(m).toArray()), false);
    }

    /** {@code U' d}. */
    RealVector crossed(RealVector direction) {
      return predictors.preMultiply(direction.ebeMultiply(new ArrayRealVector(weight, false)));
    }

    private double[] adjusted(double[] values) {
      double[] scaled = new double[weight.length];
      Arrays.setAll(scaled, i -> values[i] * Math.sqrt(weight[i]));
      double[] turned = root.operate(scaled);
      Arrays.setAll(turned, i -> turned[i] * Math.sqrt(weight[i]));
      return turned;
    }

    /** {@code d' W d}. */
    double workingSquare(RealVector direction) {
      double sum = 0;
      for (int i = 0; i < weight.length; i++) {
        sum += direction.getEntry(i) * direction.getEntry(i) * weight[i];
      }
      return sum;
    }
  }
}
