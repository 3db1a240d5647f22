package io.plumbline.datasets.bronze;

import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.Layer;
import io.plumbline.datasets.TableSpec;
import java.util.List;
import java.util.Map;

/**
 * One read of one input file: what was there, what was taken, and whether its past was still the
 * same.
 */
public final class Files {

  public static final TableSpec SPEC =
      new TableSpec(
          "files",
          Layer.BRONZE,
          "One read of one input file: what was there, what was taken, and whether its past was still the same.",
          List.of(
              ColumnSpec.required("source", "string", "Source name of the configuration."),
              ColumnSpec.required("file", "string", "Path of the file relative to its source."),
              ColumnSpec.required("night", "date", "Night on which the read counts."),
              ColumnSpec.required("begin", "bigint", "Offset from which this read took bytes."),
              ColumnSpec.required("end", "bigint", "Offset up to which this read took bytes."),
              ColumnSpec.required("size_bytes", "bigint", "Size of the file when it was read."),
              ColumnSpec.required(
                  "chunk_digests",
                  "array<string>",
                  "SHA-256 of each 8 MiB chunk (the last one may be shorter) of the bytes up to `end`."),
              ColumnSpec.required("records", "bigint", "Records taken by this read."),
              ColumnSpec.required(
                  "past",
                  "string",
                  "State of what had been read before: first, same, edited, truncated, vanished, rewritten."),
              ColumnSpec.optional(
                  "past_position",
                  "bigint",
                  "First offset at which the past differs; null when it does not."),
              ColumnSpec.required(
                  "ingested_at", "timestamp", "When the read ran; never part of a report.")),
          List.of("source", "file", "night", "begin"),
          List.of("night"),
          Map.of(
              "past_known",
              "past in ('first','same','edited','truncated','vanished','rewritten')"));

  private Files() {}
}
