package io.plumbline.pipeline.refine;

import io.plumbline.datasets.bronze.Openlineage;
import io.plumbline.datasets.silver.LineageClosure;
import io.plumbline.datasets.silver.LineageEdges;
import io.plumbline.datasets.silver.Models;
import io.plumbline.pipeline.configuration.ModelSettings;
import io.plumbline.pipeline.refine.LineageReplay.Said;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Models, lineage edges and closure: made first, because names are what other tables wait for. */
final class LineageRows {

  private final SparkSession spark;
  private final Bronze bronze;
  private final Earlier earlier;
  private final Period period;
  private final Kept kept;

  LineageRows(SparkSession spark, Bronze bronze, Earlier earlier, Period period, Kept kept) {
    this.spark = spark;
    this.bronze = bronze;
    this.earlier = earlier;
    this.period = period;
    this.kept = kept;
  }

  /**
   * Starts the writing of the three tables.
   *
   * @param traces trace events, where there are any
   * @param steps cycle events, where there are any
   * @return what is known of names: see {@link Names}
   */
  Dataset<Row> write(
      List<ModelSettings> configured,
      Optional<Dataset<Row>> traces,
      Optional<Dataset<Row>> steps,
      Writers writers) {
    Optional<Dataset<Row>> events =
        bronze.has(Openlineage.SPEC)
            ? Optional.of(kept.keep(OpenLineage.events(bronze.lineage())))
            : Optional.empty();
    Dataset<Row> models = kept.keep(models(configured, events, steps));
    List<Said> said = LineageClosureRefiner.said(earlier.rows(Models.SPEC).unionByName(models));
    writers.replace(Models.SPEC, () -> some(models));

    List<Dataset<Row>> stated = new ArrayList<>(List.of(LineageEdgesRefiner.ofModels(models)));
    events.map(LineageEdgesRefiner::ofRuns).ifPresent(stated::add);
    if (bronze.has(Openlineage.SPEC)) {
      stated.add(LineageEdgesRefiner.ofJobs(OpenLineage.ofJobs(bronze.rows(Openlineage.SPEC))));
    }
    traces.map(LineageEdgesRefiner::ofTraces).ifPresent(stated::add);
    Dataset<Row> edges =
        kept.keep(
            LineageEdgesRefiner.refine(
                stated.stream().reduce(Dataset::unionByName).orElseThrow(),
                LineageReplay.aliases(said).rows(spark),
                period));
    LineageClosureRefiner.Lineage lineage =
        LineageClosureRefiner.refine(
            spark,
            said,
            earlier
                .rows(LineageEdges.SPEC)
                .unionByName(edges)
                .where(LineageEdgesRefiner.isAncestry()),
            period);
    Dataset<Row> all = edges.unionByName(lineage.inferred());
    writers.replace(
        LineageEdges.SPEC,
        () ->
            some(
                lineage
                    .cycles()
                    .map(cycles -> LineageEdgesRefiner.withCycles(all, cycles))
                    .orElse(all)));
    writers.replace(LineageClosure.SPEC, () -> some(lineage.closure()));
    return lineage.names();
  }

  private Dataset<Row> models(
      List<ModelSettings> configured, Optional<Dataset<Row>> events, Optional<Dataset<Row>> steps) {
    Dataset<Row> before = earlier.rows(Models.SPEC);
    List<Dataset<Row>> said = new ArrayList<>(List.of(before));
    events.map(OpenLineage::datasets).map(ModelsRefiner::inLineage).ifPresent(said::add);
    steps.map(ModelsRefiner::inCycles).ifPresent(said::add);
    return ModelsRefiner.refine(
        ModelsRefiner.configured(spark, configured, period),
        said.stream().reduce((one, other) -> one.unionByName(other, true)).orElseThrow(),
        period);
  }

  private static Optional<Dataset<Row>> some(Dataset<Row> rows) {
    return rows.select("night").isEmpty() ? Optional.empty() : Optional.of(rows);
  }
}
