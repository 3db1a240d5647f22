package io.plumbline.pipeline.refine;

import static io.plumbline.pipeline.refine.Given.night;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.Layer;
import io.plumbline.datasets.Schema;
import io.plumbline.datasets.TableSpec;
import io.plumbline.findings.Plan;
import io.plumbline.pipeline.SparkExtension;
import io.plumbline.pipeline.configuration.AlertSettings;
import io.plumbline.pipeline.configuration.Boundary;
import io.plumbline.pipeline.configuration.Configuration;
import io.plumbline.pipeline.configuration.ExportSettings;
import io.plumbline.pipeline.configuration.ModelSettings;
import io.plumbline.pipeline.tables.ContentRoots;
import io.plumbline.pipeline.tables.Tables;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("full")
@ExtendWith(SparkExtension.class)
class RefineTest {

  private static final int NIGHTS = 8;

  @TempDir Path folder;

  static Configuration configuration() {
    return new Configuration(
        "",
        "",
        List.of(),
        List.of(
            new ModelSettings(
                "atlas-2",
                OptionalInt.of(2),
                List.of(),
                List.of("atlas-1"),
                Optional.of("atlas"),
                OptionalLong.empty(),
                Optional.of(night(1))),
            new ModelSettings(
                "atlas-1",
                OptionalInt.of(1),
                List.of("atlas-1-0115"),
                List.of(),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty())),
        Optional.of(
            new Boundary(
                new TreeMap<>(Map.of("deployment", new Boundary.Rule("human_with_sight", true))))),
        Plan.standard(),
        Optional.of(night(1)),
        List.of(),
        AlertSettings.NONE,
        new ExportSettings(Optional.empty(), Optional.empty(), "keys"),
        Optional.empty(),
        "{}",
        "");
  }

  private Tables lake(SparkSession spark, String name, int partitions) {
    Tables tables = new Tables(spark, folder.resolve(name).toString());
    tables.create();
    SmallLab.rows(spark, 11, NIGHTS)
        .forEach((table, rows) -> tables.append(table, rows.repartition(partitions)));
    return tables;
  }

  private static void requireSame(Tables one, Tables other) {
    if (ContentRoots.of(one, night(1), night(NIGHTS))
        .equals(ContentRoots.of(other, night(1), night(NIGHTS)))) {
      return;
    }
    for (TableSpec table : Schema.of(Layer.SILVER)) {
      System.err.println("comparing " + table.qualifiedName());
      Equal.rows(one.read(table), other.read(table));
    }
    throw new AssertionError("the roots differ, the rows do not");
  }

  @Test
  void nightByNightIsTheSameAsOnePass(SparkSession spark) {
    Tables whole = lake(spark, "whole", 1);
    Refine.run(whole, configuration(), night(1), night(NIGHTS));
    Tables nightly = lake(spark, "nightly", 7);
    for (int day = 1; day <= NIGHTS; day++) {
      Refine.run(nightly, configuration(), night(day), night(day));
    }
    requireSame(whole, nightly);
    Refine.run(nightly, configuration(), night(4), night(6));
    requireSame(whole, nightly);
  }

  @Test
  void everyTableHasRowsThatTheirKeysTellApart(SparkSession spark) {
    Tables tables = lake(spark, "complete", 4);
    Refine.run(tables, configuration(), night(1), night(NIGHTS));
    for (TableSpec table : Schema.of(Layer.SILVER)) {
      Dataset<Row> rows = tables.read(table);
      assertThat(rows.count()).as(table.name()).isPositive();
      Column nulls =
          table.columns().stream()
              .filter(column -> !column.nullable())
              .map(ColumnSpec::name)
              .map(name -> functions.col(name).isNull())
              .reduce(Column::or)
              .orElseThrow();
      assertThat(rows.where(nulls).count()).as("nulls in " + table.name()).isZero();
      Column[] key = table.key().stream().map(functions::col).toArray(Column[]::new);
      assertThat(rows.select(key).distinct().count())
          .as("keys of " + table.name())
          .isEqualTo(rows.count());
    }
  }
}
