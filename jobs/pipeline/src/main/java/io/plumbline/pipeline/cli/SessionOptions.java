package io.plumbline.pipeline.cli;

import io.plumbline.pipeline.Session;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;

/** How a command gets its Spark session: the one it was submitted to, or a local one. */
final class SessionOptions {

  @Option(
      names = "--master",
      description =
          "Spark master; default: the one given to spark-submit, else local with every core.")
  private String master = System.getProperty("spark.master", "local[*]");

  @Option(
      names = "--shuffle-partitions",
      description =
          "Shuffle partitions; never changes a report. Default: the cores of this machine.")
  private int shufflePartitions = Math.max(2, Runtime.getRuntime().availableProcessors());

  String master() {
    return master;
  }

  int shufflePartitions() {
    return shufflePartitions;
  }

  SparkSession open() {
    SparkSession session =
        System.getProperty("spark.master") == null
            ? Session.local(master, shufflePartitions)
            : Session.submitted(shufflePartitions);
    SparkContext context = session.sparkContext();
    context.setLogLevel("ERROR");
    return session;
  }
}
