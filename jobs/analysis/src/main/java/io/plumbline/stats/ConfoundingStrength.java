package io.plumbline.stats;

import java.util.OptionalDouble;

/**
 * How strongly a hidden factor would have to be associated with both the group and the outcome, on
 * the risk ratio scale, to explain an association away. Its authors call it the "E-value"; it has
 * nothing to do with betting.
 *
 * <p>{@code RR + sqrt(RR (RR - 1))} for {@code RR >= 1}, of {@code 1/RR} below; for the interval,
 * the same of the limit nearest one, and 1 if the interval covers one.
 *
 * <p>Source: VanderWeele and Ding 2017 (Ann. Intern. Med. 167:268).
 *
 * @param estimate for the estimate
 * @param lower for the lower limit, present only when that is the limit nearest one
 * @param upper for the upper limit, likewise
 */
public record ConfoundingStrength(double estimate, OptionalDouble lower, OptionalDouble upper) {

  /** What an estimate measures, and how that becomes a risk ratio. */
  public enum Measure {
    /** A risk ratio. */
    RISK_RATIO {
      @Override
      double riskRatio(double estimate) {
        return estimate;
      }
    },
    /** An odds ratio of a rare outcome, close to the risk ratio. */
    ODDS_RATIO_RARE {
      @Override
      double riskRatio(double estimate) {
        return estimate;
      }
    },
    /** An odds ratio of a common outcome: its square root. */
    ODDS_RATIO_COMMON {
      @Override
      double riskRatio(double estimate) {
        return Math.sqrt(estimate);
      }
    },
    /** A hazard ratio of a rare outcome, close to the risk ratio. */
    HAZARD_RATIO_RARE {
      @Override
      double riskRatio(double estimate) {
        return estimate;
      }
    },
    /** A hazard ratio of a common outcome: {@code (1 - .5^sqrt HR) / (1 - .5^sqrt(1/HR))}. */
    HAZARD_RATIO_COMMON {
      @Override
      double riskRatio(double estimate) {
        return (1 - Math.pow(0.5, Math.sqrt(estimate)))
            / (1 - Math.pow(0.5, Math.sqrt(1 / estimate)));
      }
    };

    /** The risk ratio that the estimate amounts to. */
    abstract double riskRatio(double estimate);
  }

  /**
   * Risk ratios: the estimate and the limits of its interval.
   *
   * @param estimate above 0
   * @param lower above 0 where present
   * @param upper above 0 where present
   */
  public record RiskRatio(double estimate, OptionalDouble lower, OptionalDouble upper) {

    public RiskRatio {
      positive(estimate);
      lower.ifPresent(RiskRatio::positive);
      upper.ifPresent(RiskRatio::positive);
    }

    private static void positive(double ratio) {
      if (!(ratio > 0 && ratio < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "Invalid ratio: " + ratio + " (must be finite and above 0)");
      }
    }

    /** From a ratio and its limits. */
    public static RiskRatio of(
        Measure measure, double estimate, OptionalDouble lower, OptionalDouble upper) {
      positive(estimate);
      return new RiskRatio(
          measure.riskRatio(estimate), converted(measure, lower), converted(measure, upper));
    }

    private static OptionalDouble converted(Measure measure, OptionalDouble limit) {
      limit.ifPresent(RiskRatio::positive);
      return limit.isPresent() ? OptionalDouble.of(measure.riskRatio(limit.getAsDouble())) : limit;
    }

    /** From a difference in standard deviations d and its standard error: {@code exp(.91 d)}. */
    public static RiskRatio ofDifference(double difference, OptionalDouble standardError) {
      double centre = 0.91 * difference;
      return new RiskRatio(
          Math.exp(centre),
          standardError.isPresent()
              ? OptionalDouble.of(Math.exp(centre - 1.78 * standardError.getAsDouble()))
              : standardError,
          standardError.isPresent()
              ? OptionalDouble.of(Math.exp(centre + 1.78 * standardError.getAsDouble()))
              : standardError);
    }

    /** The strength that would explain it away. */
    public ConfoundingStrength strength() {
      boolean isRaised = estimate >= 1;
      OptionalDouble nearest = isRaised ? lower : upper;
      OptionalDouble needed =
          nearest.isPresent()
              ? OptionalDouble.of(
                  isRaised == (nearest.getAsDouble() >= 1) ? explaining(nearest.getAsDouble()) : 1)
              : nearest;
      return new ConfoundingStrength(
          explaining(estimate),
          isRaised ? needed : OptionalDouble.empty(),
          isRaised ? OptionalDouble.empty() : needed);
    }
  }

  private static double explaining(double ratio) {
    double raised = ratio >= 1 ? ratio : 1 / ratio;
    return raised + Math.sqrt(raised * (raised - 1));
  }
}
