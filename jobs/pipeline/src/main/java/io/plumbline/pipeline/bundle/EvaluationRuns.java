package io.plumbline.pipeline.bundle;

import io.plumbline.datasets.ForeignType;
import io.plumbline.datasets.bronze.Cloudevents;
import io.plumbline.detect.Kinship;
import io.plumbline.pipeline.tables.Tables;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** The evaluation runs that counted on a night, and what was declared of each. */
final class EvaluationRuns {

  private static final int MOST = 100_000;

  private EvaluationRuns() {}

  /** The runs in the order of their ids, each as the night left it. */
  static List<EvaluationRun> of(Tables tables, LocalDate night) {
    Dataset<Row> runs =
        tables
            .read(io.plumbline.datasets.silver.EvaluationRuns.SPEC, night, night)
            .withColumn("grade", functions.expr(Kinship.INDEPENDENCE));
    // At most one row a place in a file, so that the join adds no row.
    Dataset<Row> declared =
        tables
            .read(Cloudevents.SPEC, night, night)
            .where(functions.col("type").equalTo(ForeignType.EVERY_EVAL_EVER.type()))
            .groupBy(
                functions.col("source").as("from_source"),
                functions.col("file").as("from_file"),
                functions.col("begin").as("from_position"))
            .agg(
                functions
                    .max(
                        functions.get_json_object(
                            functions.col("data"),
                            "$.document.source_metadata.evaluator_relationship"))
                    .as("declared"));
    return runs
        .join(
            declared,
            functions.expr(
                "source = from_source and file = from_file and position = from_position"),
            "left")
        .select(
            functions.col("run_id"),
            functions.col("task"),
            functions.col("model"),
            functions.col("judge"),
            functions.col("harness"),
            functions.col("harness_version"),
            functions.col("criteria_id"),
            functions.expr("unix_micros(started_at)").as("started_us"),
            functions.col("status"),
            functions.col("score_micro"),
            functions.col("items"),
            functions.col("declared"),
            functions.col("grade"),
            functions.col("judge_relation"),
            functions.col("code_relation"))
        .orderBy("run_id", "task")
        .limit(MOST)
        .collectAsList()
        .stream()
        .map(EvaluationRuns::of)
        .toList();
  }

  private static EvaluationRun of(Row row) {
    return new EvaluationRun(
        row.getAs("run_id"),
        row.getAs("task"),
        text(row, "model"),
        text(row, "judge"),
        text(row, "harness"),
        text(row, "harness_version"),
        text(row, "criteria_id"),
        Optional.ofNullable(row.<Long>getAs("started_us"))
            .map(
                micros ->
                    java.time.Instant.EPOCH.plus(micros, java.time.temporal.ChronoUnit.MICROS)),
        text(row, "status"),
        number(row, "score_micro"),
        number(row, "items"),
        text(row, "declared"),
        Grade.of(row.getAs("grade")),
        text(row, "judge_relation"),
        text(row, "code_relation"));
  }

  private static Optional<String> text(Row row, String column) {
    return Optional.ofNullable(row.getAs(column));
  }

  private static OptionalLong number(Row row, String column) {
    Long value = row.getAs(column);
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
