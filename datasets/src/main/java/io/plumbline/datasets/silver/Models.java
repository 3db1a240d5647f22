package io.plumbline.datasets.silver;

import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.Layer;
import io.plumbline.datasets.Provenance;
import io.plumbline.datasets.TableSpec;
import java.util.List;
import java.util.Map;

/** A model, or one generation of it. */
public final class Models {

  public static final TableSpec SPEC =
      new TableSpec(
          "models",
          Layer.SILVER,
          "A model, or one generation of it.",
          Provenance.ofSilver(
              List.of(
                  ColumnSpec.required("model_id", "string", "Canonical id."),
                  ColumnSpec.required("aliases", "array<string>", "Other names for it."),
                  ColumnSpec.optional("digest", "string", "Digest of the weights."),
                  ColumnSpec.optional("family", "string", "Family, where stated."),
                  ColumnSpec.optional("generation", "int", "Generation number, where stated."),
                  ColumnSpec.required(
                      "parents", "array<string>", "Ids of the models it was made from."),
                  ColumnSpec.optional("parameters", "bigint", "Number of parameters, as claimed."),
                  ColumnSpec.optional("released_at", "timestamp", "Release time."))),
          List.of("model_id", "night"),
          List.of("night"),
          Map.of());

  private Models() {}
}
