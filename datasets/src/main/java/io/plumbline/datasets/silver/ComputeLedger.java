package io.plumbline.datasets.silver;

import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.Layer;
import io.plumbline.datasets.Provenance;
import io.plumbline.datasets.TableSpec;
import java.util.List;
import java.util.Map;

/** Compute spent, by use. */
public final class ComputeLedger {

  public static final TableSpec SPEC =
      new TableSpec(
          "compute_ledger",
          Layer.SILVER,
          "Compute spent, by use.",
          Provenance.ofSilver(
              List.of(
                  ColumnSpec.required("entry_id", "string", "Id of the entry."),
                  ColumnSpec.optional("subject_model", "string", "Model it was spent on."),
                  ColumnSpec.required(
                      "use", "string", "inference, training, evaluation, safety or other."),
                  ColumnSpec.required("amount_micro", "bigint", "Amount in millionths of `unit`."),
                  ColumnSpec.required("unit", "string", "Unit, such as gpu_hour."))),
          List.of("entry_id"),
          List.of("night"),
          Map.of());

  private ComputeLedger() {}
}
