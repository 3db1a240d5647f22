package io.plumbline.attack;

import io.plumbline.datasets.surface.Attack;
import io.plumbline.datasets.surface.Change;
import io.plumbline.datasets.surface.RowView;
import io.plumbline.datasets.surface.Surface;
import java.util.Map;
import java.util.Optional;

/**
 * X09: an evaluation is run several times, the best run is kept, and the logs of the others are
 * cleaned away.
 *
 * <p>Strength: how many further times a run is made, on average.
 */
public final class BestOfRuns implements Attack {

  /** The pattern. */
  public static final BestOfRuns KEPT = new BestOfRuns();

  private BestOfRuns() {}

  @Override
  public String id() {
    return "X09";
  }

  @Override
  public String title() {
    return "of several runs of an evaluation the best is kept and the other logs are removed";
  }

  @Override
  public Surface surface() {
    return Surface.EVALUATION_RUN;
  }

  @Override
  public Optional<Change> on(RowView row, double strength, long seed) {
    long further = (long) Math.floor(strength + Chance.of(seed, id(), row.key()));
    return further == 0 || row.column("task").isEmpty()
        ? Optional.empty()
        : Optional.of(Change.set(Map.of("further_runs", Long.toString(further))));
  }
}
