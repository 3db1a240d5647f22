package io.plumbline.stats;

import io.plumbline.stats.Interval.Kind;

/**
 * The log of a ratio between two positive numbers, such as what a generation gained over the one
 * before, with its standard error.
 *
 * <p>One of the four forms in, a log ratio out; {@code O(n)} in what it is made from. Numbers that
 * are not positive have no log: {@link IllegalArgumentException}. Errors are those of the delta
 * method (Casella and Berger 2002, Statistical Inference, 5.5.4) or of the jackknife (Efron and
 * Stein 1981, Ann. Stat. 9:586); intervals are Student's with the given degrees of freedom.
 *
 * @param value log of later over earlier
 * @param error its standard error, positive
 * @param degrees degrees of freedom of the error
 * @param n observations it rests on
 */
public record LogGain(double value, double error, double degrees, long n) {

  /** Errors below this are none that a later division could bear. */
  private static final double LEAST_ERROR = 1e-9;

  public LogGain {
    Samples.requireFinite(new double[] {value, error});
    if (!(error > 0) || !(degrees > 0)) {
      throw new IllegalArgumentException(
          "Invalid error: " + error + " with " + degrees + " degrees (must be positive)");
    }
  }

  /** A number of observations with the sums that moments need. */
  public record Sums(double n, double sum, double squares) {

    /** Both together. */
    public Sums plus(Sums other) {
      return new Sums(n + other.n, sum + other.sum, squares + other.squares);
    }

    private double mean() {
      return sum / n;
    }

    /** Sum of squared deviations from the mean. */
    private double deviations() {
      return Math.max(0, squares - sum * sum / n);
    }
  }

  /**
   * The log of one total over another, both made of the same parts: each part's own ratio is a draw
   * and leaving one out at a time tells the error.
   *
   * @param later the parts of the numerator, positive
   * @param earlier the parts of the denominator, positive
   * @param least the smallest error that is believed
   */
  public static LogGain ofParts(double[] later, double[] earlier, double least) {
    Defined.requireSameLength("parts", later.length, earlier.length);
    if (later.length < 2) {
      throw new IllegalArgumentException(
          "Invalid parts: " + later.length + " (must be at least 2)");
    }
    double numerator = 0;
    double denominator = 0;
    for (int i = 0; i < later.length; i++) {
      requirePositive(later[i]);
      requirePositive(earlier[i]);
      numerator += later[i];
      denominator += earlier[i];
    }
    double[] leftOut = new double[later.length];
    for (int i = 0; i < later.length; i++) {
      leftOut[i] = Math.log((numerator - later[i]) / (denominator - earlier[i]));
    }
    double error = Math.sqrt(Jackknife.variance(leftOut));
    return new LogGain(
        Math.log(numerator / denominator),
        Math.max(least, error),
        later.length - 1.0,
        later.length);
  }

  /**
   * The log ratio of two means of independent observations.
   *
   * @param later numerator, at least 2 observations with a positive mean
   * @param earlier denominator, the same
   */
  public static LogGain ofMeans(Sums later, Sums earlier) {
    requirePositive(later.mean());
    requirePositive(earlier.mean());
    if (later.n < 2 || earlier.n < 2) {
      throw new IllegalArgumentException(
          "Invalid observations: " + later.n + " and " + earlier.n + " (must be at least 2)");
    }
    double variance = relative(later) + relative(earlier);
    return new LogGain(
        Math.log(later.mean() / earlier.mean()),
        Math.max(LEAST_ERROR, Math.sqrt(variance)),
        later.n + earlier.n - 2,
        Math.round(later.n + earlier.n));
  }

  private static double relative(Sums one) {
    return one.deviations() / (one.n - 1) / one.n / (one.mean() * one.mean());
  }

