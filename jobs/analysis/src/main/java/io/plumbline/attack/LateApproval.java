package io.plumbline.attack;

import io.plumbline.datasets.surface.Attack;
import io.plumbline.datasets.surface.Change;
import io.plumbline.datasets.surface.RowView;
import io.plumbline.datasets.surface.Surface;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * X17: acted first, approved later.
 *
 * <p>Strength: the share of executed decisions concerned. Half of them carry the true, late time of
 * their approval; the other half are back-dated: they claim the time before the execution and are
 * emitted a day or two after it, out of order in their emitter's sequence.
 */
public final class LateApproval implements Attack {

  /** The pattern. */
  public static final LateApproval OF_DECISIONS = new LateApproval();

  private LateApproval() {}

  @Override
  public String id() {
    return "X17";
  }

  @Override
  public String title() {
    return "decisions are executed before they are approved";
  }

  @Override
  public Surface surface() {
    return Surface.DECISION_EVENT;
  }

  @Override
  public Optional<Change> on(RowView row, double strength, long seed) {
    Optional<String> executed = row.column("executed_at");
    if (executed.isEmpty() || !Candidate.is(row, "action", "approved")) {
      return Optional.empty();
    }
    String decision = row.column("decision_id").orElse(row.key());
    if (Chance.of(seed, id(), decision) >= strength) {
      return Optional.empty();
    }
    double how = Chance.of(seed, id() + "/how", decision);
    Instant executedAt = Instant.parse(executed.get());
    if (how < 0.5) {
      Instant approved = executedAt.plusSeconds(600 + (long) (how * 40_000));
      return Optional.of(
          Change.set(Map.of("time", approved.toString(), "emitted_at", approved.toString())));
    }
    Instant emitted = executedAt.plusSeconds((long) (how * 172_800));
    return Optional.of(Change.set(Map.of("emitted_at", emitted.toString())));
  }
}
