package io.plumbline.detect;

import io.plumbline.datasets.silver.Decisions;
import io.plumbline.findings.Direction;
import io.plumbline.findings.Effect;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Family;
import io.plumbline.findings.Hypothesis;
import io.plumbline.findings.Levels;
import io.plumbline.findings.Question;
import io.plumbline.measure.Expr;
import io.plumbline.measure.Extract;
import io.plumbline.measure.Fold;
import io.plumbline.measure.History;
import io.plumbline.measure.Labels;
import io.plumbline.measure.Measurement;
import io.plumbline.measure.Tally;
import io.plumbline.stats.Interval;
import io.plumbline.stats.PriorPosteriorRatio;
import io.plumbline.stats.SampleSize;
import io.plumbline.stats.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What reviews after the fact say about decisions that were executed on no person's word.
 *
 * <p>METHODS 8.E: the decisions of one generation are the population, those that a person reviewed
 * afterwards the sample, drawn without replacement; the prior-posterior ratio bounds the defective
 * ones at a risk limit of 5 % however often it is looked at. It holds for a sample drawn at random,
 * which the records cannot show. Adequate when at most 1 % can be defective.
 */
final class ReviewSampling implements Detector {

  static final String ID = "review-sampling/1";

  private static final double RISK_LIMIT = 0.05;
  private static final double TOLERABLE = 0.01;
  private static final PriorPosteriorRatio RATIO = new PriorPosteriorRatio(1, 1);

  private static final Measurement UNWATCHED =
      new Measurement(
          "review-sampling",
          Decisions.SPEC,
          List.of(new Expr("generation", "coalesce(cast(generation as string), 'unknown')")),
          List.of(),
          Optional.empty(),
          List.of(
              new Expr("counts", "counted"),
              new Expr("audit", "coalesce(audit, 'none')"),
              Selections.SOURCE_CELL),
          List.of(),
          "(counted or audit is not null) and outcome in ('executed', 'reverted')"
              + " and approver_class in ('ai_reviewer', 'standing_policy', 'none')");

  private static final Hypothesis HYPOTHESIS =
      new Hypothesis(
          ID,
          "defective-without-a-person",
          Question.AUTHORITY,
          Family.AUTHORITY,
          Direction.UP,
          Hypothesis.Standing.EXPLORATORY,
          Hypothesis.Instances.MANY);

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Question question() {
    return Question.AUTHORITY;
  }

  @Override
  public List<Measurement> measurements() {
    return List.of(UNWATCHED);
  }

  @Override
  public List<Extract> extracts() {
    return List.of();
  }

  @Override
  public Examination examine(History history, Levels levels) {
    Seen seen = Seen.open(Shelf.of(history));
    for (Tally tally : history.tallies(UNWATCHED)) {
      Labels scope = tally.scope();
      String audit = tally.cell().value("audit").orElse("none");
      seen.count(
          scope,
          "population",
          tally.cell().value("counts").orElse("").equals("true") ? tally.n() : 0);
      seen.count(scope, "reviewed", audit.equals("none") ? 0 : tally.n());
      seen.count(scope, "defective", audit.equals("defective") ? tally.n() : 0);
      tally.cell().value("source").ifPresent(source -> seen.source(scope, source));
    }
    List<Evidence> evidence = new ArrayList<>();
    for (Labels scope : seen.scopes()) {
      evidence.add(statement(scope, seen, history));
    }
    Map<String, Fold> folds = new HashMap<>();
    seen.store(folds);
    return new Examination(evidence, folds);
  }

  private static Evidence statement(Labels scope, Seen seen, History history) {
    long population = seen.counted(scope, "population");
    long reviewed = Math.min(population, seen.counted(scope, "reviewed"));
    long defective = Math.min(reviewed, seen.counted(scope, "defective"));
    String head =
        "Generation "
            + scope.value("generation").orElse("unknown")
            + ": of "
            + Words.count(population, "decision", "decisions")
            + " executed on no person's word people reviewed "
            + Words.count(reviewed)
            + " afterwards and found "
            + Words.count(defective)
            + " defective; ";
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
    if (reviewed == 0) {
      return new Evidence.Insufficient(
          HYPOTHESIS, scope, Status.NO_DATA, head + needed, seen.sources(scope));
    }
    PriorPosteriorRatio.Range range = RATIO.confidence(population, reviewed, defective, RISK_LIMIT);
    double most = (double) range.upper() / population;
    return new Evidence.Measured(
        HYPOTHESIS,
        scope,
        most <= TOLERABLE ? Status.OK : Status.UNDERPOWERED,
        new Effect(
            "share defective among decisions on no person's word",
            OptionalDouble.of((double) defective / reviewed),
            Interval.of(
                (double) range.lower() / population, most, 1 - RISK_LIMIT, Interval.Kind.ANYTIME),
            Effect.Unit.RATE),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.of(TOLERABLE),
        OptionalDouble.empty(),
        reviewed,
        reviewed,
        head
            + "at a risk limit of 5 %, if the reviewed ones were drawn at random, from "
            + Words.count(range.lower())
            + " to "
            + Words.count(range.upper())
            + " of them are ("
            + Words.percent(most)
            + " at most): "
            + (most <= TOLERABLE ? "adequate." : "not adequate for 1 %; " + needed),
        seen.sources(scope),
        Query.tallies(List.of(UNWATCHED), scope, history.night()),
        List.of("X18", "X31"),
        false);
  }
}
