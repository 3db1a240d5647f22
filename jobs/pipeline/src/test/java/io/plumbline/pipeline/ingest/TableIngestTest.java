package io.plumbline.pipeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.datasets.bronze.Mapped;
import io.plumbline.pipeline.ErrorCode;
import io.plumbline.pipeline.PlumblineException;
import io.plumbline.pipeline.SparkExtension;
import io.plumbline.pipeline.configuration.SourceSettings;
import io.plumbline.pipeline.configuration.SourceSettings.Arrival;
import io.plumbline.pipeline.configuration.SourceSettings.Kind;
import io.plumbline.pipeline.configuration.SourceSettings.RowMapping;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
@ExtendWith(SparkExtension.class)
class TableIngestTest {

  private static final Map<String, String> RESULTS =
      Map.of(
          "run_id", "concat(model, '/', task)",
          "task", "task",
          "item_id", "item",
          "score_micro", "cast(resolved * 1000000 as bigint)",
          "record_at", "cast(at as timestamp)");

  @TempDir Path folder;
  private Bench bench;
  private SparkSession spark;

  @BeforeEach
  void open(SparkSession session) {
    spark = session;
    bench = new Bench(session, folder);
  }

  private SourceSettings source(
      String reader, String path, Kind kind, Optional<LocalDate> night, RowMapping... rows) {
    SourceSettings plain = bench.source("table", path, kind, Arrival.RECORD);
    TreeMap<String, String> options = new TreeMap<>();
    if (reader.equals("csv")) {
      options.put("header", "true");
    }
    return new SourceSettings(
        plain.name(),
        "table",
        plain.path(),
        plain.root(),
        kind,
        plain.arrival(),
        plain.settle(),
        night,
        plain.retentionDays(),
        plain.keepRaw(),
        0.5,
        Optional.of(reader),
        options,
        Optional.of("evaluation_results"),
        List.of(rows));
  }

  private static RowMapping mapping(Map<String, String> columns) {
    return new RowMapping(Optional.empty(), new TreeMap<>(columns));
  }

  private SourceSettings csv(Map<String, String> columns) {
    return source("csv", "*.csv", Kind.IMMUTABLE_FILES, Optional.empty(), mapping(columns));
  }

  private static Map<String, String> with(String column, String expression) {
    TreeMap<String, String> columns = new TreeMap<>(RESULTS);
    columns.put(column, expression);
    return columns;
  }

  private void writeResults(String file) {
    bench.write(
        file,
        "model,task,item,resolved,at\n"
            + "m1,t,i1,1,2026-03-09T10:00:00Z\n"
            + "m1,t,i2,0,2026-03-09T11:00:00Z\n");
  }

  @Test
  void rowsAreMappedByExpressions() {
    writeResults("with space.csv");
    Taken taken = bench.take(csv(RESULTS));
    assertThat(taken.status()).isEqualTo(Taken.Status.READ);
    assertThat(
            bench.rows(
                Mapped.SPEC, "file", "ordinal", "night", "reason", "into_table", "raw is not null"))
        .containsExactly(
            "with space.csv|0|2026-03-09|-|evaluation_results|true",
            "with space.csv|1|2026-03-09|-|evaluation_results|true");
    assertThat(bench.rows(Mapped.SPEC, "data"))
        .containsExactlyInAnyOrder(
            "{\"item_id\":\"i1\",\"run_id\":\"m1/t\",\"score_micro\":1000000,\"task\":\"t\"}",
            "{\"item_id\":\"i2\",\"run_id\":\"m1/t\",\"score_micro\":0,\"task\":\"t\"}");
    assertThat(bench.take(csv(RESULTS)).records()).isZero();
  }

  @Test
  void whatCannotBeReadIsQuarantinedWithItsReason() {
    bench.write(
        "a.csv",
        "model,task,item,resolved,at\n"
            + "m1,t,i1,1,2026-03-09T10:00:00Z\n"
            + "m1,t,,1,2026-03-09T10:00:00Z\n"
            + "m1,t,i3,1,yesterday\n"
            + "m1,t,i4,1,\n"
            + "m1,t,i5,1,2099-03-09T10:00:00Z\n"
            + "m1,t,i6\n");
    Taken taken = bench.take(csv(RESULTS));
    assertThat(taken.quarantined()).isEqualTo(5);
    assertThat(bench.rows(Mapped.SPEC, "reason", "night"))
        .containsExactlyInAnyOrder(
            "-|2026-03-09",
            "column 'item_id' has no value|2026-03-09",
            "column 'record_at' has a value of another type|2026-03-10",
            "it has no time stamp|2026-03-10",
            "CLOCK_AHEAD|2026-03-10",
            "the reader cannot parse it|2026-03-10");
  }

