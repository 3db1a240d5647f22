package io.plumbline.detect;

import io.plumbline.findings.Effect;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Hypothesis;
import io.plumbline.measure.Labels;
import io.plumbline.stats.Interval;
import io.plumbline.stats.PriorPosteriorRatio;
import io.plumbline.stats.SampleSize;
import io.plumbline.stats.Status;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What reviews of some of a population say about how many of all of it can be defective.
 *
 * <p>METHODS 8.E: the reviewed ones are a sample, drawn without replacement; the prior-posterior
 * ratio bounds the defective ones at a risk limit of 5 % however often it is looked at. It holds
 * for a sample drawn at random, which the records cannot show. Adequate when at most 1 % can be
 * defective.
 *
 * @param hypothesis what it is evidence on
 * @param effect name of the share
 * @param attackIds steering patterns it would show
 */
record Assurance(Hypothesis hypothesis, String effect, List<String> attackIds) {

  private static final double RISK_LIMIT = 0.05;
  private static final double TOLERABLE = 0.01;
  private static final PriorPosteriorRatio RATIO = new PriorPosteriorRatio(1, 1);

  /** How many there are, how many of them were reviewed, and how many of those were defective. */
  record Counts(long population, long reviewed, long defective) {

    /** Reviews of what was not counted cannot make the sample larger than the population. */
    Counts {
      reviewed = Math.min(population, reviewed);
      defective = Math.min(reviewed, defective);
    }
  }

  /**
   * The statement about one population.
   *
   * @param head what was counted, as the beginning of a sentence
   */
  Evidence statement(Labels scope, Counts counts, String head, List<String> sources, String query) {
    long population = counts.population;
    long bad = (long) Math.ceil(TOLERABLE * population);
    String needed =
        population == 0
            ? ""
            : Words.count(
                    SampleSize.discovery(population, bad, RISK_LIMIT).orElse(population),
                    "review",
                    "reviews")
                + " drawn at random, none defective, would show at a risk limit of 5 % that at"
                + " most 1 % are.";
    if (counts.reviewed == 0) {
      return new Evidence.Insufficient(hypothesis, scope, Status.NO_DATA, head + needed, sources);
    }
    PriorPosteriorRatio.Range range =
        RATIO.confidence(population, counts.reviewed, counts.defective, RISK_LIMIT);
    double most = (double) range.upper() / population;
    return new Evidence.Measured(
        hypothesis,
        scope,
        most <= TOLERABLE ? Status.OK : Status.UNDERPOWERED,
        new Effect(
            effect,
            OptionalDouble.of((double) counts.defective / counts.reviewed),
            Interval.of(
                (double) range.lower() / population, most, 1 - RISK_LIMIT, Interval.Kind.ANYTIME),
            Effect.Unit.RATE),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.of(TOLERABLE),
        OptionalDouble.empty(),
        counts.reviewed,
        counts.reviewed,
        head
            + "at a risk limit of 5 %, if the reviewed ones were drawn at random, from "
            + Words.count(range.lower())
            + " to "
            + Words.count(range.upper())
            + " of them are ("
            + Words.percent(most)
            + " at most): "
            + (most <= TOLERABLE ? "adequate." : "not adequate for 1 %; " + needed),
        sources,
        query,
        attackIds,
        false);
  }
}
