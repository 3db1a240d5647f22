package io.plumbline.pipeline.refine;

import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.TableSpec;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Hand-made rows of a table: every column that is not named has a plain default. */
final class Given {

  private final TableSpec table;
  private final List<Row> rows = new ArrayList<>();

  private Given(TableSpec table) {
    this.table = table;
  }

  static Given table(TableSpec table) {
    return new Given(table);
  }

  static LocalDate night(int day) {
    return LocalDate.of(2026, 1, 1).plusDays(day - 1L);
  }

  static StructType schema(TableSpec table) {
    return StructType.fromDDL(
        table.columns().stream()
            .map(column -> column.name() + " " + column.sqlType())
            .collect(Collectors.joining(",")));
  }

  /** Adds a row of these column names and values. */
  Given row(Object... namesAndValues) {
    Map<String, Object> values = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    rows.add(
        RowFactory.create(table.columns().stream().map(column -> value(column, values)).toArray()));
    return this;
  }

  private Object value(ColumnSpec column, Map<String, Object> values) {
    Object value = values.get(column.name());
    if (value == null && !values.containsKey(column.name())) {
      value = absent(column, values);
    }
    if (value instanceof LocalDate day) {
      return Date.valueOf(day);
    }
    if (value instanceof Instant at) {
      return Timestamp.from(at);
    }
    return column.sqlType().equals("bigint") && value instanceof Integer whole
        ? Long.valueOf(whole)
        : value;
  }

  private Object absent(ColumnSpec column, Map<String, Object> values) {
    switch (column.name()) {
      case "night", "record_night":
        return values.getOrDefault("night", night(1));
      case "late":
        return values.containsKey("record_night")
            && !values.get("record_night").equals(values.getOrDefault("night", night(1)));
      case "source":
        return "events";
      case "file":
        return "a.jsonl";
      case "begin":
        return (long) rows.size() * 100;
      case "end":
        return (long) rows.size() * 100 + 99;
      case "ordinal":
        return 0;
      case "position":
        return (long) rows.size();
      case "sha256":
        return sha256(String.valueOf(values.get("data")));
      case "ingested_at":
        return Instant.EPOCH;
      case "version":
        return 1;
      default:
        return null;
    }
  }

  static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return String.format(Locale.ROOT, "%064x", new BigInteger(1, digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  Dataset<Row> in(SparkSession spark) {
    return spark.createDataFrame(rows, schema(table));
  }
}
