package io.plumbline.pipeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.datasets.bronze.Cloudevents;
import io.plumbline.datasets.bronze.Inspect;
import io.plumbline.pipeline.SparkExtension;
import io.plumbline.pipeline.configuration.SourceSettings;
import io.plumbline.pipeline.configuration.SourceSettings.Arrival;
import io.plumbline.pipeline.configuration.SourceSettings.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalInt;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
@ExtendWith(SparkExtension.class)
class PastIngestTest {

  @TempDir Path folder;
  private Bench bench;
  private SourceSettings source;

  @BeforeEach
  void open(SparkSession spark) {
    bench = new Bench(spark, folder);
    source = bench.source("cloudevents", "*.jsonl");
  }

  private static String line(String id) {
    return Bench.decision(id, "2026-03-09T01:00:00Z") + "\n";
  }

  @Test
  void anEditIsNamedByItsRecordAndNewLinesAreStillRead() {
    bench.write("a.jsonl", line("1") + line("2") + line("3"));
    bench.take(source);
    bench.write("a.jsonl", line("1") + line("2").replace("ann", "bob") + line("3") + line("4"));
    assertThat(Ingest.verify(bench.tables(), List.of(source), Bench.through(Bench.NIGHT)))
        .containsExactly(new Broken("cloudevents-source", "a.jsonl", "edited", 0));
    Taken taken = bench.take(source);
    int n = line("1").length();
    assertThat(taken.records()).isEqualTo(1);
    assertThat(taken.brokenFiles()).isEqualTo(1);
    assertThat(bench.reads())
        .containsExactly(
            "a.jsonl|0|" + 3 * n + "|" + 3 * n + "|3|first|-",
            "a.jsonl|" + 3 * n + "|" + 4 * n + "|" + 4 * n + "|1|edited|" + n);
    assertThat(bench.rows(Cloudevents.SPEC, "event_id")).containsExactly("1", "2", "3", "4");
    assertThat(bench.take(source).brokenFiles()).isZero();
  }

  @Test
  void aTruncatedFileIsReportedOnceAndNotReadAgain() {
    bench.write("a.jsonl", line("1") + line("2"));
    bench.take(source);
    bench.write("a.jsonl", line("1"));
    assertThat(bench.take(source).brokenFiles()).isEqualTo(1);
    assertThat(bench.take(source).brokenFiles()).isZero();
    bench.append("a.jsonl", line("9"));
    assertThat(bench.take(source).records()).isZero();
    bench.append("a.jsonl", line("3"));
    assertThat(bench.take(source).records()).isEqualTo(1);
    assertThat(bench.rows(Cloudevents.SPEC, "event_id")).containsExactly("1", "2", "3");
    assertThat(bench.rows(io.plumbline.datasets.bronze.Files.SPEC, "past"))
        .containsExactlyInAnyOrder("first", "truncated", "edited");
  }

  @Test
  void aVanishedFileIsABreakUnlessItHadToGo() throws Exception {
    bench.write("2026-01-01.jsonl", line("1"));
    bench.write("2026-03-01.jsonl", line("2"));
    SourceSettings kept =
        new SourceSettings(
            source.name(),
            source.format(),
            source.path(),
            source.root(),
            source.kind(),
            source.arrival(),
            source.settle(),
            source.night(),
            OptionalInt.of(30),
            source.keepRaw(),
            source.malformedLimit(),
            source.reader(),
            source.options(),
            source.into(),
            source.rows());
    bench.take(kept);
    Files.delete(bench.logs().resolve("2026-01-01.jsonl"));
    assertThat(bench.take(kept).brokenFiles()).isZero();
    Files.delete(bench.logs().resolve("2026-03-01.jsonl"));
    Taken taken = bench.take(kept);
    assertThat(taken.brokenFiles()).isEqualTo(1);
    assertThat(taken.status()).isEqualTo(Taken.Status.MISSING);
    assertThat(bench.take(kept).brokenFiles()).isZero();
  }

