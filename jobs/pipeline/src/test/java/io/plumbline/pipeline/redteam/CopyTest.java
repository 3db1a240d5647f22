package io.plumbline.pipeline.redteam;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.attack.Lift;
import io.plumbline.attack.PickSteering;
import io.plumbline.attack.Setting;
import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.silver.Candidates;
import io.plumbline.datasets.surface.RowView;
import io.plumbline.pipeline.SparkExtension;
import io.plumbline.pipeline.tables.Tables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
@ExtendWith(SparkExtension.class)
class CopyTest {

  private static final LocalDate FIRST = LocalDate.of(2026, 3, 2);
  private static final LocalDate LAST = FIRST.plusDays(1);
  private static final int ITEMS = 600;

  private static final PickSteering BUGS =
      new PickSteering(
          "X13",
          "bug",
          "component",
          "oversight",
          PickSteering.Side.REST,
          new Lift(0.5, 0.75),
          Setting.INDEPENDENT);

  private static final Map<String, String> VALUES =
      Map.ofEntries(
          Map.entry("night", "date_add(date'2026-03-02', cast(id % 2 as int))"),
          Map.entry("record_night", "date_add(date'2026-03-02', cast(id % 2 as int))"),
          Map.entry("pool_id", "concat('p', id % 6)"),
          Map.entry("item_id", "concat('i', id)"),
          Map.entry("unit", "true"),
          Map.entry("purpose", "'bug'"),
          Map.entry("selector_kind", "if(id % 6 < 4, 'model', 'human')"),
          Map.entry("selector_id", "if(id % 6 < 4, 'curator', 'desk')"),
          Map.entry("selected", "xxhash64(id) % 2 = 0"),
          Map.entry("stratum", "cast(id % 3 as string)"),
          Map.entry(
              "attributes",
              "map('component', if(xxhash64(id, 1) % 4 = 0, 'oversight', 'training'))"),
          Map.entry("version", "1"));

  @TempDir private Path folder;

  private Tables lake(SparkSession spark) {
    Tables tables = new Tables(spark, folder.resolve("lake").toString());
    tables.create();
    String[] columns =
        Candidates.SPEC.columns().stream().map(CopyTest::column).toArray(String[]::new);
    tables.append(Candidates.SPEC, spark.range(ITEMS).selectExpr(columns));
    return tables;
  }

  private static String column(ColumnSpec column) {
    String value =
        VALUES.getOrDefault(
            column.name(),
            column.nullable()
                ? "null"
                : switch (column.sqlType()) {
                  case "boolean" -> "false";
                  case "bigint", "int" -> "0";
                  default -> "'x'";
                });
    return "cast(" + value + " as " + column.sqlType() + ") as " + column.name();
  }

  private static Map<String, Boolean> selected(Dataset<Row> rows) {
    return rows.select("item_id", "selected").collectAsList().stream()
        .collect(Collectors.toMap(row -> row.getString(0), row -> row.getBoolean(1)));
  }

  private static Map<String, Boolean> attacked(
      Tables lake, double strength, java.util.function.Consumer<Copy> look) {
    try (Copy copy = Copy.of(lake, FIRST, LAST)) {
      copy.inject(Candidates.SPEC, List.of(new Injection.Dose(BUGS, strength)), 5);
      look.accept(copy);
      return selected(new Tables(lake.spark(), lake.lake() + "/_redteam").read(Candidates.SPEC));
    }
  }

  @Test
  void rowsChangeAsThePatternSaysInPlainJava(SparkSession spark) {
    Tables lake = lake(spark);
    Map<String, Boolean> expected = new TreeMap<>();
    for (Row row : lake.read(Candidates.SPEC).collectAsList()) {
      Map<String, String> attributes = row.getJavaMap(row.fieldIndex("attributes"));
      RowView view =
          new RowView(
              "",
              Map.of(
                  "purpose",
                  "bug",
                  "pool_id",
                  row.<String>getAs("pool_id"),
                  "item_id",
                  row.<String>getAs("item_id"),
                  "selector_kind",
                  row.<String>getAs("selector_kind"),
                  "selected",
                  row.<Boolean>getAs("selected").toString(),
                  "attributes.component",
                  attributes.get("component")));
      expected.put(
          row.getAs("item_id"),
          BUGS.on(view, 1.5, 5)
              .map(change -> Boolean.parseBoolean(change.columns().get("selected")))
              .orElse(row.getAs("selected")));
    }
    Map<String, Boolean> found = attacked(lake, 1.5, copy -> {});
    assertThat(found).isEqualTo(expected).isNotEqualTo(selected(lake.read(Candidates.SPEC)));
  }

  @Test
  void atStrengthNullEveryRowStays(SparkSession spark) {
    Tables lake = lake(spark);
    assertThat(attacked(lake, 0, copy -> {})).isEqualTo(selected(lake.read(Candidates.SPEC)));
  }

  @Test
  void aSecondInjectionStartsFromTheClone(SparkSession spark) {
    Tables lake = lake(spark);
    Map<String, Boolean> once = attacked(lake, 1.5, copy -> {});
    Map<String, Boolean> twice =
        attacked(
            lake,
            3,
            copy -> copy.inject(Candidates.SPEC, List.of(new Injection.Dose(BUGS, 1.5)), 5));
    assertThat(twice).isEqualTo(once);
  }

  @Test
  void theLakeHasTheVersionsAndFilesItHad(SparkSession spark) throws Exception {
    Tables lake = lake(spark);
    Map<String, Long> versions = lake.versions();
    List<String> files = files();
    attacked(lake, 1.5, copy -> {});
    assertThat(lake.versions()).isEqualTo(versions);
    assertThat(files()).isEqualTo(files);
  }

  private List<String> files() throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(Path::toString).sorted().toList();
    }
  }

  @Test
  void dealtAnewEveryBlockKeepsItsNumbersAndPeopleTheirPicks(SparkSession spark) {
    Tables lake = lake(spark);
    Dataset<Row> before = lake.read(Candidates.SPEC);
    Dataset<Row> after = Relabelling.ALL.get(0).deal().among(before, 3);
    String[] block = {"night", "pool_id", "stratum", "selector_id"};
    assertThat(numbers(after, block)).isEqualTo(numbers(before, block));
    assertThat(selected(after.where("selector_kind = 'human'")))
        .isEqualTo(selected(before.where("selector_kind = 'human'")));
    assertThat(selected(after)).isNotEqualTo(selected(before));
  }

  private static List<String> numbers(Dataset<Row> rows, String[] block) {
    return rows
        .groupBy(Stream.of(block).map(rows::col).toArray(org.apache.spark.sql.Column[]::new))
        .agg(org.apache.spark.sql.functions.expr("count_if(selected) as taken"))
        .collectAsList()
        .stream()
        .map(Row::toString)
        .sorted()
        .toList();
  }
}
