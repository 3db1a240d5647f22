package io.plumbline.pipeline.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.sort_array;

import io.plumbline.datasets.silver.Models;
import io.plumbline.pipeline.configuration.ModelSettings;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.StructType;

/**
 * What the configuration, lineage and cycle events say of models, to {@code silver.models}: a row
 * for each night on which something new was said, with all that is known by then.
 *
 * <p>The configuration's word stands before any log's; of logs the latest word counts. Aliases and
 * parents add up. The name under which lineage knows a model's dataset is an alias of the model.
 * What the configuration says is known from the first night that is refined with it.
 */
final class ModelsRefiner {

  /** Source name of what the configuration says. */
  static final String CONFIGURATION = "configuration";

  private static final String STATEMENT =
      "night date, record_night date, late boolean, source string, file string, member string,"
          + " position bigint, model_id string, aliases array<string>, digest string,"
          + " family string, generation int, parents array<string>, parameters bigint,"
          + " released_at timestamp, configured boolean";

  private ModelsRefiner() {}

  /** What the configuration says, as of the first night of the period. */
  static Dataset<Row> configured(SparkSession spark, List<ModelSettings> models, Period period) {
    Date from = Date.valueOf(period.from());
    List<Row> rows = new ArrayList<>();
    for (ModelSettings model : models) {
      rows.add(
          RowFactory.create(
              from,
              from,
              false,
              CONFIGURATION,
              "models",
              null,
              (long) rows.size(),
              model.id(),
              model.aliases().toArray(String[]::new),
              null,
              model.family().orElse(null),
              model.generation().isPresent() ? model.generation().getAsInt() : null,
              model.parents().toArray(String[]::new),
              model.parameters().isPresent() ? model.parameters().getAsLong() : null,
              model.released().map(ModelsRefiner::midnight).orElse(null),
              true));
    }
    return spark.createDataFrame(rows, StructType.fromDDL(STATEMENT));
  }

  private static Timestamp midnight(LocalDate day) {
    return Timestamp.from(day.atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  /** What {@code plumbline_model} facets say; {@code datasets}: {@link OpenLineage#datasets}. */
  static Dataset<Row> inLineage(Dataset<Row> datasets) {
    return datasets
        .where("facet.model_id is not null")
        .select(
            col("night"),
            col("record_night"),
            col("late"),
            col("source"),
            col("file"),
            col("member"),
            col("position"),
            col("model_id"),
            expr("array(name)").as("aliases"),
            col("facet.digest"),
            col("facet.generation"),
            col("facet.parents"),
            col("facet.parameters"));
  }

  /** What cycle events say; {@code steps}: {@link GenerationCyclesRefiner#steps}. */
  static Dataset<Row> inCycles(Dataset<Row> steps) {
    return steps.select(
        col("night"),
        col("record_night"),
        col("late"),
        col("source"),
        col("file"),
        col("member"),
        col("position"),
        col("model").as("model_id"),
        col("generation"));
  }

  /**
   * The rows of a period.
   *
   * @param configured what the configuration says
   * @param said what logs say and the rows of {@code silver.models} before the period: columns that
   *     are missing are null
   */
  static Dataset<Row> refine(Dataset<Row> configured, Dataset<Row> said, Period period) {
    Dataset<Row> statements =
        configured
            .unionByName(said.withColumn("configured", lit(false)), true)
            .where("model_id is not null")
            .groupBy(
                "night",
                "model_id",
                "aliases",
                "digest",
                "family",
                "generation",
                "parents",
                "parameters",
                "released_at",
                "configured")
            .agg(
                expr("min(struct(source, file, position, member, record_night, late))")
                    .as("place"));
    return Payload.as(Models.SPEC, changes(known(statements)).where(period.contains()));
  }

  /** All that is known of a model by each night on which something was said of it. */
  private static Dataset<Row> known(Dataset<Row> statements) {
    return statements
        .groupBy("model_id")
        .agg(
            sort_array(
                    collect_list(
                        expr(
                            "struct(night, place, configured, aliases, digest, family, generation,"
                                + " parents, parameters, released_at)")))
                .as("statements"))
        .select(
            col("model_id"),
            col("statements"),
            posexplode(expr("array_sort(array_distinct(transform(statements, s -> s.night)))"))
                .as(new String[] {"index", "night"}))
        .withColumn("seen", expr("filter(statements, s -> s.night <= night)"))
        .withColumn("stated", expr("get(filter(seen, s -> s.configured), 0)"))
        // A log's place before the configuration's: that is said again on every run.
        .withColumn(
            "place",
            expr(
                "coalesce(get(reverse(filter(seen, s -> s.night = night and not s.configured)), 0),"
                    + " get(reverse(seen), 0)).place"))
        .withColumn("aliases", expr(all("aliases")))
        .withColumn("parents", expr(all("parents")))
        .withColumn("digest", expr(latest("digest")))
        .withColumn("family", expr(latest("family")))
        .withColumn("generation", expr(latest("generation")))
        .withColumn("parameters", expr(latest("parameters")))
        .withColumn("released_at", expr(latest("released_at")))
        .drop("statements", "seen", "index", "stated")
        .select(col("*"), col("place.*"));
  }

  private static Dataset<Row> changes(Dataset<Row> known) {
    return known
        .withColumn(
            "fold",
            expr("struct(aliases, parents, digest, family, generation, parameters, released_at)"))
        .withColumn("before", lag("fold", 1).over(Window.partitionBy("model_id").orderBy("night")))
        .where("not (fold <=> before)");
  }

  private static String all(String member) {
    return "array_sort(array_distinct(array_remove(flatten(transform(seen, s -> coalesce(s."
        + member
        + ", cast(array() as array<string>)))), model_id)))";
  }

  private static String latest(String member) {
    return "coalesce(stated."
        + member
        + ", get(reverse(filter(seen, s -> not s.configured and s."
        + member
        + " is not null)), 0)."
        + member
        + ")";
  }
}
