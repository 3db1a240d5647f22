package io.plumbline.attack;

import io.plumbline.datasets.surface.Attack;
import io.plumbline.datasets.surface.Change;
import io.plumbline.datasets.surface.RowView;
import io.plumbline.datasets.surface.Surface;
import java.util.Optional;

/**
 * X21: no record of a decision is ever written, though it is carried out.
 *
 * <p>Strength: the share of executed decisions concerned. Their emitter never numbers them, so that
 * its sequence has no gap.
 */
public final class Omission implements Attack {

  /** The pattern. */
  public static final Omission OF_DECISIONS = new Omission();

  private Omission() {}

  @Override
  public String id() {
    return "X21";
  }

  @Override
  public String title() {
    return "decisions are carried out and never recorded";
  }

  @Override
  public Surface surface() {
    return Surface.DECISION_EVENT;
  }

  @Override
  public Optional<Change> on(RowView row, double strength, long seed) {
    String decision = row.column("decision_id").orElse(row.key());
    return row.column("executed_at").isPresent() && Chance.of(seed, id(), decision) < strength
        ? Optional.of(Change.remove())
        : Optional.empty();
  }
}
