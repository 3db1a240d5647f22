package io.plumbline.stats;

import java.util.OptionalDouble;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Two verdicts on each of the same items: do they differ, and in which direction?
 *
 * <p>A k x k table of counts in, rows the first verdict and columns the second; tests out, {@code
 * O(k^2)} or {@code O(k^3)}. Agreeing items carry no information; without a disagreement the other
 * tests are undefined ({@link Status#NO_INFORMATION}) and the exact p-value is 1.
 *
 * <p>Sources: McNemar 1947 (Psychometrika 12:153); Edwards 1948 (Psychometrika 13:185); Bowker 1948
 * (JASA 43:572); Stuart 1955 (Biometrika 42:412); Maxwell 1970 (Br. J. Psychiatry 116:651); Bhapkar
 * 1966 (JASA 61:228).
 */
public final class PairedTable {

  private final CountTable table;

  private PairedTable(CountTable table) {
    this.table = table;
  }

  /**
   * The pairs of verdicts.
   *
   * @throws IllegalArgumentException if the table is not square or a count is negative
   */
  public static PairedTable of(long[][] counts) {
    return new PairedTable(CountTable.square(counts));
  }

  /**
   * McNemar's exact test for two categories: {@code 2 P(Bin(b+c, 1/2) <= min(b, c))}, at most 1.
   * More categories: {@link Status#NOT_APPLICABLE}.
   */
  public Significance mcnemarExact() {
    if (table.rows() != 2) {
      return Significance.undefined(Status.NOT_APPLICABLE, table.n());
    }
    long b = table.count(0, 1);
    long c = table.count(1, 0);
    double p = 2 * Tails.binomialLower(Math.min(b, c), b + c, 0.5);
    return Significance.exact(p, table.n(), b + c == 0 ? none() : Status.OK);
  }

  /** McNemar's {@code (b-c)^2/(b+c)}, 1 df, for two categories. */
  public Significance mcnemar() {
    return mcnemar(0);
  }

  /** McNemar's {@code (|b-c|-1)^2/(b+c)}, 1 df, as Edwards printed it, even where b = c. */
  public Significance mcnemarCorrected() {
    return mcnemar(1);
  }

  private Significance mcnemar(double correction) {
    if (table.rows() != 2) {
      return Significance.undefined(Status.NOT_APPLICABLE, table.n());
    }
    double discordant = (double) table.count(0, 1) + table.count(1, 0);
    double distance = Math.abs((double) table.count(0, 1) - table.count(1, 0)) - correction;
    return discordant == 0
        ? Significance.undefined(none(), table.n())
        : Significance.chiSquare(distance * distance / discordant, 1, table.n());
  }

  /**
   * Bowker's test that every disagreement is as frequent as its reverse: sum of {@code (n_ij -
   * n_ji)^2 / (n_ij + n_ji)}, one df for every pair of categories that was ever confused. Without
   * any such pair the sum is 0 on 0 df and p is 1 ({@link Status#NO_INFORMATION}).
   */
  public Significance bowker() {
    double statistic = 0;
    int pairs = 0;
    for (int i = 0; i < table.rows(); i++) {
      for (int j = i + 1; j < table.rows(); j++) {
        double sum = (double) table.count(i, j) + table.count(j, i);
        double difference = (double) table.count(i, j) - table.count(j, i);
        if (sum > 0) {
          statistic += difference * difference / sum;
          pairs++;
        }
      }
    }
    if (pairs > 0) {
      return Significance.chiSquare(statistic, pairs, table.n());
    }
    return table.n() == 0
        ? Significance.undefined(Status.NO_DATA, 0)
        : new Significance(
            OptionalDouble.of(0),
            OptionalDouble.of(0),
            OptionalDouble.of(1),
            table.n(),
            Status.NO_INFORMATION);
  }

  /**
   * Tests that both verdicts use the categories equally often: {@code d' S^- d}, with the rank of S
   * as degrees of freedom, so that categories without disagreement count for nothing.
   */
  public Significance stuartMaxwell() {
    SymmetricForm form = SymmetricForm.of(differenceCovariance());
    if (form.rank() == 0) {
      return Significance.undefined(none(), table.n());
    }
    double statistic = form.inverseForm(new ArrayRealVector(differences(), false));
    return Significance.chiSquare(statistic, form.rank(), table.n());
  }

  /**
   * Bhapkar's form of the same test, which does not assume what it tests in its variance: {@code W
   * / (1 - W/n)} of the Stuart-Maxwell statistic W. Where W reaches n every item changed category
   * in the one way possible and the statistic is infinite.
   */
  public Significance bhapkar() {
    Significance stuartMaxwell = stuartMaxwell();
    if (stuartMaxwell.statistic().isEmpty()) {
      return stuartMaxwell;
    }
    double w = stuartMaxwell.statistic().getAsDouble();
    double left = 1 - w / table.n();
    // At W = n only rounding is left of the difference.
    double statistic = left < 1e-12 ? Double.POSITIVE_INFINITY : w / left;
    return Significance.chiSquare(
        statistic, stuartMaxwell.degreesOfFreedom().orElseThrow(), table.n());
  }

  private Status none() {
    return table.n() == 0 ? Status.NO_DATA : Status.NO_INFORMATION;
  }

  private double[] differences() {
    double[] d = new double[table.rows()];
    for (int i = 0; i < d.length; i++) {
      d[i] = (double) table.row(i) - table.column(i);
    }
    return d;
  }

  private RealMatrix differenceCovariance() {
    int k = table.rows();
    double[][] s = new double[Math.max(1, k)][Math.max(1, k)];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        if (i == j) {
          s[i][i] = (double) table.row(i) + table.column(i) - 2.0 * table.count(i, i);
        } else {
          s[i][j] = -((double) table.count(i, j) + table.count(j, i));
        }
      }
    }
    return new Array2DRowRealMatrix(s, false);
  }
}
