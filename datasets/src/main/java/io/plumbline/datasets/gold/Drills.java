package io.plumbline.datasets.gold;

import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.Layer;
import io.plumbline.datasets.TableSpec;
import java.util.List;
import java.util.Map;

/** An attack injected into a copy, and whether it was caught. */
public final class Drills {

  public static final TableSpec SPEC =
      new TableSpec(
          "drills",
          Layer.GOLD,
          "An attack injected into a copy, and whether it was caught.",
          List.of(
              ColumnSpec.required("night", "date", "Night."),
              ColumnSpec.required("attack", "string", "Attack id."),
              ColumnSpec.required(
                  "scope", "string", "Where it was injected: a JSON object with sorted keys."),
              ColumnSpec.required("strength_micro", "bigint", "Strength in millionths."),
              ColumnSpec.required("caught", "boolean", "Whether a detector caught it."),
              ColumnSpec.required("probability", "double", "Computed probability of catching it.")),
          List.of("night", "attack", "scope"),
          List.of("night"),
          Map.of());

  private Drills() {}
}
