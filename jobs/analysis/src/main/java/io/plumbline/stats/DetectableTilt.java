package io.plumbline.stats;

import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * The smallest tilt that a process with so much information would have paged with probability 0.8,
 * and the nights a tilt needs. Every null result carries the first.
 *
 * <p>A tilt theta is found once {@code N KL - 0.8416 sqrt(2 N KL)} reaches {@code log(1/alpha) -
 * log pi(theta) + log(N I / (2 pi)) / 2 + log(shares)}, the price of not knowing theta (Laplace's
 * approximation of the mixture) and of sharing the wealth: 2 for the half that bets from the first
 * night, times {@code K / 0.8} for one of K categories. For at most 2,000 pairs or choices against
 * a share the power is summed exactly.
 *
 * <p>Source: Wald 1945 (Ann. Math. Stat. 16:117, information bound); Robbins 1970 (mixtures).
 */
public final class DetectableTilt {

  private static final double POWER = 0.8;
  private static final double SMALLEST = 0.005;
  private static final int EXACT = 2_000;

  /**
   * Smallest tilts on each side, as positive log odds ratios.
   *
   * @param up over-representation; empty when nothing up to 3 would be found, or not asked
   * @param down under-representation, likewise
   */
  public record Sides(OptionalDouble up, OptionalDouble down) {

    static final Sides NEITHER = new Sides(OptionalDouble.empty(), OptionalDouble.empty());

    /** The one asked for; for EITHER the larger, empty when one side has none. */
    public OptionalDouble of(Direction direction) {
      return switch (direction) {
        case UP -> up;
        case DOWN -> down;
        case EITHER ->
            up.isPresent() && down.isPresent()
                ? OptionalDouble.of(Math.max(up.getAsDouble(), down.getAsDouble()))
                : OptionalDouble.empty();
      };
    }
  }

  private final Direction direction;
  private final double logAlarm;

  private DetectableTilt(Direction direction, double logAlarm) {
    this.direction = direction;
    this.logAlarm = logAlarm;
  }

  /**
   * For a hypothesis with its own process.
   *
   * @param alpha the budget of the hypothesis
   */
  public static DetectableTilt of(double alpha, Direction direction) {
    Counts.openShare("alpha", alpha);
    return new DetectableTilt(direction, -Math.log(alpha) + Restarts.LOG_TWO);
  }

  /**
   * For one of several categories that share a process.
   *
   * @param categories K, at least 3
   */
  public static DetectableTilt ofCategories(double alpha, int categories) {
    Counts.openShare("alpha", alpha);
    if (categories < 3) {
      throw new IllegalArgumentException(
          "Invalid categories: " + categories + " (must be at least 3)");
    }
    return new DetectableTilt(
        Direction.EITHER, -Math.log(alpha) + Restarts.LOG_TWO + Math.log(categories / 0.8));
  }

  /** What the log e-value of the plain half must reach for a tilt of that size. */
  double threshold(double theta, double information) {
    return Math.max(
        logAlarm,
        logAlarm
            - Math.log(TiltPrior.density(theta, direction))
            + 0.5 * Math.log(information / (2 * Math.PI)));
  }

  /**
   * After so many units of one kind; clusters count as one unit each.
   *
   * @param units N
   */
  public Sides after(long units, TiltUnit unit) {
    Counts.nonNegative("units", units);
    if (units == 0) {
      return Sides.NEITHER;
    }
    if (units <= EXACT && unit instanceof TiltUnit.Share share) {
      return exact((int) units, share);
    }
    return sides(units * unit.information(), theta -> units * unit.divergence(theta));
  }

