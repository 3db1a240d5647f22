package io.plumbline.pipeline.refine;

import io.plumbline.datasets.TableSpec;
import io.plumbline.pipeline.tables.Tables;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** What is in the silver tables from before a period. */
final class Earlier {

  private final Tables tables;
  private final Period period;

  Earlier(Tables tables, Period period) {
    this.tables = tables;
    this.period = period;
  }

  /** All rows before the period. */
  Dataset<Row> rows(TableSpec table) {
    return tables.read(table).where(period.follows());
  }

  /** No row. */
  Dataset<Row> none(TableSpec table) {
    return tables.spark().createDataFrame(List.of(), tables.read(table).schema());
  }

  /** Whether there is any row before the period. */
  boolean isAny(TableSpec table) {
    return !rows(table).select("night").isEmpty();
  }

  /**
   * Rows before the period whose keys are also among those of some rows.
   *
   * @param range bounds of the first key column: see {@link LookBack}
   */
  Dataset<Row> sharing(TableSpec table, Optional<Column> range, Dataset<Row> rows, String... keys) {
    if (range.isEmpty()) {
      return none(table);
    }
    Dataset<Row> wanted =
        rows.select(Arrays.stream(keys).map(functions::col).toArray(Column[]::new)).distinct();
    return rows(table).where(range.get()).join(wanted, keys, "left_semi");
  }
}
