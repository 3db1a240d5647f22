package io.plumbline.pipeline.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.Provenance;
import io.plumbline.datasets.TableSpec;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Rows of {@code table} sources as rows of the silver table they were mapped to.
 *
 * <p>The mapped row is a JSON object whose members are named as the table's columns: maps and
 * arrays as objects and arrays, or as text that holds them; times as RFC 3339 or Spark text. What a
 * refiner works out by itself (units, versions, lateness, lineage) is worked out for mapped rows
 * too and is not taken from them.
 */
final class MappedRows {

  private static final Set<String> PLACE =
      Provenance.ofSilver(List.of()).stream().map(ColumnSpec::name).collect(Collectors.toSet());

  private MappedRows() {}

  /**
   * The rows that go to a table, with every column of it that a mapping can give; columns that are
   * not mapped are null.
   *
   * @param mapped rows of {@code bronze.mapped}
   */
  static Dataset<Row> of(Dataset<Row> mapped, TableSpec table) {
    List<ColumnSpec> own =
        table.columns().stream().filter(column -> !PLACE.contains(column.name())).toList();
    String ddl =
        own.stream()
            .map(column -> column.name() + " " + parsed(column))
            .collect(Collectors.joining(", "));
    Dataset<Row> events =
        Payload.of(
            mapped
                .where("reason is null and data is not null")
                .where(col("into_table").isin(table.name(), table.qualifiedName())),
            ddl);
    return events.select(
        Stream.concat(
                PLACE.stream().sorted().map(functions::col), own.stream().map(MappedRows::column))
            .toArray(Column[]::new));
  }

  private static boolean isNested(ColumnSpec column) {
    return column.sqlType().startsWith("map<") || column.sqlType().startsWith("array<");
  }

  private static String parsed(ColumnSpec column) {
    // Text keeps whatever form the value has; it is read in a second step.
    return isNested(column)
            || column.sqlType().equals("timestamp")
            || column.sqlType().equals("date")
        ? "string"
        : column.sqlType();
  }

  private static Column column(ColumnSpec column) {
    Column value = col("event." + column.name());
    if (isNested(column)) {
      value = functions.from_json(value, lit(column.sqlType()));
    } else if (!parsed(column).equals(column.sqlType())) {
      value = expr("try_cast(event." + column.name() + " as " + column.sqlType() + ")");
    }
    return value.as(column.name());
  }
}
