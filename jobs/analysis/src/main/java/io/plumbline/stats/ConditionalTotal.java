package io.plumbline.stats;

import java.util.List;
import java.util.function.IntPredicate;

/**
 * The distribution of the total of cell {@code a} over strata of 2x2 tables, all margins held
 * fixed, when every stratum has the same odds ratio: a convolution of noncentral hypergeometric
 * distributions, kept as logarithms.
 */
final class ConditionalTotal {

  /** A convolution needs one exponential per pair of values; more pairs than this are refused. */
  private static final double MOST_PAIRS = 2e8;

  private final long low;
  private final double[] logWeight;

  private ConditionalTotal(long low, double[] logWeight) {
    this.low = low;
    this.logWeight = logWeight;
  }

  /** Whether the distribution over these strata is small enough to be summed exactly. */
  static boolean isFeasible(List<FourfoldTable> strata) {
    double pairs = 0;
    double support = 1;
    for (FourfoldTable table : strata) {
      double width = highest(table) - lowest(table) + 1.0;
      pairs += support * width;
      support += width - 1;
    }
    return pairs <= MOST_PAIRS;
  }

  static ConditionalTotal of(List<FourfoldTable> strata) {
    long low = 0;
    double[] weight = {0};
    for (FourfoldTable table : strata) {
      low += lowest(table);
      weight = convolve(weight, hypergeometric(table));
    }
    return new ConditionalTotal(low, weight);
  }

  private static long lowest(FourfoldTable table) {
    return Math.max(0, table.row1() - table.column2());
  }

  private static long highest(FourfoldTable table) {
    return Math.min(table.row1(), table.column1());
  }

  /**
   * Log weights of the hypergeometric distribution by the ratios of neighbouring terms, which keeps
   * the precision that differences of large log factorials lose.
   */
  private static double[] hypergeometric(FourfoldTable table) {
    long low = lowest(table);
    double[] weight = new double[Math.toIntExact(highest(table) - low + 1)];
    for (int i = 1; i < weight.length; i++) {
      double u = low + i - 1.0;
      double up = (table.row1() - u) * (table.column1() - u);
      double down = (u + 1) * (table.row2() - table.column1() + u + 1);
      weight[i] = weight[i - 1] + Math.log(up / down);
    }
    return weight;
  }

  private static double[] convolve(double[] first, double[] second) {
    if (second.length == 1) {
      return first;
    }
    double[] sum = new double[first.length + second.length - 1];
    double[] terms = new double[Math.min(first.length, second.length)];
    for (int k = 0; k < sum.length; k++) {
      int from = Math.max(0, k - second.length + 1);
      int to = Math.min(k, first.length - 1);
      double most = Double.NEGATIVE_INFINITY;
      for (int i = from; i <= to; i++) {
        terms[i - from] = first[i] + second[k - i];
        most = Math.max(most, terms[i - from]);
      }
      double total = 0;
      for (int i = from; i <= to; i++) {
        total += Math.exp(terms[i - from] - most);
      }
      sum[k] = most + Math.log(total);
    }
    return sum;
  }

  long lowest() {
    return low;
  }

  long highest() {
    return low + logWeight.length - 1;
  }

  /** The mean total at the given odds ratio. */
  double mean(double odds) {
    double[] probability = probabilities(odds);
    double mean = 0;
    for (int i = 0; i < probability.length; i++) {
      mean += probability[i] * i;
    }
    return low + mean;
  }

  /** {@code P(total <= x)} at the given odds ratio. */
  double atMost(long x, double odds) {
    return sum(odds, i -> low + i <= x);
  }

  /** {@code P(total >= x)} at the given odds ratio. */
  double atLeast(long x, double odds) {
    return sum(odds, i -> low + i >= x);
  }

  /** The probability, without association, of all totals no likelier than {@code x}. */
  double noLikelierThan(long x) {
    // Equal probabilities may differ in their last bits; the slack is the one R and SciPy use.
    double limit = logWeight[Math.toIntExact(x - low)] + Math.log1p(1e-7);
    return sum(1, i -> logWeight[i] <= limit);
  }

  private double sum(double odds, IntPredicate counted) {
    double[] probability = probabilities(odds);
    double sum = 0;
    for (int i = 0; i < probability.length; i++) {
      if (counted.test(i)) {
        sum += probability[i];
      }
    }
    return Math.min(1, sum);
  }

  private double[] probabilities(double odds) {
    double tilt = Math.log(odds);
    double[] probability = new double[logWeight.length];
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < probability.length; i++) {
      // The first term has no tilt, even by an odds ratio of 0.
      probability[i] = i == 0 ? logWeight[0] : logWeight[i] + tilt * i;
      most = Math.max(most, probability[i]);
    }
    double total = 0;
    for (int i = 0; i < probability.length; i++) {
      probability[i] = Math.exp(probability[i] - most);
      total += probability[i];
    }
    for (int i = 0; i < probability.length; i++) {
      probability[i] /= total;
    }
    return probability;
  }
}
