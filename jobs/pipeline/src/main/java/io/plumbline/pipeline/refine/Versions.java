package io.plumbline.pipeline.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.dense_rank;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.last_value;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.row_number;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;

/** Things of which something is said on several nights: a version a night. */
final class Versions {

  private Versions() {}

  /** The row of each key that counted last. */
  static Dataset<Row> latest(Dataset<Row> rows, String... key) {
    WindowSpec newest = Window.partitionBy(columns(key)).orderBy(col("night").desc());
    return rows.withColumn("newest", row_number().over(newest)).where("newest = 1").drop("newest");
  }

  /**
   * One row per key and night: the latest value that is not null of each column that is said, in
   * the order (night, source, file, position), and {@code version}.
   *
   * @param rows rows with {@code before}: 0 for what is said in the period, for an earlier row its
   *     version; at most one earlier row a key
   */
  static Dataset<Row> folded(Dataset<Row> rows, Set<String> said, String... key) {
    WindowSpec upToNow =
        Window.partitionBy(columns(key))
            .orderBy("night", "source", "file", "position")
            .rowsBetween(Window.unboundedPreceding(), Window.currentRow());
    WindowSpec newestOfNight =
        Window.partitionBy(
                Stream.concat(Arrays.stream(columns(key)), Stream.of(col("night")))
                    .toArray(Column[]::new))
            .orderBy(col("source").desc(), col("file").desc(), col("position").desc());
    return rows.select(
            Arrays.stream(rows.columns())
                .map(
                    name ->
                        said.contains(name)
                            ? last_value(col(name), lit(true)).over(upToNow).as(name)
                            : col(name))
                .toArray(Column[]::new))
        .withColumn("base", max("before").over(Window.partitionBy(columns(key))))
        .withColumn("nights", dense_rank().over(Window.partitionBy(columns(key)).orderBy("night")))
        .withColumn("newest", row_number().over(newestOfNight))
        .where("newest = 1 and before = 0")
        // The earlier row, where there is one, is the first of the nights.
        .withColumn("version", expr("base + nights - if(base > 0, 1, 0)"));
  }

  private static Column[] columns(String[] names) {
    return Arrays.stream(names).map(functions::col).toArray(Column[]::new);
  }
}
