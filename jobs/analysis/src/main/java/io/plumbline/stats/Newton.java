package io.plumbline.stats;

import java.util.Optional;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/** The maximum of a concave log-likelihood by Newton's method with step halving. */
final class Newton {

  private static final int MOST_STEPS = 60;
  private static final int MOST_HALVINGS = 40;

  /** A step that moves no linear predictor by more than this is the last. */
  private static final double CONVERGED = 1e-9;

  private static final double ROUNDING = 1e-12;
  private static final double SPENT = 1e-10;

  private Newton() {}

  /** A log-likelihood with its derivatives. */
  @FunctionalInterface
  interface LogLikelihood {
    Point at(double[] beta);
  }

  /** Value, gradient and information (minus the second derivatives) at one place. */
  record Point(double value, double[] gradient, double[][] information) {}

  /**
   * Where the search ended.
   *
   * @param status {@link Status#OK}; {@link Status#NOT_IDENTIFIED} when the information at the
   *     start is singular; {@link Status#NOT_ESTIMABLE} when the likelihood rises for ever, such as
   *     under separation: its value is then the limit, and coefficients and covariance mean nothing
   */
  record Peak(double[] beta, double value, RealMatrix covariance, Status status) {}

  /**
   * Climbs from the start.
   *
   * @param scale how far one unit of every coefficient moves a linear predictor at most
   */
  static Peak climb(LogLikelihood likelihood, double[] start, double[] scale) {
    double[] beta = start;
    Point here = likelihood.at(beta);
    double[][] atStart = here.information();
    for (int step = 0; step < MOST_STEPS; step++) {
      Optional<RealMatrix> inverse = inverse(here.information());
      if (inverse.isEmpty()) {
        return fallen(beta, here, step == 0 ? Status.NOT_IDENTIFIED : Status.NOT_ESTIMABLE);
      }
      RealVector change = inverse.get().operate(new ArrayRealVector(here.gradient(), false));
      double factor = 1;
      double[] next = moved(beta, change, factor);
      Point there = likelihood.at(next);
      for (int h = 0; h < MOST_HALVINGS && isLower(there, here); h++) {
        factor /= 2;
        next = moved(beta, change, factor);
        there = likelihood.at(next);
      }
      if (reach(change, scale) < CONVERGED) {
        // The last step changes the covariance by no more than the coefficients.
        return isSpent(here.information(), atStart)
            ? fallen(beta, here, Status.NOT_ESTIMABLE)
            : new Peak(beta, here.value(), inverse.get(), Status.OK);
      }
      beta = next;
      here = there;
    }
    return fallen(beta, here, Status.NOT_ESTIMABLE);
  }

  /** Under complete separation rounding stops the climb only when no information is left. */
  private static boolean isSpent(double[][] information, double[][] atStart) {
    for (int j = 0; j < information.length; j++) {
      if (information[j][j] < SPENT * atStart[j][j]) {
        return true;
      }
    }
    return false;
  }

  private static Peak fallen(double[] beta, Point here, Status status) {
    return new Peak(beta, here.value(), new Array2DRowRealMatrix(beta.length, beta.length), status);
  }

  /** Lower by more than rounding, or not a number. */
  private static boolean isLower(Point there, Point here) {
    return !(there.value() >= here.value() - ROUNDING * (1 + Math.abs(here.value())));
  }

  private static double[] moved(double[] beta, RealVector change, double factor) {
    double[] moved = new double[beta.length];
    for (int j = 0; j < moved.length; j++) {
      moved[j] = beta[j] + factor * change.getEntry(j);
    }
    return moved;
  }

  private static double reach(RealVector change, double[] scale) {
    double farthest = 0;
    for (int j = 0; j < scale.length; j++) {
      farthest = Math.max(farthest, Math.abs(change.getEntry(j)) * scale[j]);
    }
    return farthest;
  }

  /**
   * The inverse of an information matrix, empty when it is singular; columns are brought to one
   * scale first, so that units of measurement do not decide.
   */
  static Optional<RealMatrix> inverse(double[][] information) {
    int k = information.length;
    double[] scale = new double[k];
    for (int j = 0; j < k; j++) {
      scale[j] = Math.sqrt(information[j][j]);
      if (!(scale[j] > 0) || Double.isInfinite(scale[j])) {
        return Optional.empty();
      }
    }
    RealMatrix correlation = new Array2DRowRealMatrix(k, k);
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        correlation.setEntry(i, j, information[i][j] / scale[i] / scale[j]);
      }
    }
    SymmetricForm form = SymmetricForm.of(correlation);
    if (form.rank() < k) {
      return Optional.empty();
    }
    RealMatrix inverse = form.inverse();
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        inverse.setEntry(i, j, inverse.getEntry(i, j) / scale[i] / scale[j]);
      }
    }
    return Optional.of(inverse);
  }
}
