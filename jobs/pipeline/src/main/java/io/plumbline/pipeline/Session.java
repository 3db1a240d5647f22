package io.plumbline.pipeline;

import org.apache.spark.sql.SparkSession;

/** The one place where a Spark session is made. */
public final class Session {

  private static final String DELTA = "io.delta.sql.DeltaSparkSessionExtension";
  private static final String READERS = "io.plumbline.pipeline.serve.ReadersOnly";

  private Session() {}

  /** A session with this master, such as {@code local[2]}, and this many shuffle partitions. */
  public static SparkSession local(String master, int shufflePartitions) {
    return configured(
        alone(master)
            // On one machine a stage is too short to be worth planning again what follows it.
            .config("spark.sql.adaptive.enabled", false)
            // Driver and executor are one process, and none can lose the other: a machine that was
            // asleep goes on. A heartbeat that meets a task as it starts can end all later ones
            // (an accumulator of Spark 4.2 is seen before it is whole).
            .config("spark.executor.heartbeatInterval", "1h")
            .config("spark.network.timeout", "10h")
            // No session brings classes of its own: tasks would ask the driver for each they miss.
            .config("spark.sql.artifact.isolation.enabled", false)
            // Left to itself it takes 64 MB for each sort and each map, however few its rows.
            .config("spark.buffer.pageSize", "2m"),
        shufflePartitions);
  }

  /** A local session whose clients read. */
  public static SparkSession serving(String master, int shufflePartitions) {
    return configured(alone(master), shufflePartitions, DELTA + "," + READERS);
  }

  /** On this machine alone: nothing listens for others, and its name need not resolve. */
  private static SparkSession.Builder alone(String master) {
    return SparkSession.builder()
        .master(master)
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1");
  }

  /** A session on the master that {@code spark-submit} was given. */
  public static SparkSession submitted(int shufflePartitions) {
    return configured(SparkSession.builder(), shufflePartitions);
  }

  /**
   * A session beside another, on the same context, that interprets expressions instead of compiling
   * them: compiling the plan of a small query takes longer than running it. Results are the same.
   */
  public static SparkSession interpreting(SparkSession spark) {
    SparkSession beside = ((org.apache.spark.sql.classic.SparkSession) spark).cloneSession();
    beside.conf().set("spark.sql.codegen.wholeStage", false);
    beside.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
    return beside;
  }

  private static SparkSession configured(SparkSession.Builder builder, int shufflePartitions) {
    return configured(builder, shufflePartitions, DELTA);
  }

  private static SparkSession configured(
      SparkSession.Builder builder, int shufflePartitions, String extensions) {
    return builder
        .appName("plumbline")
        .config("spark.sql.extensions", extensions)
        .config(
            "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
        .config("spark.sql.ansi.enabled", true)
        .config("spark.sql.session.timeZone", "UTC")
        // Each query describes its plan to listeners that a nightly job does not have.
        .config("spark.sql.ui.explainMode", "simple")
        .config("spark.sql.debug.maxToStringFields", 4)
        .config("spark.sql.shuffle.partitions", shufflePartitions)
        .config("spark.ui.enabled", false)
        .config("spark.sql.catalogImplementation", "in-memory")
        .config("spark.databricks.delta.snapshotPartitions", 1)
        // Content roots have a bucket per table, night and part: few rows each, and many buckets.
        .config("spark.sql.objectHashAggregate.sortBased.fallbackThreshold", 65_536)
        .getOrCreate();
  }
}