  /**
   * The log ratio of two means over the same clusters, which may be scored unequally often.
   *
   * @param laterN observations per cluster, numerator
   * @param laterSum their sums
   * @param earlierN observations per cluster, denominator
   * @param earlierSum their sums
   */
  public static LogGain ofClusters(
      double[] laterN, double[] laterSum, double[] earlierN, double[] earlierSum) {
    double n1 = total(laterN);
    double n0 = total(earlierN);
    double mean1 = total(laterSum) / n1;
    double mean0 = total(earlierSum) / n0;
    requirePositive(mean1);
    requirePositive(mean0);
    double squares = 0;
    int clusters = 0;
    for (int c = 0; c < laterN.length; c++) {
      if (laterN[c] > 0 || earlierN[c] > 0) {
        clusters++;
        double influence =
            (laterSum[c] - laterN[c] * mean1) / (n1 * mean1)
                - (earlierSum[c] - earlierN[c] * mean0) / (n0 * mean0);
        squares += influence * influence;
      }
    }
    if (clusters < 2) {
      throw new IllegalArgumentException("Invalid clusters: " + clusters + " (must be at least 2)");
    }
    return new LogGain(
        Math.log(mean1 / mean0),
        Math.max(LEAST_ERROR, Math.sqrt(squares * clusters / (clusters - 1.0))),
        clusters - 1.0,
        Math.round(n1 + n0));
  }

  /**
   * Effort per unit of size: sums over independent pairs of both.
   *
   * @param n pairs
   * @param effort sum of efforts, positive
   * @param size sum of sizes, positive
   * @param effortSquares sum of squared efforts
   * @param sizeSquares sum of squared sizes
   * @param products sum of products
   */
  public record Effort(
      double n,
      double effort,
      double size,
      double effortSquares,
      double sizeSquares,
      double products) {

    /** Effort per unit. */
    public double rate() {
      return effort / size;
    }

    /** Relative variance of the rate: of the residuals of effort from the rate times size. */
    private double relative() {
      double rate = rate();
      double residuals = effortSquares - 2 * rate * products + rate * rate * sizeSquares;
      return Math.max(0, residuals) * n / (n - 1) / (effort * effort);
    }
  }

  /** The log ratio of effort per unit of size. */
  public static LogGain ofEfforts(Effort later, Effort earlier) {
    requirePositive(later.rate());
    requirePositive(earlier.rate());
    if (later.n < 2 || earlier.n < 2) {
      throw new IllegalArgumentException(
          "Invalid pairs: " + later.n + " and " + earlier.n + " (must be at least 2)");
    }
    return new LogGain(
        Math.log(later.rate() / earlier.rate()),
        Math.max(LEAST_ERROR, Math.sqrt(later.relative() + earlier.relative())),
        later.n + earlier.n - 2,
        Math.round(later.n + earlier.n));
  }

  /** The mean of independent log gains, each with the weight of its inverse variance. */
  public static LogGain pooled(Iterable<LogGain> gains) {
    double weights = 0;
    double product = 0;
    double degrees = 0;
    long n = 0;
    for (LogGain gain : gains) {
      double weight = 1 / (gain.error * gain.error);
      weights += weight;
      product += weight * gain.value;
      degrees += gain.degrees;
      n += gain.n;
    }
    return new LogGain(product / weights, Math.sqrt(1 / weights), degrees, n);
  }

  /** The mean of independent log gains, all with the same weight. */
  public static LogGain mean(Iterable<LogGain> gains) {
    double sum = 0;
    double variance = 0;
    double degrees = 0;
    long n = 0;
    int count = 0;
    for (LogGain gain : gains) {
      sum += gain.value;
      variance += gain.error * gain.error;
      degrees += gain.degrees;
      n += gain.n;
      count++;
    }
    return new LogGain(sum / count, Math.sqrt(variance) / count, degrees, n);
  }

  /** The interval of the log ratio. */
  public Interval interval(double level) {
    double half = Tails.tQuantile(level, degrees) * error;
    return Interval.of(value - half, value + half, level, Kind.FIXED);
  }

  /** The probability of a value this low or lower if the log ratio were the bound. */
  public double pBelow(double bound) {
    return Tails.tUpper((bound - value) / error, degrees);
  }

  /** The smallest distance that is found at this level with 80 % power. */
  public double detectable(double level) {
    return (Tails.tQuantile(level, degrees) + Tails.normalUpperQuantile(0.2)) * error;
  }

  private static double total(double[] values) {
    double total = 0;
    for (double value : values) {
      total += value;
    }
    return total;
  }

  private static void requirePositive(double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException("Invalid number: " + value + " (must be positive)");
    }
  }
}
