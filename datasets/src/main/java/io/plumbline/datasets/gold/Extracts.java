package io.plumbline.datasets.gold;

import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.Layer;
import io.plumbline.datasets.TableSpec;
import java.util.List;
import java.util.Map;

/** Rows kept for methods that need rows: chosen by hash of the key, at most 100,000 a night. */
public final class Extracts {

  public static final TableSpec SPEC =
      new TableSpec(
          "extracts",
          Layer.GOLD,
          "Rows kept for methods that need rows: chosen by hash of the key, at most 100,000 a night.",
          List.of(
              ColumnSpec.required("night", "date", "Night on which the rows count."),
              ColumnSpec.required("extract", "string", "Id of the extract."),
              ColumnSpec.required("ordinal", "int", "Position in key order."),
              ColumnSpec.required("key", "string", "Key of the row."),
              ColumnSpec.required("integers", "array<bigint>", "The extract's integer columns."),
              ColumnSpec.required("labels", "array<string>", "The extract's text columns.")),
          List.of("night", "extract", "ordinal"),
          List.of("night"),
          Map.of());

  private Extracts() {}
}
