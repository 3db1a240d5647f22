package io.plumbline.stats;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.solvers.BrentSolver;

/** Roots of monotone functions. */
final class Roots {

  private static final int EVALUATIONS = 1000;

  private Roots() {}

  /**
   * The root of a function monotone between the ends; where it has one sign throughout, the end at
   * which it comes nearer to zero.
   */
  static double between(double low, double high, DoubleUnaryOperator f) {
    double atLow = f.applyAsDouble(low);
    double atHigh = f.applyAsDouble(high);
    if (atLow == 0 || atHigh == 0 || atLow > 0 == atHigh > 0) {
      return Math.abs(atLow) <= Math.abs(atHigh) ? low : high;
    }
    return new BrentSolver(1e-15, 1e-30, 0).solve(EVALUATIONS, f::applyAsDouble, low, high);
  }
}
