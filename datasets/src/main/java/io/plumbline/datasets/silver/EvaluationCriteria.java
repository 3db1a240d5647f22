package io.plumbline.datasets.silver;

import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.Layer;
import io.plumbline.datasets.Provenance;
import io.plumbline.datasets.TableSpec;
import java.util.List;
import java.util.Map;

/** One fingerprint of the criteria of a task: what was asked, how it was judged. */
public final class EvaluationCriteria {

  public static final TableSpec SPEC =
      new TableSpec(
          "evaluation_criteria",
          Layer.SILVER,
          "One fingerprint of the criteria of a task: what was asked, how it was judged.",
          Provenance.ofSilver(
              List.of(
                  ColumnSpec.required(
                      "criteria_id",
                      "string",
                      "SHA-256 over the component digests: the fingerprint."),
                  ColumnSpec.required("task", "string", "Task name."),
                  ColumnSpec.optional("declared_version", "string", "Version the author gives."),
                  ColumnSpec.optional("items_digest", "string", "Digest of the item set."),
                  ColumnSpec.optional("prompt_digest", "string", "Digest of the prompt or solver."),
                  ColumnSpec.optional(
                      "scorer_digest", "string", "Digest of the scorer and its options."),
                  ColumnSpec.optional(
                      "judge_digest", "string", "Digest of the judge and its settings."),
                  ColumnSpec.optional("reducer_digest", "string", "Digest of the epoch reducer."),
                  ColumnSpec.optional("epochs_digest", "string", "Digest of the number of epochs."),
                  ColumnSpec.optional(
                      "limits_digest", "string", "Digest of message, token, time and cost limits."),
                  ColumnSpec.optional("gate_digest", "string", "Digest of the gate."),
                  ColumnSpec.optional("harness_digest", "string", "Digest of harness and version."),
                  ColumnSpec.optional(
                      "previous_criteria_id",
                      "string",
                      "Fingerprint the task had before this one; null for its first."),
                  ColumnSpec.required(
                      "changed",
                      "array<string>",
                      "Components that differ from the previous fingerprint."),
                  ColumnSpec.optional(
                      "bumped",
                      "boolean",
                      "Whether the declared version changed with it; null for the first."),
                  ColumnSpec.required(
                      "first_night", "date", "Night of the first run under this fingerprint."))),
          List.of("criteria_id", "night"),
          List.of("night"),
          Map.of());

  private EvaluationCriteria() {}
}
