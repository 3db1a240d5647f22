package io.plumbline.datasets.silver;

import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.Layer;
import io.plumbline.datasets.Provenance;
import io.plumbline.datasets.TableSpec;
import java.util.List;
import java.util.Map;

/** Tokens and seconds a model needed for a task. */
public final class Performance {

  public static final TableSpec SPEC =
      new TableSpec(
          "performance",
          Layer.SILVER,
          "Tokens and seconds a model needed for a task.",
          Provenance.ofSilver(
              List.of(
                  ColumnSpec.required("entry_id", "string", "Id of the entry."),
                  ColumnSpec.required("subject_model", "string", "Model."),
                  ColumnSpec.optional("generation", "int", "Its generation, where known."),
                  ColumnSpec.required("task", "string", "Task."),
                  ColumnSpec.optional("harness_version", "string", "Version of the harness."),
                  ColumnSpec.optional("items", "bigint", "Items the numbers add up over."),
                  ColumnSpec.optional("tokens", "bigint", "Tokens used."),
                  ColumnSpec.optional("duration_us", "bigint", "Time used in microseconds."))),
          List.of("entry_id"),
          List.of("night"),
          Map.of());

  private Performance() {}
}
