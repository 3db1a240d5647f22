package io.plumbline.pipeline.tally;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.TableSpec;
import io.plumbline.detect.Catalog;
import io.plumbline.detect.Detector;
import io.plumbline.measure.Measurement;
import io.plumbline.pipeline.SparkExtension;
import io.plumbline.pipeline.tables.Tables;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** However many measurements a table has, its rows are read once. */
@Tag("spark")
@ExtendWith(SparkExtension.class)
class OneScanTest {

  private static final LocalDate NIGHT = LocalDate.of(2026, 3, 2);

  /** Rows of each table: many more than a Delta log of two commits has entries. */
  private static final int ROWS = 2000;

  private static final List<Measurement> MEASUREMENTS =
      Catalog.ALL.stream().map(Detector::measurements).flatMap(List::stream).distinct().toList();

  private static final List<TableSpec> TABLES =
      MEASUREMENTS.stream().map(Measurement::table).distinct().toList();

  @TempDir private Path folder;

  private Tables tables;

  @BeforeEach
  void fill() {
    tables = new Tables(SparkExtension.session(), folder.toString());
    tables.create();
    for (TableSpec table : TABLES) {
      tables.append(
          table,
          tables
              .spark()
              .range(0, ROWS, 1, 2)
              .selectExpr(
                  table.columns().stream()
                      .map(column -> value(table, column))
                      .toArray(String[]::new)));
    }
  }

  private static String value(TableSpec table, ColumnSpec column) {
    return "cast("
        + listed(table, column).orElseGet(() -> value(column))
        + " as "
        + column.sqlType()
        + ") as "
        + column.name();
  }

  /** The first of the values that a constraint lists, where there is one. */
  private static Optional<String> listed(TableSpec table, ColumnSpec column) {
    return table.checks().values().stream()
        .map(Pattern.compile(column.name() + " IN \\(('[^']*')", Pattern.CASE_INSENSITIVE)::matcher)
        .filter(Matcher::find)
        .map(matcher -> matcher.group(1))
        .findFirst();
  }

  private static String value(ColumnSpec column) {
    return switch (column.sqlType()) {
      case "date" -> "date'" + NIGHT + "'";
      case "string" -> "concat('text ', pmod(id, 3))";
      case "boolean" -> "pmod(id, 2) = 0";
      case "timestamp" -> "timestamp'" + NIGHT + " 00:00:00'";
      case "int", "bigint" -> "1";
      case "map<string,string>" -> "map('key', concat('value ', pmod(id, 5)))";
      default -> column.nullable() ? "null" : "array()";
    };
  }

  /** Records that tasks read while the counting was done. */
  private static long recordsRead(SparkSession spark, Runnable counting) throws TimeoutException {
    AtomicLong read = new AtomicLong();
    SparkListener listener =
        new SparkListener() {
          @Override
          public void onTaskEnd(SparkListenerTaskEnd end) {
            read.addAndGet(end.taskMetrics().inputMetrics().recordsRead());
          }
        };
    spark.sparkContext().addSparkListener(listener);
    try {
      counting.run();
      spark.sparkContext().listenerBus().waitUntilEmpty();
    } finally {
      spark.sparkContext().removeSparkListener(listener);
    }
    return read.get();
  }

  private Map<String, Way> count() {
    return new Counting(tables).count(MEASUREMENTS, NIGHT, NIGHT);
  }

  @Test
  void everyTableIsScannedOnce(SparkSession spark) throws TimeoutException {
    assertThat(MEASUREMENTS.size()).isGreaterThan(TABLES.size());
    long all = (long) ROWS * TABLES.size();
    assertThat(recordsRead(spark, this::count)).isBetween(all, all + ROWS / 2);
  }

  /** What the other test relies on: that a second scan would show. */
  @Test
  void aSecondScanShows(SparkSession spark) throws TimeoutException {
    List<Measurement> some =
        MEASUREMENTS.stream().filter(one -> one.table().equals(TABLES.get(0))).limit(1).toList();
    long once = recordsRead(spark, () -> new Counting(tables).count(some, NIGHT, NIGHT));
    long twice =
        recordsRead(
            spark,
            () -> {
              count();
              new Counting(tables).count(some, NIGHT, NIGHT);
            });
    assertThat(once).isBetween((long) ROWS, ROWS + ROWS / 2L);
    assertThat(twice).isGreaterThan((long) ROWS * TABLES.size() + ROWS / 2);
  }

  @Test
  void everyTableOfTheCatalogueIsCountedOverBatches() {
    assertThat(count())
        .allSatisfy(
            (table, way) ->
                assertThat(way.kind()).as(table + ": " + way).isEqualTo(Way.Kind.COLUMNAR));
  }
}
