package io.plumbline.pipeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.datasets.bronze.Cloudevents;
import io.plumbline.pipeline.SparkExtension;
import io.plumbline.pipeline.configuration.SourceSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
@ExtendWith(SparkExtension.class)
class UnreadableIngestTest {

  @TempDir Path folder;

  /** Writes a file with checksums and spoils a byte in its middle: reading fails there. */
  private static void writeSpoilt(Path file, String text) throws Exception {
    Files.createDirectories(file.getParent());
    FileSystem local = FileSystem.getLocal(new Configuration());
    try (FSDataOutputStream out = local.create(new org.apache.hadoop.fs.Path(file.toString()))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }

  private static SourceSettings named(String name, SourceSettings source) {
    return new SourceSettings(
        name,
        source.format(),
        source.path(),
        source.root(),
        source.kind(),
        source.arrival(),
        source.settle(),
        source.night(),
        source.retentionDays(),
        source.keepRaw(),
        source.malformedLimit(),
        source.reader(),
        source.options(),
        source.into(),
        source.rows());
  }

  @Test
  void aFileThatFailsWhileItIsReadLeavesOnlyItsSourceOut(SparkSession spark) throws Exception {
    Bench bench = new Bench(spark, folder);
    String line = Bench.decision("1", "2026-03-09T01:00:00Z") + "\n";
    writeSpoilt(bench.logs().resolve("bad/a.jsonl"), line.repeat(2_000));
    bench.write("good/a.jsonl", line);
    SourceSettings bad = named("bad", bench.source("cloudevents", "bad/*.jsonl"));
    SourceSettings good = named("good", bench.source("cloudevents", "good/*.jsonl"));
    List<Taken> taken = Ingest.take(bench.tables(), List.of(bad, good), Bench.through(Bench.NIGHT));
    assertThat(taken.get(0).status()).isEqualTo(Taken.Status.UNREADABLE);
    assertThat(taken.get(0).message().orElseThrow())
        .startsWith("Cannot read source 'bad' at '" + bad.path() + "': its file 'a.jsonl' failed (")
        .contains("Nothing of it was taken");
    assertThat(taken.get(1).records()).isEqualTo(1);
    assertThat(bench.rows(Cloudevents.SPEC, "source")).containsExactly("good");
  }

  @Test
  void emptyFilesAndFoldersAreNoRecords(SparkSession spark) throws Exception {
    Bench bench = new Bench(spark, folder);
    bench.write("a.jsonl", "");
    bench.write("sub/b.jsonl", "\n\n");
    bench.write("sub/.hidden.jsonl", "x");
    bench.write("sub/notes.txt", "x");
    Files.createDirectories(bench.logs().resolve("c.jsonl"));
    Taken taken = bench.take(bench.source("cloudevents", ""));
    assertThat(taken.status()).isEqualTo(Taken.Status.READ);
    assertThat(taken.files()).isEqualTo(2);
    assertThat(taken.records()).isZero();
    assertThat(bench.take(bench.source("cloudevents", "")).changedFiles()).isZero();
  }
}
