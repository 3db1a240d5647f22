package io.plumbline.bench;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The same counts by Spark SQL: one group-by per attribute over the Delta table. */
final class SparkSql {

  private SparkSql() {}

  private static Dataset<Row> query(Dataset<Row> table, Attribute attribute) {
    return table
        .where("night = date'" + CandidateRows.NIGHT + "'")
        .where("unit and version = 1 and selector_kind <> 'human'")
        .where("selector_id <> 'random-control'")
        .selectExpr(
            "night",
            "record_night",
            "purpose",
            "selector_id",
            "pool_id",
            "stratum",
            "selector_model",
            "selected",
            "try_element_at(attributes, '" + attribute.name() + "') as value")
        .where("value is not null")
        .groupBy(
            "night",
            "record_night",
            "purpose",
            "selector_id",
            "pool_id",
            "stratum",
            "selector_model",
            "selected",
            "value")
        .count();
  }

  /** Runs every query to its end. */
  static void count(Dataset<Row> table) {
    for (Attribute attribute : Attribute.ALL) {
      query(table, attribute).write().format("noop").mode("overwrite").save();
    }
  }

  /** What the queries give. */
  static Counts counted(Dataset<Row> table) {
    Counts counts = new Counts();
    for (Attribute attribute : Attribute.ALL) {
      List<Row> rows = new ArrayList<>(query(table, attribute).collectAsList());
      for (Row row : rows) {
        counts.add(
            new Counts.Group(
                row.getAs("purpose"),
                row.getAs("selector_id"),
                row.getAs("pool_id"),
                row.getAs("stratum"),
                row.getAs("selector_model"),
                row.getAs("selected")),
            attribute.name(),
            row.getAs("value"),
            row.getAs("count"));
      }
    }
    return counts;
  }
}
