package io.plumbline.datasets.silver;

import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.Layer;
import io.plumbline.datasets.Provenance;
import io.plumbline.datasets.TableSpec;
import java.util.List;
import java.util.Map;

/** A typed edge from an artefact or model to what it came from. */
public final class LineageEdges {

  public static final TableSpec SPEC =
      new TableSpec(
          "lineage_edges",
          Layer.SILVER,
          "A typed edge from an artefact, model or job to what it came from.",
          Provenance.ofSilver(
              List.of(
                  ColumnSpec.required("from_node", "string", "The later thing."),
                  ColumnSpec.required("to_node", "string", "What it came from: the ancestor."),
                  ColumnSpec.required(
                      "relation",
                      "string",
                      "trained_on, trained_on_output_of, distilled_from, participated_in_building, selected_by, judged_by, derived_from; output_of and has_input tie data sets to the job that wrote or read them, part_of a job to the one it is part of: no ancestry."),
                  ColumnSpec.required(
                      "declared",
                      "boolean",
                      "True when a source states the edge, false when it is inferred."),
                  ColumnSpec.optional(
                      "role",
                      "string",
                      "For participation: generated, selected, judged, debugged, authored, scaled, deployed."),
                  ColumnSpec.optional("run_id", "string", "Run that made the edge."),
                  ColumnSpec.optional(
                      "from_digest",
                      "string",
                      "Digest or version of `from_node` that the run made; null where none is stated."),
                  ColumnSpec.optional(
                      "inputless",
                      "boolean",
                      "Whether the run that made `from_node`, by its own word selected or generated, names no input; null for all other edges."),
                  ColumnSpec.optional(
                      "cycle_kind",
                      "string",
                      "Kind of the cycle that this edge closes: training, building or judging; a cycle is of edges of one kind, never of several. Null where it closes none."),
                  ColumnSpec.optional(
                      "cycle",
                      "string",
                      "The shortest cycle that this edge closes: its edges in order, each with relation and place."))),
          List.of("from_node", "to_node", "relation", "role", "night"),
          List.of("night"),
          Map.of(
              "relation_known",
              "relation in ('trained_on','trained_on_output_of','distilled_from','participated_in_building','selected_by','judged_by','derived_from','output_of','has_input','part_of')"));

  private LineageEdges() {}
}
