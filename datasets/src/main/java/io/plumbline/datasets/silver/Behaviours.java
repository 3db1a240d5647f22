package io.plumbline.datasets.silver;

import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.Layer;
import io.plumbline.datasets.Provenance;
import io.plumbline.datasets.TableSpec;
import java.util.List;
import java.util.Map;

/** One sample of a behaviour, under test or in deployment. */
public final class Behaviours {

  public static final TableSpec SPEC =
      new TableSpec(
          "behaviours",
          Layer.SILVER,
          "One sample of a behaviour, under test or in deployment.",
          Provenance.ofSilver(
              List.of(
                  ColumnSpec.required("sample_id", "string", "Id of the sample."),
                  ColumnSpec.required("context", "string", "test or deployment."),
                  ColumnSpec.required("model", "string", "Model version that behaved."),
                  ColumnSpec.required("behaviour", "string", "Name of the behaviour."),
                  ColumnSpec.optional("stratum", "string", "Kind of prompt."),
                  ColumnSpec.required(
                      "score_micro", "bigint", "Score in millionths, 0 to 1000000."),
                  ColumnSpec.required(
                      "shown", "boolean", "True when the score is at least one half."),
                  ColumnSpec.optional(
                      "cluster_id",
                      "string",
                      "Conversation, user or template; null when undeclared."),
                  ColumnSpec.required(
                      "unit",
                      "boolean",
                      "True for the one row that stands for its cluster: the smallest seeded hash, chosen without the score."),
                  ColumnSpec.optional(
                      "monitored", "boolean", "Whether the model was told that it is watched."),
                  ColumnSpec.required("awareness", "string", "aware, unaware or unknown."),
                  ColumnSpec.optional(
                      "realism_micro", "bigint", "Realism of the prompt in millionths."),
                  ColumnSpec.optional("attributes", "map<string,string>", "Named categories."),
                  ColumnSpec.required(
                      "version",
                      "int",
                      "1; a repeated sample id makes a later version and no evidence."))),
          List.of("sample_id", "behaviour", "version"),
          List.of("night"),
          Map.of("context_known", "context in ('test','deployment')"));

  private Behaviours() {}
}
