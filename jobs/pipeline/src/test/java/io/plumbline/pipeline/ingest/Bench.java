package io.plumbline.pipeline.ingest;

import io.plumbline.datasets.TableSpec;
import io.plumbline.datasets.bronze.Files;
import io.plumbline.pipeline.configuration.SourceSettings;
import io.plumbline.pipeline.configuration.SourceSettings.Arrival;
import io.plumbline.pipeline.configuration.SourceSettings.KeepRaw;
import io.plumbline.pipeline.configuration.SourceSettings.Kind;
import io.plumbline.pipeline.tables.Tables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A lake and a folder of logs in a temporary directory. */
final class Bench {

  static final LocalDate NIGHT = LocalDate.of(2026, 3, 10);

  private final Path folder;
  private final Tables tables;

  Bench(SparkSession spark, Path folder) {
    this.folder = folder;
    this.tables = new Tables(spark, folder.resolve("lake").toString());
    tables.create();
  }

  Tables tables() {
    return tables;
  }

  Path logs() {
    return folder.resolve("logs");
  }

  /** A source that may grow, of this format, below the folder of logs. */
  SourceSettings source(String format, String path) {
    return source(format, path, Kind.APPEND_ONLY, Arrival.RECORD);
  }

  SourceSettings source(String format, String path, Kind kind, Arrival arrival) {
    String full = logs() + "/" + path;
    int wild = full.indexOf('*');
    String root = wild < 0 ? full : full.substring(0, full.lastIndexOf('/', wild) + 1);
    return new SourceSettings(
        format + "-source",
        format,
        full,
        root,
        kind,
        arrival,
        Duration.ofHours(6),
        Optional.empty(),
        OptionalInt.empty(),
        KeepRaw.FULL,
        0.01,
        Optional.empty(),
        new TreeMap<>(),
        Optional.empty(),
        List.of());
  }

  /** Writes a file anew. */
  void write(String file, String text) {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  void write(String file, byte[] bytes) {
    try {
      Path path = logs().resolve(file);
      java.nio.file.Files.createDirectories(path.getParent());
      java.nio.file.Files.write(path, bytes);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Adds to the end of a file. */
  void append(String file, String text) {
    try {
      java.nio.file.Files.writeString(
          logs().resolve(file), text, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The calendar of a run for one night, nothing sealed before. */
  static Nights through(LocalDate night) {
    return new Nights(
        Optional.empty(), Optional.empty(), night, Instant.parse("2026-03-11T07:00:00Z"));
  }

  static Nights sealed(LocalDate last, LocalDate through) {
    return new Nights(
        Optional.of(last),
        Optional.empty(),
        through,
        through.plusDays(1).atTime(7, 0).toInstant(java.time.ZoneOffset.UTC));
  }

  Taken take(SourceSettings source) {
    return take(source, through(NIGHT));
  }

  Taken take(SourceSettings source, Nights nights) {
    return Ingest.take(tables, List.of(source), nights).get(0);
  }

  /** These columns of a table's rows, joined with a bar, in the order of the table's key. */
  List<String> rows(TableSpec table, String... columns) {
    Dataset<Row> rows =
        tables
            .read(table)
            .orderBy(
                table.key().stream()
                    .map(org.apache.spark.sql.functions::col)
                    .toArray(org.apache.spark.sql.Column[]::new));
    org.apache.spark.sql.Column[] texts =
        java.util.Arrays.stream(columns)
            .map(
                name ->
                    org.apache.spark.sql.functions.coalesce(
                        org.apache.spark.sql.functions.expr("cast(" + name + " as string)"),
                        org.apache.spark.sql.functions.lit("-")))
            .toArray(org.apache.spark.sql.Column[]::new);
    return rows
        .select(org.apache.spark.sql.functions.concat_ws("|", texts))
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  /** Makes the lake look as if the last run had died before it wrote down what it read. */
  void forgetReads() {
    Path table = Path.of(tables.path(Files.SPEC));
    try (var log = java.nio.file.Files.list(table.resolve("_delta_log"))) {
      List<Path> entries = log.toList();
      String last =
          entries.stream()
              .map(entry -> entry.getFileName().toString())
              .filter(name -> name.matches("\\d{20}\\.json"))
              .max(String::compareTo)
              .orElseThrow()
              .substring(0, 20);
      for (Path entry : entries) {
        if (entry.getFileName().toString().contains(last)) {
          java.nio.file.Files.delete(entry);
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    org.apache.spark.sql.delta.DeltaLog.clearCache();
  }

  /** Past and place of every read. */
  List<String> reads() {
    return rows(
        Files.SPEC, "file", "begin", "end", "size_bytes", "records", "past", "past_position");
  }

  /** A decision event. */
  static String decision(String id, String time) {
    return "{\"specversion\":\"1.0\",\"id\":\""
        + id
        + "\",\"source\":\"/gateway\",\"type\":\"io.plumbline.decision.v1\",\"time\":\""
        + time
        + "\",\"sequence\":\"7\",\"data\":{\"decision_id\":\"d-1\",\"action\":\"proposed\","
        + "\"domain\":\"deployment\",\"actor\":{\"kind\":\"human\",\"id\":\"ann\"}}}";
  }
}
