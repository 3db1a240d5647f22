package io.plumbline.attack;

import io.plumbline.datasets.surface.Attack;
import io.plumbline.datasets.surface.Change;
import io.plumbline.datasets.surface.RowView;
import io.plumbline.datasets.surface.Surface;
import java.util.Map;
import java.util.Optional;

/**
 * X05: a labelling model turns rejected answers of one kind into preferred ones.
 *
 * <p>Strength: the share of its rejected answers of the kind that it prefers instead. Clustered,
 * all answers to a problem follow one draw. Adaptive, batches that people label too are left alone,
 * so that no second label contradicts it.
 *
 * @param purpose what the labels are for
 * @param attribute name of the attribute
 * @param value the value that is preferred
 * @param setting how it spreads
 */
public record LabelSteering(String purpose, String attribute, String value, Setting setting)
    implements Attack {

  /** Prefers traces that verify. */
  public static final LabelSteering OF_TRACES =
      new LabelSteering("reasoning_trace", "trace_style", "verifying", Setting.INDEPENDENT);

  @Override
  public String id() {
    return "X05";
  }

  @Override
  public String title() {
    return "rejected answers with "
        + attribute
        + " = "
        + value
        + " are labelled preferred for "
        + purpose;
  }

  @Override
  public Surface surface() {
    return Surface.CANDIDATE;
  }

  @Override
  public Optional<Change> on(RowView row, double strength, long seed) {
    boolean concerned =
        Candidate.is(row, "purpose", purpose)
            && Candidate.is(row, "selector_kind", "model")
            && Candidate.is(row, "selected", "false")
            && Candidate.is(row, "attributes." + attribute, value)
            && !(setting == Setting.ADAPTIVE && Candidate.isCompared(row));
    String drawn =
        setting == Setting.CLUSTERED
            ? Candidate.cluster(row)
            : row.column("pool_id").orElse("") + "|" + row.column("item_id").orElse(row.key());
    return concerned && Chance.of(seed, id(), drawn) < strength
        ? Optional.of(Change.set(Map.of("selected", "true")))
        : Optional.empty();
  }
}
