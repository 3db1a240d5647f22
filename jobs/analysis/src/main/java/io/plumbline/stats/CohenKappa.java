package io.plumbline.stats;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * Agreement of two raters over the same items beyond what their own habits would give.
 *
 * <p>A k x k table of counts in, rows the first rater's category and columns the second's; kappa
 * out, at most 1, 0 for agreement by habit alone. {@code O(k^2)}. Both raters using one and the
 * same category only: {@link Status#UNDEFINED}. Agreement that is perfect has a standard error of 0
 * and therefore {@link Status#DEGENERATE_VARIANCE}: report n, not the width.
 *
 * <p>Sources: Cohen 1960 (Educ. Psychol. Meas. 20:37) and 1968 (Psychol. Bull. 70:213); Fleiss,
 * Cohen and Everitt 1969 (Psychol. Bull. 72:323, eq. 8 and 13).
 */
public final class CohenKappa {

  /** How much a disagreement between categories i and j of k still counts as agreement. */
  public enum Weights {
    /** Not at all: categories have no order. */
    UNWEIGHTED {
      @Override
      double agreement(int i, int j, int k) {
        return i == j ? 1 : 0;
      }
    },
    /** {@code 1 - |i-j|/(k-1)}. */
    LINEAR {
      @Override
      double agreement(int i, int j, int k) {
        return i == j ? 1 : 1 - Math.abs(i - j) / (k - 1.0);
      }
    },
    /** {@code 1 - ((i-j)/(k-1))^2}. */
    QUADRATIC {
      @Override
      double agreement(int i, int j, int k) {
        double distance = i == j ? 0 : (i - j) / (k - 1.0);
        return 1 - distance * distance;
      }
    };

    abstract double agreement(int i, int j, int k);
  }

  private final CountTable table;
  private final Weights weights;

  private CohenKappa(CountTable table, Weights weights) {
    this.table = table;
    this.weights = weights;
  }

  /**
   * The ratings to compare.
   *
   * @throws IllegalArgumentException if the table is not square or a count is negative
   */
  public static CohenKappa of(long[][] counts, Weights weights) {
    return new CohenKappa(CountTable.square(counts), weights);
  }

  /**
   * Kappa with its large-sample standard error and normal interval.
   *
   * @throws IllegalArgumentException if the level is not in (0, 1)
   */
  public FixedEstimate estimate(double level) {
    Defined.requireLevel(level);
    long n = table.n();
    double chance = chance();
    if (n == 0 || chance >= 1) {
      return FixedEstimate.undefined(n == 0 ? Status.NO_DATA : Status.UNDEFINED, level, n, n);
    }
    double kappa = (observed() - chance) / (1 - chance);
    double centre = kappa - chance * (1 - kappa);
    double spread = 0;
    for (int i = 0; i < table.rows(); i++) {
      for (int j = 0; j < table.rows(); j++) {
        double influence = agreement(i, j) - habit(i, j) * (1 - kappa) - centre;
        spread += share(i, j) * influence * influence;
      }
    }
    double error = Math.sqrt(spread / n) / (1 - chance);
    // Rounding of the influences; no table of counts has a true error this small.
    if (error < 1e-13) {
      return FixedEstimate.of(kappa, 0, kappa, kappa, level, n, n, Status.DEGENERATE_VARIANCE);
    }
    return FixedEstimate.normal(kappa, error, level, n, n, Status.OK);
  }

  /**
   * Kappa with the percentile interval over resampled items, which unlike the normal one knows that
   * kappa cannot exceed 1. Cost: replicates times {@code O(n + k^2)}; n must fit an array.
   *
   * @param bootstrap level, replicates
   * @param random seeded by the caller
   */
  public FixedEstimate estimate(ItemBootstrap bootstrap, SplittableRandom random) {
    FixedEstimate normal = estimate(bootstrap.level());
    if (normal.value().isEmpty()) {
      return normal;
    }
    int k = table.rows();
    int[] cellOfItem = new int[Math.toIntExact(table.n())];
    int filled = 0;
    for (int cell = 0; cell < k * k; cell++) {
      int end = filled + Math.toIntExact(table.count(cell / k, cell % k));
      Arrays.fill(cellOfItem, filled, end, cell);
      filled = end;
    }
    Interval interval =
        bootstrap.interval(
            cellOfItem.length,
            items -> {
              long[][] drawn = new long[k][k];
              for (int item : items) {
                drawn[cellOfItem[item] / k][cellOfItem[item] % k]++;
              }
              return new CohenKappa(CountTable.of(drawn), weights).kappa();
            },
            random);
    return new FixedEstimate(
        normal.value(),
        normal.standardError(),
        interval,
        normal.n(),
        normal.clusters(),
        normal.status());
  }

  private OptionalDouble kappa() {
    double chance = chance();
    return chance >= 1
        ? OptionalDouble.empty()
        : OptionalDouble.of((observed() - chance) / (1 - chance));
  }

  /** Tests agreement by habit alone: {@code z = kappa / se0}, two-sided normal. */
  public Significance test() {
    FixedEstimate kappa = estimate(0.95);
    if (kappa.value().isEmpty()) {
      return Significance.undefined(kappa.status(), table.n());
    }
    double error = nullStandardError().orElse(0);
    if (error == 0) {
      return Significance.undefined(Status.NO_INFORMATION, table.n());
    }
    double z = kappa.value().getAsDouble() / error;
    return Significance.of(z, Tails.normalBothSides(z), table.n(), Status.OK);
  }

  /**
   * The standard error of kappa were the raters to agree by habit alone; 0 when one rater uses a
   * single category, empty when kappa is undefined.
   */
  public OptionalDouble nullStandardError() {
    double chance = chance();
    if (table.n() == 0 || chance >= 1) {
      return OptionalDouble.empty();
    }
    double spread = 0;
    for (int i = 0; i < table.rows(); i++) {
      for (int j = 0; j < table.rows(); j++) {
        double influence = agreement(i, j) - habit(i, j) + chance;
        spread += row(i) * column(j) * influence * influence;
      }
    }
    return OptionalDouble.of(Math.sqrt(spread / table.n()) / (1 - chance));
  }

  private double observed() {
    double sum = 0;
    for (int i = 0; i < table.rows(); i++) {
      for (int j = 0; j < table.rows(); j++) {
        sum += agreement(i, j) * share(i, j);
      }
    }
    return sum;
  }

  private double chance() {
    double sum = 0;
    for (int i = 0; i < table.rows(); i++) {
      for (int j = 0; j < table.rows(); j++) {
        sum += agreement(i, j) * row(i) * column(j);
      }
    }
    return sum;
  }

  /** Mean agreement of category i with the second rater's habit, plus of j with the first's. */
  private double habit(int i, int j) {
    double sum = 0;
    for (int l = 0; l < table.rows(); l++) {
      sum += agreement(i, l) * column(l) + agreement(l, j) * row(l);
    }
    return sum;
  }

  private double agreement(int i, int j) {
    return weights.agreement(i, j, table.rows());
  }

  private double share(int i, int j) {
    return (double) table.count(i, j) / table.n();
  }

  private double row(int i) {
    return (double) table.row(i) / table.n();
  }

  private double column(int j) {
    return (double) table.column(j) / table.n();
  }
}
