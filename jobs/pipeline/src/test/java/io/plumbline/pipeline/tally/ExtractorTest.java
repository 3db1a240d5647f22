package io.plumbline.pipeline.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.datasets.gold.Extracts;
import io.plumbline.measure.Expr;
import io.plumbline.measure.Extract;
import io.plumbline.measure.ExtractRow;
import io.plumbline.pipeline.SparkExtension;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.unsafe.Platform;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("spark")
@ExtendWith(SparkExtension.class)
class ExtractorTest {

  private static final LocalDate FROM = RandomTable.FIRST.plusDays(1);
  private static final LocalDate TO = RandomTable.FIRST.plusDays(3);

  private static final List<Extract> EXTRACTS =
      List.of(extract("some", "true", 50), extract("all", "flag", 100_000));

  private static Extract extract(String id, String where, int limit) {
    return new Extract(
        id,
        RandomTable.SPEC,
        Expr.column("id"),
        List.of(Expr.column("weight"), new Expr("yes", "flag")),
        List.of(Expr.column("odd"), Expr.column("day")),
        where,
        limit);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void rowsOfTheSmallestHashesAreKeptInKeyOrder(int partitions, SparkSession spark) {
    RandomTable table = RandomTable.of(2000, 10, 3);
    Dataset<Row> rows =
        Extractor.extract(table.dataset(spark).repartition(partitions), EXTRACTS, FROM, TO);
    assertThat(read(rows)).isEqualTo(expected(table)).hasSizeGreaterThan(500);
  }

  @Test
  void rowsFitTheTable(SparkSession spark) {
    RandomTable table = RandomTable.of(20, 10, 3);
    assertThat(Extractor.extract(table.dataset(spark), EXTRACTS, FROM, TO).columns())
        .isEqualTo(Extractor.extract(table.dataset(spark), List.of(), FROM, TO).columns())
        .isEqualTo(Extracts.SPEC.columnNames().toArray(String[]::new));
  }

  @Test
  void aFractionIsNoInteger(SparkSession spark) {
    Extract fraction =
        new Extract(
            "fraction",
            RandomTable.SPEC,
            Expr.column("id"),
            List.of(new Expr("half", "level / 2")),
            List.of(),
            "true",
            5);
    assertThatThrownBy(
            () ->
                Extractor.extract(
                    RandomTable.of(10, 5, 1).dataset(spark), List.of(fraction), FROM, TO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid integer 'half' of 'fraction': DOUBLE (must be an integer or a boolean)");
  }

  private static List<ExtractRow> read(Dataset<Row> rows) {
    List<ExtractRow> read = new ArrayList<>();
    for (Row row : rows.orderBy("extract", "night", "ordinal").collectAsList()) {
      read.add(
          new ExtractRow(
              row.<java.sql.Date>getAs("night").toLocalDate(),
              row.<String>getAs("extract") + " " + row.<Integer>getAs("ordinal"),
              row.getAs("key"),
              row.getList(row.fieldIndex("integers")),
              row.getList(row.fieldIndex("labels"))));
    }
    return read;
  }

  private static List<ExtractRow> expected(RandomTable table) {
    List<ExtractRow> expected = new ArrayList<>();
    for (Extract extract : EXTRACTS.stream().sorted(Comparator.comparing(Extract::id)).toList()) {
      for (LocalDate night = FROM; !night.isAfter(TO); night = night.plusDays(1)) {
        LocalDate wanted = night;
        List<Map<String, Object>> kept =
            table.rows().stream()
                .filter(row -> wanted.equals(row.get("night")))
                .filter(row -> extract.where().equals("true") || row.get("flag") == Boolean.TRUE)
                .sorted(Comparator.comparingLong(row -> hash((String) row.get("id"))))
                .limit(extract.limit())
                .sorted((a, b) -> Arrays.compareUnsigned(bytes(a.get("id")), bytes(b.get("id"))))
                .toList();
        for (int i = 0; i < kept.size(); i++) {
          Map<String, Object> row = kept.get(i);
          expected.add(
              new ExtractRow(
                  night,
                  extract.id() + " " + i,
                  (String) row.get("id"),
                  List.of(
                      (Long) Objects.requireNonNullElse(row.get("weight"), 0L),
                      row.get("flag") == Boolean.TRUE ? 1L : 0L),
                  List.of(
                      Objects.requireNonNullElse(row.get("odd"), "").toString(),
                      Objects.requireNonNullElse(row.get("day"), "").toString())));
        }
      }
    }
    return expected;
  }

  private static long hash(String key) {
    byte[] bytes = bytes(key);
    return XXH64.hashUnsafeBytes(bytes, Platform.BYTE_ARRAY_OFFSET, bytes.length, 42L);
  }

  private static byte[] bytes(Object text) {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
