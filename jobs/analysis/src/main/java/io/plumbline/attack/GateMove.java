package io.plumbline.attack;

import io.plumbline.datasets.surface.Attack;
import io.plumbline.datasets.surface.Change;
import io.plumbline.datasets.surface.RowView;
import io.plumbline.datasets.surface.Surface;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * X08: a release gate is moved after a result that misses it, to just below the result.
 *
 * <p>Strength: the share of results below their gate whose gate is moved.
 */
public final class GateMove implements Attack {

  /** The pattern. */
  public static final GateMove OF_RUNS = new GateMove();

  private static final long STEP_MICRO = 10_000;
  private static final long DELAY_SECONDS = 1_800;

  private GateMove() {}

  @Override
  public String id() {
    return "X08";
  }

  @Override
  public String title() {
    return "the gate is moved below a result that missed it";
  }

  @Override
  public Surface surface() {
    return Surface.EVALUATION_RUN;
  }

  @Override
  public Optional<Change> on(RowView row, double strength, long seed) {
    Optional<Long> score = row.column("score_micro").map(Long::parseLong);
    Optional<Long> gate = row.column("gate_threshold_micro").map(Long::parseLong);
    Optional<Instant> completed = row.column("completed_at").map(Instant::parse);
    if (score.isEmpty()
        || gate.isEmpty()
        || completed.isEmpty()
        || score.get() >= gate.get()
        || Chance.of(seed, id(), row.key()) >= strength) {
      return Optional.empty();
    }
    return Optional.of(
        Change.set(
            Map.of(
                "gate_threshold_micro",
                Long.toString(score.get() / STEP_MICRO * STEP_MICRO),
                "gate_moved_at",
                completed.get().plusSeconds(DELAY_SECONDS).toString())));
  }
}
