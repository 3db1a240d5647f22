package io.plumbline.pipeline.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Bounds of what a period needs from earlier nights. Each is one row, read so that Delta and
 * Parquet can skip the files that hold nothing of it.
 */
final class LookBack {

  private LookBack() {}

  /** A predicate that a column lies between the smallest and the largest value of some rows. */
  static Optional<Column> within(Dataset<Row> rows, String column) {
    return all(rows, List.of(column)).get(0);
  }

  /** The same for several columns at once; empty for a column that is null everywhere. */
  static List<Optional<Column>> all(Dataset<Row> rows, List<String> columns) {
    Row bounds =
        rows.select(
                columns.stream()
                    .flatMap(
                        column -> Stream.of(functions.min(col(column)), functions.max(col(column))))
                    .toArray(Column[]::new))
            .head();
    List<Optional<Column>> predicates = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      predicates.add(
          bounds.isNullAt(2 * i)
              ? Optional.empty()
              : Optional.of(
                  col(columns.get(i)).between(lit(bounds.get(2 * i)), lit(bounds.get(2 * i + 1)))));
    }
    return predicates;
  }

  /** The nights in a date column, each once, in order. */
  static List<LocalDate> nights(Dataset<Row> rows, String column) {
    List<Date> nights =
        rows.agg(functions.sort_array(functions.collect_set(col(column)))).head().getList(0);
    return nights.stream().map(Date::toLocalDate).toList();
  }

  /** The texts in a column, each once, in order. */
  static List<String> texts(Dataset<Row> rows, String column) {
    return rows.agg(functions.sort_array(functions.collect_set(col(column)))).head().getList(0);
  }
}
