package io.plumbline.stats;

import java.util.OptionalLong;

/**
 * How many observations a fixed-sample study needs, how likely it then is to see an effect, and the
 * smallest effect it would see.
 *
 * <p>Design numbers in, one number out. Sizes are not rounded (round up). They say nothing about
 * tests that are looked at every night; those have an MDE of their own.
 *
 * <p>Sources: Student's t power by the noncentral t, opposite tail ignored, as R's {@code
 * power.t.test}; two proportions as R's {@code power.prop.test} (Fleiss, Levin and Paik 2003, eq.
 * 4.14 without continuity correction); Miller 2024 (arXiv 2411.00640, section 5); discovery
 * sampling by the hypergeometric law.
 */
public final class SampleSize {

  private static final double FEWEST = 2;
  private static final double MOST = 1e9;

  private final double alpha;
  private final double power;

  private SampleSize(double alpha, double power) {
    this.alpha = alpha;
    this.power = power;
  }

  /**
   * Studies with a two-sided test at alpha that see the effect with the given power.
   *
   * @throws IllegalArgumentException unless {@code 0 < alpha < power < 1}
   */
  public static SampleSize of(double alpha, double power) {
    if (!(alpha > 0 && alpha < power && power < 1)) {
      throw new IllegalArgumentException(
          "Invalid design: alpha "
              + alpha
              + ", power "
              + power
              + " (must be 0 < alpha < power < 1)");
    }
    return new SampleSize(alpha, power);
  }

  /**
   * Pairs needed to see a mean difference, at least 2 and at most 1e9.
   *
   * @param difference mean of the differences, not 0
   * @param sd their standard deviation, positive
   * @throws IllegalArgumentException if the arguments are outside these ranges
   */
  public double pairs(double difference, double sd) {
    requireEffect(difference);
    requirePositive("standard deviation", sd);
    double effect = Math.abs(difference) / sd;
    return pairedPower(FEWEST, effect) >= power
        ? FEWEST
        : Roots.between(FEWEST, MOST, n -> pairedPower(n, effect) - power);
  }

  /**
   * The smallest mean difference seen with {@code pairs} pairs, in the unit of the standard
   * deviation.
   *
   * @throws IllegalArgumentException if there are not more than 1 pairs or sd is not positive
   */
  public double detectablePairedDifference(double pairs, double sd) {
    if (!(pairs > 1)) {
      throw new IllegalArgumentException("Invalid pairs: " + pairs + " (must be above 1)");
    }
    requirePositive("standard deviation", sd);
    double high = 1;
    while (pairedPower(pairs, high) < power) {
      high *= 2;
    }
    return sd * Roots.between(0, high, effect -> pairedPower(pairs, effect) - power);
  }

  private double pairedPower(double n, double effect) {
    double critical = Tails.tQuantile(1 - alpha, n - 1);
    return NoncentralT.upper(critical, n - 1, Math.sqrt(n) * effect);
  }

  /**
   * Trials needed in each of two groups to tell two shares apart.
   *
   * @throws IllegalArgumentException if the shares are equal or not in (0, 1)
   */
  public double perGroup(double p1, double p2) {
    requireShares(p1, p2);
    double z = Tails.normalQuantile(1 - alpha);
    double root = z * pooledError(p1, p2) + Tails.normalUpperQuantile(1 - power) * error(p1, p2);
    return root * root / ((p1 - p2) * (p1 - p2));
  }

  /**
   * The power of the test at alpha of two shares with {@code perGroup} trials each.
   *
   * @throws IllegalArgumentException if the shares are equal or not in (0, 1), or perGroup is not
   *     positive
   */
  public double powerOfTwoShares(double p1, double p2, double perGroup) {
    requireShares(p1, p2);
    requirePositive("group size", perGroup);
    double z = Tails.normalQuantile(1 - alpha);
    double reach = Math.sqrt(perGroup) * Math.abs(p1 - p2) - z * pooledError(p1, p2);
    return Tails.normalUpper(-reach / error(p1, p2));
  }

