package io.plumbline.findings;

import java.util.OptionalDouble;

/** How far a primary hypothesis or rule is from settling its question, when nothing alarms. */
enum Settled {
  /** The effect lies inside the margin, or the rule was kept by enough rows to bound its rate. */
  YES,
  /** The rule was kept, by so few rows that they do not bound how often it is broken. */
  FEW,
  /** An effect at the margin might have been missed, or there are no data. */
  NOT_YET,
  /** The estimate lies beyond the margin, on a side that is looked at. */
  BEYOND,
  /** Neither inside the margin nor beyond it. */
  UNDECIDED;

  /**
   * Upper bound of a rate above which the rows say only how few they are: four rows that keep a
   * rule are bounded by 53 %.
   */
  private static final double TELLING = 0.5;

  static Settled of(Evidence one) {
    if (one.rule().isPresent()) {
      return of(one.rule().get());
    }
    if (one.measured().isEmpty()) {
      return NOT_YET;
    }
    Evidence.Measured test = one.measured().get();
    if (test.margin().isEmpty()) {
      return NOT_YET;
    }
    double margin = test.margin().getAsDouble();
    if (test.effect().interval().isWithin(margin)) {
      return YES;
    }
    if (test.mde80().isEmpty() || test.mde80().getAsDouble() > margin) {
      return NOT_YET;
    }
    return isBeyond(test, margin) ? BEYOND : UNDECIDED;
  }

  /**
   * Whether the estimate lies beyond the margin on a side that is looked at. Where it is not
   * defined, as at an end of the scale, its whole interval has to.
   */
  private static boolean isBeyond(Evidence.Measured test, double margin) {
    OptionalDouble value = test.effect().value();
    OptionalDouble least = value.isPresent() ? value : test.effect().interval().lower();
    OptionalDouble most = value.isPresent() ? value : test.effect().interval().upper();
    boolean isAbove = least.isPresent() && least.getAsDouble() > margin;
    boolean isBelow = most.isPresent() && most.getAsDouble() < -margin;
    return switch (test.hypothesis().direction()) {
      case UP -> isAbove;
      case DOWN -> isBelow;
      case BOTH -> isAbove || isBelow;
    };
  }

  private static Settled of(Evidence.Violations rule) {
    if (rule.checked() == 0) {
      return NOT_YET;
    }
    return rule.violations() == 0 && rule.upperBound().orElse(1) > TELLING ? FEW : YES;
  }

  /**
   * How much is missing, for showing the weakest first: the smallest effect that would be found, in
   * margins; for a rule the upper bound of its rate.
   */
  static double lack(Evidence one) {
    if (one.rule().isPresent()) {
      return one.rule().get().upperBound().orElse(1);
    }
    return one.measured()
        .filter(test -> test.margin().isPresent() && test.mde80().isPresent())
        .map(test -> test.mde80().getAsDouble() / test.margin().getAsDouble())
        .orElse(Double.POSITIVE_INFINITY);
  }
}
