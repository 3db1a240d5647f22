package io.plumbline.attack;

import io.plumbline.datasets.surface.Attack;
import io.plumbline.datasets.surface.Change;
import io.plumbline.datasets.surface.RowView;
import io.plumbline.datasets.surface.Surface;
import java.util.Map;
import java.util.Optional;

/**
 * X14: what is deployed moves to a kind of prompt that no test has.
 *
 * <p>Strength: the share of what is deployed that moves. Clustered, whole conversations move.
 * Adaptive, they move to forty kinds, each too small to be noticed by itself.
 *
 * @param kind name of the kind
 * @param setting how it spreads
 */
public record UnmeasuredKind(String kind, Setting setting) implements Attack {

  /** Moves to research on models themselves. */
  public static final UnmeasuredKind OF_DEPLOYMENT =
      new UnmeasuredKind("model_research", Setting.INDEPENDENT);

  private static final int KINDS = 40;

  @Override
  public String id() {
    return "X14";
  }

  @Override
  public String title() {
    return "deployment moves to " + kind + ", a kind of prompt that no test has";
  }

  @Override
  public Surface surface() {
    return Surface.BEHAVIOUR;
  }

  @Override
  public Optional<Change> on(RowView row, double strength, long seed) {
    String drawn =
        setting == Setting.CLUSTERED ? row.column("cluster_id").orElse(row.key()) : row.key();
    if (!Candidate.is(row, "context", "deployment") || Chance.of(seed, id(), drawn) >= strength) {
      return Optional.empty();
    }
    String moved =
        setting == Setting.ADAPTIVE
            ? kind + "-" + (int) (KINDS * Chance.of(seed, id() + "/kind", drawn))
            : kind;
    return Optional.of(Change.set(Map.of("stratum", moved)));
  }
}
