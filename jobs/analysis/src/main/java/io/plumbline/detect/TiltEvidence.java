package io.plumbline.detect;

import io.plumbline.findings.Effect;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Levels;
import io.plumbline.measure.Labels;
import io.plumbline.stats.DetectableTilt;
import io.plumbline.stats.Direction;
import io.plumbline.stats.Interval;
import io.plumbline.stats.Status;
import io.plumbline.stats.TiltProcess;
import io.plumbline.stats.TiltSum;
import java.util.List;
import java.util.OptionalDouble;

/** Turns a claim into evidence: its strongest value, with interval and smallest detectable tilt. */
final class TiltEvidence {

  private static final double ALPHA = 0.05;

  private TiltEvidence() {}

  /** What a claim's evidence says beside its numbers. */
  record Setting(
      double margin,
      Status status,
      List<String> sources,
      String query,
      List<String> attackIds,
      boolean advisory) {}

  /** Words of a claim: who chose, what, from what. */
  @FunctionalInterface
  interface Sentence {
    String of(Labels scope, Claim.Value top, TiltSum seen, Effect effect);
  }

  /**
   * The evidence of a claim. The effect is that of the value with the most evidence; its confidence
   * sequence is corrected for having been chosen among the claim's values.
   */
  static Evidence.Measured of(Claim claim, Levels levels, Setting setting, Sentence sentence) {
    Claim.Value top = claim.top();
    TiltSum seen = top.state().lifetime();
    Effect effect = effect(seen, claim.values().size());
    double alpha = levels.of(claim.hypothesis(), claim.scope()).alpha() * claim.weight(top);
    OptionalDouble mde =
        DetectableTilt.of(alpha, claim.hypothesis().direction().tilt())
            .after(seen)
            .of(claim.hypothesis().direction().tilt());
    return new Evidence.Measured(
        claim.hypothesis(),
        claim.scope(),
        status(setting, seen, effect, mde),
        effect,
        OptionalDouble.of(claim.logE()),
        claim.logELifetime(),
        claim.logEMargin(),
        OptionalDouble.of(setting.margin()),
        mde,
        seen.units(),
        seen.units(),
        sentence.of(claim.scope(), top, seen, effect)
            + expectation(claim, levels, setting.margin()),
        setting.sources(),
        setting.query(),
        setting.attackIds(),
        setting.advisory());
  }

  /**
   * In how many nights a tilt as large as the one seen pages on average (METHODS 6.2); nothing
   * where none beyond the margin is seen.
   */
  static String expectation(Claim claim, Levels levels, double margin) {
    Claim.Value top = claim.top();
    TiltProcess process = top.state().process();
    OptionalDouble tilt = process.sum().maximumLikelihood();
    if (tilt.isEmpty()
        || Math.abs(tilt.getAsDouble()) < margin
        || claim.hypothesis().direction().tilt() == Direction.UP && tilt.getAsDouble() < 0
        || claim.hypothesis().direction().tilt() == Direction.DOWN && tilt.getAsDouble() > 0) {
      return "";
    }
    double alpha = levels.of(claim.hypothesis(), claim.scope()).alpha() * claim.weight(top);
    OptionalDouble nights =
        DetectableTilt.of(alpha, claim.hypothesis().direction().tilt())
            .expectedNights(tilt.getAsDouble(), process.sum(), process.nights());
    return nights.isEmpty()
        ? ""
        : " At this volume such a tilt pages after "
            + Words.tenths(nights.getAsDouble())
            + " nights on average.";
  }

  private static Status status(Setting setting, TiltSum seen, Effect effect, OptionalDouble mde) {
    if (setting.status() != Status.OK) {
      return setting.status();
    }
    if (seen.status() != Status.OK) {
      return seen.status();
    }
    if (effect.value().isEmpty()) {
      return Status.SPARSE;
    }
    return mde.isEmpty() ? Status.UNDERPOWERED : Status.OK;
  }

  private static Effect effect(TiltSum seen, int values) {
    OptionalDouble value = seen.maximumLikelihood();
    Interval sequence = seen.confidence(ALPHA / values);
    return new Effect(
        "log odds",
        value.isPresent() ? value : seen.logOdds(),
        new Interval(sequence.lower(), sequence.upper(), 1 - ALPHA, Interval.Kind.ANYTIME),
        Effect.Unit.LOG_ODDS);
  }
}
