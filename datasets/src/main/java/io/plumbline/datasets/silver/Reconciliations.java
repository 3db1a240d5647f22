package io.plumbline.datasets.silver;

import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.Layer;
import io.plumbline.datasets.Provenance;
import io.plumbline.datasets.TableSpec;
import java.util.List;
import java.util.Map;

/** What one source says happened, and whether the source that should know of it does. */
public final class Reconciliations {

  /** Nights that a record of the other side may come late. */
  public static final int PATIENCE = 3;

  public static final TableSpec SPEC =
      new TableSpec(
          "reconciliations",
          Layer.SILVER,
          "What one source says happened, and whether the source that should know of it does.",
          Provenance.ofSilver(
              List.of(
                  ColumnSpec.required(
                      "system",
                      "string",
                      "Where it shows: lineage (an output of a run), git (a commit), criteria (a change of evaluation criteria) or evaluation (a run that was executed)."),
                  ColumnSpec.required(
                      "kind",
                      "string",
                      "What is compared with what: the beginning of the output's name, architecture or commit, the task, or the job."),
                  ColumnSpec.required("subject", "string", "Its name, commit or run."),
                  ColumnSpec.required(
                      "state",
                      "string",
                      "matched (by content digest, or by name and no two versions, within 24 hours before it), matched_loosely (by name with another version, or within 48 hours either way), unlogged (no executed decision, or no log of the run), unmatched (a decision of which no trace was found, or a log of which no run is), awaited (nothing on the other side yet; a late record may still come, so the same change or run has a row a night until it is settled)."),
                  ColumnSpec.optional(
                      "decision_id", "string", "The decision, or the run, on the other side."),
                  ColumnSpec.optional("happened_at", "timestamp", "When it showed."),
                  ColumnSpec.optional(
                      "executed_at", "timestamp", "When the decision says it was executed."),
                  ColumnSpec.required(
                      "agent_by_log",
                      "boolean",
                      "True when the decision names a model as the one who proposed it."),
                  ColumnSpec.required(
                      "agent_by_mark",
                      "boolean",
                      "True when the commit bears a mark of an agent."))),
          List.of("night", "source", "file", "position", "system", "subject"),
          List.of("night"),
          Map.of(
              "state_known",
              "state in ('matched','matched_loosely','unlogged','unmatched','awaited')",
              "system_known",
              "system in ('lineage','git','criteria','evaluation')"));

  private Reconciliations() {}
}
