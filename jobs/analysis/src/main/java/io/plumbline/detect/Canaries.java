package io.plumbline.detect;

import io.plumbline.datasets.silver.Decisions;
import io.plumbline.findings.Direction;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Family;
import io.plumbline.findings.Hypothesis;
import io.plumbline.findings.Levels;
import io.plumbline.findings.Question;
import io.plumbline.measure.Expr;
import io.plumbline.measure.History;
import io.plumbline.measure.Labels;
import io.plumbline.measure.Measurement;
import io.plumbline.measure.Tally;
import io.plumbline.stats.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Do reviewers catch decisions that were seeded as bad ones?
 *
 * <p>METHODS 8.D, D2 (ii): the only direct evidence on review. Per reviewer the share caught is
 * tested against nine in ten. A lab marks a seeded decision with {@code canary: true} on any of its
 * events; the last one, sent after the review, is the place where no reviewer can see it.
 */
final class Canaries implements Detector {

  static final String ID = "canaries/1";

  private static final double SUPPOSED = 0.9;

  /** Reviews per seeded decision that METHODS recommends at most. */
  private static final long REVIEWS_EACH = 50;

  private static final String REVIEWS = "reviews";
  private static final String SEEDED = "seeded";

  private static final Measurement SEEDS =
      new Measurement(
          "canaries",
          Decisions.SPEC,
          List.of(new Expr(HastyReview.REVIEWER, "coalesce(decided_by, 'unknown')")),
          List.of(),
          Optional.empty(),
          List.of(new Expr(NightShareTest.HAS, "canary = 'caught'"), Selections.SOURCE_CELL),
          List.of(),
          "canary is not null");

  private static final Hypothesis CAUGHT = hypothesis("canaries-caught");
  private static final Hypothesis NUMBER = hypothesis("canaries-seeded");

  private static final NightShareTest TEST =
      new NightShareTest(
          SEEDS,
          CAUGHT,
          plan -> SUPPOSED,
          "share of seeded bad decisions caught, above the stated one",
          List.of("X19", "X31"),
          (scope, hits, rows) ->
              "Reviewer "
                  + scope.value(HastyReview.REVIEWER).orElse("unnamed")
                  + " refused "
                  + Words.count(hits)
                  + " of "
                  + Words.count(rows, "seeded bad decision", "seeded bad decisions"));

  private static Hypothesis hypothesis(String name) {
    return new Hypothesis(
        ID,
        name,
        Question.AUTHORITY,
        Family.AUTHORITY,
        Direction.DOWN,
        Hypothesis.Standing.EXPLORATORY,
        Hypothesis.Instances.MANY);
  }

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
    return List.of(SEEDS, HastyReview.APPROVALS);
  }

  @Override
  public Examination examine(History history, Levels levels) {
    Seen seen = Seen.open(Shelf.of(history));
    for (Tally tally : history.tallies(HastyReview.APPROVALS)) {
      seen.count(Labels.NONE, REVIEWS, tally.n());
      tally.cell().value("source").ifPresent(source -> seen.source(Labels.NONE, source));
    }
    for (Tally tally : history.tallies(SEEDS)) {
      seen.count(Labels.NONE, SEEDED, tally.n());
    }
    Examination tested = TEST.examine(history, levels, seen);
    List<Evidence> evidence = new ArrayList<>(tested.evidence());
    long reviews = seen.counted(Labels.NONE, REVIEWS);
    long seeded = seen.counted(Labels.NONE, SEEDED);
    if (reviews > seeded * REVIEWS_EACH) {
      evidence.add(
          new Evidence.Insufficient(
              NUMBER,
              Labels.NONE,
              seeded == 0 ? Status.NO_DATA : Status.INSUFFICIENT,
              Words.count(seeded, "decision was", "decisions were")
                  + " seeded as bad to test "
                  + Words.count(reviews, "approval", "approvals")
                  + " by people; one in "
                  + REVIEWS_EACH
                  + " is the least that shows whether reviews catch anything. Mark a seeded"
                  + " decision with canary: true on an event that is sent after its review.",
              seen.sources(Labels.NONE)));
    }
    return new Examination(evidence, tested.folds());
  }
}
