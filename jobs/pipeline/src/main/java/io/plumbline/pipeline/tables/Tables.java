package io.plumbline.pipeline.tables;

import io.plumbline.datasets.TableSpec;
import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** The lake: where every table is read and written. */
public final class Tables {

  private final SparkSession spark;
  private final String lake;

  public Tables(SparkSession spark, String lake) {
    this.spark = spark;
    this.lake = lake;
  }

  public SparkSession spark() {
    return spark;
  }

  /** Path of a table. */
  public String path(TableSpec table) {
    return lake + "/" + table.path();
  }

  /** All rows of a table as of now. */
  public Dataset<Row> read(TableSpec table) {
    return spark.read().format("delta").load(path(table));
  }

  /** Adds rows; columns are matched by name and must be exactly the table's. */
  public void append(TableSpec table, Dataset<Row> rows) {
    write(table, rows, "append", "");
  }

  /** Replaces the rows that count on these nights, both included, in one commit. */
  public void replaceNights(TableSpec table, Dataset<Row> rows, LocalDate from, LocalDate to) {
    write(table, rows, "overwrite", "night >= DATE'" + from + "' AND night <= DATE'" + to + "'");
  }

  private void write(TableSpec table, Dataset<Row> rows, String mode, String replaceWhere) {
    var writer =
        rows.select(
                table.columnNames().stream()
                    .map(functions::col)
                    .toArray(org.apache.spark.sql.Column[]::new))
            .write()
            .format("delta")
            .mode(mode);
    (replaceWhere.isEmpty() ? writer : writer.option("replaceWhere", replaceWhere))
        .save(path(table));
  }
}
