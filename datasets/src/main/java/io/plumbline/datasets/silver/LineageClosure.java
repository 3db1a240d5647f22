package io.plumbline.datasets.silver;

import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.Layer;
import io.plumbline.datasets.TableSpec;
import java.util.List;
import java.util.Map;

/** An ancestor pair of the lineage graph, one of them a model, as of a night. */
public final class LineageClosure {

  public static final TableSpec SPEC =
      new TableSpec(
          "lineage_closure",
          Layer.SILVER,
          "An ancestor pair of the lineage graph, one of them a model, as of a night.",
          List.of(
              ColumnSpec.required("night", "date", "Night as of which the pair holds."),
              ColumnSpec.required("node", "string", "The descendant."),
              ColumnSpec.required("ancestor", "string", "The ancestor."),
              ColumnSpec.required("depth", "int", "Fewest edges between them."),
              ColumnSpec.required(
                  "relatedness_micro",
                  "bigint",
                  "Largest product of edge weights on a path, in millionths."),
              ColumnSpec.required(
                  "built", "boolean", "True when some path is of participation edges only."),
              ColumnSpec.required(
                  "trained",
                  "boolean",
                  "True when some path is of training edges only (trained_on, trained_on_output_of, distilled_from, derived_from)."),
              ColumnSpec.required("cyclic", "boolean", "True when the pair lies on a cycle.")),
          List.of("night", "node", "ancestor"),
          List.of("night"),
          Map.of());

  private LineageClosure() {}
}
