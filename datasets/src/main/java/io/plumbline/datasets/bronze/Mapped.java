package io.plumbline.datasets.bronze;

import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.Layer;
import io.plumbline.datasets.Provenance;
import io.plumbline.datasets.TableSpec;
import java.util.List;
import java.util.Map;

/** One row of a `table` source after the operator's column expressions. */
public final class Mapped {

  public static final TableSpec SPEC =
      new TableSpec(
          "mapped",
          Layer.BRONZE,
          "One row of a `table` source after the operator's column expressions.",
          Provenance.ofBronze(
              List.of(
                  ColumnSpec.optional("into_table", "string", "The silver table the row goes to."),
                  ColumnSpec.optional("data", "string", "The mapped row as JSON text."))),
          List.of("source", "file", "ordinal"),
          List.of("night"),
          Map.of());

  private Mapped() {}
}
