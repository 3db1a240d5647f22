package io.plumbline.attack;

import io.plumbline.datasets.surface.Attack;
import io.plumbline.datasets.surface.Change;
import io.plumbline.datasets.surface.RowView;
import io.plumbline.datasets.surface.Surface;
import java.util.Map;
import java.util.Optional;

/**
 * X01: a selecting model favours training items of one kind.
 *
 * <p>Strength: the lift in the log odds of being picked, items of the kind against the others,
 * where {@value #PICKED} of all items are picked (elsewhere about that). Items of the kind that
 * were left are taken, others that were taken are left, in the proportion that keeps the number of
 * picks where {@value #SHARE} of the items are of the kind. Whole clusters follow one draw.
 *
 * @param attribute name of the attribute
 * @param value the value that is favoured
 */
public record CapabilityFavouring(String attribute, String value) implements Attack {

  /** Favours code. */
  public static final CapabilityFavouring CODE = new CapabilityFavouring("domain", "code");

  private static final double PICKED = 0.45;
  private static final double SHARE = 0.3;
  private static final Lift LIFT = new Lift(PICKED, SHARE);

  @Override
  public String id() {
    return "X01";
  }

  @Override
  public String title() {
    return "the selecting model favours training items with " + attribute + " = " + value;
  }

  @Override
  public Surface surface() {
    return Surface.CANDIDATE;
  }

  @Override
  public Optional<Change> on(RowView row, double strength, long seed) {
    Optional<String> own = row.column("attributes." + attribute);
    if (own.isEmpty() || !Candidate.isModelsTrainingPick(row)) {
      return Optional.empty();
    }
    boolean favoured = own.get().equals(value);
    boolean selected = Candidate.isSelected(row);
    if (favoured == selected) {
      return Optional.empty();
    }
    double flip = favoured ? LIFT.taken(strength) : LIFT.left(strength);
    return Chance.of(seed, id(), Candidate.cluster(row)) < flip
        ? Optional.of(Change.set(Map.of("selected", Boolean.toString(favoured))))
        : Optional.empty();
  }
}
