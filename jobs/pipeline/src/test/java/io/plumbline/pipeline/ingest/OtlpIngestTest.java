package io.plumbline.pipeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.datasets.bronze.Cloudevents;
import io.plumbline.pipeline.SparkExtension;
import io.plumbline.pipeline.configuration.SourceSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
@ExtendWith(SparkExtension.class)
class OtlpIngestTest {

  @TempDir Path folder;

  @Test
  void aRunThatDiedGoesOnAfterTheLine(SparkSession spark) throws IOException {
    List<String> lines = Files.readAllLines(Golden.file("otlp-logs.jsonl"));
    Bench bench = new Bench(spark, folder);
    SourceSettings source = bench.source("otlp", "otel/*.jsonl");
    bench.write("otel/a.jsonl", lines.get(0) + "\n" + lines.get(7) + "\n");
    assertThat(bench.take(source).records()).isEqualTo(10);
    bench.forgetReads();
    bench.append("otel/a.jsonl", lines.get(1) + "\n");
    Taken second = bench.take(source);
    assertThat(second.records()).isEqualTo(2);
    assertThat(second.quarantined()).isZero();
    assertThat(bench.rows(Cloudevents.SPEC, "event_id")).hasSize(12).doesNotHaveDuplicates();
    assertThat(bench.take(source).records()).isZero();
  }
}
