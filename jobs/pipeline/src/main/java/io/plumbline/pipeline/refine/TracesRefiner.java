package io.plumbline.pipeline.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import io.plumbline.datasets.silver.Traces;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Trace events to {@code silver.traces}: a version for each night on which something was said of a
 * trace. What a later event says replaces what an earlier one said, member by member.
 */
final class TracesRefiner {

  private static final String DATA =
      "trace_id string, digest string, teacher string, run string, problem_id string,"
          + " candidates bigint, verifier string, score double, kept boolean,"
          + " selector struct<kind:string,id:string,model:string>,"
          + " review struct<kind:string,outcome:string>, training_set string,"
          + " digest_in_training string";

  private static final Set<String> SAID =
      Set.of(
          "digest",
          "teacher",
          "generator_run",
          "problem_id",
          "candidates",
          "verifier",
          "score_micro",
          "kept",
          "selector_kind",
          "selector_id",
          "selector_model",
          "review_kind",
          "review_outcome",
          "training_set",
          "digest_in_training");

  private TracesRefiner() {}

  /** One row per trace event. */
  static Dataset<Row> traces(Dataset<Row> events) {
    return Payload.of(events, DATA)
        .select(col("*"), col("event.*"))
        .withColumn("generator_run", col("run"))
        .withColumn("score_micro", Payload.micro("score"))
        .withColumn("selector_kind", col("selector.kind"))
        .withColumn("selector_id", col("selector.id"))
        .withColumn("selector_model", col("selector.model"))
        .withColumn("review_kind", col("review.kind"))
        .withColumn("review_outcome", col("review.outcome"))
        .drop("event", "run", "score", "selector", "review");
  }

  /**
   * The rows of a period.
   *
   * @param traces what counts in the period: {@link #traces} and mapped rows
   * @param earlier rows of {@code silver.traces} before the period; those of traces that recur, at
   *     least
   */
  static Dataset<Row> refine(Dataset<Row> traces, Dataset<Row> earlier) {
    Dataset<Row> all =
        traces
            .where("trace_id is not null")
            .withColumn("before", lit(0))
            .unionByName(
                Versions.latest(earlier, "trace_id").withColumn("before", col("version")), true);
    return Payload.as(
        Traces.SPEC,
        Versions.folded(dated(all), SAID, "trace_id")
            .where("digest is not null and teacher is not null")
            .withColumn("digest_mismatch", expr("coalesce(digest_in_training <> digest, false)"))
            .withColumn("kept_now", expr("coalesce(kept_since = night, false)"))
            // A review counts once the trace is kept, whichever became known first.
            .withColumn(
                "reviewed_now",
                expr(
                    "coalesce(if(reviewed_since > kept_since, reviewed_since, kept_since) = night"
                        + " and reviewed_since is not null, false)"))
            .withColumn("in_training_now", expr("coalesce(in_training_since = night, false)")));
  }

  /**
   * Adds the nights since which things are known of a trace; they follow from all that was said.
   */
  private static Dataset<Row> dated(Dataset<Row> rows) {
    WindowSpec upToNow =
        Window.partitionBy("trace_id")
            .orderBy("night", "source", "file", "position")
            .rowsBetween(Window.unboundedPreceding(), Window.currentRow());
    return rows.withColumn(
            "kept_since",
            min(expr("if(coalesce(kept, training_set is not null), night, null)")).over(upToNow))
        .withColumn(
            "reviewed_since",
            min(expr("if(review_outcome is not null, night, null)")).over(upToNow))
        .withColumn(
            "in_training_since",
            min(expr("if(digest_in_training is not null, night, null)")).over(upToNow));
  }
}
