package io.plumbline.pipeline.tally;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.measure.Expr;
import io.plumbline.measure.Measurement;
import io.plumbline.pipeline.SparkExtension;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("spark")
@ExtendWith(SparkExtension.class)
class ColumnarTallyTest {

  private static final LocalDate FROM = RandomTable.FIRST.plusDays(1);
  private static final LocalDate TO = RandomTable.FIRST.plusDays(3);

  private static final List<Measurement> PLAIN =
      List.of(
          SqlTallyTest.of("nothing-held", List.of(), List.of(), List.of("flag"), "true"),
          SqlTallyTest.of(
              "by-who", List.of("who"), List.of("odd", "level"), List.of("flag", "day"), "flag"),
          SqlTallyTest.of(
              "by-who-again", List.of("who"), List.of("odd", "level"), List.of("many"), "flag"),
          SqlTallyTest.of("by-odd", List.of("odd", "who"), List.of(), List.of(), "level > 0"),
          SqlTallyTest.of(
              "many", List.of("who"), List.of("flag"), List.of("many"), "level > 0 or flag"),
          SqlTallyTest.of("each-row", List.of(), List.of(), List.of("id"), "who = 'model-1'"));

  private static final List<Measurement> ENTRIES =
      List.of(
          entries("entries", List.of("who"), List.of("odd"), List.of("flag"), "not flag"),
          entries("all-entries", List.of(), List.of(), List.of(), "true"),
          SqlTallyTest.of("rows", List.of("who"), List.of(), List.of("level"), "true"));

  @TempDir private Path folder;

  static Measurement entries(
      String id, List<String> scope, List<String> stratum, List<String> cell, String where) {
    return new Measurement(
        id,
        RandomTable.SPEC,
        scope.stream().map(Expr::column).toList(),
        stratum.stream().map(Expr::column).toList(),
        Optional.of("attributes"),
        cell.stream().map(Expr::column).toList(),
        List.of(Expr.column("weight"), new Expr("yes", "flag")),
        where);
  }

  /** Ways in which the same rows come to lie in files. */
  private enum Layout {
    ONE_FILE(1, ""),
    FILES(5, ""),
    ROW_GROUPS(2, "parquet.block.size=4096,parquet.page.size=1024"),
    NO_DICTIONARY(2, "parquet.enable.dictionary=false"),
    SMALL_DICTIONARY(2, "parquet.dictionary.page.size=2000,parquet.page.size=3000"),
    SECOND_VERSION(2, "parquet.writer.version=PARQUET_2_0");

    private final int files;
    private final String settings;

    Layout(int files, String settings) {
      this.files = files;
      this.settings = settings;
    }

    Map<String, String> settings() {
      return Stream.of(settings.split(","))
          .filter(setting -> !setting.isEmpty())
          .collect(
              Collectors.toMap(setting -> setting.split("=")[0], setting -> setting.split("=")[1]));
    }
  }

  private Dataset<Row> written(RandomTable table, Layout layout, SparkSession spark) {
    return written(
        table.dataset(spark).repartition(layout.files), layout.settings(), spark, writer -> writer);
  }

  private Dataset<Row> written(
      Dataset<Row> rows,
      Map<String, String> settings,
      SparkSession spark,
      UnaryOperator<DataFrameWriter<Row>> how) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    settings.forEach(hadoop::set);
    try {
      how.apply(rows.write().format("delta").mode("append")).save(folder.toString());
    } finally {
      settings.keySet().forEach(hadoop::unset);
    }
    return spark.read().format("delta").load(folder.toString());
  }

  private static void assertCounted(
      RandomTable table, Dataset<Row> snapshot, List<Measurement> measurements, Way.Kind way) {
    Tallied tallied = Tallier.tally(snapshot, measurements, FROM, TO);
    assertThat(tallied.way().kind()).as(tallied.way().reason()).isEqualTo(way);
    assertThat(PlainCount.read(tallied.rows()))
        .isEqualTo(PlainCount.of(table, measurements, FROM, TO))
        .isNotEmpty();
    assertThat(PlainCount.read(tallied.rows()))
        .isEqualTo(PlainCount.read(SqlTally.rows(snapshot, measurements, FROM, TO)));
  }

  @ParameterizedTest
  @EnumSource
  void plainColumnsAreCountedAsByAPlainLoopAndBySql(Layout layout, SparkSession spark) {
    RandomTable table = RandomTable.of(6000, 700, layout.ordinal());
    assertCounted(table, written(table, layout, spark), PLAIN, Way.Kind.COLUMNAR);
  }

  @ParameterizedTest
  @EnumSource
  void entriesAreCountedAsByAPlainLoopAndBySql(Layout layout, SparkSession spark) {
    RandomTable table = RandomTable.of(6000, 700, 100 + layout.ordinal());
    assertCounted(table, written(table, layout, spark), ENTRIES, Way.Kind.COLUMNAR);
  }

  @Test
  void aHundredThousandDistinctValuesAreCounted(SparkSession spark) {
    RandomTable table = RandomTable.of(150_000, 400_000, 7);
    assertCounted(table, written(table, Layout.FILES, spark), PLAIN, Way.Kind.COLUMNAR);
    assertThat(table.rows().stream().map(row -> row.get("many")).distinct().count())
        .isGreaterThan(100_000);
  }
}
