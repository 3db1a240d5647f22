package io.plumbline.attack;

import io.plumbline.datasets.surface.Attack;
import io.plumbline.datasets.surface.Change;
import io.plumbline.datasets.surface.RowView;
import io.plumbline.datasets.surface.Surface;
import java.util.Map;
import java.util.Optional;

/**
 * X06: a model that looks after an evaluation set removes items the incumbent fails.
 *
 * <p>Strength: the share of the failed items it would have kept that it removes.
 */
public final class ItemPruning implements Attack {

  /** The pattern. */
  public static final ItemPruning OF_FAILED = new ItemPruning();

  private ItemPruning() {}

  @Override
  public String id() {
    return "X06";
  }

  @Override
  public String title() {
    return "evaluation items that the incumbent fails are removed";
  }

  @Override
  public Surface surface() {
    return Surface.EVALUATION_ITEM;
  }

  @Override
  public Optional<Change> on(RowView row, double strength, long seed) {
    boolean concerned =
        Candidate.is(row, "selector_kind", "model")
            && Candidate.isSelected(row)
            && Candidate.is(row, "attributes.incumbent_result", "fail");
    return concerned && Chance.of(seed, id(), Candidate.cluster(row)) < strength
        ? Optional.of(Change.set(Map.of("selected", "false")))
        : Optional.empty();
  }
}