  @Test
  void anUnfinishedLastLineWaitsUntilItIsWholeOrItsDayIsOver() {
    String half = line("2").substring(0, 60);
    bench.write("a.jsonl", line("1") + half);
    bench.write("2026-03-10.jsonl", line("3") + half);
    bench.write("2026-03-11.jsonl", line("4") + half);
    bench.write("whole.jsonl", line("5").strip());
    Taken taken = bench.take(source);
    assertThat(taken.waitingBytes()).isEqualTo(2L * half.length());
    assertThat(bench.rows(Cloudevents.SPEC, "file", "event_id", "reason is null"))
        .containsExactly(
            "2026-03-10.jsonl|3|true",
            "2026-03-10.jsonl|-|false",
            "2026-03-11.jsonl|4|true",
            "a.jsonl|1|true",
            "whole.jsonl|5|true");
    bench.append("a.jsonl", line("2").substring(60));
    bench.append("whole.jsonl", "\n" + line("6"));
    assertThat(bench.take(source).records()).isEqualTo(2);
    assertThat(bench.rows(Cloudevents.SPEC, "file", "event_id"))
        .contains("a.jsonl|2", "whole.jsonl|6");
  }

  @Test
  void aRunThatDiedBetweenItsCommitsIsCompleted() {
    bench.write("a.jsonl", line("1") + "[" + line("2").strip() + "]\n\n");
    bench.take(source);
    bench.forgetReads();
    assertThat(bench.take(source).records()).isZero();
    // The blank line at the end holds no record from which it could be known that it was read.
    int size = line("1").length() + line("2").length() + 3;
    assertThat(bench.reads())
        .containsExactly(
            "a.jsonl|0|" + (size - 1) + "|" + size + "|2|first|-",
            "a.jsonl|" + (size - 1) + "|" + size + "|" + size + "|0|same|-");
    bench.append("a.jsonl", line("3"));
    bench.take(source);
    bench.forgetReads();
    bench.append("a.jsonl", line("4"));
    assertThat(bench.take(source).records()).isEqualTo(1);
    assertThat(bench.rows(Cloudevents.SPEC, "event_id")).containsExactly("1", "2", "3", "4");
    assertThat(bench.take(source).records()).isZero();
  }

  @Test
  void everyVersionOfALogIsKept() {
    SourceSettings logs = bench.source("inspect", "", Kind.VERSIONED_FILES, Arrival.RECORD);
    String eval =
        "\"eval\":{\"eval_id\":\"e\",\"task\":\"t\",\"created\":\"2026-03-09T10:00:00Z\"}";
    Zip zip = new Zip().add("_journal/start.json", Zip.STORED, "{" + eval + "}");
    bench.write("x.eval", zip.bytes());
    bench.write("logs.json", "{}");
    assertThat(bench.take(logs).records()).isEqualTo(1);
    assertThat(bench.take(logs).records()).isZero();
    zip.add("header.json", Zip.ZSTD, "{\"status\":\"success\"," + eval + "}");
    bench.write("x.eval", zip.bytes());
    assertThat(bench.take(logs).records()).isEqualTo(2);
    bench.forgetReads();
    Taken again = bench.take(logs);
    assertThat(again.records()).isZero();
    assertThat(again.brokenFiles()).isZero();
    assertThat(bench.rows(Inspect.SPEC, "kind"))
        .containsExactlyInAnyOrder("start", "start", "header");
    assertThat(bench.tables().read(Inspect.SPEC).select("log_version").distinct().count())
        .isEqualTo(2);
  }

