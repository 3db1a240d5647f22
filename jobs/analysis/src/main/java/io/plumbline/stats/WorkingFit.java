package io.plumbline.stats;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * A regression at its solution, in the weighted linear form that standard errors need.
 *
 * @param x predictors, one row per observation
 * @param weight working weights: 1, or {@code p(1-p)} for a logistic fit
 * @param residual response less fitted mean
 * @param beta coefficients
 * @param bread inverse of {@code X' W X}
 * @param dispersion what the bread is multiplied by to give the model's covariance
 * @param degreesOfFreedom of the model's t law, infinite for a normal one
 */
record WorkingFit(
    double[][] x,
    double[] weight,
    double[] residual,
    double[] beta,
    RealMatrix bread,
    double dispersion,
    double degreesOfFreedom) {

  /** What stands for the fit when there is none. */
  static WorkingFit none() {
    return new WorkingFit(
        new double[0][],
        new double[0],
        new double[0],
        new double[0],
        new Array2DRowRealMatrix(),
        0,
        0);
  }

  int rows() {
    return x.length;
  }

  int coefficients() {
    return beta.length;
  }

  /** {@code X' W X} for k predictors. */
  static double[][] information(double[][] x, double[] weight, int k) {
    double[][] information = new double[k][k];
    for (int i = 0; i < x.length; i++) {
      for (int a = 0; a < k; a++) {
        for (int b = 0; b < k; b++) {
          information[a][b] += weight[i] * x[i][a] * x[i][b];
        }
      }
    }
    return information;
  }

  /** {@code X' v} for k predictors. */
  static double[] crossed(double[][] x, double[] v, int k) {
    double[] crossed = new double[k];
    for (int i = 0; i < x.length; i++) {
      for (int a = 0; a < k; a++) {
        crossed[a] += x[i][a] * v[i];
      }
    }
    return crossed;
  }

  static double predictor(double[] row, double[] beta) {
    double sum = 0;
    for (int a = 0; a < beta.length; a++) {
      sum += row[a] * beta[a];
    }
    return sum;
  }
}
