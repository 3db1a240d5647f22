package io.plumbline.detect;

import io.plumbline.datasets.silver.Decisions;
import io.plumbline.findings.Direction;
import io.plumbline.findings.Family;
import io.plumbline.findings.Hypothesis;
import io.plumbline.findings.Levels;
import io.plumbline.findings.Question;
import io.plumbline.measure.Expr;
import io.plumbline.measure.History;
import io.plumbline.measure.Measurement;
import java.util.List;
import java.util.Optional;

/**
 * Does a person approve faster than a change can be read?
 *
 * <p>METHODS 8.D, D2 (i): an approval is impossibly fast when it came sooner than 700 words a
 * minute allow, plus 2 s. A size counts as words: 5 for a line, 3/4 for a token, 1 for an item and
 * none for what has no size; low on purpose, so that little is called impossible. Per reviewer the
 * share is tested against 2 %, the night being the sitting.
 */
final class HastyReview implements Detector {

  static final String ID = "hasty-review/1";
  static final String REVIEWER = "reviewer";

  private static final double SUPPOSED = 0.02;

  private static final String WORDS =
      "coalesce(change_size, 0) * case change_unit when 'lines' then 5 when 'tokens' then 0.75"
          + " when 'items' then 1 when 'words' then 1 else 0 end";

  /** Approvals by people, by reviewer. */
  static final Measurement APPROVALS =
      new Measurement(
          "hasty-review",
          Decisions.SPEC,
          List.of(new Expr(REVIEWER, "decided_by")),
          List.of(),
          Optional.empty(),
          List.of(
              new Expr(NightShareTest.HAS, "review_seconds < " + WORDS + " * 60 / 700 + 2"),
              Selections.SOURCE_CELL),
          List.of(),
          "reviewed and decided_kind = 'human' and outcome <> 'rejected' and review_seconds >= 0");

  private static final Hypothesis HYPOTHESIS =
      new Hypothesis(
          ID,
          "impossible-latency",
          Question.AUTHORITY,
          Family.AUTHORITY,
          Direction.UP,
          Hypothesis.Standing.EXPLORATORY,
          Hypothesis.Instances.MANY);

  private static final NightShareTest TEST =
      new NightShareTest(
          APPROVALS,
          HYPOTHESIS,
          plan -> SUPPOSED,
          "share of approvals faster than reading, above the stated one",
          List.of("X19"),
          (scope, hits, rows) ->
              "Reviewer "
                  + scope.value(REVIEWER).orElse("unnamed")
                  + ": "
                  + Words.count(hits)
                  + " of "
                  + Words.count(rows, "approval", "approvals")
                  + " came sooner than the change can be read");

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
    return List.of(APPROVALS);
  }

  @Override
  public Examination examine(History history, Levels levels) {
    return TEST.examine(history, levels);
  }
}