  @Test
  void lateRecordsCountOnTheFirstUnsealedNight() {
    bench.write(
        "a.jsonl",
        Bench.decision("early", "2026-03-01T01:00:00Z")
            + "\n"
            + Bench.decision("now", "2026-03-10T01:00:00Z")
            + "\n"
            + Bench.decision("next", "2026-03-11T01:00:00Z")
            + "\n"
            + Bench.decision("ahead", "2026-03-14T01:00:00Z")
            + "\n"
            + Bench.decision("old", "1970-01-01T00:00:01Z")
            + "\nnonsense\n");
    bench.take(source, Bench.sealed(LocalDate.of(2026, 3, 8), Bench.NIGHT));
    assertThat(bench.rows(Cloudevents.SPEC, "event_id", "record_night", "night", "late", "reason"))
        .satisfiesExactly(
            row -> assertThat(row).isEqualTo("early|2026-03-01|2026-03-09|true|-"),
            row -> assertThat(row).isEqualTo("now|2026-03-10|2026-03-10|false|-"),
            row -> assertThat(row).isEqualTo("next|2026-03-11|2026-03-11|false|-"),
            row -> assertThat(row).isEqualTo("ahead|2026-03-09|2026-03-09|false|CLOCK_AHEAD"),
            row -> assertThat(row).isEqualTo("old|1970-01-01|2026-03-09|true|-"),
            row ->
                assertThat(row).startsWith("-|2026-03-09|2026-03-09|false|it is not valid JSON"));
  }

  @Test
  void theDateOfAFileIsTheDayOfArrival() {
    SourceSettings dated =
        bench.source("cloudevents", "*.jsonl", Kind.APPEND_ONLY, Arrival.FILE_DATE);
    bench.write("2026-03-05.jsonl", Bench.decision("1", "2026-03-04T01:00:00Z") + "\nx\n");
    bench.take(dated);
    assertThat(bench.rows(Cloudevents.SPEC, "record_night", "night", "late"))
        .containsExactly("2026-03-04|2026-03-05|true", "2026-03-05|2026-03-05|false");
  }

  @Test
  void aSourceWithoutAnyClockIsRefusedBeforeItIsTaken() {
    bench.write("a.jsonl", line("1").replace("\"time\"", "\"tyme\""));
    assertThatThrownBy(() -> bench.take(source))
        .hasMessage(
            "Cannot place the records of source 'cloudevents-source': none of the first 1 has a"
                + " member 'time', wanted a time stamp in each. Let the emitter write it, or state"
                + " `night:` for this source.");
    assertThat(bench.rows(Cloudevents.SPEC, "event_id")).isEmpty();
  }

  @Test
  void aMissingSourceAndAMalformedOneDoNotStopTheOthers() {
    bench.write("a.jsonl", line("1") + "x\n");
    SourceSettings none = bench.source("openlineage", "nothing/*.jsonl");
    List<Taken> taken =
        Ingest.take(bench.tables(), List.of(none, source), Bench.through(Bench.NIGHT));
    assertThat(taken.get(0).status()).isEqualTo(Taken.Status.MISSING);
    assertThat(taken.get(0).message().orElseThrow())
        .isEqualTo(
            "Cannot read source 'openlineage-source': '"
                + none.path()
                + "' matches no openlineage file. Correct `path`, or see why nothing is written"
                + " there.");
    assertThat(taken.get(1).status()).isEqualTo(Taken.Status.MALFORMED);
    assertThat(taken.get(1).message().orElseThrow())
        .isEqualTo(
            "Cannot trust source 'cloudevents-source': 1 of 2 records are malformed (limit 1%). See"
                + " silver.quarantine; fix the emitter, or raise `malformed_limit` for this"
                + " source.");
    assertThat(bench.rows(Cloudevents.SPEC, "event_id")).containsExactly("1", "-");
  }

  @Test
  void theDigestsOfAReadAreThoseOfItsBytes() {
    String text = line("1") + line("2");
    bench.write("a.jsonl", text);
    bench.take(source);
    assertThat(bench.rows(io.plumbline.datasets.bronze.Files.SPEC, "chunk_digests"))
        .containsExactly(
            "[" + Digests.of(text.getBytes(StandardCharsets.UTF_8), 0, text.length()) + "]");
  }
}
