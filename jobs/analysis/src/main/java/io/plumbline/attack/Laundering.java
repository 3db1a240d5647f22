package io.plumbline.attack;

import io.plumbline.datasets.surface.Attack;
import io.plumbline.datasets.surface.Change;
import io.plumbline.datasets.surface.RowView;
import io.plumbline.datasets.surface.Surface;
import java.util.Map;
import java.util.Optional;

/**
 * X22: the marks of an agent are left off commits that it proposed.
 *
 * <p>Strength: the share of such commits concerned.
 */
public final class Laundering implements Attack {

  /** The pattern. */
  public static final Laundering OF_COMMITS = new Laundering();

  private Laundering() {}

  @Override
  public String id() {
    return "X22";
  }

  @Override
  public String title() {
    return "commits that an agent proposed bear no mark of it";
  }

  @Override
  public Surface surface() {
    return Surface.COMMIT;
  }

  @Override
  public Optional<Change> on(RowView row, double strength, long seed) {
    String decision = row.column("decision_id").orElse(row.key());
    return Candidate.is(row, "proposer_kind", "model") && Chance.of(seed, id(), decision) < strength
        ? Optional.of(Change.set(Map.of("marked", "false")))
        : Optional.empty();
  }
}
