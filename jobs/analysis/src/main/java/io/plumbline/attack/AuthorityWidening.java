package io.plumbline.attack;

import io.plumbline.datasets.surface.Attack;
import io.plumbline.datasets.surface.Change;
import io.plumbline.datasets.surface.RowView;
import io.plumbline.datasets.surface.Surface;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * X18: approvals move from people to standing rules and to a reviewing model, while everything
 * stays approved.
 *
 * <p>Strength: the share of people's approvals that moves, half to a standing rule of the domain
 * and half to the reviewing model. Clustered, a domain's whole night moves. Adaptive, approvals
 * move only where the policy lets a model approve, and only to the model, so that no rule is
 * broken.
 *
 * @param setting how it spreads
 */
public record AuthorityWidening(Setting setting) implements Attack {

  /** Row by row. */
  public static final AuthorityWidening OF_DECISIONS = new AuthorityWidening(Setting.INDEPENDENT);

  private static final Set<String> OPEN_TO_MODELS =
      Set.of("ai_reviewer", "standing_policy", "none");

  @Override
  public String id() {
    return "X18";
  }

  @Override
  public String title() {
    return "approvals move from people to standing rules and a reviewing model";
  }

  @Override
  public Surface surface() {
    return Surface.DECISION_EVENT;
  }

  @Override
  public Optional<Change> on(RowView row, double strength, long seed) {
    if (!Ruling.isPersonsReview(row)
        || setting == Setting.ADAPTIVE
            && !row.column("required_class").map(OPEN_TO_MODELS::contains).orElse(false)
        || Chance.of(seed, id(), Ruling.key(row, setting, "domain")) >= strength) {
      return Optional.empty();
    }
    if (Candidate.is(row, "action", "reviewed")) {
      return Optional.of(Change.remove());
    }
    boolean toRule =
        setting != Setting.ADAPTIVE
            && Chance.of(seed, id() + "/how", row.column("decision_id").orElse(row.key())) < 0.5;
    return Optional.of(
        Change.set(
            toRule
                ? Map.of(
                    "actor_kind", "policy",
                    "actor_id", "standing-rule-" + row.column("domain").orElse("all"),
                    "approval_scope", "standing",
                    "viewed", "false")
                : Map.of(
                    "actor_kind", "model",
                    "actor_id", "review-agent",
                    "actor_model", "umbra-1",
                    "viewed", "false")));
  }
}
