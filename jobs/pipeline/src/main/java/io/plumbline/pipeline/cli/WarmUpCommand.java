package io.plumbline.pipeline.cli;

import io.plumbline.datasets.Schema;
import io.plumbline.datasets.TableSpec;
import io.plumbline.pipeline.tables.Tables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Writes and reads a scratch table so that the launcher can archive the classes a run loads. */
@Command(name = "warm-up", hidden = true, description = "Load what a run loads, then exit.")
final class WarmUpCommand implements Callable<Integer> {

  @Mixin private SessionOptions session;

  @Override
  public Integer call() throws Exception {
    Path scratch = Files.createTempDirectory("plumbline-warm-up");
    try (SparkSession spark = session.open()) {
      Tables tables = new Tables(spark, scratch.toString());
      tables.create();
      TableSpec drills = Schema.table("gold.drills").orElseThrow();
      tables.append(
          drills,
          spark.sql(
              "SELECT DATE'2026-01-01' AS night, 'X00' AS attack, '{}' AS scope,"
                  + " 0L AS strength_micro, false AS caught, CAST(0 AS DOUBLE) AS probability"));
      tables.read(drills).groupBy("night").count().collectAsList();
    } finally {
      try (Stream<Path> files = Files.walk(scratch)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
    return 0;
  }
}
