package io.plumbline.stats;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.apache.commons.statistics.inference.AlternativeHypothesis;

/**
 * Independence of the rows and columns of one table of counts: tests and effect sizes.
 *
 * <p>An r x c table in; rows and columns without any count are dropped first. With fewer than two
 * rows or columns left the question does not arise ({@link Status#NOT_APPLICABLE}), without any
 * count it has {@link Status#NO_DATA}. Each result costs {@code O(rc)} unless it says otherwise.
 *
 * <p>Sources: Pearson 1900; Yates 1934 (JRSS Suppl. 1:217); Wilks 1938 for G; Cramer 1946,
 * Mathematical Methods of Statistics, 21.9; Tschuprow 1925; Cochran 1954 for the sparseness rule.
 */
public final class Contingency {

  private final CountTable table;

  private Contingency(CountTable table) {
    this.table = table;
  }

  /**
   * The table without its empty rows and columns.
   *
   * @throws IllegalArgumentException if rows differ in length or a count is negative
   */
  public static Contingency of(long[][] counts) {
    return new Contingency(CountTable.of(counts).withoutEmptyMargins());
  }

  /** The degrees of freedom {@code (r-1)(c-1)} of the table without its empty margins. */
  public int degreesOfFreedom() {
    return Math.max(0, table.rows() - 1) * Math.max(0, table.columns() - 1);
  }

  /**
   * Counts expected under independence, one row per row that is not empty; empty when the question
   * does not arise.
   */
  public Optional<List<List<Double>>> expected() {
    if (degreesOfFreedom() == 0) {
      return Optional.empty();
    }
    Double[][] expected = new Double[table.rows()][table.columns()];
    for (int i = 0; i < table.rows(); i++) {
      for (int j = 0; j < table.columns(); j++) {
        expected[i][j] = table.expected(i, j);
      }
    }
    return Optional.of(Arrays.stream(expected).map(List::of).toList());
  }

  /** Pearson's chi-square {@code sum (O-E)^2/E}. */
  public Significance pearson() {
    return test(pearson(table, 0));
  }

  /**
   * Pearson's chi-square with every deviation brought 1/2 nearer to zero, though not past it. For
   * 2x2 tables only, else {@link Status#NOT_APPLICABLE}.
   */
  public Significance yates() {
    if (table.rows() != 2 || table.columns() != 2) {
      return Significance.undefined(
          table.n() == 0 ? Status.NO_DATA : Status.NOT_APPLICABLE, table.n());
    }
    return test(pearson(table, 0.5));
  }

  /** The likelihood-ratio statistic {@code G = 2 sum O log(O/E)}, with {@code 0 log 0 = 0}. */
  public Significance likelihoodRatio() {
    double g = 0;
    for (int i = 0; i < table.rows(); i++) {
      for (int j = 0; j < table.columns(); j++) {
        long observed = table.count(i, j);
        g += observed == 0 ? 0 : 2 * observed * Math.log(observed / table.expected(i, j));
      }
    }
    return test(Math.max(0, g));
  }

  /**
   * Cramer's V, between 0 and 1: {@code sqrt(X2 / (N min(r-1, c-1)))}, not bias-corrected. The
   * interval inverts the noncentral chi-square law of X2, whose noncentrality is {@code N min(r-1,
   * c-1) V^2} (Smithson 2003, Confidence Intervals, ch. 4). No standard error.
   *
   * @throws IllegalArgumentException if the level is not in (0, 1)
   */
  public FixedEstimate cramersV(double level) {
    Defined.requireLevel(level);
    if (degreesOfFreedom() == 0) {
      return FixedEstimate.undefined(missing(), level, table.n(), table.n());
    }
    double x2 = pearson(table, 0);
    double scale = (double) table.n() * (Math.min(table.rows(), table.columns()) - 1);
    double tail = (1 - level) / 2;
    return FixedEstimate.of(
        Math.sqrt(x2 / scale),
        Double.NaN,
        Math.min(
            1,
            Math.sqrt(NoncentralChiSquare.noncentrality(x2, degreesOfFreedom(), 1 - tail) / scale)),
        Math.min(
            1, Math.sqrt(NoncentralChiSquare.noncentrality(x2, degreesOfFreedom(), tail) / scale)),
        level,
        table.n(),
        table.n(),
        Status.OK);
  }

