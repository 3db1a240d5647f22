package io.plumbline.datasets.gold;

import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.Layer;
import io.plumbline.datasets.TableSpec;
import java.util.List;
import java.util.Map;

/** One sealed night; written last, so a night without a row here does not exist. */
public final class Nights {

  public static final TableSpec SPEC =
      new TableSpec(
          "nights",
          Layer.GOLD,
          "One sealed night; written last, so a night without a row here does not exist.",
          List.of(
              ColumnSpec.required("night", "date", "Night."),
              ColumnSpec.optional(
                  "previous_night", "date", "Sealed night before it; null for the first."),
              ColumnSpec.required(
                  "root", "string", "Merkle root over the night's content roots and its identity."),
              ColumnSpec.optional("previous_root", "string", "Root of the previous night."),
              ColumnSpec.required(
                  "content_roots", "map<string,string>", "Root of the night's rows, by table."),
              ColumnSpec.required(
                  "table_versions",
                  "map<string,bigint>",
                  "Delta version of each table when the night was sealed."),
              ColumnSpec.required(
                  "code_version", "string", "Version of the program that sealed it."),
              ColumnSpec.required(
                  "config_digest", "string", "SHA-256 of the canonical configuration."),
              ColumnSpec.required("config", "string", "The canonical configuration."),
              ColumnSpec.required("plan_digest", "string", "SHA-256 of the declared hypotheses."),
              ColumnSpec.required("verdict", "string", "Overall verdict."),
              ColumnSpec.required("exit_code", "int", "Exit code of the night."),
              ColumnSpec.required(
                  "body", "string", "What the next night needs of this one, as JSON."),
              ColumnSpec.required(
                  "sealed_at", "timestamp", "When it was sealed; never part of a report.")),
          List.of("night"),
          List.of("night"),
          Map.of());

  private Nights() {}
}
