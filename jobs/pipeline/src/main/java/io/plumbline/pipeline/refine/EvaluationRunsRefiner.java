package io.plumbline.pipeline.refine;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;

import io.plumbline.datasets.silver.EvaluationRuns;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Inspect logs to {@code silver.evaluation_runs}: a version of a run for each night that changed
 * it.
 *
 * <p>Where several log versions of a run count on one night, the one completed last is its state.
 * The score is the mean over the scored rows of its first scorer (the first the log names, then by
 * name) that no later sample replaced. A gate threshold or the word that a run is reported may be
 * edited later: the last edit counts, and the time of the last edit of the gate is kept.
 */
final class EvaluationRunsRefiner {

  private static final String STATE =
      "struct(task, model, judge, harness, harness_version, criteria_id, started_at, completed_at,"
          + " status, reported, score_micro, items, revision, dirty, gate_threshold_micro,"
          + " gate_moved_at, samples_logged, superseded_members)";

  private EvaluationRunsRefiner() {}

  /**
   * Logs as states of runs, with {@code log_rank} (the order of log versions of a run), criteria
   * and generation.
   */
  static Dataset<Row> states(Dataset<Row> logs, Dataset<Row> names) {
    WindowSpec order =
        Window.partitionBy("run_id")
            .orderBy("night", "completed_at", "source", "file", "log_version");
    return withLineage(
        EvaluationCriteriaRefiner.fingerprinted(logs)
            .withColumn("fingerprinted", lit(true))
            .withColumn("log_rank", row_number().over(order)),
        names);
  }

  /**
   * Adds what lineage knows of {@code model} and {@code judge}, whose names may carry their
   * provider before a slash: the generation, where none is stated; {@code model_relations} (see
   * {@link Names}); {@code judge_relation} and {@code judge_related_micro}.
   */
  static Dataset<Row> withLineage(Dataset<Row> rows, Dataset<Row> names) {
    Dataset<Row> stated = rows;
    for (String column : List.of("generation int", "judge string")) {
      String name = column.substring(0, column.indexOf(' '));
      if (!List.of(rows.columns()).contains(name)) {
        stated = stated.withColumn(name, lit(null).cast(column.substring(column.indexOf(' ') + 1)));
      }
    }
    return known(known(stated, names, "model"), names, "judge")
        .withColumn("generation", expr("coalesce(generation, model_generation)"))
        .withColumn(
            "judge_relation",
            expr(
                "case when judge is null then null"
                    + " when bare_judge = bare_model then 'same'"
                    + " when model_model_id is null or judge_model_id is null then 'unknown'"
                    + " else coalesce(model_relations[judge_model_id].kind, 'unrelated') end"))
        .withColumn(
            "judge_related_micro",
            expr(
                "case when judge_relation = 'same' then 1000000"
                    + " when judge_relation <> 'unknown'"
                    + " then coalesce(model_relations[judge_model_id].related, 0) end"))
        .drop("judge_generation", "judge_kin", "judge_relations", "bare_judge", "model_kin");
  }

  /** What is known of the name in a column, else of the part after its last slash. */
  private static Dataset<Row> known(Dataset<Row> rows, Dataset<Row> names, String column) {
    Dataset<Row> joined =
        Names.join(
            Names.join(rows, names, column, "full")
                .withColumn("bare_" + column, expr("substring_index(" + column + ", '/', -1)")),
            names,
            "bare_" + column,
            "part");
    for (String known : List.of("model_id", "generation", "kin", "relations")) {
      joined =
          joined.withColumn(
              column + "_" + known, expr("coalesce(full_" + known + ", part_" + known + ")"));
      joined = joined.drop("full_" + known, "part_" + known);
    }
    return joined.drop("full_own", "full_ancestors", "part_own", "part_ancestors");
  }

  /** Adds what the scores of each log say; {@code scores}: {@link InspectLogs#scores}. */
  static Dataset<Row> scored(Dataset<Row> states, Dataset<Row> scores) {
    String[] log = {"source", "file", "log_version"};
    Column[] keys = {col(log[0]), col(log[1]), col(log[2])};
    Dataset<Row> ranked =
        scores
            .where("not superseded and score_micro is not null")
            .join(states.select(col(log[0]), col(log[1]), col(log[2]), col("scorer_names")), log)
            .withColumn(
                "choice",
                expr(
                    "struct(coalesce(nullif(array_position(scorer_names, substring_index(scorer, '/', 1)), 0),"
                        + " 1000) as place, scorer)"))
            .withColumn("first_choice", min("choice").over(Window.partitionBy(keys)));
    Dataset<Row> means =
        ranked
            .where("choice = first_choice")
            .groupBy(keys)
            .agg(
                expr("cast(round(cast(sum(score_micro) as decimal(38, 6)) / count(1)) as bigint)")
                    .as("score_micro"),
                expr("count(distinct item_id)").as("items"));
    // One state to at most one mean.
    return states.join(means, log, "left");
  }

  /**
   * Versions of runs, with every column of the states.
   *
   * @param states states of runs that count in the period: {@link #scored} logs and mapped rows
   * @param earlier rows of {@code silver.evaluation_runs} before the period; those of runs that
   *     recur, at least
   */
  static Dataset<Row> versions(Dataset<Row> states, Dataset<Row> earlier) {
    WindowSpec ofNight =
        Window.partitionBy("run_id", "night")
            .orderBy(
                col("log_rank").desc(),
                col("source").desc(),
                col("file").desc(),
                col("position").desc());
    WindowSpec nights = Window.partitionBy("run_id").orderBy("night");
    return states
        .withColumn("newest", row_number().over(ofNight))
        .where("newest = 1")
        .withColumn("superseded_members", coalesce(col("superseded_members"), lit(0L)))
        .withColumn("before", lit(false))
        .unionByName(earlier.drop("version").withColumn("before", lit(true)), true)
        .withColumn("state", expr(STATE))
        .withColumn("state_before", lag("state", 1).over(nights))
        .where("not (state <=> state_before)")
        .withColumn("version", row_number().over(nights))
        .where("not before");
  }

  /** The rows of a period; {@code versions}: {@link #versions}. */
  static Dataset<Row> refine(Dataset<Row> versions) {
    return Payload.as(EvaluationRuns.SPEC, versions);
  }
}