  /** Tschuprow's T: {@code sqrt(X2 / (N sqrt((r-1)(c-1))))}. */
  public OptionalDouble tschuprowT() {
    return degreesOfFreedom() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            Math.sqrt(pearson(table, 0) / (table.n() * Math.sqrt(degreesOfFreedom()))));
  }

  /** Pearson's contingency coefficient {@code sqrt(X2 / (X2 + N))}. */
  public OptionalDouble pearsonC() {
    double x2 = pearson(table, 0);
    return degreesOfFreedom() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.sqrt(x2 / (x2 + table.n())));
  }

  /**
   * Whether the chi-square law cannot be trusted: an expected count below 1, or more than a fifth
   * of them below 5.
   */
  public boolean isSparse() {
    int cells = table.rows() * table.columns();
    int small = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < table.rows(); i++) {
      for (int j = 0; j < table.columns(); j++) {
        double expected = table.expected(i, j);
        small += expected < 5 ? 1 : 0;
        least = Math.min(least, expected);
      }
    }
    return least < 1 || small * 5 > cells;
  }

  /**
   * Pearson's statistic against tables drawn with the same margins: {@code p = (1 + tables at least
   * as far) / (1 + replicates)}, which is valid at any number of replicates. Cost {@code
   * O(replicates (N + rc))}.
   *
   * @throws IllegalArgumentException if replicates is not positive
   */
  public Significance monteCarlo(int replicates, SplittableRandom random) {
    MonteCarlo.requireReplicates(replicates);
    if (degreesOfFreedom() == 0) {
      return Significance.undefined(missing(), table.n());
    }
    double observed = pearson(table, 0);
    int[] columns = columnOfEach();
    long reached =
        MonteCarlo.reached(
            observed,
            replicates,
            () -> {
              MonteCarlo.shuffle(columns, random);
              return pearson(tableOf(columns), 0);
            });
    return Significance.of(observed, (1.0 + reached) / (1.0 + replicates), table.n(), Status.OK);
  }

  /**
   * The test that these counts allow: Pearson's, or when they are {@link #isSparse} Fisher's exact
   * test for 2x2 and 9,999 seeded tables for anything larger.
   */
  public Significance recommended(SplittableRandom random) {
    if (degreesOfFreedom() == 0 || !isSparse()) {
      return pearson();
    }
    if (degreesOfFreedom() > 1) {
      return monteCarlo(MonteCarlo.REPLICATES, random);
    }
    FourfoldTable fourfold =
        new FourfoldTable(
            table.count(0, 0), table.count(0, 1), table.count(1, 0), table.count(1, 1));
    return FisherExact.atLevel(0.95).test(List.of(fourfold), AlternativeHypothesis.TWO_SIDED);
  }

  private Significance test(double statistic) {
    return degreesOfFreedom() == 0
        ? Significance.undefined(missing(), table.n())
        : Significance.chiSquare(statistic, degreesOfFreedom(), table.n());
  }

  private Status missing() {
    return table.n() == 0 ? Status.NO_DATA : Status.NOT_APPLICABLE;
  }

  private static double pearson(CountTable table, double correction) {
    double sum = 0;
    for (int i = 0; i < table.rows(); i++) {
      for (int j = 0; j < table.columns(); j++) {
        double expected = table.expected(i, j);
        double distance = Math.abs(table.count(i, j) - expected);
        double kept = Math.max(0, distance - correction);
        sum += kept * kept / expected;
      }
    }
    return sum;
  }

  /** The column of every observation, row after row. */
  private int[] columnOfEach() {
    int[] columns = new int[Math.toIntExact(table.n())];
    int next = 0;
    for (int i = 0; i < table.rows(); i++) {
      for (int j = 0; j < table.columns(); j++) {
        int end = next + Math.toIntExact(table.count(i, j));
        Arrays.fill(columns, next, end, j);
        next = end;
      }
    }
    return columns;
  }

  private CountTable tableOf(int[] columns) {
    long[][] counts = new long[table.rows()][table.columns()];
    int next = 0;
    for (int i = 0; i < table.rows(); i++) {
      for (long end = next + table.row(i); next < end; next++) {
        counts[i][columns[next]]++;
      }
    }
    return CountTable.of(counts);
  }
}