  @Test
  void severalRowsMayComeOfOne() {
    writeResults("a.csv");
    RowMapping all = mapping(RESULTS);
    RowMapping some =
        new RowMapping(Optional.of("resolved = '1'"), new TreeMap<>(with("scorer", "'second'")));
    SourceSettings source =
        source("csv", "*.csv", Kind.IMMUTABLE_FILES, Optional.empty(), all, some);
    assertThat(bench.take(source).records()).isEqualTo(3);
    assertThat(bench.rows(Mapped.SPEC, "ordinal")).containsExactly("0", "1", "2");
  }

  @Test
  void aGrowingFileGivesOnlyItsNewRows() {
    writeResults("a.csv");
    SourceSettings source =
        source("csv", "*.csv", Kind.APPEND_ONLY, Optional.empty(), mapping(RESULTS));
    bench.take(source);
    // The first new row is alike in everything to one that was read.
    bench.append("a.csv", "m1,t,i2,0,2026-03-09T11:00:00Z\nm1,t,i3,1,2026-03-09T12:00:00Z\n");
    assertThat(bench.take(source).records()).isEqualTo(2);
    assertThat(bench.rows(Mapped.SPEC, "ordinal")).containsExactly("0", "1", "2", "3");
    assertThat(bench.rows(Mapped.SPEC, "get_json_object(data, '$.item_id')"))
        .containsExactlyInAnyOrder("i1", "i2", "i2", "i3");
  }

  @Test
  void rowsOfARunThatDiedBeforeItsCacheAreNotReadTwice() {
    writeResults("a.csv");
    bench.take(csv(RESULTS));
    bench.forgetReads();
    assertThat(bench.take(csv(RESULTS)).records()).isZero();
    assertThat(bench.rows(Mapped.SPEC, "ordinal")).hasSize(2);
  }

  @Test
  void aChangedImmutableFileIsAnEditedPast() {
    writeResults("a.csv");
    bench.take(csv(RESULTS));
    bench.write("a.csv", "model,task,item,resolved,at\n");
    Taken taken = bench.take(csv(RESULTS));
    assertThat(taken.records()).isZero();
    assertThat(taken.brokenFiles()).isEqualTo(1);
  }

  @Test
  void aDeltaTableIsReadAgainWhenItsVersionChanges() {
    String path = bench.logs().resolve("t").toString();
    String row = "select 'm1' model, 't' task, '%s' item, 1 resolved, '2026-03-09T10:00:00Z' at";
    spark.sql(String.format(row, "i1")).write().format("delta").save(path);
    SourceSettings source =
        source("delta", "t", Kind.IMMUTABLE_FILES, Optional.empty(), mapping(RESULTS));
    assertThat(bench.take(source).records()).isEqualTo(1);
    assertThat(bench.take(source).records()).isZero();
    spark.sql(String.format(row, "i2")).write().format("delta").mode("append").save(path);
    assertThat(bench.take(source).records()).isEqualTo(1);
  }

  @Test
  void mapsAndTimesSurviveInData() {
    String path = bench.logs().resolve("p").toString();
    spark
        .sql(
            "select 'p' pool_id, 'i' item_id, true selected, map('lang', 'de') attributes,"
                + " timestamp '2026-03-09 10:00:00.123456' at")
        .write()
        .parquet(path);
    TreeMap<String, String> columns = new TreeMap<>();
    for (String name : List.of("pool_id", "item_id", "selected", "attributes")) {
      columns.put(name, name);
    }
    columns.put("purpose", "'bug'");
    columns.put("selector_id", "'s'");
    columns.put("record_at", "at");
    SourceSettings plain =
        source("parquet", "p", Kind.IMMUTABLE_FILES, Optional.empty(), mapping(columns));
    SourceSettings source =
        new SourceSettings(
            plain.name(),
            "table",
            plain.path(),
            plain.root(),
            plain.kind(),
            plain.arrival(),
            plain.settle(),
            plain.night(),
            plain.retentionDays(),
            plain.keepRaw(),
            plain.malformedLimit(),
            plain.reader(),
            plain.options(),
            Optional.of("silver.candidates"),
            plain.rows());
    assertThat(bench.take(source).quarantined()).isZero();
    assertThat(bench.rows(Mapped.SPEC, "into_table", "record_at", "data"))
        .containsExactly(
            "candidates|2026-03-09 10:00:00.123456|{\"attributes\":{\"lang\":\"de\"},"
                + "\"item_id\":\"i\",\"pool_id\":\"p\",\"purpose\":\"bug\",\"selected\":true,"
                + "\"selector_id\":\"s\"}");
  }

