package io.plumbline.stats;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/** The spectrum of a symmetric positive semidefinite matrix: its rank, inverse and powers. */
final class SymmetricForm {

  /** Eigenvalues this small beside the largest are rounding of zero. */
  private static final double NEGLIGIBLE = 1e-12;

  private final EigenDecomposition spectrum;
  private final double smallest;

  private SymmetricForm(EigenDecomposition spectrum, double smallest) {
    this.spectrum = spectrum;
    this.smallest = smallest;
  }

  static SymmetricForm of(RealMatrix matrix) {
    int n = matrix.getRowDimension();
    RealMatrix symmetric = new Array2DRowRealMatrix(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        // Exact symmetry selects the stable algorithm of the library.
        symmetric.setEntry(i, j, (matrix.getEntry(i, j) + matrix.getEntry(j, i)) / 2);
      }
    }
    EigenDecomposition spectrum = new EigenDecomposition(symmetric);
    double largest = 0;
    for (double value : spectrum.getRealEigenvalues()) {
      largest = Math.max(largest, value);
    }
    return new SymmetricForm(spectrum, largest * NEGLIGIBLE);
  }

  int rank() {
    int rank = 0;
    for (double value : spectrum.getRealEigenvalues()) {
      rank += value > smallest ? 1 : 0;
    }
    return rank;
  }

  /** The Moore-Penrose inverse. */
  RealMatrix inverse() {
    return map(value -> 1 / value);
  }

  /** The inverse square root, on the range of the matrix. */
  RealMatrix inverseRoot() {
    return map(value -> 1 / Math.sqrt(value));
  }

  /** {@code x' V^- x}, with the Moore-Penrose inverse. */
  double inverseForm(RealVector x) {
    double form = 0;
    double[] values = spectrum.getRealEigenvalues();
    for (int i = 0; i < values.length; i++) {
      if (values[i] > smallest) {
        double coordinate = spectrum.getEigenvector(i).dotProduct(x);
        form += coordinate * coordinate / values[i];
      }
    }
    return form;
  }

  private RealMatrix map(DoubleUnaryOperator function) {
    double[] values = spectrum.getRealEigenvalues();
    RealMatrix scaled = spectrum.getV().copy();
    for (int j = 0; j < values.length; j++) {
      double factor = values[j] > smallest ? function.applyAsDouble(values[j]) : 0;
      scaled.setColumnVector(j, scaled.getColumnVector(j).mapMultiply(factor));
    }
    return scaled.multiply(spectrum.getVT());
  }
}
