package io.plumbline.pipeline.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.plumbline.datasets.silver.GenerationCycles;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Cycle events to {@code silver.generation_cycles}: a row for each night on which something was
 * said of a generation's step, with all that was said so far.
 */
final class GenerationCyclesRefiner {

  private static final String DATA =
      "generation int, model string, step string, started_at string, ended_at string,"
          + " evidence string, claims map<string,struct<value:string,unit:string,source:string>>";

  private static final Set<String> SAID = Set.of("model", "started_at", "ended_at", "evidence");

  private GenerationCyclesRefiner() {}

  /** One row per cycle event, with its claims. */
  static Dataset<Row> steps(Dataset<Row> events) {
    return Payload.of(events, DATA)
        .select(col("*"), col("event.*"))
        .withColumn("started_at", expr("try_cast(started_at as timestamp)"))
        .withColumn("ended_at", expr("try_cast(ended_at as timestamp)"))
        .drop("event");
  }

  /**
   * The rows of a period.
   *
   * @param steps what counts in the period: {@link #steps} and mapped rows
   * @param earlier rows of {@code silver.generation_cycles} before the period
   */
  static Dataset<Row> refine(Dataset<Row> steps, Dataset<Row> earlier) {
    Dataset<Row> known = Versions.latest(earlier, "generation", "step");
    Dataset<Row> all =
        steps
            .where("generation is not null and step is not null")
            .withColumn("before", lit(0))
            .unionByName(known.withColumn("before", lit(1)), true);
    return Payload.as(
        GenerationCycles.SPEC,
        Versions.folded(all, SAID, "generation", "step").where("model is not null"));
  }
}
