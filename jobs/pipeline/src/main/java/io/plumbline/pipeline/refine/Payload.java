package io.plumbline.pipeline.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.lit;

import io.plumbline.datasets.TableSpec;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * The payload of events as columns, beside where each event stands and when it counts.
 *
 * <p>{@code position} is the offset of the record plus its ordinal: unique within a file also where
 * records share an offset.
 */
final class Payload {

  private static final Column[] PLACE = {
    col("night"),
    col("record_night"),
    col("late"),
    col("source"),
    col("file"),
    col("member"),
    col("begin").plus(col("ordinal")).as("position")
  };

  private Payload() {}

  /**
   * Reads the JSON text in {@code data}; a member that is absent or of another type is null.
   *
   * @param events usable rows of a bronze table
   * @param ddl members wanted, as Spark DDL
   * @param own further bronze columns to keep
   * @return place and time of each event, the columns kept, and a struct {@code event}
   */
  static Dataset<Row> of(Dataset<Row> events, String ddl, String... own) {
    Column[] columns = new Column[PLACE.length + own.length + 1];
    System.arraycopy(PLACE, 0, columns, 0, PLACE.length);
    for (int i = 0; i < own.length; i++) {
      columns[PLACE.length + i] = col(own[i]);
    }
    columns[columns.length - 1] = from_json(col("data"), lit(ddl)).as("event");
    return events.select(columns);
  }

  /** Exactly the columns of a table, in its order. */
  static Dataset<Row> as(TableSpec table, Dataset<Row> rows) {
    return rows.select(
        table.columns().stream()
            .map(column -> col(column.name()).cast(column.sqlType()).as(column.name()))
            .toArray(Column[]::new));
  }

  /** A number as millionths, rounded half up; null where it is null or not finite. */
  static Column micro(String number) {
    return functions.expr(
        "try_cast(round(try_cast(" + number + " as decimal(38, 12)) * 1000000) as bigint)");
  }
}
