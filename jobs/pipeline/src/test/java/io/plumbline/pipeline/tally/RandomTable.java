package io.plumbline.pipeline.tally;

import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.Layer;
import io.plumbline.datasets.TableSpec;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Seeded rows with nulls, empty and awkward texts, few and many distinct values. */
record RandomTable(List<Map<String, Object>> rows) {

  static final LocalDate FIRST = LocalDate.of(2026, 1, 1);

  static final TableSpec SPEC =
      new TableSpec(
          "random",
          Layer.SILVER,
          "Random rows.",
          List.of(
              ColumnSpec.optional("night", "date", "Night."),
              ColumnSpec.optional("record_night", "date", "Night of the record."),
              ColumnSpec.optional("id", "string", "Unlike any other row's."),
              ColumnSpec.optional("who", "string", "Few values."),
              ColumnSpec.optional("odd", "string", "Values that need escaping."),
              ColumnSpec.optional("many", "string", "Many values."),
              ColumnSpec.optional("flag", "boolean", "Yes or no."),
              ColumnSpec.optional("day", "date", "A day."),
              ColumnSpec.optional("level", "int", "A small number."),
              ColumnSpec.optional("weight", "bigint", "A number."),
              ColumnSpec.optional("attributes", "map<string,string>", "Entries.")),
          List.of("id"),
          List.of("night"),
          Map.of());

  private static final List<String> ODD =
      List.of(
          "",
          " ",
          "null",
          "\"quoted\"",
          "back\\slash",
          "tab\tnew\nline\r",
          "\u0000\u001f\u007f",
          "\b\f/",
          "\u00e9\u4e2d\ud83d\ude00",
          "\u2028{}[],:",
          "<a href='x'>&amp;");

  /**
   * Rows.
   *
   * @param rows how many
   * @param distinct how many values of {@code many}
   */
  static RandomTable of(int rows, int distinct, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Map<String, Object>> made = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      Map<String, Object> row = new HashMap<>();
      LocalDate night = FIRST.plusDays(random.nextInt(5));
      put(row, "night", night, random, 0.01);
      put(row, "record_night", night.minusDays(random.nextInt(20) == 0 ? 2 : 0), random, 0.01);
      row.put("id", "row-" + i);
      put(row, "who", "model-" + random.nextInt(6), random, 0.1);
      put(row, "odd", ODD.get(random.nextInt(ODD.size())), random, 0.1);
      put(row, "many", "value " + random.nextInt(distinct), random, 0.05);
      put(row, "flag", random.nextBoolean(), random, 0.2);
      put(row, "day", LocalDate.of(1582, 10, 10).plusDays(random.nextInt(12)), random, 0.1);
      put(row, "level", random.nextInt(9) - 4, random, 0.1);
      put(row, "weight", random.nextLong(2_000_000_000_000L) - 1_000_000_000_000L, random, 0.1);
      put(row, "attributes", attributes(random), random, 0.1);
      made.add(row);
    }
    return new RandomTable(made);
  }

  private static Map<String, String> attributes(SplittableRandom random) {
    Map<String, String> attributes = new TreeMap<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      String value = random.nextInt(8) == 0 ? null : ODD.get(random.nextInt(ODD.size()));
      attributes.put(random.nextInt(10) == 0 ? "" : "key" + random.nextInt(6), value);
    }
    return attributes;
  }

  private static void put(
      Map<String, Object> row, String column, Object value, SplittableRandom random, double nulls) {
    row.put(column, random.nextDouble() < nulls ? null : value);
  }

  /** The rows with {@code many} and {@code who} among the entries of their attributes. */
  RandomTable withManyEntries() {
    return new RandomTable(
        rows.stream()
            .map(
                row -> {
                  Map<String, Object> more = new HashMap<>(row);
                  Map<String, String> attributes = new TreeMap<>();
                  attributes.put("many", (String) row.get("many"));
                  attributes.put("who", (String) row.get("who"));
                  more.computeIfPresent("attributes", (column, old) -> attributes);
                  return more;
                })
            .toList());
  }

  /** The rows with these columns null. */
  RandomTable without(String... columns) {
    return new RandomTable(
        rows.stream()
            .map(
                row -> {
                  Map<String, Object> less = new HashMap<>(row);
                  less.keySet().removeAll(List.of(columns));
                  return less;
                })
            .toList());
  }

  /** These rows and those. */
  RandomTable and(RandomTable more) {
    return new RandomTable(Stream.concat(rows.stream(), more.rows.stream()).toList());
  }

  /** The rows as Spark sees them. */
  Dataset<Row> dataset(SparkSession spark) {
    List<String> names = SPEC.columnNames();
    List<Row> values =
        rows.stream()
            .map(row -> RowFactory.create(names.stream().map(row::get).toArray(Object[]::new)))
            .toList();
    return spark.createDataFrame(values, schema());
  }

  private static StructType schema() {
    return StructType.fromDDL(
        String.join(
            ", ",
            SPEC.columns().stream()
                .map(column -> column.name() + " " + column.sqlType())
                .toList()));
  }
}
