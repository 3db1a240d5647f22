package io.plumbline.datasets.silver;

import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.Layer;
import io.plumbline.datasets.Provenance;
import io.plumbline.datasets.TableSpec;
import java.util.List;
import java.util.Map;

/** One execution of one task on one model. */
public final class EvaluationRuns {

  public static final TableSpec SPEC =
      new TableSpec(
          "evaluation_runs",
          Layer.SILVER,
          "One execution of one task on one model.",
          Provenance.ofSilver(
              List.of(
                  ColumnSpec.required(
                      "run_id",
                      "string",
                      "Id of the run: Inspect's `eval_id`; of other harnesses its name, file, date and task, or the digest of what was found."),
                  ColumnSpec.required(
                      "version",
                      "int",
                      "1 for the first night on which the run is known; one more for each night that changed it."),
                  ColumnSpec.required("task", "string", "Task name."),
                  ColumnSpec.optional("model", "string", "Model evaluated."),
                  ColumnSpec.optional("generation", "int", "Its generation, where known."),
                  ColumnSpec.optional("judge", "string", "Judging model, where one is declared."),
                  ColumnSpec.optional(
                      "judge_relation",
                      "string",
                      "How the judge stands to the model by lineage, as known on the night: same,"
                          + " ancestor (the model's weights were made from the judge's),"
                          + " descendant, related (by at least 0.5), took_part (in building the"
                          + " model), distant (related by at least 0.2), unrelated, unknown; null"
                          + " without a judge."),
                  ColumnSpec.optional(
                      "judge_related_micro",
                      "bigint",
                      "Relatedness of judge and model in millionths; null where either is"
                          + " unknown."),
                  ColumnSpec.optional("harness", "string", "Harness name."),
                  ColumnSpec.optional("harness_version", "string", "Harness version."),
                  ColumnSpec.optional(
                      "criteria_id", "string", "Fingerprint of the criteria it ran under."),
                  ColumnSpec.optional("started_at", "timestamp", "Start."),
                  ColumnSpec.optional("completed_at", "timestamp", "End."),
                  ColumnSpec.optional("status", "string", "started, success, cancelled, error."),
                  ColumnSpec.optional(
                      "reported",
                      "boolean",
                      "Whether the run counts for a scorecard; null when not said."),
                  ColumnSpec.optional(
                      "score_micro",
                      "bigint",
                      "Mean score of its items in millionths, recomputed; as stated where no item is logged."),
                  ColumnSpec.optional("items", "bigint", "Scored items."),
                  ColumnSpec.optional("revision", "string", "Commit of the task code."),
                  ColumnSpec.optional(
                      "dirty", "boolean", "Whether the work tree had uncommitted changes."),
                  ColumnSpec.optional(
                      "code_relation",
                      "string",
                      "How the closest model that worked on the evaluation code, up to the stated"
                          + " revision and by the markers in commits, stands to the model: as"
                          + " judge_relation; none where no model did; null where no revision is"
                          + " stated, it was not read, or it is older than 60 nights."),
                  ColumnSpec.optional(
                      "code_model", "string", "That closest model, as the commits name it."),
                  ColumnSpec.optional(
                      "code_since", "timestamp", "Time of that model's first such commit."),
                  ColumnSpec.optional(
                      "purpose",
                      "string",
                      "development or deployment: what the evaluation is for, where its log says so"
                          + " in `metadata.purpose` or a tag."),
                  ColumnSpec.optional(
                      "resources",
                      "array<string>",
                      "What it rests on, where its purpose is stated: judge:NAME, item:ID (the"
                          + " first 1,000), code:FILE, infrastructure:HARNESS, person:ADDRESS (who"
                          + " changed the task's file, up to the revision)."),
                  ColumnSpec.optional(
                      "gate_threshold_micro",
                      "bigint",
                      "Stated gate in millionths, as edited last."),
                  ColumnSpec.optional(
                      "gate_stated_micro",
                      "bigint",
                      "Gate in millionths as it was stated when the run started."),
                  ColumnSpec.optional(
                      "gate_moved_at", "timestamp", "Time of the last edit of the gate."),
                  ColumnSpec.optional("samples_logged", "bigint", "Samples found in the log."),
                  ColumnSpec.required(
                      "superseded_members",
                      "bigint",
                      "Superseded samples, duplicates and dead headers found in the log."))),
          List.of("run_id", "version"),
          List.of("night"),
          Map.of());

  private EvaluationRuns() {}
}