  private static double pooledError(double p1, double p2) {
    return Math.sqrt((p1 + p2) * (1 - (p1 + p2) / 2));
  }

  private static double error(double p1, double p2) {
    return Math.sqrt(p1 * (1 - p1) + p2 * (1 - p2));
  }

  /**
   * What an evaluation's scores vary by, in squared units of the score.
   *
   * @param betweenItems variance of the items' mean differences, omega squared
   * @param withinA variance of repeated answers of the first model to one item
   * @param samplesA answers per item of the first model, at least 1
   * @param withinB the same variance of the second model
   * @param samplesB answers per item of the second model, at least 1
   */
  public record ScoreVariance(
      double betweenItems, double withinA, int samplesA, double withinB, int samplesB) {

    public ScoreVariance {
      if (!(betweenItems >= 0 && withinA >= 0 && withinB >= 0)) {
        throw new IllegalArgumentException(
            "Invalid variances: "
                + betweenItems
                + ", "
                + withinA
                + ", "
                + withinB
                + " (must be at least 0)");
      }
      if (samplesA < 1 || samplesB < 1) {
        throw new IllegalArgumentException(
            "Invalid samples per item: " + samplesA + ", " + samplesB + " (must be at least 1)");
      }
    }

    double perItem() {
      return betweenItems + withinA / samplesA + withinB / samplesB;
    }
  }

  /**
   * Items needed to see a difference of two models' mean scores: {@code (z_alpha/2 + z_beta)^2
   * (omega^2 + sigma_A^2/K_A + sigma_B^2/K_B) / difference^2} (Miller 2024, eq. 9).
   *
   * @throws IllegalArgumentException if the difference is 0
   */
  public double items(double difference, ScoreVariance variance) {
    requireEffect(difference);
    return standardErrors() * standardErrors() * variance.perItem() / (difference * difference);
  }

  /**
   * The smallest difference of mean scores seen with {@code items} items (Miller 2024, eq. 10).
   *
   * @throws IllegalArgumentException if items is not positive
   */
  public double detectableScoreDifference(double items, ScoreVariance variance) {
    requirePositive("items", items);
    return standardErrors() * Math.sqrt(variance.perItem() / items);
  }

  /** How many standard errors an effect must measure: {@code z_alpha/2 + z_beta}. */
  private double standardErrors() {
    return Tails.normalQuantile(1 - alpha) + Tails.normalUpperQuantile(1 - power);
  }

  /**
   * The fewest of {@code population} items to review so that, were {@code defects} of them bad, at
   * least one would be found with probability 1 - alpha: {@code min{n: P(0 found) <= alpha}}. Empty
   * when there is nothing to find.
   *
   * @throws IllegalArgumentException if counts are negative, defects exceed the population or alpha
   *     is not in (0, 1)
   */
  public static OptionalLong discovery(long population, long defects, double alpha) {
    if (defects < 0 || defects > population || !(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException(
          "Invalid design: "
              + defects
              + " defects of "
              + population
              + ", alpha "
              + alpha
              + " (must have 0 <= defects <= population and alpha in (0, 1))");
    }
    if (defects == 0) {
      return OptionalLong.empty();
    }
    double unfound = 1;
    long n = 0;
    while (unfound > alpha) {
      unfound *= (double) (population - defects - n) / (population - n);
      n++;
    }
    return OptionalLong.of(n);
  }

  private static void requireEffect(double difference) {
    if (difference == 0 || !Double.isFinite(difference)) {
      throw new IllegalArgumentException(
          "Invalid difference: " + difference + " (must be finite and not 0)");
    }
  }

  private static void requirePositive(String what, double value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException("Invalid " + what + ": " + value + " (must be positive)");
    }
  }

  private static void requireShares(double p1, double p2) {
    if (!(p1 > 0 && p1 < 1 && p2 > 0 && p2 < 1) || p1 == p2) {
      throw new IllegalArgumentException(
          "Invalid shares: " + p1 + ", " + p2 + " (must be in (0, 1) and differ)");
    }
  }
}
