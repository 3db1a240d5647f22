package io.plumbline.attack;

import io.plumbline.datasets.surface.RowView;

/** What patterns on selections read of a candidate row. */
final class Candidate {

  private Candidate() {}

  /** Whether the row is a training item offered to a selecting model. */
  static boolean isModelsTrainingPick(RowView row) {
    return is(row, "purpose", "training_data") && is(row, "selector_kind", "model");
  }

  static boolean isSelected(RowView row) {
    return is(row, "selected", "true");
  }

  /** Whether people or the random control arm chose from the same batch. */
  static boolean isCompared(RowView row) {
    return row.column("human_selected").isPresent() || row.column("control_selected").isPresent();
  }

  /** Key of what is chosen together: the item's cluster in its batch, or the item itself. */
  static String cluster(RowView row) {
    return row.column("pool_id").orElse("")
        + "|"
        + row.column("cluster_id").or(() -> row.column("item_id")).orElse(row.key());
  }

  static boolean is(RowView row, String column, String value) {
    return row.column(column).filter(value::equals).isPresent();
  }
}
