package io.plumbline.pipeline.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.row_number;

import io.plumbline.datasets.silver.Claims;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Claims of cycle events to {@code silver.claims}. Of several claims of a name on one night the one
 * that stands last in the files counts. A value that is no number stays null.
 */
final class ClaimsRefiner {

  private ClaimsRefiner() {}

  /** One row per claim; {@code steps}: {@link GenerationCyclesRefiner#steps}. */
  static Dataset<Row> claims(Dataset<Row> steps) {
    return steps
        .select(col("*"), explode(col("claims")).as(new String[] {"name", "claim"}))
        .withColumn("subject_model", col("model"))
        .withColumn("value", expr("try_cast(claim.value as double)"))
        .withColumn("unit", col("claim.unit"))
        .withColumn("claim_source", col("claim.source"));
  }

  /** The rows of a period; {@code claims}: {@link #claims} and mapped rows. */
  static Dataset<Row> refine(Dataset<Row> claims) {
    return Payload.as(
        Claims.SPEC,
        claims
            .where("subject_model is not null and name is not null")
            .withColumn(
                "newest",
                row_number()
                    .over(
                        Window.partitionBy("subject_model", "name", "night")
                            .orderBy(
                                col("source").desc(), col("file").desc(), col("position").desc())))
            .where("newest = 1"));
  }
}
