package io.plumbline.pipeline.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.measure.Expr;
import io.plumbline.measure.Measurement;
import io.plumbline.pipeline.SparkExtension;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("spark")
@ExtendWith(SparkExtension.class)
class SqlTallyTest {

  private static final LocalDate FROM = RandomTable.FIRST.plusDays(1);
  private static final LocalDate TO = RandomTable.FIRST.plusDays(3);

  private static final List<Measurement> PLAIN =
      List.of(
          of("nothing-held", List.of(), List.of(), List.of("flag"), "true"),
          of("by-who", List.of("who"), List.of("odd", "level"), List.of("flag", "day"), "flag"),
          of("by-odd", List.of("odd", "who"), List.of(), List.of(), "level > 0"),
          of("many", List.of("who"), List.of("flag"), List.of("many"), "who = 'model-1'"));

  private static final List<Measurement> ENTRIES =
      List.of(
          new Measurement(
              "entries",
              RandomTable.SPEC,
              List.of(Expr.column("who")),
              List.of(Expr.column("odd")),
              Optional.of("attributes"),
              List.of(Expr.column("flag")),
              List.of(Expr.column("weight"), new Expr("yes", "flag")),
              "not flag"),
          of("rows", List.of("who"), List.of(), List.of("level"), "level > 0 or flag"));

  static Measurement of(
      String id, List<String> scope, List<String> stratum, List<String> cell, String where) {
    return new Measurement(
        id,
        RandomTable.SPEC,
        scope.stream().map(Expr::column).toList(),
        stratum.stream().map(Expr::column).toList(),
        Optional.empty(),
        cell.stream().map(Expr::column).toList(),
        List.of(Expr.column("level"), Expr.column("weight")),
        where);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void countsAreThoseOfAPlainLoop(int partitions, SparkSession spark) {
    RandomTable table = RandomTable.of(3000, 500, partitions);
    assertThat(
            PlainCount.read(
                SqlTally.rows(table.dataset(spark).repartition(partitions), PLAIN, FROM, TO)))
        .isEqualTo(PlainCount.of(table, PLAIN, FROM, TO))
        .hasSizeGreaterThan(1000);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void entriesAreCountedOneByOneBesideRows(int partitions, SparkSession spark) {
    RandomTable table = RandomTable.of(3000, 500, 10 + partitions);
    assertThat(
            PlainCount.read(
                SqlTally.rows(table.dataset(spark).repartition(partitions), ENTRIES, FROM, TO)))
        .isEqualTo(PlainCount.of(table, ENTRIES, FROM, TO))
        .hasSizeGreaterThan(1000);
  }

  @Test
  void nothingToCountGivesNoRowsInTheSameColumns(SparkSession spark) {
    RandomTable table = RandomTable.of(10, 5, 1);
    assertThat(SqlTally.rows(table.dataset(spark), List.of(), FROM, TO).columns())
        .isEqualTo(SqlTally.rows(table.dataset(spark), PLAIN, FROM, TO).columns())
        .containsExactly(
            io.plumbline.datasets.gold.Tallies.SPEC.columnNames().toArray(String[]::new));
    assertThat(SqlTally.rows(table.dataset(spark), List.of(), FROM, TO).count()).isZero();
  }

  @Test
  void aSumOfFractionsIsRefused(SparkSession spark) {
    Measurement fractions =
        new Measurement(
            "fractions",
            RandomTable.SPEC,
            List.of(),
            List.of(),
            Optional.empty(),
            List.of(),
            List.of(new Expr("half", "level / 2")),
            "true");
    assertThatThrownBy(
            () ->
                Tallier.tally(
                    RandomTable.of(10, 5, 1).dataset(spark), List.of(fractions), FROM, TO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid integer 'half' of 'fractions': DOUBLE (must be an integer or a boolean)");
  }
}
