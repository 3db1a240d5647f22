package io.plumbline.pipeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.datasets.bronze.Cloudevents;
import io.plumbline.pipeline.SparkExtension;
import io.plumbline.pipeline.configuration.SourceSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
@ExtendWith(SparkExtension.class)
class CloudeventsIngestTest {

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void open(SparkSession spark) {
    bench = new Bench(spark, folder);
  }

  @Test
  void everyColumnIsFilled() {
    String line = Bench.decision("e1", "2026-03-10T12:00:00.5+02:00");
    bench.write("a.jsonl", line + "\n");
    SourceSettings source = bench.source("cloudevents", "*.jsonl");
    Taken taken = bench.take(source);
    assertThat(taken.status()).isEqualTo(Taken.Status.READ);
    assertThat(taken.records()).isEqualTo(1);
    assertThat(
            bench.rows(
                Cloudevents.SPEC,
                "source",
                "file",
                "member",
                "ordinal",
                "begin",
                "end",
                "record_at",
                "record_night",
                "night",
                "late",
                "reason",
                "event_id",
                "event_source",
                "type",
                "subject",
                "sequence",
                "ingested_at"))
        .containsExactly(
            "cloudevents-source|a.jsonl|-|0|0|"
                + line.length()
                + "|2026-03-10 10:00:00.5|2026-03-10|2026-03-10|false|-|e1|/gateway|"
                + "io.plumbline.decision.v1|-|7|2026-03-11 07:00:00");
    assertThat(bench.rows(Cloudevents.SPEC, "sha256", "raw"))
        .containsExactly(
            Digests.of(line.getBytes(StandardCharsets.UTF_8), 0, line.length()) + "|" + line);
    assertThat(bench.rows(Cloudevents.SPEC, "data"))
        .containsExactly(
            "{\"decision_id\":\"d-1\",\"action\":\"proposed\","
                + "\"domain\":\"deployment\",\"actor\":{\"kind\":\"human\",\"id\":\"ann\"}}");
  }

  @Test
  void onlyNewLinesAreReadTheSecondTime() {
    String first = Bench.decision("e1", "2026-03-10T01:00:00Z") + "\n";
    String second = Bench.decision("e2", "2026-03-10T02:00:00Z") + "\n";
    bench.write("a.jsonl", first);
    SourceSettings source = bench.source("cloudevents", "*.jsonl");
    bench.take(source);
    assertThat(bench.take(source).records()).isZero();
    bench.append("a.jsonl", second);
    Taken taken = bench.take(source);
    assertThat(taken.records()).isEqualTo(1);
    assertThat(taken.changedFiles()).isEqualTo(1);
    assertThat(bench.rows(Cloudevents.SPEC, "event_id", "begin"))
        .containsExactly("e1|0", "e2|" + first.length());
    assertThat(bench.reads())
        .containsExactly(
            "a.jsonl|0|" + first.length() + "|" + first.length() + "|1|first|-",
            "a.jsonl|"
                + first.length()
                + "|"
                + (first.length() + second.length())
                + "|"
                + (first.length() + second.length())
                + "|1|same|-");
  }
}
