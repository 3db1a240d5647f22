package io.plumbline.datasets.silver;

import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.Layer;
import io.plumbline.datasets.Provenance;
import io.plumbline.datasets.TableSpec;
import java.util.List;
import java.util.Map;

/** A claim of a vendor or team about a model: printed as a claim, never as a measurement. */
public final class Claims {

  public static final TableSpec SPEC =
      new TableSpec(
          "claims",
          Layer.SILVER,
          "A claim of a vendor or team about a model: printed as a claim, never as a measurement.",
          Provenance.ofSilver(
              List.of(
                  ColumnSpec.required("subject_model", "string", "Model the claim is about."),
                  ColumnSpec.optional("generation", "int", "Its generation."),
                  ColumnSpec.required("name", "string", "What is claimed."),
                  ColumnSpec.optional("value", "double", "Value."),
                  ColumnSpec.optional("unit", "string", "Unit."),
                  ColumnSpec.optional("claim_source", "string", "Who says so."))),
          List.of("subject_model", "name", "night"),
          List.of("night"),
          Map.of());

  private Claims() {}
}