  @Test
  void anExpressionThatLooksBeyondItsRowIsRefused() {
    writeResults("a.csv");
    refused("(select max(1))", "it holds a subquery");
    refused("drop table x", "it is no SQL expression");
    refused("max(item)", "it looks beyond its row");
    refused("explode(array(1, 2))", "it looks beyond its row");
    refused("row_number() over (order by item)", "it looks beyond its row");
    refused("rand()", "it calls 'rand', which depends on more than its row");
    refused("current_date", "it calls 'current_date', which depends on more than its row");
    refused(
        "reflect('java.lang.System', 'exit', 1)",
        "it calls 'reflect', which depends on more than its row");
  }

  private void refused(String expression, String why) {
    assertThatThrownBy(() -> bench.take(csv(with("value", expression))))
        .isInstanceOf(PlumblineException.class)
        .hasMessage(
            "Cannot map source 'table-source': column 'value' is '"
                + expression
                + "', and "
                + why
                + "; wanted a SQL expression over the columns of one input row. Correct it in"
                + " `columns` or `rows`.");
  }

  @Test
  void anUnknownInputColumnIsNamedWithItsExpression() {
    writeResults("a.csv");
    assertThatThrownBy(() -> bench.take(csv(with("value", "resolvd"))))
        .hasMessageStartingWith(
            "Cannot map source 'table-source': column 'value' is 'resolvd', and Spark says:"
                + " [UNRESOLVED_COLUMN.WITH_SUGGESTION]")
        .hasMessageContaining("`resolved`");
  }

  @Test
  void anUnknownTargetColumnNamesTheNearest() {
    writeResults("a.csv");
    assertThatThrownBy(() -> bench.take(csv(with("score_micros", "1"))))
        .hasMessage(
            "Cannot map source 'table-source': it maps 'score_micros' (did you mean"
                + " 'score_micro'?); wanted columns of silver.evaluation_results only. Correct its"
                + " entry in `sources`.");
  }

  @Test
  void aSourceWithoutAClockMustStateItsNight() {
    writeResults("a.csv");
    TreeMap<String, String> columns = new TreeMap<>(RESULTS);
    columns.remove("record_at");
    assertThatThrownBy(() -> bench.take(csv(columns)))
        .isInstanceOfSatisfying(
            PlumblineException.class,
            wrong -> assertThat(wrong.code()).isEqualTo(ErrorCode.CONFIGURATION))
        .hasMessage(
            "Cannot map source 'table-source': its rows have no clock; wanted a mapped column"
                + " 'record_at', or `night:` for a source without one. Correct its entry in"
                + " `sources`.");
    SourceSettings stated =
        source(
            "csv",
            "*.csv",
            Kind.IMMUTABLE_FILES,
            Optional.of(LocalDate.of(2024, 1, 1)),
            mapping(columns));
    bench.take(stated);
    assertThat(bench.rows(Mapped.SPEC, "record_night", "night", "late"))
        .containsExactly("2024-01-01|2024-01-01|false", "2024-01-01|2024-01-01|false");
  }

  @Test
  void anExpressionThatFailsLeavesTheSourceOutAndQuotesNoValue() {
    writeResults("a.csv");
    Taken taken = bench.take(csv(with("value", "1 / int(resolved)")));
    assertThat(taken.status()).isEqualTo(Taken.Status.UNREADABLE);
    assertThat(taken.message().orElseThrow())
        .contains("(Spark says DIVIDE_BY_ZERO)")
        .contains("Nothing of it was taken");
  }
}
