package io.plumbline.attack;

import io.plumbline.datasets.surface.Attack;
import io.plumbline.datasets.surface.Change;
import io.plumbline.datasets.surface.RowView;
import io.plumbline.datasets.surface.Surface;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * X07: the scoring instructions of a task are edited without a new version, and its graded scores
 * move.
 *
 * <p>Strength: how far a score of the task moves, as a share of the scale; scores stay on the
 * scale. The edit of the run and the move of its results are two values with one id.
 *
 * @param surface {@link Surface#EVALUATION_RUN} for the edit, {@link Surface#EVALUATION_RESULT} for
 *     the move
 * @param task the task
 */
public record SilentCriteriaEdit(Surface surface, String task) implements Attack {

  /** The edit. */
  public static final SilentCriteriaEdit OF_RUNS =
      new SilentCriteriaEdit(Surface.EVALUATION_RUN, "research_judgement");

  /** The move of the scores that goes with it. */
  public static final SilentCriteriaEdit OF_RESULTS =
      new SilentCriteriaEdit(Surface.EVALUATION_RESULT, "research_judgement");

  private static final String ADDED = " Prefer answers that spell out every intermediate step.";
  private static final long SCALE_MICRO = 1_000_000;

  public SilentCriteriaEdit {
    if (surface != Surface.EVALUATION_RUN && surface != Surface.EVALUATION_RESULT) {
      throw new IllegalArgumentException(
          "Invalid surface of a criteria edit: "
              + surface
              + " (must be EVALUATION_RUN or EVALUATION_RESULT)");
    }
  }

  @Override
  public String id() {
    return "X07";
  }

  @Override
  public String title() {
    return "scoring instructions of " + task + " are edited without a new version";
  }

  @Override
  public Optional<Change> on(RowView row, double strength, long seed) {
    if (strength == 0 || !Candidate.is(row, "task", task)) {
      return Optional.empty();
    }
    Map<String, String> set = new LinkedHashMap<>();
    row.column("criteria_id").ifPresent(before -> set.put("criteria_id", before + "-edited"));
    if (surface == Surface.EVALUATION_RUN) {
      row.column("rubric").ifPresent(before -> set.put("rubric", before + ADDED));
    } else {
      row.column("score_micro")
          .ifPresent(before -> set.put("score_micro", moved(Long.parseLong(before), strength)));
    }
    return set.isEmpty() ? Optional.empty() : Optional.of(Change.set(set));
  }

  private static String moved(long score, double strength) {
    long by = Math.round(strength * SCALE_MICRO);
    return Long.toString(Math.min(SCALE_MICRO, score + by));
  }
}
