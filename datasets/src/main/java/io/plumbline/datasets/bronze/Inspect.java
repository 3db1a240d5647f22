package io.plumbline.datasets.bronze;

import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.Layer;
import io.plumbline.datasets.Provenance;
import io.plumbline.datasets.TableSpec;
import java.util.List;
import java.util.Map;

/** One member of an Inspect AI log: header, sample, summary or residue of an earlier version. */
public final class Inspect {

  public static final TableSpec SPEC =
      new TableSpec(
          "inspect",
          Layer.BRONZE,
          "One member of an Inspect AI log: header, sample, summary or residue of an earlier version.",
          Provenance.ofBronze(
              List.of(
                  ColumnSpec.optional(
                      "kind",
                      "string",
                      "What the member is: header, start, sample, sample_part, summaries, reductions, config_update, other."),
                  ColumnSpec.optional(
                      "eval_id",
                      "string",
                      "The log's `eval.eval_id`; where an old log has none, its run id, task and creation time joined."),
                  ColumnSpec.required(
                      "log_version",
                      "string",
                      "SHA-256 of the file this row was read from: versions of a file rewritten in place stay apart."),
                  ColumnSpec.required(
                      "superseded",
                      "boolean",
                      "True when a later member or header of the same name replaces this one."),
                  ColumnSpec.optional(
                      "data",
                      "string",
                      "The member's JSON text; chunked samples are joined into one sample."))),
          List.of("source", "file", "member", "ordinal", "begin"),
          List.of("night"),
          Map.of());

  private Inspect() {}
}
