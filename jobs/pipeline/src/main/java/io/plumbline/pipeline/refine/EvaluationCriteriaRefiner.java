package io.plumbline.pipeline.refine;

import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sort_array;

import io.plumbline.datasets.silver.EvaluationCriteria;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * The criteria of Inspect runs, to {@code silver.evaluation_criteria}: a row where a task's
 * fingerprint differs from that of the run before it.
 *
 * <p>Components, each the SHA-256 of canonical text, null where a log says nothing of it:
 *
 * <ul>
 *   <li>items: data set name, item ids in sorted order (their number where they are not logged),
 *       limit and chosen items
 *   <li>prompt: plan, solver, solver and task arguments, generation settings
 *   <li>scorer: scorers with options and metrics; in old logs the scorers of the results
 *   <li>judge: the judging roles with their settings, and models named in scorer options
 *   <li>reducer, epochs, limits: of the configuration
 *   <li>gate: the threshold stated when the run started; a later move of it is a fact of the run
 *   <li>harness: packages with versions
 * </ul>
 *
 * <p>The fingerprint is the SHA-256 over task and component digests. Runs of a task are ordered by
 * the night on which they first count, then by start, then by id. Within a night each fingerprint
 * is compared once, at its first run, with the one before it.
 *
 * <p>Changes that a mapped source states, such as commits to task files, stand beside these and are
 * compared with nothing: see {@link #stated}.
 */
final class EvaluationCriteriaRefiner {

  private static final Map<String, String> COMPONENTS = components();

  private EvaluationCriteriaRefiner() {}

  private static Map<String, String> components() {
    Map<String, String> components = new LinkedHashMap<>();
    components.put(
        "items",
        "to_json(struct(head.eval.dataset.name, array_sort(head.eval.dataset.sample_ids) as ids,"
            + " if(head.eval.dataset.sample_ids is null, head.eval.dataset.samples, null) as samples,"
            + " head.eval.config.limit, head.eval.config.sample_id))");
    components.put(
        "prompt",
        "to_json(struct(head.plan, head.eval.solver, head.eval.solver_args, head.eval.task_args,"
            + " head.eval.model_generate_config))");
    components.put(
        "scorer",
        "if(head.eval.scorers is not null,"
            + " to_json(struct(head.eval.scorers, head.eval.metrics)),"
            + " nullif(to_json(struct(head.results.scorer,"
            + " transform(head.results.scores, s -> struct(s.name, s.scorer, s.params)) as scores)),"
            + " '{}'))");
    components.put(
        "judge",
        "nullif(to_json(struct(head.eval.model_roles['judge'] as judge,"
            + " head.eval.model_roles['grader'] as grader,"
            + " head.eval.model_roles['scorer'] as scorer,"
            + " get(filter(transform(scorers, s -> s.options.model), m -> m is not null), 0) as model)),"
            + " '{}')");
    components.put("reducer", "head.eval.config.epochs_reducer");
    components.put("epochs", "head.eval.config.epochs");
    components.put(
        "limits",
        "nullif(to_json(struct(coalesce(head.eval.config.message_limit, head.eval.config.max_messages)"
            + " as message_limit, head.eval.config.token_limit, head.eval.config.token_limit_type,"
            + " head.eval.config.turn_limit, head.eval.config.time_limit,"
            + " head.eval.config.working_limit, head.eval.config.cost_limit,"
            + " head.eval.config.fail_on_error, head.eval.config.continue_on_fail,"
            + " head.eval.config.retry_on_error, head.eval.config.score_on_error,"
            + " head.eval.config.approval)), '{}')");
    components.put("gate", "head.eval.metadata['gate_threshold']");
    components.put(
        "harness", "to_json(map_from_entries(array_sort(map_entries(head.eval.packages))))");
    return components;
  }

  /** Adds the component digests, {@code criteria_id} and {@code declared_version} to each log. */
  static Dataset<Row> fingerprinted(Dataset<Row> logs) {
    Dataset<Row> digested = logs;
    for (Map.Entry<String, String> component : COMPONENTS.entrySet()) {
      digested =
          digested.withColumn(
              component.getKey() + "_digest", expr("sha2(" + component.getValue() + ", 256)"));
    }
    return identified(digested).withColumn("declared_version", col("head.eval.task_version"));
  }

  /** Adds {@code criteria_id} to rows that have the component digests. */
  static Dataset<Row> identified(Dataset<Row> digested) {
    String parts =
        COMPONENTS.keySet().stream()
            .map(name -> "'" + name + "=', coalesce(" + name + "_digest, '')")
            .collect(Collectors.joining(", ", "concat_ws('\\n', 'task=', task, ", ")"));
    return digested.withColumn("criteria_id", expr("sha2(" + parts + ", 256)"));
  }

  /**
   * The rows of a period.
   *
   * @param runs versions of runs that count in the period, with what {@link #fingerprinted} adds
   * @param earlier rows of {@code silver.evaluation_criteria} before the period
   */
  static Dataset<Row> refine(Dataset<Row> runs, Dataset<Row> earlier) {
    Dataset<Row> firsts =
        runs.where("version = 1 and fingerprinted")
            .withColumn(
                "turn",
                row_number()
                    .over(
                        Window.partitionBy("task", "night", "criteria_id")
                            .orderBy("started_at", "run_id")))
            .where("turn = 1")
            .withColumn("before", lit(false));
    WindowSpec sequence = Window.partitionBy("task").orderBy("night", "started_at", "run_id");
    Dataset<Row> changes =
        firsts
            .unionByName(newest(earlier).withColumn("before", lit(true)), true)
            .withColumn("previous_criteria_id", lag("criteria_id", 1).over(sequence))
            .where("not (criteria_id <=> previous_criteria_id)")
            .withColumn("previous", lag(expr(STATE), 1).over(sequence))
            .where("not before");
    Dataset<Row> begun = earlier.groupBy("criteria_id").agg(min("first_night").as("begun"));
    // Many rows to at most one first night of their fingerprint.
    return Payload.as(
        EvaluationCriteria.SPEC,
        changes
            .join(begun, new String[] {"criteria_id"}, "left")
            .withColumn(
                "first_night",
                coalesce(col("begun"), min("night").over(Window.partitionBy("criteria_id"))))
            .withColumn("changed", expr(CHANGED))
            .withColumn(
                "bumped",
                expr(
                    "if(previous_criteria_id is null, null,"
                        + " not (declared_version <=> previous.declared_version))")));
  }

  /**
   * Changes that somebody states: rows of one task, fingerprint and night are parts of one change.
   * It changed every component that any of them names, and was declared when any of them was.
   *
   * @param mapped mapped rows that count in the period
   * @param earlier rows of {@code silver.evaluation_criteria} before the period
   */
  static Dataset<Row> stated(Dataset<Row> mapped, Dataset<Row> earlier) {
    WindowSpec change = Window.partitionBy("task", "criteria_id", "night");
    Dataset<Row> begun = earlier.groupBy("criteria_id").agg(min("first_night").as("begun"));
    // Many rows to at most one first night of their fingerprint.
    return Payload.as(
        EvaluationCriteria.SPEC,
        mapped
            .where("task is not null and criteria_id is not null and changed is not null")
            .withColumn(
                "changed",
                array_sort(array_distinct(flatten(collect_list(col("changed")).over(change)))))
            .withColumn("bumped", max("bumped").over(change))
            .withColumn(
                "part", row_number().over(change.orderBy("source", "file", "member", "position")))
            .where("part = 1")
            .join(begun, new String[] {"criteria_id"}, "left")
            .withColumn(
                "first_night",
                coalesce(col("begun"), min("night").over(Window.partitionBy("criteria_id")))));
  }

  private static final String STATE =
      COMPONENTS.keySet().stream()
          .map(name -> name + "_digest")
          .collect(Collectors.joining(", ", "struct(declared_version, ", ")"));

  private static final String CHANGED =
      COMPONENTS.keySet().stream()
          .map(
              name ->
                  "if(previous_criteria_id is null or "
                      + name
                      + "_digest <=> previous."
                      + name
                      + "_digest, null, '"
                      + name
                      + "')")
          .collect(Collectors.joining(", ", "array_compact(array(", "))"));

  /** What a run's criteria have and a stated change need not. */
  private static final String MEASURED =
      COMPONENTS.keySet().stream()
          .map(name -> name + "_digest")
          .collect(Collectors.joining(", ", "coalesce(", ") is not null"));

  /**
   * The last change of each task. Changes of one night are a chain: the last is the one that none
   * of the others names as the one before it.
   */
  private static Dataset<Row> newest(Dataset<Row> earlier) {
    WindowSpec night = Window.partitionBy("task", "night");
    return earlier
        .where(MEASURED)
        .withColumn("latest", max("night").over(Window.partitionBy("task")))
        .where("night = latest")
        .withColumn("left", sort_array(collect_list(col("previous_criteria_id")).over(night)))
        .where("not array_contains(left, criteria_id)");
  }
}
