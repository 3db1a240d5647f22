package io.plumbline.datasets.silver;

import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.Layer;
import io.plumbline.datasets.Provenance;
import io.plumbline.datasets.TableSpec;
import java.util.List;
import java.util.Map;

/** A reasoning trace offered to or kept for training. */
public final class Traces {

  public static final TableSpec SPEC =
      new TableSpec(
          "traces",
          Layer.SILVER,
          "A reasoning trace offered to or kept for training.",
          Provenance.ofSilver(
              List.of(
                  ColumnSpec.required("trace_id", "string", "Id of the trace."),
                  ColumnSpec.required("digest", "string", "SHA-256 of the trace's text."),
                  ColumnSpec.required("teacher", "string", "Model that wrote the trace."),
                  ColumnSpec.optional("generator_run", "string", "Run that produced it."),
                  ColumnSpec.optional("problem_id", "string", "Problem it answers."),
                  ColumnSpec.optional("candidates", "bigint", "Traces sampled for the problem."),
                  ColumnSpec.optional("verifier", "string", "What checked the answer."),
                  ColumnSpec.optional("score_micro", "bigint", "Verifier's score in millionths."),
                  ColumnSpec.optional("kept", "boolean", "Whether it was kept for training."),
                  ColumnSpec.optional("selector_kind", "string", "Kind of who kept or dropped it."),
                  ColumnSpec.optional("selector_id", "string", "Who kept or dropped it."),
                  ColumnSpec.optional(
                      "selector_model", "string", "Model id of the selector, where it is a model."),
                  ColumnSpec.optional("review_kind", "string", "Kind of the reviewer."),
                  ColumnSpec.optional("review_outcome", "string", "accepted or rejected."),
                  ColumnSpec.optional("training_set", "string", "Training set it went into."),
                  ColumnSpec.optional(
                      "digest_in_training", "string", "Digest found in the training set."),
                  ColumnSpec.required(
                      "digest_mismatch",
                      "boolean",
                      "True when `digest_in_training` differs from `digest`."),
                  ColumnSpec.required(
                      "kept_now",
                      "boolean",
                      "True on the first version on which the trace is known to be kept: it counts once."),
                  ColumnSpec.required(
                      "reviewed_now",
                      "boolean",
                      "True on the first version of a kept trace on which a review of it is known."),
                  ColumnSpec.required(
                      "in_training_now",
                      "boolean",
                      "True on the first version on which the digest found in training is known."),
                  ColumnSpec.required(
                      "version", "int", "1 for the first night on which the trace is known."))),
          List.of("trace_id", "version"),
          List.of("night"),
          Map.of());

  private Traces() {}
}
