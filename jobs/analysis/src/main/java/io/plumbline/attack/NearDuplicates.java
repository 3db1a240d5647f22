package io.plumbline.attack;

import io.plumbline.datasets.surface.Attack;
import io.plumbline.datasets.surface.Change;
import io.plumbline.datasets.surface.RowView;
import io.plumbline.datasets.surface.Surface;
import java.util.Map;
import java.util.Optional;

/**
 * X03: near-duplicates of one document are slipped in among the training items, and taken.
 *
 * <p>Strength: documents slipped in per item that the model takes. Clustered, a batch has as many
 * as it has items taken, or none. Adaptive, each is declared a cluster of its own, so that nothing
 * says that they are alike.
 *
 * @param cluster id of the cluster that they are of
 * @param setting how it spreads
 */
public record NearDuplicates(String cluster, Setting setting) implements Attack {

  /** Duplicates of one document. */
  public static final NearDuplicates OF_ONE_DOCUMENT =
      new NearDuplicates("document-7f3a", Setting.INDEPENDENT);

  @Override
  public String id() {
    return "X03";
  }

  @Override
  public String title() {
    return "near-duplicates of one document are added to what the model takes";
  }

  @Override
  public Surface surface() {
    return Surface.CANDIDATE;
  }

  @Override
  public Optional<Change> on(RowView row, double strength, long seed) {
    String batch = row.column("pool_id").orElse("");
    String item = row.column("item_id").orElse(row.key());
    String drawn = setting == Setting.CLUSTERED ? batch : batch + "|" + item;
    boolean concerned = Candidate.isModelsTrainingPick(row) && Candidate.isSelected(row);
    return concerned && Chance.of(seed, id(), drawn) < strength
        ? Optional.of(
            Change.set(
                Map.of(
                    "duplicate_of", setting == Setting.ADAPTIVE ? cluster + "-" + item : cluster)))
        : Optional.empty();
  }
}
