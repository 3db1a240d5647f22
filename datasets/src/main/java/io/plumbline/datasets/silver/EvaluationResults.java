package io.plumbline.datasets.silver;

import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.Layer;
import io.plumbline.datasets.Provenance;
import io.plumbline.datasets.TableSpec;
import java.util.List;
import java.util.Map;

/** One score of one item in one run. */
public final class EvaluationResults {

  public static final TableSpec SPEC =
      new TableSpec(
          "evaluation_results",
          Layer.SILVER,
          "One score of one item in one run.",
          Provenance.ofSilver(
              List.of(
                  ColumnSpec.required("run_id", "string", "Id of the run."),
                  ColumnSpec.required("task", "string", "Task name."),
                  ColumnSpec.required("item_id", "string", "Id of the item."),
                  ColumnSpec.required("epoch", "int", "Repetition of the item, from 1."),
                  ColumnSpec.required("scorer", "string", "Name of the scorer."),
                  ColumnSpec.optional("model", "string", "Model evaluated."),
                  ColumnSpec.optional("generation", "int", "Its generation, where known."),
                  ColumnSpec.optional("judge", "string", "Judging model, where one is declared."),
                  ColumnSpec.optional(
                      "judge_relation",
                      "string",
                      "How the judge stands to the model by lineage, as known on the night: same, ancestor (the model's weights were made from the judge's), descendant, related (by at least 0.5), took_part (in building the model), distant (related by at least 0.2), unrelated, unknown; null without a judge."),
                  ColumnSpec.optional("criteria_id", "string", "Fingerprint of the criteria."),
                  ColumnSpec.optional(
                      "score_micro", "bigint", "Score in millionths; null when unscored."),
                  ColumnSpec.optional("value", "string", "The value as logged."),
                  ColumnSpec.optional(
                      "stated_grade",
                      "string",
                      "Grade with which the scorer's own text ends: C, P, I or N; null where it states none."),
                  ColumnSpec.optional(
                      "cluster_id", "string", "Cluster of the item, where declared."),
                  ColumnSpec.optional(
                      "after_cutoff",
                      "boolean",
                      "Whether the item was made public after the data the model learned from end, or after the day that a comparison of models is about; null where that is not known."),
                  ColumnSpec.required(
                      "superseded",
                      "boolean",
                      "True when a later sample of the same item and epoch replaces it."),
                  ColumnSpec.required(
                      "edit_count", "int", "How often the score was edited after it was given."),
                  ColumnSpec.required(
                      "version", "int", "1, or one more for each night that changed it."))),
          List.of("run_id", "item_id", "epoch", "scorer", "version"),
          List.of("night"),
          Map.of());

  private EvaluationResults() {}
}
