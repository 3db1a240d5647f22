package io.plumbline.pipeline.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.plumbline.datasets.ForeignType;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Runs of lm-evaluation-harness: one per task of a results file.
 *
 * <p>The harness makes a model's name up when it cannot find one in {@code model_args}; so the name
 * is read from there alone, and a run that does not say it there is of an unknown model. Scorers
 * are named as in the results: metric and filter.
 */
final class LmEvalRuns {

  private static final String RESULTS =
      "results map<string,map<string,string>>, versions map<string,string>,"
          + " configs map<string,string>, config struct<model_args:string,limit:string>,"
          + " `n-shot` map<string,string>, git_hash string, date string, lm_eval_version string,"
          + " upper_git_hash string, task_hashes map<string,string>,"
          + " total_evaluation_time_seconds string, system_instruction_sha string,"
          + " chat_template_sha string, fewshot_as_multiturn string";

  private static final String SAMPLE =
      "task string, doc_id string, filter string, hashes string, changed array<string>,"
          + " scores map<string,string>";

  /** What names a model in {@code model_args}, in the order in which the harness looks. */
  private static final List<String> NAMES =
      List.of("peft", "delta", "pretrained", "model", "path", "engine");

  private LmEvalRuns() {}

  /** One row per task of each results file; {@code records}: usable rows of bronze. */
  static Dataset<Row> heads(Dataset<Row> records) {
    return ForeignEvaluations.read(records, RESULTS, ForeignType.LM_EVAL_RESULTS)
        .withColumn("task", explode(expr("map_keys(event.results)")))
        .where("event.configs is null or event.configs[task] is not null")
        .withColumn("unit", col("task"))
        .withColumn("result_id", lit(null).cast("string"))
        .withColumn("run_id", expr("concat('lm-eval/', subject, '/', task)"))
        .withColumn("model", expr(model()))
        .withColumn("judge", lit(null).cast("string"))
        .withColumn("harness", lit("lm-eval"))
        .withColumn("harness_version", col("event.lm_eval_version"))
        .withColumn(
            "started_at",
            expr("timestamp_micros(cast(try_cast(event.date as double) * 1000000 as bigint))"))
        .withColumn(
            "completed_at",
            expr(
                "timestamp_micros(cast((try_cast(event.date as double)"
                    + " + try_cast(event.total_evaluation_time_seconds as double)) * 1000000 as bigint))"))
        .withColumn("revision", col("event.git_hash"))
        .withColumn("figures", expr("event.results[task]"))
        .withColumn(
            "scorer_names",
            expr(
                "filter(map_keys(figures), k -> k like '%,%' and k not like '%\\\\_stderr,%'"
                    + " and try_cast(figures[k] as double) is not null)"))
        .withColumn("stated_micro", Payload.micro("figures[get(scorer_names, 0)]"))
        .withColumn("digest_stated", expr("event.task_hashes[task]"))
        .withColumn("digest_found", lit(null).cast("string"))
        .withColumn("declared_version", expr("event.versions[task]"))
        .withColumn("set", expr("event.configs[task]"))
        .withColumn(
            "items_digest",
            digest(
                members(
                    "dataset_path",
                    "dataset_name",
                    "dataset_kwargs",
                    "test_split",
                    "validation_split",
                    "doc_to_decontamination_query",
                    "process_docs")))
        .withColumn(
            "prompt_digest",
            digest(
                members(
                        "doc_to_text",
                        "doc_to_target",
                        "doc_to_choice",
                        "description",
                        "target_delimiter",
                        "fewshot_delimiter",
                        "fewshot_split",
                        "fewshot_config",
                        "generation_kwargs",
                        "gen_prefix")
                    + ", event.`n-shot`[task], event.system_instruction_sha,"
                    + " event.chat_template_sha, event.fewshot_as_multiturn"))
        .withColumn(
            "scorer_digest",
            digest(members("metric_list", "filter_list", "output_type", "process_results")))
        .withColumn("judge_digest", lit(null).cast("string"))
        .withColumn("reducer_digest", lit(null).cast("string"))
        .withColumn("epochs_digest", digest(members("repeats")))
        .withColumn("limits_digest", digest("event.config.limit"))
        .withColumn("gate_digest", lit(null).cast("string"))
        .withColumn("harness_digest", digest("event.lm_eval_version, event.git_hash"))
        .drop("event", "figures", "set");
  }

  private static String members(String... names) {
    return Stream.of(names)
        .map(name -> "get_json_object(set, '$." + name + "')")
        .collect(Collectors.joining(", "));
  }

  /** Of some texts in order; null when none of them is said. */
  private static Column digest(String texts) {
    return expr(
        "if(coalesce(" + texts + ") is null, null, sha2(to_json(array(" + texts + ")), 256))");
  }

  private static String model() {
    return NAMES.stream()
        .map(
            name ->
                "nullif(regexp_extract(event.config.model_args, '(?:^|[,{\"\\\\s])"
                    + name
                    + "\"?\\\\s*[=:]\\\\s*\"?([^,\"}]+)', 1), '')")
        .collect(Collectors.joining(", ", "coalesce(", ")"));
  }

  /** One row per sample. */
  static Dataset<Row> samples(Dataset<Row> records) {
    return ForeignEvaluations.read(records, SAMPLE, ForeignType.LM_EVAL_SAMPLE)
        .withColumn("unit", col("event.task"))
        .withColumn("result_id", lit(null).cast("string"))
        .withColumn("own_run_id", expr("concat('lm-eval/', subject, '/', event.task)"))
        .withColumn("item_id", col("event.doc_id"))
        .withColumn("part", col("event.filter"))
        .withColumn("hashes", col("event.hashes"))
        .withColumn("changed", col("event.changed"))
        .withColumn(
            "given",
            expr(
                "transform(map_entries(event.scores),"
                    + " s -> struct(concat(s.key, ',', event.filter) as scorer, s.value as value))"))
        .drop("event");
  }
}
