package io.plumbline.stats;

import io.plumbline.stats.Interval.Kind;
import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * How many events there were when two or more incomplete lists of them overlap.
 *
 * <p>Counts by list membership in, a population size out. Lists that tend to hold the same events
 * make every estimate too small, so it is always to be read as "at least". Nothing seen: {@link
 * Status#NO_DATA}.
 *
 * <p>Sources: Chapman 1951 (Univ. Calif. Publ. Stat. 1:131); Seber 1982, The Estimation of Animal
 * Abundance, 3.1; Chao 1987 (Biometrics 43:783) for the interval of the unseen; Cormack 1989
 * (Biometrics 45:395) for the log-linear models.
 */
public final class CaptureRecapture {

  /** The normal quantile of the published 95 % interval. */
  private static final double Z_95 = 1.96;

  private static final int MOST_LISTS = 16;
  private static final int STEPS = 200;

  private CaptureRecapture() {}

  /**
   * The two-list estimate.
   *
   * @param total Chapman's {@code (M+1)(n+1)/(m+1) - 1} with Seber's standard error and the normal
   *     interval, which may fall below what was seen
   * @param unseen the same number with Chao's interval: seen plus a log-normal interval for the
   *     unseen
   * @param variance Seber's variance of the total
   * @param seen events on at least one list
   * @param overlap events on both lists
   */
  public record TwoLists(
      FixedEstimate total, FixedEstimate unseen, double variance, long seen, long overlap) {

    /**
     * What may be reported: Chao's interval, open above when no event was on both lists, and no
     * narrower than what was seen.
     */
    public Interval atLeast() {
      Interval chao = unseen.interval();
      double lower = chao.lower().orElse(seen);
      double upper = overlap == 0 ? Double.POSITIVE_INFINITY : chao.upper().orElse(seen);
      return Interval.of(lower, upper, chao.level(), Kind.FIXED);
    }
  }

  /**
   * Chapman's estimate from two lists, at 95 %. Variance {@code (M+1)(n+1)(M-m)(n-m) / ((m+1)^2
   * (m+2))}; unseen {@code f0 = N - (M+n-m)}; Chao's interval {@code [seen + f0/C, seen + f0 C]}
   * with {@code C = exp(1.96 sqrt(log(1 + var/f0^2)))}. Nothing unseen: N is what was seen, without
   * interval, {@link Status#DEGENERATE_VARIANCE}. No overlap: the number is finite only thanks to
   * the added ones, {@link Status#PARTIAL}, and only the lower end means anything.
   *
   * @param first M, events on the first list
   * @param second n, events on the second list
   * @param both m, events on both
   * @throws IllegalArgumentException if {@code both} is negative or exceeds a list
   */
  public static TwoLists chapman(long first, long second, long both) {
    if (both < 0 || both > Math.min(first, second)) {
      throw new IllegalArgumentException(
          "Invalid overlap: "
              + both
              + " (must be between 0 and the lists' sizes "
              + first
              + " and "
              + second
              + ")");
    }
    double product = (first + 1.0) * (second + 1.0);
    double m = both;
    double total = product / (m + 1) - 1;
    double variance = product * (first - m) * (second - m) / ((m + 1) * (m + 1) * (m + 2));
    long seen = Math.addExact(first, second - both);
    double unseen = total - seen;
    Status status = both == 0 ? Status.PARTIAL : Status.OK;
    if (seen == 0) {
      status = Status.NO_DATA;
    } else if (unseen <= 0) {
      status = Status.DEGENERATE_VARIANCE;
    }
    double error = Math.sqrt(variance);
    return new TwoLists(
        FixedEstimate.normal(total, error, 0.95, seen, seen, status),
        withUnseen(seen, Math.max(0, unseen), error, Z_95, 0.95, status),
        variance,
        seen,
        both);
  }

  private static FixedEstimate withUnseen(
      long seen, double unseen, double error, double z, double level, Status status) {
    double lower = Double.NEGATIVE_INFINITY;
    double upper = Double.POSITIVE_INFINITY;
    if (unseen > 0) {
      double relative = error / unseen;
      double factor = Math.exp(z * Math.sqrt(Math.log1p(relative * relative)));
      lower = seen + unseen / factor;
      upper = seen + unseen * factor;
    }
    return FixedEstimate.of(seen + unseen, error, lower, upper, level, seen, seen, status);
  }

  /** Which lists find an event how easily. */
  public enum Model {
    /** All lists alike. */
    M0,
    /** Every list with a probability of its own. */
    MT
  }

  /**
   * The log-linear estimate from t lists that are independent of each other given the model:
   * Poisson regression of the counts on membership, {@code N = seen + e^intercept} with standard
   * error {@code sqrt(e^g + e^2g var g)}, and Chao's log-normal interval.
   *
   * <p>{@link Status#NOT_ESTIMABLE} when a list is empty or the fit does not converge; {@link
   * Status#NOT_IDENTIFIED} with fewer than two lists.
   *
   * @param counts by pattern: entry {@code s} counts events on exactly the lists whose bits are set
   *     in s; entry 0, the unseen, is ignored; length 2^t
   * @throws IllegalArgumentException if the length is not a power of two up to 2^16, a count is
   *     negative or the level not in (0, 1)
   */
  public static FixedEstimate logLinear(long[] counts, Model model, double level) {
    Defined.requireLevel(level);
    int lists = Integer.numberOfTrailingZeros(Integer.highestOneBit(Math.max(1, counts.length)));
    if (counts.length != 1 << lists || lists > MOST_LISTS) {
      throw new IllegalArgumentException(
          "Invalid patterns: " + counts.length + " (must be a power of two up to 2^16)");
    }
    long seen = 0;
    for (int s = 1; s < counts.length; s++) {
      if (counts[s] < 0) {
        throw new IllegalArgumentException(
            "Invalid count: " + counts[s] + " of pattern " + s + " (must be at least 0)");
      }
      seen = Math.addExact(seen, counts[s]);
    }
    if (seen == 0 || lists < 2) {
      Status status = seen == 0 ? Status.NO_DATA : Status.NOT_IDENTIFIED;
      return FixedEstimate.undefined(status, level, seen, seen);
    }
    RealMatrix design = design(lists, model);
    RealVector y = observed(counts);
    RealVector beta = start(lists, model, seen);
    for (int step = 0; step < STEPS; step++) {
      RealVector mean = design.operate(beta).map(Math::exp);
      RealMatrix information = information(design, mean);
      SymmetricForm form = SymmetricForm.of(information);
      if (form.rank() < design.getColumnDimension()) {
        break;
      }
      RealMatrix inverse = form.inverse();
      RealVector change = inverse.operate(design.transpose().operate(y.subtract(mean)));
      double longest = change.getLInfNorm();
      beta = beta.add(longest > 1 ? change.mapDivide(longest) : change);
      if (longest < 1e-10) {
        double unseen = Math.exp(beta.getEntry(0));
        double error = Math.sqrt(unseen + unseen * unseen * inverse.getEntry(0, 0));
        double z = Tails.normalQuantile(level);
        return withUnseen(seen, unseen, error, z, level, Status.OK);
      }
    }
    return FixedEstimate.undefined(Status.NOT_ESTIMABLE, level, seen, seen);
  }

  private static RealMatrix design(int lists, Model model) {
    int patterns = (1 << lists) - 1;
    double[][] rows = new double[patterns][];
    for (int s = 1; s <= patterns; s++) {
      double[] row = new double[model == Model.M0 ? 2 : lists + 1];
      row[0] = 1;
      for (int list = 0; list < lists; list++) {
        row[model == Model.M0 ? 1 : list + 1] += s >> list & 1;
      }
      rows[s - 1] = row;
    }
    return new Array2DRowRealMatrix(rows, false);
  }

  private static RealVector observed(long[] counts) {
    return new ArrayRealVector(Arrays.stream(counts).skip(1).asDoubleStream().toArray(), false);
  }

  /** As many unseen as seen on an average pattern, and lists that find half. */
  private static RealVector start(int lists, Model model, long seen) {
    RealVector beta = new ArrayRealVector(model == Model.M0 ? 2 : lists + 1);
    beta.setEntry(0, Math.log(seen / ((1 << lists) - 1.0)));
    return beta;
  }

  private static RealMatrix information(RealMatrix design, RealVector mean) {
    RealMatrix weighted = design.copy();
    for (int i = 0; i < weighted.getRowDimension(); i++) {
      weighted.setRowVector(i, weighted.getRowVector(i).mapMultiply(mean.getEntry(i)));
    }
    return design.transpose().multiply(weighted);
  }
}
