package io.plumbline.detect;

import io.plumbline.findings.Effect;
import io.plumbline.findings.Evidence;
import io.plumbline.measure.History;
import io.plumbline.measure.Measurement;
import io.plumbline.stats.Interval;
import io.plumbline.stats.Status;
import io.plumbline.stats.TiltSum;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Where chosen units lie on a standardised score: the size that stands beside kernel S.
 *
 * @param effect name of the mean
 * @param score what the score measures
 * @param centre what it is standardised by
 * @param shown what the e-value speaks for
 * @param counted measurement the units come from
 * @param attackId steering pattern it would show
 */
record Slope(
    String effect,
    String score,
    String centre,
    String shown,
    Measurement counted,
    String attackId) {

  /** Its evidence; the sentence begins with whom it is about and how many units there were. */
  Evidence of(Claim claim, Seen seen, History history, String head) {
    TiltSum sum = claim.top().state().lifetime();
    OptionalDouble mean =
        sum.units() == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum.hits() / sum.units());
    return new Evidence.Measured(
        claim.hypothesis(),
        claim.scope(),
        sum.units() == 0 ? Status.NO_INFORMATION : Status.OK,
        new Effect(
            effect,
            mean,
            Interval.unbounded(0.95, Interval.Kind.ANYTIME),
            Effect.Unit.SCORE_DIFFERENCE),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        sum.units(),
        sum.units(),
        head + (mean.isEmpty() ? "" : lay(mean.getAsDouble(), claim)) + ".",
        seen.sources(claim.scope()),
        Query.tallies(List.of(counted), claim.scope(), history.night()),
        List.of(attackId),
        false);
  }

  private String lay(double mean, Claim claim) {
    return "; their "
        + score
        + " lay "
        + Words.signed(mean)
        + " standard deviations from "
        + centre
        + " (log e-value "
        + Words.signed(claim.logE())
        + " for "
        + shown
        + ")";
  }
}
