package io.plumbline.datasets.silver;

import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.Layer;
import io.plumbline.datasets.Provenance;
import io.plumbline.datasets.TableSpec;
import java.util.List;
import java.util.Map;

/** An item offered to a selector, and whether it was taken. */
public final class Candidates {

  public static final TableSpec SPEC =
      new TableSpec(
          "candidates",
          Layer.SILVER,
          "An item offered to a selector, and whether it was taken.",
          Provenance.ofSilver(
              List.of(
                  ColumnSpec.required("pool_id", "string", "Batch in which the item was offered."),
                  ColumnSpec.required("item_id", "string", "Id of the item."),
                  ColumnSpec.optional(
                      "cluster_id",
                      "string",
                      "Items chosen together (document, batch job, template); null when undeclared."),
                  ColumnSpec.required(
                      "unit",
                      "boolean",
                      "True for the one row that stands for its cluster: the smallest seeded hash, fixed without reading `selected`; the unit of evidence. Without a cluster every row is one."),
                  ColumnSpec.optional(
                      "recurring",
                      "boolean",
                      "Whether the selector was offered an item of the same cluster for the same purpose on an earlier night; null without a cluster."),
                  ColumnSpec.required(
                      "purpose",
                      "string",
                      "training_data, reasoning_trace, evaluation_item, bug or design_option."),
                  ColumnSpec.optional(
                      "subject_model", "string", "Model generation the selection is for."),
                  ColumnSpec.required(
                      "selector_kind", "string", "human, model, service, policy or unknown."),
                  ColumnSpec.required("selector_id", "string", "Id of the selector."),
                  ColumnSpec.optional(
                      "selector_model",
                      "string",
                      "Model id of the selector where it is a model: one version, never two in a block."),
                  ColumnSpec.optional(
                      "decision_id", "string", "Decision under which the selection was made."),
                  ColumnSpec.required("selected", "boolean", "Whether the selector took the item."),
                  ColumnSpec.optional(
                      "stratum",
                      "string",
                      "What is held fixed besides the batch, such as a policy-score decile."),
                  ColumnSpec.optional(
                      "attributes", "map<string,string>", "Named categories of the item."),
                  ColumnSpec.optional(
                      "measures", "map<string,double>", "Named numbers of the item."),
                  ColumnSpec.optional(
                      "measure_bins",
                      "map<string,string>",
                      "The same numbers to three significant digits, as they are counted."),
                  ColumnSpec.optional(
                      "origin_model", "string", "Model that produced the item, if one did."),
                  ColumnSpec.optional(
                      "own_lineage",
                      "boolean",
                      "Whether `origin_model` is related to `selector_model` by at least 0.5; null when either is unknown."),
                  ColumnSpec.optional(
                      "human_selected",
                      "boolean",
                      "Whether a human selector took this item out of the same batch; null when no human was offered the batch."),
                  ColumnSpec.optional(
                      "control_selected",
                      "boolean",
                      "Whether the random control arm took this item out of the same batch; null when there was none."),
                  ColumnSpec.required(
                      "version",
                      "int",
                      "1; a repeated offer of the same item to the same selector in the same batch makes a later version and no evidence."))),
          List.of("purpose", "pool_id", "selector_id", "selector_model", "item_id", "version"),
          List.of("night"),
          Map.of());

  private Candidates() {}
}
