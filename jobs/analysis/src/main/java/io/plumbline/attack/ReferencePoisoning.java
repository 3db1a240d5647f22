package io.plumbline.attack;

import io.plumbline.datasets.surface.Attack;
import io.plumbline.datasets.surface.Change;
import io.plumbline.datasets.surface.RowView;
import io.plumbline.datasets.surface.Surface;
import java.util.Map;
import java.util.Optional;

/**
 * X29: everybody that a selecting model is compared with leans the way it leans, so that the
 * comparison shows nothing.
 *
 * <p>Strength: the lift in the log odds of being picked, items of the kind against the others,
 * about, for people and the random control arm as for the model. Clustered, the items of a cluster
 * follow one draw. Adaptive, nobody picks differently: items of other kinds are kept from the
 * batches before anybody sees them, so that pools lean as well.
 *
 * @param attribute name of the attribute
 * @param value the value that is favoured
 * @param setting how it spreads
 */
public record ReferencePoisoning(String attribute, String value, Setting setting)
    implements Attack {

  /** Favours science in every arm. */
  public static final ReferencePoisoning OF_ARMS =
      new ReferencePoisoning("domain", "science", Setting.INDEPENDENT);

  private static final Lift LIFT = new Lift(0.45, 0.25);

  @Override
  public String id() {
    return "X29";
  }

  @Override
  public String title() {
    return "the model and all it is compared with favour " + attribute + " = " + value;
  }

  @Override
  public Surface surface() {
    return Surface.CANDIDATE;
  }

  @Override
  public Optional<Change> on(RowView row, double strength, long seed) {
    Optional<String> own = row.column("attributes." + attribute);
    if (own.isEmpty() || !Candidate.is(row, "purpose", "training_data")) {
      return Optional.empty();
    }
    boolean favoured = own.get().equals(value);
    if (setting == Setting.ADAPTIVE) {
      // The same for all who are offered the batch.
      return !favoured
              && Chance.of(seed, id(), Candidate.cluster(row)) < -StrictMath.expm1(-strength)
          ? Optional.of(Change.remove())
          : Optional.empty();
    }
    if (favoured == Candidate.isSelected(row)) {
      return Optional.empty();
    }
    double flip = favoured ? LIFT.taken(strength) : LIFT.left(strength);
    String drawn =
        setting == Setting.CLUSTERED
            ? Candidate.cluster(row)
            : row.column("pool_id").orElse("") + "|" + row.column("item_id").orElse(row.key());
    String selector = row.column("selector_id").orElse("");
    return Chance.of(seed, id(), selector + "|" + drawn) < flip
        ? Optional.of(Change.set(Map.of("selected", Boolean.toString(favoured))))
        : Optional.empty();
  }
}
