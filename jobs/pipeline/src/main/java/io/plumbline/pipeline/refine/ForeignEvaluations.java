package io.plumbline.pipeline.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sort_array;

import io.plumbline.datasets.ForeignType;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Evaluations of other harnesses, as states of runs, scores, and places where what they state is
 * not what they hold.
 *
 * <p>A run comes in two parts, what was found and the samples it was found in, which may count on
 * different nights. It has a state for each of those nights, made of what had come by then. Samples
 * without their results are a run that only started.
 */
final class ForeignEvaluations {

  /** The types of record that are evaluations. */
  static final Set<ForeignType> TYPES =
      Set.of(
          ForeignType.LM_EVAL_RESULTS,
          ForeignType.LM_EVAL_SAMPLE,
          ForeignType.EVERY_EVAL_EVER,
          ForeignType.EVERY_EVAL_EVER_SAMPLE);

  private static final Column[] PLACE = {
    col("record_night"), col("late"), col("source"), col("file"), col("member"), col("position")
  };

  private final Dataset<Row> heads;
  private final Dataset<Row> samples;
  private final Period period;

  private ForeignEvaluations(Dataset<Row> heads, Dataset<Row> samples, Period period) {
    this.heads = heads;
    this.samples = samples;
    this.period = period;
  }

  /**
   * The evaluations of a period.
   *
   * @param records usable rows of {@code bronze.cloudevents}: those of the period, and the earlier
   *     ones of runs of which something is late
   */
  static ForeignEvaluations of(Dataset<Row> records, Period period, Kept kept) {
    return new ForeignEvaluations(
        kept.keep(LmEvalRuns.heads(records).unionByName(EveryEvalEverRuns.heads(records))),
        kept.keep(
            joined(LmEvalRuns.samples(records).unionByName(EveryEvalEverRuns.samples(records)))),
        period);
  }

  /** The rows of a type with their payload read, in {@code event}, and the run they belong to. */
  static Dataset<Row> read(Dataset<Row> records, String ddl, ForeignType type) {
    return Payload.of(records.where(col("type").equalTo(type.type())), ddl, "subject");
  }

  private static Dataset<Row> joined(Dataset<Row> samples) {
    return samples.where("item_id is not null and unit is not null");
  }

  /** The nights on which something of a run came: {@code subject}, {@code unit}, {@code at}. */
  private Dataset<Row> moments() {
    return heads
        .select(col("subject"), col("unit"), col("night").as("at"))
        .union(samples.select(col("subject"), col("unit"), col("night").as("at")))
        .distinct()
        .where(period.contains("at"));
  }

  /** What had been found by each moment: one row per run that had results. */
  private Dataset<Row> found() {
    WindowSpec newest =
        Window.partitionBy("at", "subject", "run_id")
            .orderBy(
                col("night").desc(),
                col("source").desc(),
                col("file").desc(),
                col("position").desc());
    return moments()
        .join(heads, new String[] {"subject", "unit"})
        .where("night <= at")
        .withColumn("turn", row_number().over(newest))
        .where("turn = 1")
        .drop("turn");
  }

  /** The samples there were at each moment, with the run they belong to. */
  private Dataset<Row> taken() {
    Dataset<Row> owners =
        found()
            .select(
                col("at"),
                col("subject"),
                col("unit"),
                col("result_id").as("own_result_id"),
                col("run_id"),
                col("scorer_names"));
    // Many samples to the results of their run, of which most have one of a unit.
    return moments()
        .join(samples, new String[] {"subject", "unit"})
        .where("night <= at")
        .join(owners, new String[] {"at", "subject", "unit"}, "left")
        .where("result_id is null or own_result_id is null or result_id = own_result_id")
        .withColumn("run_id", expr("coalesce(run_id, own_run_id)"))
        .where("run_id is not null");
  }

  /** One row per score that was given. */
  private Dataset<Row> given() {
    WindowSpec again =
        Window.partitionBy("at", "subject", "run_id", "item_id", "part")
            .orderBy("source", "file", "position");
    return taken()
        .withColumn("epoch", row_number().over(again))
        .select(col("*"), inline(col("given")))
        .withColumn("scorer", expr("coalesce(scorer, get(scorer_names, 0), 'score')"))
        .withColumn("score_micro", Payload.micro("value"));
  }

