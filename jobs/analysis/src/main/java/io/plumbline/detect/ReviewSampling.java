package io.plumbline.detect;

import io.plumbline.datasets.silver.Decisions;
import io.plumbline.findings.Direction;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Family;
import io.plumbline.findings.Hypothesis;
import io.plumbline.findings.Levels;
import io.plumbline.findings.Question;
import io.plumbline.measure.Expr;
import io.plumbline.measure.Fold;
import io.plumbline.measure.History;
import io.plumbline.measure.Labels;
import io.plumbline.measure.Measurement;
import io.plumbline.measure.Tally;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What reviews after the fact say about decisions that were executed on no person's word.
 *
 * <p>{@link Assurance}: the decisions of one generation are the population, those that a person
 * reviewed afterwards the sample.
 */
final class ReviewSampling implements Detector {

  static final String ID = "review-sampling/1";

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

  private static final Assurance ASSURANCE =
      new Assurance(
          HYPOTHESIS, "share defective among decisions on no person's word", List.of("X18", "X31"));

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
    Assurance.Counts counts =
        new Assurance.Counts(
            seen.counted(scope, "population"),
            seen.counted(scope, "reviewed"),
            seen.counted(scope, "defective"));
    return ASSURANCE.statement(
        scope,
        counts,
        "Generation "
            + scope.value("generation").orElse("unknown")
            + ": of "
            + Words.count(counts.population(), "decision", "decisions")
            + " executed on no person's word people reviewed "
            + Words.count(counts.reviewed())
            + " afterwards and found "
            + Words.count(counts.defective())
            + " defective; ",
        seen.sources(scope),
        Query.tallies(List.of(UNWATCHED), scope, history.night()));
  }
}
