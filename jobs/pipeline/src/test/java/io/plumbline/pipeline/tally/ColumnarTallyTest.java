package io.plumbline.pipeline.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
          withoutSums(entries("no-sums", List.of("who"), List.of("odd"), List.of("flag"), "flag")),
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

  private static Measurement withoutSums(Measurement of) {
    return new Measurement(
        of.id(), of.table(), of.scope(), of.stratum(), of.each(), of.cell(), List.of(), of.where());
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

  private static final String FROM_PAGES = "map entries from pages";

  private static void assertEntriesCounted(RandomTable table, Dataset<Row> snapshot, String how) {
    assertCounted(table, snapshot, ENTRIES, Way.Kind.COLUMNAR);
    assertThat(Tallier.tally(snapshot, ENTRIES, FROM, TO).way().reason()).contains(how);
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
    assertEntriesCounted(table, written(table, layout, spark), FROM_PAGES);
  }

  @ParameterizedTest
  @EnumSource
  void entriesOfManyValuesAreCounted(Layout layout, SparkSession spark) {
    RandomTable table = RandomTable.of(6000, 3000, 200 + layout.ordinal()).withManyEntries();
    assertEntriesCounted(table, written(table, layout, spark), FROM_PAGES);
  }

  @Test
  void aHundredThousandDistinctEntriesAreCounted(SparkSession spark) {
    RandomTable table = RandomTable.of(150_000, 400_000, 8).withManyEntries();
    List<Measurement> all = List.of(ENTRIES.get(1));
    Tallied tallied = Tallier.tally(written(table, Layout.FILES, spark), all, FROM, TO);
    assertThat(tallied.way().kind()).isEqualTo(Way.Kind.COLUMNAR);
    assertThat(tallied.way().reason()).contains(FROM_PAGES);
    assertThat(PlainCount.read(tallied.rows())).isEqualTo(PlainCount.of(table, all, FROM, TO));
  }

  /** Nights lie apart in the files, so that a reader leaves out whole row groups. */
  @Test
  void entriesBesideRowsThatAReaderLeavesOutAreCounted(SparkSession spark) {
    RandomTable table = RandomTable.of(6000, 700, 51);
    Dataset<Row> snapshot =
        written(
            table.dataset(spark).repartition(2).sortWithinPartitions("night"),
            Layout.ROW_GROUPS.settings(),
            spark,
            writer -> writer);
    assertEntriesCounted(table, snapshot, "all from batches");
  }

  /** Whether there is a map is told by the map, whatever columns stand beside it. */
  @ParameterizedTest
  @EnumSource
  void rowsThatHaveAMapAreCountedAsBySql(Layout layout, SparkSession spark) {
    RandomTable table = RandomTable.of(4000, 500, 400 + layout.ordinal());
    Dataset<Row> snapshot = written(table, layout, spark);
    List<Measurement> both =
        List.of(
            SqlTallyTest.of("rows", List.of("who"), List.of("odd"), List.of("level"), "flag"),
            new Measurement(
                "present",
                RandomTable.SPEC,
                List.of(new Expr("who", "who")),
                List.of(),
                Optional.of("attributes"),
                List.of(new Expr("level", "level")),
                List.of(),
                "attributes is not null and odd is null"));
    Tallied tallied = Tallier.tally(snapshot, both, FROM, TO);
    assertThat(tallied.way().kind()).as(tallied.way().reason()).isEqualTo(Way.Kind.COLUMNAR);
    assertThat(PlainCount.read(tallied.rows()))
        .isEqualTo(PlainCount.read(SqlTally.rows(snapshot, both, FROM, TO)));
  }

  @ParameterizedTest
  @EnumSource
  void valuesLookedUpInMapsAreCountedAsBySql(Layout layout, SparkSession spark) {
    RandomTable table = RandomTable.of(4000, 500, 300 + layout.ordinal());
    Dataset<Row> snapshot = written(table, layout, spark);
    List<Measurement> both =
        List.of(
            SqlTallyTest.of("rows", List.of("who"), List.of(), List.of("level"), "flag"),
            new Measurement(
                "own",
                RandomTable.SPEC,
                List.of(new Expr("first", "lower(try_element_at(attributes, 'key1'))")),
                List.of(new Expr("has", "coalesce(attributes['key2'] in ('', 'null'), false)")),
                Optional.empty(),
                List.of(new Expr("known", "many is not null"), new Expr("none", "odd is null")),
                List.of(new Expr("length", "length(attributes['key3'])")),
                "attributes['never'] is null"),
            ENTRIES.get(0));
    Tallied tallied = Tallier.tally(snapshot, both, FROM, TO);
    assertThat(tallied.way().kind()).as(tallied.way().reason()).isEqualTo(Way.Kind.COLUMNAR);
    assertThat(tallied.way().reason()).contains(FROM_PAGES);
    assertThat(PlainCount.read(tallied.rows()))
        .isEqualTo(PlainCount.read(SqlTally.rows(snapshot, both, FROM, TO)))
        .hasSizeGreaterThan(100);
  }

  @Test
  void aHundredThousandDistinctValuesAreCounted(SparkSession spark) {
    RandomTable table = RandomTable.of(150_000, 400_000, 7);
    List<Measurement> many = List.of(PLAIN.get(4));
    Tallied tallied = Tallier.tally(written(table, Layout.FILES, spark), many, FROM, TO);
    assertThat(tallied.way().kind()).isEqualTo(Way.Kind.COLUMNAR);
    assertThat(PlainCount.read(tallied.rows())).isEqualTo(PlainCount.of(table, many, FROM, TO));
    assertThat(table.rows().stream().map(row -> row.get("many")).distinct().count())
        .isGreaterThan(100_000);
  }

  @Test
  void deletedRowsAreNotCounted(SparkSession spark) {
    RandomTable table = RandomTable.of(3000, 100, 21);
    written(
        table.dataset(spark).repartition(3),
        Map.of(),
        spark,
        writer -> writer.option("delta.enableDeletionVectors", "true"));
    spark.sql("delete from delta.`" + folder + "` where level = 2 or who = 'model-3'");
    RandomTable left =
        new RandomTable(
            table.rows().stream()
                .filter(row -> !Integer.valueOf(2).equals(row.get("level")))
                .filter(row -> !"model-3".equals(row.get("who")))
                .toList());
    Dataset<Row> snapshot = spark.read().format("delta").load(folder.toString());
    assertThat(
            spark
                .read()
                .format("binaryFile")
                .option("recursiveFileLookup", "true")
                .option("pathGlobFilter", "deletion_vector*.bin")
                .load(folder.toString())
                .count())
        .as("deletion vectors")
        .isPositive();
    assertCounted(left, snapshot, PLAIN, Way.Kind.SQL);
    assertCounted(left, snapshot, ENTRIES, Way.Kind.SQL);
    assertThat(Tallier.tally(snapshot, PLAIN, FROM, TO).way().reason())
        .isEqualTo("its files have deletion vectors");
  }

  @Test
  void columnsThatOlderFilesLackAreNull(SparkSession spark) {
    RandomTable older = RandomTable.of(500, 50, 31).without("odd", "attributes", "weight");
    written(
        older.dataset(spark).drop("odd", "attributes", "weight").repartition(2),
        Map.of(),
        spark,
        writer -> writer);
    RandomTable newer = RandomTable.of(500, 50, 32);
    Dataset<Row> snapshot =
        written(
            newer.dataset(spark), Map.of(), spark, writer -> writer.option("mergeSchema", "true"));
    assertCounted(older.and(newer), snapshot, PLAIN, Way.Kind.COLUMNAR);
    assertCounted(older.and(newer), snapshot, ENTRIES, Way.Kind.COLUMNAR);
  }

  @Test
  void columnsThatFoldersStateAreRead(SparkSession spark) {
    RandomTable table = RandomTable.of(1500, 50, 41);
    Dataset<Row> snapshot =
        written(
            table.dataset(spark).repartition(2),
            Map.of(),
            spark,
            writer -> writer.partitionBy("night", "who", "flag"));
    assertCounted(table, snapshot, PLAIN, Way.Kind.COLUMNAR);
  }

  @Test
  void columnsUnderOtherNamesInTheFilesAreRead(SparkSession spark) {
    RandomTable table = RandomTable.of(1500, 50, 42);
    Dataset<Row> snapshot =
        written(
            table.dataset(spark),
            Map.of(),
            spark,
            writer -> writer.option("delta.columnMapping.mode", "name"));
    assertCounted(table, snapshot, ENTRIES, Way.Kind.COLUMNAR);
  }

  @Test
  void rowsThatTheSnapshotDropsAreNotCounted(SparkSession spark) {
    RandomTable table = RandomTable.of(1500, 50, 43);
    RandomTable left =
        new RandomTable(
            table.rows().stream()
                .filter(row -> "model-2".equals(row.get("who")))
                .filter(row -> row.get("weight") != null)
                .toList());
    Dataset<Row> snapshot =
        written(table, Layout.ROW_GROUPS, spark)
            .where("who = 'model-2'")
            .where("weight is not null");
    assertCounted(left, snapshot, PLAIN, Way.Kind.COLUMNAR);
  }

  @Test
  void expressionsOverSeveralColumnsAreCountedAsBySql(SparkSession spark) {
    Measurement computed =
        new Measurement(
            "computed",
            RandomTable.SPEC,
            List.of(new Expr("who", "coalesce(who, 'nobody')"), new Expr("kind", "'fixed'")),
            List.of(
                new Expr("week", "date_trunc('week', day)"),
                new Expr("sign", "case when level > 0 then 'up' when flag then 'flat' end")),
            Optional.of("attributes"),
            List.of(new Expr("differs", "who is distinct from odd"), Expr.column("level")),
            List.of(
                new Expr("positive", "greatest(level, 0) * 10"),
                new Expr("odd_length", "length(odd)")),
            "(who like 'model-%' or odd is null) and not coalesce(flag, false)");
    RandomTable table = RandomTable.of(3000, 50, 44);
    Dataset<Row> snapshot = written(table, Layout.FILES, spark);
    Tallied tallied = Tallier.tally(snapshot, List.of(computed), FROM, TO);
    assertThat(tallied.way().kind()).isEqualTo(Way.Kind.COLUMNAR);
    assertThat(PlainCount.read(tallied.rows()))
        .isEqualTo(PlainCount.read(SqlTally.rows(snapshot, List.of(computed), FROM, TO)))
        .hasSizeGreaterThan(500);
  }

  @Test
  void nestedColumnsAreLeftToSql(SparkSession spark) {
    Measurement nested =
        new Measurement(
            "nested",
            RandomTable.SPEC,
            List.of(new Expr("entries", "cardinality(attributes)")),
            List.of(),
            Optional.empty(),
            List.of(),
            List.of(),
            "true");
    Tallied tallied =
        Tallier.tally(
            written(RandomTable.of(50, 5, 45), Layout.ONE_FILE, spark), List.of(nested), FROM, TO);
    assertThat(tallied.way())
        .isEqualTo(new Way(Way.Kind.SQL, "column attributes is of type MAP<STRING, STRING>"));
    assertThat(tallied.rows().count()).isPositive();
  }

  @Test
  void whatIsNoPlainScanIsLeftToSql(SparkSession spark) {
    RandomTable table = RandomTable.of(500, 5, 46);
    Dataset<Row> snapshot = written(table, Layout.ONE_FILE, spark).drop("attributes").distinct();
    assertThat(Tallier.tally(snapshot, PLAIN, FROM, TO).way().kind()).isEqualTo(Way.Kind.SQL);
    assertCounted(table, table.dataset(spark), PLAIN, Way.Kind.SQL);
  }

  @Test
  void aTaskThatMeetsTooMuchLeavesTheTableToSql(SparkSession spark) {
    RandomTable table = RandomTable.of(2000, 500, 47);
    Tallied tallied = Tallier.tally(written(table, Layout.FILES, spark), PLAIN, FROM, TO, 1000L);
    assertThat(tallied.way())
        .isEqualTo(new Way(Way.Kind.SQL, "a task met more than 1000 counts and distinct values"));
    assertThat(PlainCount.read(tallied.rows())).isEqualTo(PlainCount.of(table, PLAIN, FROM, TO));
  }

  @Test
  void nightsWithoutRowsHaveNoTallies(SparkSession spark) {
    Dataset<Row> snapshot = written(RandomTable.of(50, 5, 48), Layout.ONE_FILE, spark);
    LocalDate never = LocalDate.of(1999, 1, 1);
    assertThat(Tallier.tally(snapshot, PLAIN, never, never).rows().count()).isZero();
    assertThat(Tallier.tally(snapshot, List.of(), FROM, TO).rows().count()).isZero();
  }

  @Test
  void aSumBeyondALongIsRefused(SparkSession spark) {
    Measurement huge =
        new Measurement(
            "huge",
            RandomTable.SPEC,
            List.of(),
            List.of(),
            Optional.empty(),
            List.of(),
            List.of(new Expr("huge", "if(flag, 9223372036854775807, 9223372036854775806)")),
            "true");
    Dataset<Row> snapshot = written(RandomTable.of(500, 5, 49), Layout.ONE_FILE, spark);
    assertThatThrownBy(() -> Tallier.tally(snapshot, List.of(huge), FROM, TO).rows().count())
        .hasRootCauseInstanceOf(ArithmeticException.class)
        .rootCause()
        .hasMessage("long overflow");
  }
}
