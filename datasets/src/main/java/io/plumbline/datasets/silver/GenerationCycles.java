package io.plumbline.datasets.silver;

import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.Layer;
import io.plumbline.datasets.Provenance;
import io.plumbline.datasets.TableSpec;
import java.util.List;
import java.util.Map;

/** One step of one generation's development loop. */
public final class GenerationCycles {

  public static final TableSpec SPEC =
      new TableSpec(
          "generation_cycles",
          Layer.SILVER,
          "One step of one generation's development loop.",
          Provenance.ofSilver(
              List.of(
                  ColumnSpec.required("generation", "int", "Generation number."),
                  ColumnSpec.required("model", "string", "Model of that generation."),
                  ColumnSpec.required(
                      "step",
                      "string",
                      "trace_generation, dataset_construction, training, deployment or participation."),
                  ColumnSpec.optional("started_at", "timestamp", "Start of the step."),
                  ColumnSpec.optional("ended_at", "timestamp", "End of the step."),
                  ColumnSpec.optional("evidence", "string", "What the stamps rest on."))),
          List.of("generation", "step", "night"),
          List.of("night"),
          Map.of());

  private GenerationCycles() {}
}
