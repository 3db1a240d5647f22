package io.plumbline.pipeline.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Decisions and reviews of a night beside each other: sittings of a person, batches of a proposer.
 */
final class Reviews {

  /** Seconds before a review that belong to the same 60 minutes, its own second included. */
  private static final long HOUR = 3_599;

  private Reviews() {}

  /**
   * Adds {@code review_unit}, {@code batch_unit} and {@code reviews_in_hour}. All look only at what
   * arrived on the same night, so that a night is the same however many are refined together.
   *
   * @param decisions versions with all other columns of {@code silver.decisions} that say who
   *     decided what when
   */
  static Dataset<Row> counted(Dataset<Row> decisions) {
    Dataset<Row> rows =
        decisions
            .withColumn(
                "person",
                expr("if(reviewed and decided_kind = 'human', nullif(trim(decided_by), ''), null)"))
            .withColumn("second", expr("unix_seconds(decided_at)"));
    WindowSpec sitting = Window.partitionBy("night", "person");
    WindowSpec batch = Window.partitionBy("night", "domain", "proposed_by", "artifact", "counted");
    return rows.withColumn("review_unit", isFirst(sitting, col("person").isNotNull()))
        .withColumn(
            "reviews_in_hour",
            when(
                col("person").isNotNull().and(col("second").isNotNull()),
                count(col("second"))
                    .over(sitting.orderBy("second").rangeBetween(-HOUR, Window.currentRow()))))
        .withColumn("batch_unit", isFirst(batch, col("counted")))
        .drop("person", "second");
  }

  private static Column isFirst(WindowSpec window, Column applies) {
    return when(applies, row_number().over(hashed(window)).equalTo(1)).otherwise(lit(false));
  }

  /** By a hash of the id: the order depends on nothing that was decided. */
  private static WindowSpec hashed(WindowSpec window) {
    return window.orderBy(xxhash64(col("decision_id")), col("decision_id"));
  }

  /** The same columns for decisions that come one by one, such as commits. */
  static Dataset<Row> apart(Dataset<Row> decisions) {
    return decisions
        .withColumn("review_unit", lit(false))
        .withColumn("batch_unit", lit(true))
        .withColumn("reviews_in_hour", lit(null).cast("int"));
  }
}
