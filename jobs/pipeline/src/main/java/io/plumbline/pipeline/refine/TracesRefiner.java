package io.plumbline.pipeline.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.plumbline.datasets.silver.Traces;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

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
        Versions.folded(all, SAID, "trace_id")
            .where("digest is not null and teacher is not null")
            .withColumn("digest_mismatch", expr("coalesce(digest_in_training <> digest, false)")));
  }
}
