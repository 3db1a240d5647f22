package io.plumbline.stats;

import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Association of two nominal variables of I and J categories, held common over strata.
 *
 * <p>A list of I x J count tables in, one statistic out; cost {@code O(strata (IJ)^2 + (IJ)^3)}.
 * {@code M^2 = g' V^- g}, g the sum over strata of observed less expected counts, V its conditional
 * covariance; degrees of freedom are the rank of V, which is (I-1)(J-1) unless categories are
 * absent or never meet in one stratum. For 2x2 tables it is {@link MantelHaenszel#test} without
 * continuity correction. Strata of fewer than two observations carry no information.
 *
 * <p>Source: Landis, Heyman and Koch 1978 (Int. Stat. Rev. 46:237); Agresti 2002, Categorical Data
 * Analysis, eq. 7.22.
 */
public final class GeneralisedMantelHaenszel {

  private GeneralisedMantelHaenszel() {}

  /**
   * Tests the absence of association in every stratum.
   *
   * @param strata tables of counts, all of one shape
   * @throws IllegalArgumentException if shapes differ or a count is negative
   */
  public static Significance test(List<long[][]> strata) {
    if (strata.isEmpty()) {
      return Significance.undefined(Status.NO_DATA, 0);
    }
    int rows = strata.get(0).length;
    int columns = rows == 0 ? 0 : strata.get(0)[0].length;
    int cells = Math.max(0, rows - 1) * Math.max(0, columns - 1);
    double[] deviation = new double[cells];
    double[][] covariance = new double[cells][cells];
    long n = 0;
    for (long[][] stratum : strata) {
      CountTable table = CountTable.of(stratum);
      if (table.rows() != rows || table.columns() != columns) {
        throw new IllegalArgumentException(
            "Invalid stratum: "
                + table.rows()
                + " x "
                + table.columns()
                + " (must be "
                + rows
                + " x "
                + columns
                + " as the first)");
      }
      n = Math.addExact(n, table.n());
      if (table.n() > 1 && cells > 0) {
        add(table, deviation, covariance);
      }
    }
    if (n == 0) {
      return Significance.undefined(Status.NO_DATA, n);
    }
    if (cells == 0) {
      return Significance.undefined(Status.NOT_APPLICABLE, n);
    }
    RealMatrix v = new Array2DRowRealMatrix(covariance, false);
    SymmetricForm form = SymmetricForm.of(v);
    if (form.rank() == 0) {
      return Significance.undefined(Status.NO_INFORMATION, n);
    }
    return Significance.chiSquare(
        form.inverseForm(new ArrayRealVector(deviation, false)), form.rank(), n);
  }

  /** The last row and column follow from the margins and are left out. */
  private static void add(CountTable table, double[] deviation, double[][] covariance) {
    double n = table.n();
    int width = table.columns() - 1;
    for (int cell = 0; cell < deviation.length; cell++) {
      int i = cell / width;
      int j = cell % width;
      deviation[cell] += table.count(i, j) - table.expected(i, j);
      for (int other = 0; other < deviation.length; other++) {
        int k = other / width;
        int l = other % width;
        double row = table.row(i) * ((i == k ? n : 0) - table.row(k));
        double column = table.column(j) * ((j == l ? n : 0) - table.column(l));
        covariance[cell][other] += row / n * (column / n) / (n - 1);
      }
    }
  }
}
