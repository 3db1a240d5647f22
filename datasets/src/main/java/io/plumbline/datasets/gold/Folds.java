package io.plumbline.datasets.gold;

import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.Layer;
import io.plumbline.datasets.TableSpec;
import java.util.List;
import java.util.Map;

/**
 * What a hypothesis has accumulated up to a night: a cache that may be dropped and is rebuilt from
 * the tallies.
 */
public final class Folds {

  public static final TableSpec SPEC =
      new TableSpec(
          "folds",
          Layer.GOLD,
          "What a hypothesis has accumulated up to a night: a cache that may be dropped and is rebuilt from the tallies.",
          List.of(
              ColumnSpec.required("night", "date", "Night up to which it is accumulated."),
              ColumnSpec.required("detector", "string", "Detector id."),
              ColumnSpec.required("fold", "string", "Key of the fold."),
              ColumnSpec.required("numbers", "array<double>", "The state.")),
          List.of("night", "detector", "fold"),
          List.of("night"),
          Map.of());

  private Folds() {}
}
