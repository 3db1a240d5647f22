package io.plumbline.pipeline.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;

import io.plumbline.datasets.silver.Behaviours;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Behaviour events to {@code silver.behaviours}.
 *
 * <p>A sample id that was there before is a later version and no evidence. The unit of a cluster of
 * a model and behaviour is the sample with the smallest hash of (cluster, sample) on the first
 * night on which the cluster counts; neither score nor context is read. Without a cluster every
 * first version is a unit.
 */
final class BehavioursRefiner {

  private static final String DATA =
      "sample_id string, context string, model string, behaviour string, score double,"
          + " stratum string, cluster_id string, monitored boolean, awareness string,"
          + " realism double, attributes map<string,string>";

  private BehavioursRefiner() {}

  /** One row per behaviour event, before anything is compared with anything. */
  static Dataset<Row> samples(Dataset<Row> events) {
    return Payload.of(events, DATA)
        .select(col("*"), col("event.*"))
        .withColumn("score_micro", Payload.micro("score"))
        .withColumn("realism_micro", Payload.micro("realism"))
        .drop("event", "score", "realism");
  }

  /**
   * The rows of a period.
   *
   * @param samples samples that count in the period: {@link #samples} and mapped rows
   * @param earlier rows of {@code silver.behaviours} before the period; those of samples that
   *     recur, at least
   * @param units rows of {@code silver.behaviours} before the period that are units; those of
   *     clusters that recur, at least
   */
  static Dataset<Row> refine(Dataset<Row> samples, Dataset<Row> earlier, Dataset<Row> units) {
    WindowSpec repeats =
        Window.partitionBy("sample_hash", "sample_id", "behaviour")
            .orderBy("night", "source", "file", "position");
    WindowSpec cluster =
        Window.partitionBy("cluster_hash", "model", "behaviour", "cluster")
            .orderBy(expr("version > 1"), col("night"), col("hash"), col("sample_id"));
    Dataset<Row> versions =
        usable(samples)
            .withColumn("before", lit(false))
            .unionByName(
                earlier.select("night", "sample_id", "behaviour").withColumn("before", lit(true)),
                true)
            // A hash leads each key: numbers compare quicker than texts that begin alike.
            .withColumn("sample_hash", expr("xxhash64(sample_id)"))
            .withColumn("version", row_number().over(repeats))
            .where("not before")
            // A sample without a cluster is a cluster of its own, and spreads over partitions.
            .withColumn(
                "cluster", expr("coalesce(concat('c', cluster_id), concat('s', sample_id))"))
            .withColumn("cluster_hash", expr("xxhash64(cluster, behaviour)"))
            .withColumn("hash", expr("xxhash64(cluster_id, sample_id)"))
            .withColumn("rank", row_number().over(cluster));
    Dataset<Row> counted =
        units
            .where("unit and cluster_id is not null")
            .select(
                col("model").as("counted_model"),
                col("behaviour").as("counted_behaviour"),
                col("cluster_id").as("counted_cluster"));
    // Many samples to at most one earlier unit of their cluster.
    return Payload.as(
        Behaviours.SPEC,
        versions
            .join(
                counted,
                versions
                    .col("model")
                    .equalTo(counted.col("counted_model"))
                    .and(versions.col("behaviour").equalTo(counted.col("counted_behaviour")))
                    .and(versions.col("cluster_id").equalTo(counted.col("counted_cluster"))),
                "left")
            .withColumn("unit", expr("rank = 1 and version = 1 and counted_cluster is null"))
            .withColumn("shown", expr("score_micro >= 500000")));
  }

  private static Dataset<Row> usable(Dataset<Row> samples) {
    return samples
        .where(
            "sample_id is not null and context in ('test', 'deployment') and model is not null"
                + " and behaviour is not null and score_micro is not null")
        .withColumn(
            "awareness", expr("if(awareness in ('aware', 'unaware'), awareness, 'unknown')"));
  }
}
