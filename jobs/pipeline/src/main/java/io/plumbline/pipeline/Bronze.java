package io.plumbline.pipeline;

import io.plumbline.datasets.Layer;
import io.plumbline.datasets.Schema;
import io.plumbline.datasets.TableSpec;
import io.plumbline.pipeline.tables.Tables;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** The record tables of bronze, seen together. */
final class Bronze {

  private Bronze() {}

  /** Tables whose rows are records; reads of files are not. */
  static List<TableSpec> recordTables() {
    return Schema.of(Layer.BRONZE).stream()
        .filter(table -> table.columnNames().contains("record_night"))
        .toList();
  }

  /** The first night a usable record counts on; empty when there is none. */
  static Optional<LocalDate> earliestNight(Tables tables) {
    Row row =
        recordTables().stream()
            .map(table -> tables.read(table).where("reason IS NULL").select("night"))
            .reduce(Dataset::union)
            .orElseThrow()
            .where("night >= DATE'" + NightRange.EARLIEST + "'")
            .agg(functions.min("night").cast("string"))
            .head();
    return row.isNullAt(0) ? Optional.empty() : Optional.of(LocalDate.parse(row.getString(0)));
  }
}
