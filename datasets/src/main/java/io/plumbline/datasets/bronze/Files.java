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
              ColumnSpec.required(
                  "begin",
                  "bigint",
                  "Offset from which this read took bytes; in the unpacked text where the file is compressed."),
              ColumnSpec.required(
                  "end",
                  "bigint",
                  "Offset up to which this read took bytes; in the unpacked text where the file is compressed."),
              ColumnSpec.required("size_bytes", "bigint", "Size of the file when it was read."),
              ColumnSpec.required(
                  "chunk_digests",
                  "array<string>",
                  "SHA-256 of each 8 MiB chunk (the last one may be shorter) of the bytes up to `end`, of the whole file where it is compressed; for a repository its refs as `name commit`."),
              ColumnSpec.required("records", "bigint", "Records taken by this read."),
              ColumnSpec.required(
                  "past",
                  "string",
                  "State of what had been read before: first, same, edited, truncated, vanished, rewritten."),
              ColumnSpec.optional(
                  "past_position",
                  "bigint",
                  "First offset at which the past differs, or how many commits of a repository are no longer reachable; null when it does not differ."),
              ColumnSpec.optional(
                  "changes",
                  "array<struct<kind:string,position:bigint,records:bigint>>",
                  "Where the past differs, what became of the records read before: edited, removed or inserted, the offset of the first (where it was; where an inserted one is) and how many; null where it does not differ or no record does."),
              ColumnSpec.required(
                  "run", "bigint", "Ascending number of the run that made this read, from 1."),
              ColumnSpec.required(
                  "table_version",
                  "bigint",
                  "Version of the source's bronze table in which the records of this read are present."),
              ColumnSpec.required(
                  "ingested_at", "timestamp", "When the read ran; never part of a report.")),
          List.of("source", "file", "night", "begin"),
          List.of("night"),
          Map.of(
              "past_known",
              "past in ('first','same','edited','truncated','vanished','rewritten')"));

  private Files() {}
}
