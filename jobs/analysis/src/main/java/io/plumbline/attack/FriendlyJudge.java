package io.plumbline.attack;

import io.plumbline.datasets.surface.Attack;
import io.plumbline.datasets.surface.Change;
import io.plumbline.datasets.surface.RowView;
import io.plumbline.datasets.surface.Surface;
import java.util.Map;
import java.util.Optional;

/**
 * X24: in every other run a judged task is judged by a model of the family that is evaluated, which
 * gives its relatives more.
 *
 * <p>Strength: how much more, as a share of the scale; scores stay on the scale, and models of
 * other families get what they would have got. The swap of the judge and the raise of the scores
 * are two values with one id. Lineage still names the judge it was planned with.
 *
 * @param surface {@link Surface#EVALUATION_RUN} for the swap, {@link Surface#EVALUATION_RESULT} for
 *     the raise
 * @param family how the ids of the family begin
 * @param judge its member that judges
 */
public record FriendlyJudge(Surface surface, String family, String judge) implements Attack {

  /** The swap. */
  public static final FriendlyJudge OF_RUNS =
      new FriendlyJudge(Surface.EVALUATION_RUN, "atlas-", "atlas-2");

  /** The raise that goes with it. */
  public static final FriendlyJudge OF_RESULTS =
      new FriendlyJudge(Surface.EVALUATION_RESULT, "atlas-", "atlas-2");

  private static final double SHARE = 0.5;
  private static final long SCALE_MICRO = 1_000_000;

  public FriendlyJudge {
    if (surface != Surface.EVALUATION_RUN && surface != Surface.EVALUATION_RESULT) {
      throw new IllegalArgumentException(
          "Invalid surface of a friendly judge: "
              + surface
              + " (must be EVALUATION_RUN or EVALUATION_RESULT)");
    }
  }

  @Override
  public String id() {
    return "X24";
  }

  @Override
  public String title() {
    return "every other judged run is judged by " + judge + ", which favours its family";
  }

  @Override
  public Optional<Change> on(RowView row, double strength, long seed) {
    if (strength == 0
        || row.column("judge").isEmpty()
        || Chance.of(seed, id(), row.column("run_id").orElse(row.key())) >= SHARE) {
      return Optional.empty();
    }
    if (surface == Surface.EVALUATION_RUN) {
      // Asked again about its gate, a run has its judge already.
      return row.column("rubric").map(rubric -> Change.set(Map.of("judge", judge)));
    }
    return row.column("model")
        .filter(model -> model.startsWith(family))
        .flatMap(model -> row.column("score_micro"))
        .map(score -> Change.set(Map.of("score_micro", raised(Long.parseLong(score), strength))));
  }

  private static String raised(long score, double strength) {
    return Long.toString(Math.min(SCALE_MICRO, score + Math.round(strength * SCALE_MICRO)));
  }
}
