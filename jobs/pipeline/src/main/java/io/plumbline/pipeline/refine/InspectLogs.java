package io.plumbline.pipeline.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Inspect AI logs as rows: one per log version, and one per score of a sample.
 *
 * <p>A log version is one content of one file. Its header says what ran, or its start record where
 * it has no header yet; residue (superseded headers and samples) is counted, and superseded samples
 * are rows of their own. A run is an {@code eval_id}: several log versions, also in several files,
 * are one run after another state of it.
 */
final class InspectLogs {

  private static final String LIMITS =
      "message_limit:string,max_messages:string,token_limit:string,token_limit_type:string,"
          + "turn_limit:string,time_limit:string,working_limit:string,cost_limit:string,"
          + "fail_on_error:string,continue_on_fail:string,retry_on_error:string,"
          + "score_on_error:string,approval:string";

  private static final String HEADER =
      "status string, plan string,"
          + " eval struct<created:string,task:string,task_version:string,task_args:string,"
          + "task_file:string,tags:array<string>,"
          + "model:string,model_roles:map<string,struct<model:string,config:string,base_url:string,"
          + "args:string>>,model_generate_config:string,dataset:struct<name:string,samples:bigint,"
          + "sample_ids:array<string>>,solver:string,solver_args:string,config:struct<limit:string,"
          + "sample_id:string,epochs:string,epochs_reducer:string,"
          + LIMITS
          + ">,revision:struct<commit:string,dirty:boolean>,packages:map<string,string>,"
          + "metadata:map<string,string>,scorers:string,metrics:string>,"
          + " results struct<scorer:string,scores:array<struct<name:string,scorer:string,"
          + "reducer:string,params:string>>>,"
          + " stats struct<started_at:string,completed_at:string,"
          + "model_usage:map<string,struct<total_tokens:bigint>>>,"
          + " log_updates array<struct<edits:array<struct<type:string,"
          + "metadata_set:map<string,string>>>,provenance:struct<timestamp:string>>>";

  private static final String SCORE =
      "struct<value:string,explanation_grade:string,history:array<struct<provenance:struct<timestamp:string>>>>";

  private static final String SAMPLE =
      "id string, epoch int, scores map<string,"
          + SCORE
          + ">, score "
          + SCORE
          + ", metadata struct<cluster_id:string>, total_time double, working_time double";

  /** Items of a run that are compared with those of others. */
  private static final int ITEMS = 1_000;

  private static final String[] LOG = {"source", "file", "log_version"};

  private InspectLogs() {}

  /**
   * One row per log version that says what ran.
   *
   * @param members rows of {@code bronze.inspect}
   */
  static Dataset<Row> logs(Dataset<Row> members) {
    Dataset<Row> heads =
        members
            .where(
                "reason is null and data is not null and eval_id is not null and not superseded"
                    + " and kind in ('header', 'start')")
            .withColumn(
                "newest",
                row_number()
                    .over(
                        Window.partitionBy("source", "file", "log_version")
                            .orderBy(
                                expr("kind <> 'header'"),
                                col("begin").desc(),
                                col("ordinal").desc())))
            .where("newest = 1")
            .withColumn("head", from_json(col("data"), lit(HEADER)));
    Dataset<Row> counts =
        members
            .groupBy(LOG[0], LOG[1], LOG[2])
            .agg(
                expr("count_if(superseded)").as("superseded_members"),
                expr("count_if(kind = 'sample' and not superseded)").as("samples_logged"));
    // One head to the one count of its log version.
    return described(heads.join(counts, LOG));
  }

