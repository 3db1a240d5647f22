package io.plumbline.pipeline.tally;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.make_valid_utf8;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.plumbline.measure.Expr;
import io.plumbline.measure.Extract;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.StructType;

/** Keeps a bounded number of a table's rows a night as rows of {@code gold.extracts}. */
public final class Extractor {

  private static final String COLUMNS =
      "night date, extract string, ordinal int, key string, integers array<bigint>, labels"
          + " array<string>";

  private Extractor() {}

  /**
   * The rows kept of these nights, both included, for all extracts of one table in one scan.
   *
   * <p>Of the rows that qualify, those with the smallest {@code (xxhash64(key), key)} are kept, at
   * most the extract's limit a night; they are numbered from 0 in key order (bytes of UTF-8). Rows
   * that share a key are ordered by their integers, then labels. A null key or label becomes the
   * empty text, a null integer becomes 0.
   *
   * @param snapshot the table, pinned to the version that is to be read
   * @param extracts what to keep; all of the same table
   * @return night, extract, ordinal, key, integers, labels; in no particular order
   * @throws IllegalArgumentException if the extracts are of several tables, share an id, or keep as
   *     an integer what is none
   */
  public static Dataset<Row> extract(
      Dataset<Row> snapshot, List<Extract> extracts, LocalDate from, LocalDate to) {
    check(snapshot, extracts);
    if (extracts.isEmpty()) {
      return snapshot.sparkSession().createDataFrame(List.of(), StructType.fromDDL(COLUMNS));
    }
    Dataset<Row> qualifying =
        snapshot
            .where(col("night").between(lit(from), lit(to)))
            .select(col("night"), inline(kept(extracts)))
            .where(col("which").isNotNull());
    Dataset<Row> chosen =
        qualifying
            .withColumn(
                "rank",
                row_number()
                    .over(
                        Window.partitionBy("night", "which")
                            .orderBy(
                                xxhash64(col("key")), col("key"), col("integers"), col("labels"))))
            .where(col("rank").leq(byExtract(extracts, extract -> lit(extract.limit()))));
    return chosen.select(
        col("night"),
        byExtract(extracts, extract -> lit(extract.id())).as("extract"),
        row_number()
            .over(
                Window.partitionBy("night", "which")
                    .orderBy(col("key"), col("integers"), col("labels")))
            .minus(1)
            .as("ordinal"),
        col("key"),
        col("integers"),
        col("labels"));
  }

  private static Column kept(List<Extract> extracts) {
    return array(
        IntStream.range(0, extracts.size())
            .mapToObj(i -> row(i, extracts.get(i)))
            .toArray(Column[]::new));
  }

  private static Column row(int which, Extract extract) {
    return when(
        expr(extract.where()),
        struct(
            lit(which).as("which"),
            text(extract.key()).as("key"),
            array(
                    extract.integers().stream()
                        .map(i -> coalesce(expr(i.sql()).cast("bigint"), lit(0L)))
                        .toArray(Column[]::new))
                .cast("array<bigint>")
                .as("integers"),
            array(extract.labels().stream().map(Extractor::text).toArray(Column[]::new))
                .cast("array<string>")
                .as("labels")));
  }

  private static Column text(Expr label) {
    return make_valid_utf8(coalesce(expr(label.sql()).cast("string"), lit("")));
  }

  private static Column byExtract(List<Extract> extracts, Function<Extract, Column> value) {
    Column chosen = when(col("which").equalTo(0), value.apply(extracts.get(0)));
    for (int i = 1; i < extracts.size(); i++) {
      chosen = chosen.when(col("which").equalTo(i), value.apply(extracts.get(i)));
    }
    return chosen;
  }

  private static void check(Dataset<Row> snapshot, List<Extract> extracts) {
    Set<String> ids = new HashSet<>();
    for (Extract extract : extracts) {
      if (!extract.table().equals(extracts.get(0).table())) {
        throw new IllegalArgumentException(
            "Invalid extract '%s': of table %s (must be of %s, as '%s' is)"
                .formatted(
                    extract.id(),
                    extract.table().qualifiedName(),
                    extracts.get(0).table().qualifiedName(),
                    extracts.get(0).id()));
      }
      if (!ids.add(extract.id())) {
        throw new IllegalArgumentException(
            "Invalid extract '%s': occurs twice".formatted(extract.id()));
      }
      for (Expr integer : extract.integers()) {
        SqlTally.requireInteger(
            extract.id(),
            integer,
            snapshot.select(expr(integer.sql())).schema().fields()[0].dataType());
      }
    }
  }
}
