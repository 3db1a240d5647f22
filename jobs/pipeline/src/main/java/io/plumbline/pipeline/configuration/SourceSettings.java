package io.plumbline.pipeline.configuration;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;

/**
 * One source of the configuration.
 *
 * @param name unique name
 * @param format cloudevents, git, inspect, openlineage, otlp, github-audit, k8s-audit, lm-eval,
 *     every-eval-ever or table
 * @param path Hadoop path or glob, absolute
 * @param root the part of {@code path} before its first wildcard: file names are relative to it
 * @param kind how its files may change
 * @param arrival where the day comes from on which a record reached the lab
 * @param settle time after midnight UTC when a night's records are all there
 * @param night the night that records without a clock count on
 * @param retentionDays days after which files may vanish; empty: never
 * @param keepRaw whether raw records are kept or their digests only
 * @param malformedLimit largest share of malformed records, above which its questions have no data
 * @param reader for {@code table}: csv, json, parquet or delta
 * @param options for {@code table}: Spark reader options
 * @param into for {@code table}: the silver table
 * @param rows for {@code table}: each gives one silver row per input row it applies to
 */
public record SourceSettings(
    String name,
    String format,
    String path,
    String root,
    Kind kind,
    Arrival arrival,
    Duration settle,
    Optional<LocalDate> night,
    OptionalInt retentionDays,
    KeepRaw keepRaw,
    double malformedLimit,
    Optional<String> reader,
    SortedMap<String, String> options,
    Optional<String> into,
    List<RowMapping> rows) {

  /** How the files of a source may change over time. */
  public enum Kind {
    APPEND_ONLY,
    IMMUTABLE_FILES,
    VERSIONED_FILES,
    REPOSITORY
  }

  /** What tells on which day a record arrived. */
  public enum Arrival {
    /** Every file counts as present from its records' nights on. */
    RECORD,
    /** The first {@code yyyy-MM-dd} in the file's path: the day it was received. */
    FILE_DATE
  }

  /** What is kept of raw records. */
  public enum KeepRaw {
    FULL,
    DIGEST
  }

  /**
   * One mapping of an input row to a silver row.
   *
   * @param where which input rows it applies to, a Spark SQL predicate
   * @param columns silver column to Spark SQL expression
   */
  public record RowMapping(Optional<String> where, SortedMap<String, String> columns) {}

  public SourceSettings {
    rows = List.copyOf(rows);
  }

  /** Reader options as Spark takes them. */
  public Map<String, String> readerOptions() {
    return Map.copyOf(options);
  }
}