  /**
   * After what a process has seen, whatever its blocks were; for bets (kernel C) by the binomial
   * form with clusters as units, which is an upper bound.
   */
  public Sides after(TiltSum sum) {
    if (sum.informativeBlocks() == 0) {
      return Sides.NEITHER;
    }
    if (!sum.isLikelihood()) {
      double share = sum.expectedHits() / sum.units();
      return share > 0 && share < 1 ? after(sum.units(), TiltUnit.ofShare(share)) : Sides.NEITHER;
    }
    if (!(sum.information() > 0)) {
      return Sides.NEITHER;
    }
    double[] divergence = divergences(sum);
    return sides(sum.information(), theta -> interpolated(divergence, theta));
  }

  private Sides sides(double information, DoubleUnaryOperator divergence) {
    return new Sides(
        direction == Direction.DOWN
            ? OptionalDouble.empty()
            : smallest(theta -> isFound(theta, divergence.applyAsDouble(theta), information)),
        direction == Direction.UP
            ? OptionalDouble.empty()
            : smallest(theta -> isFound(theta, divergence.applyAsDouble(-theta), information)));
  }

  private boolean isFound(double theta, double divergence, double information) {
    double reached =
        divergence - AsymptoticSequence.POWER_QUANTILE * Math.sqrt(2 * Math.max(0, divergence));
    return reached >= threshold(theta, information);
  }

  /**
   * The least probability with which a tilt so many times the detectable one would have been found,
   * whatever the information was.
   *
   * <p>Where the detectable tilt has divergence {@code D}, one {@code c} times as large has {@code
   * c^2 D}, and is found unless chance takes away what it has beyond the price {@code D - 0.8416
   * sqrt(2 D)}, which grows with the tilt by less than is paid here. Least where {@code D} is: at
   * the plain alarm for a budget of {@code alpha}.
   *
   * @param multiple c, at least 1
   * @param alpha the largest budget of a hypothesis
   */
  public static double certainty(double multiple, double alpha) {
    if (!(multiple >= 1)) {
      throw new IllegalArgumentException(
          "Invalid multiple of a detectable tilt: " + multiple + " (must be at least 1)");
    }
    Counts.openShare("alpha", alpha);
    double alarm = -Math.log(alpha) + Restarts.LOG_TWO;
    double quantile = AsymptoticSequence.POWER_QUANTILE / Math.sqrt(2);
    double root = quantile + Math.sqrt(quantile * quantile + alarm);
    double divergence = root * root;
    double reached = multiple * multiple * divergence;
    return 1 - Tails.normalUpper((reached - alarm) / Math.sqrt(2 * reached));
  }

  private Sides exact(int units, TiltUnit.Share unit) {
    double centre = units * unit.share();
    int high = firstAlarm(units, unit, (int) Math.ceil(centre), units + 1);
    int low = lastAlarm(units, unit, -1, (int) Math.floor(centre));
    return new Sides(
        direction == Direction.DOWN
            ? OptionalDouble.empty()
            : smallest(theta -> power(units, unit.tilted(theta), low, high) >= POWER),
        direction == Direction.UP
            ? OptionalDouble.empty()
            : smallest(theta -> power(units, unit.tilted(-theta), low, high) >= POWER));
  }

  private boolean isAlarm(int units, TiltUnit.Share unit, int hits) {
    double[] ratios = ShareBlock.logRatios(units, hits, unit.share());
    return TiltPrior.of(direction).logMixture(ratios) >= logAlarm;
  }

