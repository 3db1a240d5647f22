package io.plumbline.pipeline.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.plumbline.datasets.ForeignType;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Evaluations of Every Eval Ever: one run per result of a document.
 *
 * <p>The evaluation id of the format changes whenever a log is converted again, so a run is known
 * by the digest of what was measured and found.
 */
final class EveryEvalEverRuns {

  private static final String METRIC =
      "struct<metric_id:string,metric_name:string,metric_parameters:string,lower_is_better:string,"
          + "score_type:string,level_names:string,min_score:string,max_score:string,"
          + "llm_scoring:struct<judges:array<struct<model_info:struct<id:string,name:string>>>,"
          + "input_prompt:string,aggregation_method:string>>";

  private static final String DOCUMENT =
      "checksum_found string, document struct<evaluation_timestamp:string,"
          + "retrieved_timestamp:string,model_info:struct<id:string,name:string>,"
          + "eval_library:struct<name:string,version:string>,"
          + "detailed_evaluation_results:struct<checksum:string,hash_algorithm:string>,"
          + "evaluation_results:array<struct<evaluation_result_id:string,evaluation_name:string,"
          + "source_data:string,evaluation_timestamp:string,metric_config:"
          + METRIC
          + ",score_details:struct<score:string,uncertainty:string>,generation_config:string>>>";

  private static final String SAMPLE =
      "sample_id string, score string, evaluation_name string, evaluation_result_id string";

  private EveryEvalEverRuns() {}

  /** One row per result of each document; {@code records}: usable rows of bronze. */
  static Dataset<Row> heads(Dataset<Row> records) {
    return ForeignEvaluations.read(records, DOCUMENT, ForeignType.EVERY_EVAL_EVER)
        .withColumn("result", explode(col("event.document.evaluation_results")))
        .withColumn("task", col("result.evaluation_name"))
        .withColumn("unit", col("task"))
        .withColumn("result_id", col("result.evaluation_result_id"))
        .withColumn("model", col("event.document.model_info.id"))
        .withColumn("judge", expr("get(result.metric_config.llm_scoring.judges, 0).model_info.id"))
        .withColumn("harness", col("event.document.eval_library.name"))
        .withColumn("harness_version", col("event.document.eval_library.version"))
        .withColumn(
            "at",
            expr("coalesce(result.evaluation_timestamp, event.document.evaluation_timestamp)"))
        .withColumn(
            "started_at",
            expr(
                "coalesce(timestamp_micros(cast(try_cast(at as double) * 1000000 as bigint)),"
                    + " try_cast(at as timestamp))"))
        .withColumn("completed_at", lit(null).cast("timestamp"))
        .withColumn("revision", lit(null).cast("string"))
        .withColumn(
            "run_id",
            expr(
                "concat('every-eval-ever/', sha2(to_json(struct(model, harness, harness_version, task,"
                    + " result.source_data, result.metric_config, result.generation_config,"
                    + " result.score_details, at)), 256))"))
        .withColumn(
            "scorer_names",
            expr(
                "array(coalesce(result.metric_config.metric_name, result.metric_config.metric_id,"
                    + " 'score'))"))
        .withColumn("stated_micro", Payload.micro("result.score_details.score"))
        .withColumn(
            "digest_stated",
            expr("nullif(lower(event.document.detailed_evaluation_results.checksum), '')"))
        .withColumn("digest_found", expr("nullif(event.checksum_found, '')"))
        .withColumn("declared_version", lit(null).cast("string"))
        .withColumn("items_digest", digest("result.source_data"))
        .withColumn("prompt_digest", digest("result.generation_config"))
        .withColumn(
            "scorer_digest",
            digest(
                "result.metric_config.metric_id, result.metric_config.metric_name,"
                    + " result.metric_config.metric_parameters, result.metric_config.lower_is_better,"
                    + " result.metric_config.score_type, result.metric_config.level_names,"
                    + " result.metric_config.min_score, result.metric_config.max_score"))
        .withColumn("judge_digest", digest("to_json(result.metric_config.llm_scoring)"))
        .withColumn("reducer_digest", lit(null).cast("string"))
        .withColumn("epochs_digest", lit(null).cast("string"))
        .withColumn("limits_digest", lit(null).cast("string"))
        .withColumn("gate_digest", lit(null).cast("string"))
        .withColumn("harness_digest", digest("harness, harness_version"))
        .where("task is not null")
        .drop("event", "result", "at");
  }

  private static Column digest(String texts) {
    return expr(
        "if(coalesce(" + texts + ") is null, null, sha2(to_json(array(" + texts + ")), 256))");
  }

  /** One row per sample. */
  static Dataset<Row> samples(Dataset<Row> records) {
    return ForeignEvaluations.read(records, SAMPLE, ForeignType.EVERY_EVAL_EVER_SAMPLE)
        .withColumn("unit", col("event.evaluation_name"))
        .withColumn("result_id", col("event.evaluation_result_id"))
        .withColumn("own_run_id", lit(null).cast("string"))
        .withColumn("item_id", col("event.sample_id"))
        .withColumn("part", lit("").cast("string"))
        .withColumn("hashes", lit(null).cast("string"))
        .withColumn("changed", expr("cast(array() as array<string>)"))
        .withColumn(
            "given", expr("array(struct(cast(null as string) as scorer, event.score as value))"))
        .drop("event");
  }
}
