package io.plumbline.pipeline.refine;

import io.plumbline.datasets.TableSpec;
import io.plumbline.datasets.bronze.Git;
import io.plumbline.datasets.bronze.Inspect;
import io.plumbline.datasets.silver.Decisions;
import io.plumbline.datasets.silver.EvaluationCriteria;
import io.plumbline.datasets.silver.EvaluationResults;
import io.plumbline.datasets.silver.EvaluationRuns;
import io.plumbline.datasets.silver.Performance;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Runs, results, criteria and performance: from logs of all harnesses and mapped rows. */
final class EvaluationRows {

  private final Bronze bronze;
  private final Earlier earlier;
  private final Kept kept;
  private final Optional<ForeignEvaluations> foreign;

  EvaluationRows(Bronze bronze, Earlier earlier, Kept kept, Optional<ForeignEvaluations> foreign) {
    this.bronze = bronze;
    this.earlier = earlier;
    this.kept = kept;
    this.foreign = foreign;
  }

  /** Starts the writing of the four tables. */
  void write(Dataset<Row> names, Writers writers) {
    Optional<Dataset<Row>> samples = Optional.empty();
    Optional<Dataset<Row>> logs = Optional.empty();
    if (bronze.has(Inspect.SPEC)) {
      Dataset<Row> members = bronze.rows(Inspect.SPEC);
      samples = Optional.of(kept.keep(InspectLogs.samples(members)));
      logs = Optional.of(kept.keep(EvaluationRunsRefiner.states(InspectLogs.logs(members), names)));
    }
    Optional<Dataset<Row>> scores = samples.map(InspectLogs::scores);
    Optional<Dataset<Row>> others =
        foreign.map(evaluations -> kept.keep(evaluations.states(names)));
    Optional<Dataset<Row>> runs = runs(logs, others, scores, names).map(kept::keep);
    writers.replace(EvaluationRuns.SPEC, () -> runs.map(EvaluationRunsRefiner::refine));
    Optional<Dataset<Row>> states = logs;
    writers.replace(EvaluationResults.SPEC, () -> results(states, others, scores, names));
    boolean measured = samples.isPresent() || foreign.isPresent();
    writers.replace(
        EvaluationCriteria.SPEC,
        () -> {
          Dataset<Row> before = earlier.rows(EvaluationCriteria.SPEC);
          return united(
              runs.filter(versions -> measured)
                  .map(versions -> EvaluationCriteriaRefiner.refine(versions, before)),
              bronze
                  .mapped(EvaluationCriteria.SPEC)
                  .map(changes -> EvaluationCriteriaRefiner.stated(changes, before)));
        });
    Optional<Dataset<Row>> entries =
        samples.map(rows -> PerformanceRefiner.measured(runs.orElseThrow(), rows));
    writers.replace(
        Performance.SPEC,
        () ->
            united(entries, bronze.mapped(Performance.SPEC))
                .map(rows -> PerformanceRefiner.refine(rows, earlier.rows(Performance.SPEC))));
  }

  private static Optional<Dataset<Row>> united(
      Optional<Dataset<Row>> some, Optional<Dataset<Row>> more) {
    return Stream.concat(some.stream(), more.stream())
        .reduce((one, other) -> one.unionByName(other, true));
  }

  private Optional<Dataset<Row>> runs(
      Optional<Dataset<Row>> logs,
      Optional<Dataset<Row>> others,
      Optional<Dataset<Row>> scores,
      Dataset<Row> names) {
    Optional<Dataset<Row>> scored =
        logs.map(states -> EvaluationRunsRefiner.scored(states, scores.orElseThrow()));
    Optional<Dataset<Row>> mapped =
        bronze
            .mapped(EvaluationRuns.SPEC)
            .map(rows -> unranked(EvaluationRunsRefiner.withLineage(rows, names)))
            .map(rows -> rows.where("run_id is not null and task is not null"));
    return united(united(scored, others), mapped)
        .map(
            states ->
                EvaluationRunsRefiner.versions(states, recurring(EvaluationRuns.SPEC, states)))
        .map(
            versions ->
                EvaluationCode.written(
                    versions,
                    bronze.since(Git.SPEC, EvaluationCode.NIGHTS),
                    earlier.rows(Decisions.SPEC).where("evaluation_code is not null"),
                    names));
  }

  private Optional<Dataset<Row>> results(
      Optional<Dataset<Row>> logs,
      Optional<Dataset<Row>> others,
      Optional<Dataset<Row>> scores,
      Dataset<Row> names) {
    Optional<Dataset<Row>> observed =
        logs.map(states -> EvaluationResultsRefiner.observations(scores.orElseThrow(), states));
    Optional<Dataset<Row>> mapped =
        bronze
            .mapped(EvaluationResults.SPEC)
            .map(rows -> unranked(EvaluationRunsRefiner.withLineage(rows, names)));
    Optional<Dataset<Row>> given = others.map(states -> foreign.orElseThrow().observations(states));
    return united(united(observed, given), mapped)
        .map(
            rows -> EvaluationResultsRefiner.refine(rows, recurring(EvaluationResults.SPEC, rows)));
  }

  /** Mapped rows are of no log, so that none of them is of a later version of one. */
  private static Dataset<Row> unranked(Dataset<Row> mapped) {
    return mapped.withColumn("log_rank", functions.lit(0));
  }

  /** Earlier rows of the runs of which something counts in the period. */
  private Dataset<Row> recurring(TableSpec table, Dataset<Row> rows) {
    if (!earlier.isAny(table)) {
      return earlier.none(table);
    }
    Dataset<Row> ids = rows.select(functions.col("run_id"));
    return earlier.sharing(table, LookBack.within(ids, "run_id"), ids, "run_id");
  }
}