  /** The e-value is convex in the hits, so the alarms are two tails. */
  private int firstAlarm(int units, TiltUnit.Share unit, int from, int to) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (isAlarm(units, unit, middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private int lastAlarm(int units, TiltUnit.Share unit, int from, int to) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high + 1) >> 1;
      if (isAlarm(units, unit, middle)) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private static double power(int units, double share, int low, int high) {
    BinomialDistribution hits = BinomialDistribution.of(units, Math.min(1, share));
    double below = low < 0 ? 0 : hits.cumulativeProbability(low);
    return below + (high > units ? 0 : hits.survivalProbability(high - 1));
  }

  /** Whether a tilt of that size would be found. */
  @FunctionalInterface
  private interface Found {
    boolean at(double theta);
  }

  private static OptionalDouble smallest(Found found) {
    if (!found.at(TiltGrid.END)) {
      return OptionalDouble.empty();
    }
    double low = SMALLEST;
    double high = TiltGrid.END;
    if (found.at(low)) {
      return OptionalDouble.of(low);
    }
    while (high - low > 1e-9) {
      double middle = 0.5 * (low + high);
      if (found.at(middle)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return OptionalDouble.of(high);
  }

  /**
   * Nights until a tilt pages on average, when every night brings so many units: the fixed point of
   * {@code nights = threshold / (units KL)}. Empty when the tilt tells nothing.
   *
   * @param theta not 0; negative for under-representation
   */
  public OptionalDouble expectedNights(double theta, double unitsPerNight, TiltUnit unit) {
    return expectedNights(
        theta, unitsPerNight * unit.divergence(theta), unitsPerNight * unit.information());
  }

  /**
   * Nights until a tilt pages on average, when every night brings what these brought: the same
   * fixed point, with the blocks as they were.
   *
   * @param theta not 0; negative for under-representation
   * @param seen blocks of so many nights; empty for bets (kernels S and C)
   */
  public OptionalDouble expectedNights(double theta, TiltSum seen, int nights) {
    if (nights < 1) {
      throw new IllegalArgumentException("Invalid nights: " + nights + " (must be at least 1)");
    }
    return seen.isLikelihood() && seen.information() > 0
        ? expectedNights(
            theta, interpolated(divergences(seen), theta) / nights, seen.information() / nights)
        : OptionalDouble.empty();
  }

  private OptionalDouble expectedNights(double theta, double divergence, double information) {
    if (!(divergence > 0)) {
      return OptionalDouble.empty();
    }
    double nights = 1;
    for (int step = 0; step < 200; step++) {
      nights = threshold(Math.abs(theta), nights * information) / divergence;
    }
    return OptionalDouble.of(nights);
  }

  /**
   * {@code theta A'(theta) - A(theta)} on the grid, with {@code A = theta X - L} the cumulant of
   * everything seen; the derivative by five points in the variable in which the grid is even.
   */
  private static double[] divergences(TiltSum sum) {
    double[] cumulant = new double[TiltGrid.SIZE];
    for (int i = 0; i < cumulant.length; i++) {
      cumulant[i] = TiltGrid.THETA[i] * sum.hits() - sum.logRatios()[i];
    }
    double[] divergence = new double[TiltGrid.SIZE];
    for (int i = 0; i < cumulant.length; i++) {
      double slope = slope(cumulant, i) / slope(TiltGrid.THETA, i);
      divergence[i] = Math.max(0, TiltGrid.THETA[i] * slope - cumulant[i]);
    }
    return divergence;
  }

  private static double slope(double[] values, int i) {
    if (i == 0) {
      return values[1] - values[0];
    }
    if (i == values.length - 1) {
      return values[i] - values[i - 1];
    }
    if (i == 1 || i == values.length - 2) {
      return (values[i + 1] - values[i - 1]) / 2;
    }
    return (8 * (values[i + 1] - values[i - 1]) - (values[i + 2] - values[i - 2])) / 12;
  }

  /** Between grid points the divergence is taken as a power of theta. */
  private static double interpolated(double[] divergence, double theta) {
    double side = Math.signum(theta);
    double size = Math.abs(theta);
    int j = Math.max(2, TiltGrid.firstAtLeast(Math.min(size, TiltGrid.END - 1e-9)));
    double lower = divergence[TiltGrid.HALF + (int) side * (j - 1)];
    double upper = divergence[TiltGrid.HALF + (int) side * j];
    if (!(lower > 0 && upper > 0)) {
      return upper;
    }
    double from = TiltGrid.theta(j - 1);
    double to = TiltGrid.theta(j);
    double power = Math.log(upper / lower) / Math.log(to / from);
    return lower * Math.pow(size / from, power);
  }
}