  private static Dataset<Row> described(Dataset<Row> heads) {
    return heads
        .withColumn("position", expr("begin + ordinal"))
        .withColumn("run_id", col("eval_id"))
        .withColumn("task", col("head.eval.task"))
        .withColumn("model", col("head.eval.model"))
        .withColumn(
            "scorers",
            expr(
                "from_json(head.eval.scorers, 'array<struct<name:string,options:struct<model:string>>>')"))
        .withColumn(
            "scorer_names",
            expr(
                "coalesce(transform(head.results.scores, s -> s.name),"
                    + " transform(scorers, s -> s.name),"
                    + " array(get_json_object(head.results.scorer, '$.name')))"))
        .withColumn(
            "judge",
            expr(
                "coalesce(head.eval.model_roles['judge'].model,"
                    + " head.eval.model_roles['grader'].model,"
                    + " head.eval.model_roles['scorer'].model,"
                    + " get(filter(transform(scorers, s -> s.options.model), m -> m is not null), 0))"))
        .withColumn("started_at", time("coalesce(head.stats.started_at, head.eval.created)"))
        .withColumn("completed_at", time("head.stats.completed_at"))
        .withColumn("harness_version", expr("head.eval.packages['inspect_ai']"))
        .withColumn("harness", when(col("harness_version").isNotNull(), "inspect_ai"))
        .withColumn("revision", col("head.eval.revision.commit"))
        .withColumn("dirty", col("head.eval.revision.dirty"))
        .withColumn("status", expr("coalesce(head.status, 'started')"))
        .withColumn("updates", expr(UPDATES))
        .withColumn("reported", expr("try_cast(" + updated("reported") + " as boolean)"))
        .withColumn("gate_threshold_micro", Payload.micro(updated("gate_threshold")))
        .withColumn("gate_stated_micro", Payload.micro("head.eval.metadata['gate_threshold']"))
        .withColumn("gate_moved_at", time("updates['gate_threshold'].at"))
        .withColumn("task_file", col("head.eval.task_file"))
        .withColumn(
            "purpose",
            expr(
                "get(array_intersect(array('development', 'deployment'),"
                    + " concat(array(lower(head.eval.metadata['purpose'])),"
                    + " transform(coalesce(head.eval.tags, array()), t -> lower(t)))), 0)"))
        .withColumn(
            "resources",
            expr(
                "if(purpose is null, null, filter(concat("
                    + "array(concat('judge:', judge), concat('code:', task_file),"
                    + " concat('infrastructure:', harness)),"
                    + " transform(slice(coalesce(head.eval.dataset.sample_ids, array()), 1, "
                    + ITEMS
                    + "), i -> concat('item:', i))), r -> r is not null))"))
        .where("task is not null");
  }

  /** The last edit of each metadata entry; of edits at one time the last in the list. */
  private static final String UPDATES =
      "map_from_entries(aggregate(flatten(transform(coalesce(head.log_updates, array()),"
          + " u -> flatten(transform(filter(u.edits, e -> e.metadata_set is not null),"
          + " e -> transform(map_entries(e.metadata_set),"
          + " m -> struct(m.key as key, struct(m.value as value, u.provenance.timestamp as at) as edit)))))),"
          + " cast(array() as array<struct<key:string,edit:struct<value:string,at:string>>>),"
          + " (all, one) -> concat(filter(all, a -> a.key <> one.key), array(one))))";

  private static String updated(String name) {
    return "coalesce(updates['" + name + "'].value, head.eval.metadata['" + name + "'])";
  }

  private static org.apache.spark.sql.Column time(String text) {
    return expr("try_cast(" + text + " as timestamp)");
  }

  /**
   * One row per sample, superseded ones too, with {@code duration_us} and {@code given}: its scores
   * by scorer, a score of several named numbers as {@code scorer/name}.
   */
  static Dataset<Row> samples(Dataset<Row> members) {
    return members
        .where("reason is null and data is not null and eval_id is not null and kind = 'sample'")
        .withColumn("sample", from_json(col("data"), lit(SAMPLE)))
        .withColumn("given", expr(GIVEN))
        .select(
            col("night"),
            col("record_night"),
            col("late"),
            col("source"),
            col("file"),
            col("member"),
            expr("begin + ordinal").as("position"),
            col("log_version"),
            col("superseded"),
            col("sample.id").as("item_id"),
            expr("coalesce(sample.epoch, 1)").as("epoch"),
            col("sample.metadata.cluster_id").as("cluster_id"),
            expr("try_cast(round(coalesce(sample.working_time, sample.total_time) * 1000000) as bigint)")
                .as("duration_us"),
            col("given"));
  }

  private static final String GIVEN =
      "flatten(transform(map_entries(coalesce(sample.scores,"
          + " if(sample.score is null, null, map('88F74D2C', sample.score)))), s ->"
          + " if(startswith(s.value.value, '{'),"
          + " transform(filter(map_entries(from_json(s.value.value, 'map<string,string>')),"
          + " v -> try_cast(v.value as double) is not null),"
          + " v -> struct(concat(s.key, '/', v.key) as scorer, v.value as value,"
          + " cast(null as string) as stated_grade,"
          + " greatest(coalesce(size(s.value.history), 0) - 1, 0) as edit_count)),"
          + " array(struct(s.key as scorer, s.value.value as value,"
          + " s.value.explanation_grade as stated_grade,"
          + " greatest(coalesce(size(s.value.history), 0) - 1, 0) as edit_count)))))";

  /** One row per score; {@code samples}: {@link #samples}. */
  static Dataset<Row> scores(Dataset<Row> samples) {
    return samples
        .select(col("*"), inline(col("given")))
        .drop("given", "duration_us")
        .where("item_id is not null")
        .withColumn("score_micro", expr(SCORE_MICRO));
  }

  private static final String SCORE_MICRO =
      "case upper(trim(value)) when 'C' then 1000000 when 'I' then 0 when 'P' then 500000"
          + " when 'N' then 0 when 'TRUE' then 1000000 when 'YES' then 1000000 when 'FALSE' then 0"
          + " when 'NO' then 0"
          + " else try_cast(round(try_cast(value as decimal(38, 12)) * 1000000) as bigint) end";
}
