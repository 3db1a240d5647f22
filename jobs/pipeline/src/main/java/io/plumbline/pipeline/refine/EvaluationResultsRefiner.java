package io.plumbline.pipeline.refine;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;

import io.plumbline.datasets.silver.EvaluationResults;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Scores to {@code silver.evaluation_results}: a version where a score differs from what was known
 * of it.
 *
 * <p>A log that is read again, because it was rewritten or lies there twice, makes a version only
 * of those scores whose value or number of edits changed. Replaced attempts are versions of their
 * own, once each, before the sample that replaced them.
 */
final class EvaluationResultsRefiner {

  private EvaluationResultsRefiner() {}

  /** Scores with what their log says; {@code states}: {@link EvaluationRunsRefiner#states}. */
  static Dataset<Row> observations(Dataset<Row> scores, Dataset<Row> states) {
    // Many scores to the one state of their log version.
    return scores
        .join(
            states.select(
                col("source"),
                col("file"),
                col("log_version"),
                col("run_id"),
                col("task"),
                col("model"),
                col("generation"),
                col("judge"),
                col("judge_relation"),
                col("criteria_id"),
                col("log_rank"),
                col("scorer_names")),
            new String[] {"source", "file", "log_version"})
        .withColumn(
            "scorer",
            expr("if(scorer = '88F74D2C', coalesce(get(scorer_names, 0), 'score'), scorer)"))
        .drop("scorer_names", "log_version");
  }

  /**
   * The rows of a period.
   *
   * @param observations what counts in the period: {@link #observations} and mapped rows
   * @param earlier rows of {@code silver.evaluation_results} before the period; those of runs that
   *     recur, at least
   */
  static Dataset<Row> refine(Dataset<Row> observations, Dataset<Row> earlier) {
    Column[] key = {col("run_id"), col("item_id"), col("epoch"), col("scorer")};
    Column[] kind = {key[0], key[1], key[2], key[3], col("superseded")};
    Column[] content = {
      kind[0],
      kind[1],
      kind[2],
      kind[3],
      kind[4],
      col("value"),
      col("score_micro"),
      col("edit_count")
    };
    Column[] order = {
      col("night"),
      col("log_rank"),
      col("superseded").desc(),
      col("source"),
      col("file"),
      col("position"),
      col("version_before")
    };
    WindowSpec ordered = Window.partitionBy(key).orderBy(order);
    return Payload.as(
        EvaluationResults.SPEC,
        usable(observations)
            .withColumn("before", lit(false))
            .withColumn("version_before", lit(0))
            .unionByName(
                earlier
                    .withColumn("version_before", col("version"))
                    .withColumn("before", lit(true)),
                true)
            .withColumn("state", expr("struct(value, score_micro, edit_count)"))
            .withColumn("last_state", lag("state", 1).over(Window.partitionBy(kind).orderBy(order)))
            .withColumn("occurrence", row_number().over(Window.partitionBy(content).orderBy(order)))
            .where("before or if(superseded, occurrence = 1, not (state <=> last_state))")
            .withColumn("version", row_number().over(ordered))
            .where("not before"));
  }

  private static Dataset<Row> usable(Dataset<Row> observations) {
    return observations
        .where("run_id is not null and task is not null and item_id is not null")
        .withColumn("epoch", coalesce(col("epoch"), lit(1)))
        .withColumn("scorer", coalesce(col("scorer"), lit("score")))
        .withColumn("superseded", coalesce(col("superseded"), lit(false)))
        .withColumn("edit_count", coalesce(col("edit_count"), lit(0)));
  }
}
