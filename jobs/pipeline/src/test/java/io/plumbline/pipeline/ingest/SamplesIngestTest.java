package io.plumbline.pipeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.datasets.bronze.Inspect;
import io.plumbline.datasets.bronze.Openlineage;
import io.plumbline.pipeline.SparkExtension;
import io.plumbline.pipeline.configuration.SourceSettings.Arrival;
import io.plumbline.pipeline.configuration.SourceSettings.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
@ExtendWith(SparkExtension.class)
class SamplesIngestTest {

  /** No event of the samples is later. */
  private static final LocalDate LAST = LocalDate.of(2026, 12, 31);

  @TempDir Path folder;

  @Test
  void everyRealFileIsInBronzeOrSaysWhyNot(SparkSession spark) throws IOException {
    Path samples = Shared.folder("cases/lineage_samples");
    Bench bench = new Bench(spark, folder);
    for (String format : List.of("inspect_logs", "openlineage", "marquez")) {
      try (Stream<Path> files = Files.list(samples.resolve(format))) {
        for (Path file : files.filter(one -> !one.endsWith("LICENSE")).toList()) {
          bench.write(format + "/" + file.getFileName(), Files.readAllBytes(file));
        }
      }
    }
    List<Taken> taken =
        Ingest.take(
            bench.tables(),
            List.of(
                bench.source("inspect", "inspect_logs", Kind.VERSIONED_FILES, Arrival.RECORD),
                bench.source("openlineage", "*/*.json")),
            Bench.through(LAST));
    assertThat(taken.get(0).files()).isEqualTo(13);
    assertThat(taken.get(0).records()).isEqualTo(93);
    assertThat(taken.get(0).quarantined()).isZero();
    assertThat(
            bench
                .tables()
                .read(Inspect.SPEC)
                .where("kind = 'sample'")
                .selectExpr(
                    "concat_ws(' ', count(*), count(distinct eval_id), count(distinct log_version),"
                        + " count_if(get_json_object(data, '$.id') is null))")
                .head()
                .getString(0))
        .isEqualTo("38 12 12 0");
    assertThat(events(bench, "openlineage/%")).isEqualTo("498 439 159");
    assertThat(events(bench, "marquez/metadata%")).isEqualTo("26 0 13");
    assertThat(events(bench, "marquez/event%")).isEqualTo("2 2 1");
    // The folder of logs holds three JSON documents that are no events.
    assertThat(
            bench
                .tables()
                .read(Openlineage.SPEC)
                .where("file like 'inspect_logs/%' and reason is not null")
                .count())
        .isEqualTo(3);
  }

  /** Events, usable events, and jobs of the files of this name. */
  private static String events(Bench bench, String files) {
    return bench
        .tables()
        .read(Openlineage.SPEC)
        .where(org.apache.spark.sql.functions.col("file").like(files))
        .selectExpr(
            "concat_ws(' ', count(*), count_if(reason is null),"
                + " count(distinct struct(job_namespace, job_name)))")
        .head()
        .getString(0);
  }
}
