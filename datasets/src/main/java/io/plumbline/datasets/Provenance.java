package io.plumbline.datasets;

import java.util.List;
import java.util.stream.Stream;

/** The columns that every row of a layer carries so that it can be traced to a file and a place. */
public final class Provenance {

  private static final List<ColumnSpec> BRONZE =
      List.of(
          ColumnSpec.required("source", "string", "Source name of the configuration."),
          ColumnSpec.required("file", "string", "Path of the file relative to its source."),
          ColumnSpec.optional(
              "member",
              "string",
              "Member of an archive, or commit of a repository; null for plain files."),
          ColumnSpec.required(
              "ordinal",
              "int",
              "Position among the records that share file, member and offset, from 0."),
          ColumnSpec.required(
              "begin", "bigint", "Offset of the first byte of the record in the file."),
          ColumnSpec.required(
              "end", "bigint", "Offset after the last byte of the record in the file."),
          ColumnSpec.required("sha256", "string", "SHA-256 of the raw bytes (hexadecimal)."),
          ColumnSpec.optional(
              "record_at", "timestamp", "The record's own time stamp; null when it has none."),
          ColumnSpec.required(
              "record_night", "date", "Date (UTC) of `record_at`, or the night the source states."),
          ColumnSpec.required(
              "night",
              "date",
              "Night on which the record counts: its `record_night`, or the first unsealed night when that is sealed."),
          ColumnSpec.required("late", "boolean", "True when `night` is after `record_night`."),
          ColumnSpec.optional(
              "reason", "string", "Why the record cannot be used; null for a good one."),
          ColumnSpec.optional(
              "raw",
              "string",
              "The raw record; null when the source keeps digests only, or when the payload was erased."),
          ColumnSpec.required(
              "ingested_at", "timestamp", "When it was read; never part of a report."));

  private static final List<ColumnSpec> SILVER =
      List.of(
          ColumnSpec.required("night", "date", "Night on which the row counts."),
          ColumnSpec.required("record_night", "date", "Night of the record itself."),
          ColumnSpec.required("late", "boolean", "True when `night` is after `record_night`."),
          ColumnSpec.required("source", "string", "Source name of the configuration."),
          ColumnSpec.required("file", "string", "File the row comes from, relative to its source."),
          ColumnSpec.optional("member", "string", "Member of that file; null for plain files."),
          ColumnSpec.required("position", "bigint", "Offset in the file, or ordinal of the row."));

  private Provenance() {}

  /** Where a raw record was read and when it counts, followed by the table's own columns. */
  public static List<ColumnSpec> ofBronze(List<ColumnSpec> own) {
    return Stream.concat(BRONZE.stream(), own.stream()).toList();
  }

  /** When a row counts and which record it comes from, followed by the table's own columns. */
  public static List<ColumnSpec> ofSilver(List<ColumnSpec> own) {
    return Stream.concat(SILVER.stream(), own.stream()).toList();
  }
}
