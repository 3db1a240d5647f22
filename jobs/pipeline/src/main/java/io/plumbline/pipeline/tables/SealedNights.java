package io.plumbline.pipeline.tables;

import io.plumbline.datasets.gold.Nights;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;

/** {@code gold.nights}: the nights that exist. A night without a row here was never finished. */
public final class SealedNights {

  private final Tables tables;

  public SealedNights(Tables tables) {
    this.tables = tables;
  }

  /** The last sealed night. */
  public Optional<SealedNight> last() {
    return night(functions.max("night")).flatMap(this::of);
  }

  /** The first sealed night: the budget year starts there. */
  public Optional<LocalDate> firstNight() {
    return night(functions.min("night"));
  }

  /** The first or last night. Delta answers this from its log alone: no night is read for it. */
  private Optional<LocalDate> night(Column which) {
    Row row = tables.read(Nights.SPEC).agg(which).head();
    return row.isNullAt(0) ? Optional.empty() : Optional.of(row.getDate(0).toLocalDate());
  }

  /** One sealed night. */
  public Optional<SealedNight> of(LocalDate night) {
    return between(night, night).stream().findFirst();
  }

  /** All sealed nights in order. */
  public List<SealedNight> all() {
    return between(LocalDate.MIN, LocalDate.MAX);
  }

  /**
   * The sealed nights from one to another, both included, in order. A night holds its report: read
   * no more of them than are needed.
   */
  public List<SealedNight> between(LocalDate from, LocalDate to) {
    Dataset<Row> rows = tables.read(Nights.SPEC);
    if (from.isAfter(LocalDate.MIN)) {
      rows = rows.where("night >= DATE'" + from + "'");
    }
    if (to.isBefore(LocalDate.MAX)) {
      rows = rows.where("night <= DATE'" + to + "'");
    }
    // Bounded: one row a night.
    return rows
        .withColumn("night", functions.col("night").cast("string"))
        .withColumn("previous_night", functions.col("previous_night").cast("string"))
        .orderBy("night")
        .limit(100_000)
        .collectAsList()
        .stream()
        .map(SealedNights::of)
        .toList();
  }

  private static SealedNight of(Row row) {
    Map<String, String> roots = row.getJavaMap(row.fieldIndex("content_roots"));
    Map<String, Long> versions = row.getJavaMap(row.fieldIndex("table_versions"));
    return new SealedNight(
        LocalDate.parse(row.<String>getAs("night")),
        Optional.ofNullable(row.<String>getAs("previous_night")).map(LocalDate::parse),
        row.getAs("root"),
        Optional.ofNullable(row.getAs("previous_root")),
        new TreeMap<>(roots),
        new TreeMap<>(versions),
        row.getAs("code_version"),
        row.getAs("config_digest"),
        row.getAs("config"),
        row.getAs("plan_digest"),
        row.getAs("verdict"),
        row.<Integer>getAs("exit_code"),
        row.getAs("body"));
  }

  /** Seals nights in one commit: the last write of a run. */
  public void seal(List<SealedNight> nights, Instant sealedAt) {
    List<Row> rows =
        nights.stream()
            .map(
                night ->
                    RowFactory.create(
                        java.sql.Date.valueOf(night.night()),
                        night.previousNight().map(java.sql.Date::valueOf).orElse(null),
                        night.root(),
                        night.previousRoot().orElse(null),
                        new HashMap<>(night.contentRoots()),
                        new HashMap<>(night.tableVersions()),
                        night.codeVersion(),
                        night.configDigest(),
                        night.config(),
                        night.planDigest(),
                        night.verdict(),
                        night.exitCode(),
                        night.body(),
                        Timestamp.from(sealedAt)))
            .toList();
    tables.append(Nights.SPEC, tables.spark().createDataFrame(rows, TableLog.schema(Nights.SPEC)));
  }
}
