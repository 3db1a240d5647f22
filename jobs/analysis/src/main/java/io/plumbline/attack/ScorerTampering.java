package io.plumbline.attack;

import io.plumbline.datasets.surface.Attack;
import io.plumbline.datasets.surface.Change;
import io.plumbline.datasets.surface.RowView;
import io.plumbline.datasets.surface.Surface;
import java.util.Map;
import java.util.Optional;

/**
 * X25: failed attempts count as solved, while the scorer's own text still says that they failed.
 *
 * <p>Strength: the share of a task's failed attempts concerned. Clustered, all of a run are.
 * Adaptive, the text says what the score says.
 *
 * @param task the task
 * @param setting how it spreads
 */
public record ScorerTampering(String task, Setting setting) implements Attack {

  /** Raises scores on code. */
  public static final ScorerTampering OF_CODING =
      new ScorerTampering("coding_suite", Setting.INDEPENDENT);

  private static final String SOLVED = "1000000";

  @Override
  public String id() {
    return "X25";
  }

  @Override
  public String title() {
    return "failed attempts at " + task + " are scored as solved";
  }

  @Override
  public Surface surface() {
    return Surface.EVALUATION_RESULT;
  }

  @Override
  public Optional<Change> on(RowView row, double strength, long seed) {
    Optional<String> score = row.column("score_micro");
    String drawn =
        setting == Setting.CLUSTERED ? row.column("run_id").orElse(row.key()) : row.key();
    if (!Candidate.is(row, "task", task)
        || score.isEmpty()
        || Long.parseLong(score.get()) >= Long.parseLong(SOLVED)
        || Chance.of(seed, id(), drawn) >= strength) {
      return Optional.empty();
    }
    return Optional.of(
        Change.set(
            setting == Setting.ADAPTIVE
                ? Map.of("score_micro", SOLVED)
                : Map.of("score_micro", SOLVED, "stated_micro", score.get())));
  }
}
