package io.plumbline.pipeline.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.sum;

import io.plumbline.datasets.silver.Performance;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Tokens and seconds per run, to {@code silver.performance}: measured by the harness on the night
 * on which the run first counts. The entry's id is the run's.
 */
final class PerformanceRefiner {

  private PerformanceRefiner() {}

  /**
   * Entries of Inspect runs.
   *
   * @param runs {@link EvaluationRunsRefiner#versions}
   * @param samples {@link InspectLogs#samples}
   */
  static Dataset<Row> measured(Dataset<Row> runs, Dataset<Row> samples) {
    Dataset<Row> durations =
        samples
            .where("not superseded")
            .groupBy("source", "file", "log_version")
            .agg(sum("duration_us").as("duration_us"));
    // One run to at most one sum.
    return runs.where("version = 1 and fingerprinted and model is not null")
        .join(durations, new String[] {"source", "file", "log_version"}, "left")
        .withColumn("entry_id", col("run_id"))
        .withColumn("subject_model", col("model"))
        .withColumn("tokens", expr("head.stats.model_usage[model].total_tokens"))
        .where("tokens is not null or duration_us is not null");
  }

  /** The rows of a period; {@code entries}: {@link #measured} and mapped rows. */
  static Dataset<Row> refine(Dataset<Row> entries, Dataset<Row> earlier) {
    return Payload.as(
        Performance.SPEC,
        Entries.firsts(entries.where("subject_model is not null and task is not null"), earlier));
  }
}