  /** States of runs, as {@link EvaluationRunsRefiner#versions} takes them. */
  Dataset<Row> states(Dataset<Row> names) {
    Column[] run = {col("at"), col("subject"), col("run_id")};
    Dataset<Row> counts =
        taken()
            .groupBy(run)
            .agg(
                expr("count(1)").as("samples_logged"),
                expr("min(struct(record_night, late, source, file, member, position, unit as task))")
                    .as("first_sample"));
    Dataset<Row> means =
        given()
            .where("score_micro is not null")
            .withColumn(
                "choice",
                expr(
                    "struct(coalesce(nullif(array_position(scorer_names, scorer), 0), 1000) as place,"
                        + " scorer)"))
            .withColumn("first_choice", min("choice").over(Window.partitionBy(run)))
            .where("choice = first_choice")
            .groupBy(run)
            .agg(
                expr("cast(round(cast(sum(score_micro) as decimal(38, 6)) / count(1)) as bigint)")
                    .as("score_micro"),
                expr("count(distinct item_id)").as("items"));
    String[] key = {"at", "subject", "run_id"};
    Dataset<Row> states =
        found()
            .drop("night")
            .join(counts, key, "full")
            .join(means, key, "left")
            .withColumn("night", col("at"))
            .withColumn("status", expr("if(task is null, 'started', 'success')"))
            .withColumn("harness", expr("if(task is null, 'lm-eval', harness)"))
            .withColumn("fingerprinted", expr("task is not null"))
            .withColumn("task", expr("coalesce(task, first_sample.task)"))
            .withColumn("score_micro", expr("coalesce(score_micro, stated_micro)"))
            .withColumn("reported", lit(null).cast("boolean"))
            .withColumn("dirty", expr("revision like '%dirty'"))
            .withColumn("gate_threshold_micro", lit(null).cast("bigint"))
            .withColumn("gate_moved_at", lit(null).cast("timestamp"))
            .withColumn("superseded_members", lit(0L))
            // A run that was converted twice is known by the copy that has its samples.
            .withColumn("log_rank", expr("if(samples_logged is null, 0, 1)"));
    for (String place : new String[] {"record_night", "source", "file", "member", "position"}) {
      states =
          states.withColumn(place, expr("coalesce(" + place + ", first_sample." + place + ")"));
    }
    return EvaluationRunsRefiner.withLineage(
        EvaluationCriteriaRefiner.identified(
            states.withColumn("late", expr("night > record_night")).drop("first_sample", "at")),
        names);
  }

  /** Scores, as {@link EvaluationResultsRefiner#refine} takes them; {@code states}: of the runs. */
  Dataset<Row> observations(Dataset<Row> states) {
    // Many scores to the one state of their run on that night.
    return given()
        .drop("night", "late")
        .withColumn("night", col("at"))
        .withColumn("late", expr("night > record_night"))
        .select(
            col("night"),
            PLACE[0],
            PLACE[1],
            PLACE[2],
            PLACE[3],
            PLACE[4],
            PLACE[5],
            col("subject"),
            col("run_id"),
            col("item_id"),
            col("epoch"),
            col("scorer"),
            col("value"),
            col("score_micro"))
        .join(
            states.select(
                "night",
                "subject",
                "run_id",
                "task",
                "model",
                "generation",
                "judge",
                "judge_relation",
                "criteria_id",
                "log_rank"),
            new String[] {"night", "subject", "run_id"})
        .withColumn("superseded", lit(false))
        .withColumn("edit_count", lit(0));
  }

  /**
   * Runs whose samples are not what their results state, as rows of {@code silver.record_breaks}:
   * the digest of the samples is made again from the samples, in their order and in the order of
   * their documents, and each sample's own hashes were compared with what they are hashes of.
   */
  Dataset<Row> breaks() {
    Dataset<Row> remade =
        taken()
            .withColumn(
                "started",
                min("position").over(Window.partitionBy("at", "subject", "run_id", "part")))
            .groupBy("at", "subject", "run_id")
            .agg(
                sort_array(
                        collect_list(
                            expr(
                                "struct(source, file, position, hashes, started,"
                                    + " try_cast(item_id as bigint) as number, item_id, changed)")))
                    .as("rows"))
            .withColumn("whole", expr("forall(rows, r -> r.hashes is not null)"))
            .withColumn("as_logged", expr(digest("rows")))
            .withColumn(
                "in_order",
                expr(
                    digest(
                        "array_sort(transform(rows, r -> struct(r.started, r.number, r.item_id,"
                            + " r.position, r.hashes)))")))
            .withColumn("altered", expr("filter(rows, r -> size(r.changed) > 0)"));
    // One run to at most one set of samples.
    return found()
        .join(remade, new String[] {"at", "subject", "run_id"}, "left")
        .withColumn("is_file", expr("coalesce(digest_found <> digest_stated, false)"))
        .withColumn(
            "is_rows",
            expr(
                "coalesce(size(altered) > 0"
                    + " or digest_found is null and whole and as_logged <> digest_stated, false)"))
        .where("is_file or is_rows")
        .withColumn("night", col("at"))
        .withColumn("kind", lit("digest_mismatch"))
        .withColumn("subject", col("run_id"))
        .withColumn("missing", lit(0L))
        .withColumn("source", expr("coalesce(get(rows, 0).source, source)"))
        .withColumn("file", expr("if(is_rows, get(rows, 0).file, file)"))
        .withColumn(
            "position",
            expr(
                "if(is_rows, coalesce(get(altered, 0).position, get(rows, 0).position), position)"))
        .withColumn(
            "detail",
            expr(
                "case when is_file then concat('the file of samples has the digest ', digest_found,"
                    + " ', stated is ', digest_stated)"
                    + " when size(altered) > 0 then concat('the content of ', size(altered), ' of ',"
                    + " size(rows), ' samples is not what was scored: document ',"
                    + " get(altered, 0).item_id, ', ', array_join(get(altered, 0).changed, ' and '))"
                    + " when in_order = digest_stated then concat('the order of ', size(rows),"
                    + " ' samples is not that in which they were scored')"
                    + " else concat('the content of ', size(rows),"
                    + " ' samples is not what was scored: some are missing, added or exchanged') end"))
        .withColumn(
            "turn",
            row_number()
                .over(Window.partitionBy("night", "source", "file", "position").orderBy("run_id")))
        .where("turn = 1")
        .select(
            "night",
            "record_night",
            "source",
            "file",
            "position",
            "kind",
            "subject",
            "missing",
            "detail");
  }

  private static String digest(String rows) {
    return "sha2(array_join(transform(" + rows + ", r -> r.hashes), ''), 256)";
  }
}
