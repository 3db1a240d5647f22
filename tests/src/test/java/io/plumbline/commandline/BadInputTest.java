package io.plumbline.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.pipeline.tables.LakeLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator's mistake gets one message, a documented exit code, and leaves nothing behind. */
class BadInputTest {

  private static final String ROWS =
      """
      id,arm,prompt,said
      a,test,p1,1
      b,deployment,p1,0
      """;

  @TempDir private Path folder;

  private Path configuration;

  @BeforeEach
  void writeAGoodOne() throws IOException {
    configuration = folder.resolve("plumbline.yaml");
    Files.writeString(folder.resolve("rows.csv"), ROWS);
    write(yaml());
  }

  private String yaml() {
    return """
    lake: lake
    reports: site
    sources:
      - name: answers
        format: table
        reader: csv
        options: {header: "true"}
        path: rows*.csv
        into: behaviours
        night: "2026-01-05"
        columns:
          sample_id: id
          context: arm
          model: "'m-1'"
          behaviour: "'refusal'"
          cluster_id: id
          stratum: prompt
          score_micro: "cast(said as bigint) * 1000000"
    """;
  }

  private void write(String text) throws IOException {
    Files.writeString(configuration, text);
  }

  private Run nightly(String... more) {
    return Run.of(
        Stream.concat(
                Stream.of("nightly", "-c", configuration.toString(), "--master", "local[2]"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  /** One message, this exit code, and neither tables nor reports. */
  private void refused(Run run, int code, String... parts) throws IOException {
    assertThat(run.code()).as(run.err()).isEqualTo(code);
    assertThat(run.err()).doesNotContain("\tat ", "this is a bug");
    assertThat(run.err().lines().filter(line -> line.startsWith("plumbline: "))).hasSize(1);
    assertThat(run.message()).contains(parts);
    assertThat(folder.resolve("site")).doesNotExist();
    assertThat(rowsIn("bronze")).isZero();
  }

  /** Data files under a layer of the lake: tables without rows have none. */
  private long rowsIn(String layer) throws IOException {
    Path root = folder.resolve("lake").resolve(layer);
    if (!Files.exists(root)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).count();
    }
  }

  @Test
  void anUnknownKeyNamesTheNearestKnownOne() throws IOException {
    write(yaml().replace("reports:", "report:"));
    refused(
        nightly(), 3, configuration.toString(), "unknown key 'report'", "did you mean 'reports'?");
  }

  @Test
  void anUnknownMemberOfASourceIsFoundByCheckToo() throws IOException {
    write(yaml().replace("    into:", "    intoo:"));
    refused(
        Run.of("check", "-c", configuration.toString()),
        3,
        "/sources/0",
        "unknown key 'intoo'",
        "did you mean 'into'?");
  }

  @Test
  void aMissingSourceSaysWhereItLooked() throws IOException {
    write(yaml().replace("rows*.csv", "absent/*.csv"));
    Run run = nightly("--date", "2026-01-05");
    refused(run, 4, "Nothing to seal up to night 2026-01-05", "plumbline check");
    assertThat(run.err())
        .contains("Cannot read source 'answers'", folder.resolve("absent") + "/*.csv");
  }

  @Test
  void aFileThatCannotBeReadNamesItsSource() throws IOException {
    Files.write(folder.resolve("rows.csv"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 1, 2, 3});
    Files.move(folder.resolve("rows.csv"), folder.resolve("rows.csv.gz"));
    write(yaml().replace("rows*.csv", "rows.csv.gz"));
    Run run = nightly("--date", "2026-01-05");
    refused(run, 4, "Nothing to seal");
    assertThat(run.err()).contains("Cannot read source 'answers'");
  }

  @Test
  void aWrongColumnExpressionSaysWhichAndWhy() throws IOException {
    write(yaml().replace("sample_id: id", "sample_id: idd"));
    String[] said = {"source 'answers'", "column 'sample_id' is 'idd'", "Spark says"};
    refused(nightly("--date", "2026-01-05"), 3, said);
    refused(Run.of("check", "-c", configuration.toString(), "--master", "local[2]"), 3, said);
  }

  @Test
  void aColumnThatMustBeMappedIsNamed() throws IOException {
    write(yaml().replaceFirst("(?m)^ *model: .*\\R", ""));
    refused(nightly("--date", "2026-01-05"), 3, "nothing is mapped to model");
  }

  @Test
  void aNightInTheFutureIsRefused() throws IOException {
    LocalDate tomorrow = LocalDate.now(ZoneOffset.UTC).plusDays(1);
    refused(
        nightly("--date", tomorrow.toString()),
        7,
        "Cannot seal night " + tomorrow,
        "give an earlier --date");
  }

  @Test
  void anUnwritableLakeSaysSo() throws IOException {
    Files.writeString(folder.resolve("lake"), "a file where the lake should be");
    Run run = nightly("--date", "2026-01-05");
    assertThat(run.code()).as(run.err()).isEqualTo(5);
    assertThat(run.message()).contains("Cannot write to lake " + folder.resolve("lake"));
    assertThat(folder.resolve("site")).doesNotExist();
  }

  @Test
  void aSecondRunOnOneLakeIsRefused() throws IOException {
    try (LakeLock held =
        LakeLock.take(
            folder.resolve("lake").toString(), new org.apache.hadoop.conf.Configuration())) {
      assertThat(held).isNotNull();
      refused(
          nightly("--date", "2026-01-05"), 6, "Another run holds the lake", "wait until it ends");
    }
  }

  @Test
  void gapsAndDriftLeaveWhatWasSealedAlone() throws IOException {
    assertThat(nightly("--date", "2026-01-05").code()).isGreaterThanOrEqualTo(10);
    List<String> before = site();
    Run gap =
        Run.of(
            "backfill",
            "-c",
            configuration.toString(),
            "--from",
            "2026-01-08",
            "--to",
            "2026-01-09",
            "--master",
            "local[2]");
    assertThat(gap.code()).as(gap.err()).isEqualTo(7);
    assertThat(gap.message())
        .contains("the last sealed night is 2026-01-05", "Start at 2026-01-06");
    assertThat(site()).isEqualTo(before);

    // A later file without a mapped column: that source has no new rows, and the night says so.
    Files.writeString(folder.resolve("rows-2.csv"), "id,arm,prompt\nc,test,p2\n");
    long rows = rowsIn("bronze/mapped");
    Run drift = nightly("--date", "2026-01-06");
    assertThat(drift.code()).as(drift.err()).isBetween(10, 40);
    assertThat(drift.err()).contains("Cannot read source 'answers'").doesNotContain("\tat ");
    assertThat(rowsIn("bronze/mapped")).isEqualTo(rows);
  }

  private List<String> site() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("site"))) {
      return files.map(Path::toString).sorted().toList();
    }
  }

  @Test
  void aFullDiskSaysSoAndLosesNothing() throws IOException {
    Map<String, String> disk =
        Map.of(
            "spark.hadoop.fs.full.impl",
            FullDisk.class.getName(),
            "spark.delta.logStore.full.impl",
            "io.delta.storage.LocalLogStore");
    disk.forEach(System::setProperty);
    FullDisk.IS_FULL.set(true);
    try {
      write(yaml().replace("lake: lake", "lake: full://" + folder.resolve("lake")));
      refused(nightly("--date", "2026-01-05"), 8, "the disk is full", "free some space");
      FullDisk.IS_FULL.set(false);
      Run again = nightly("--date", "2026-01-05");
      assertThat(again.code()).as(again.err()).isEqualTo(30);
      assertThat(folder.resolve("site/2026-01-05/report.html")).exists();
    } finally {
      FullDisk.IS_FULL.set(false);
      disk.keySet().forEach(System::clearProperty);
    }
  }

  @Test
  void aRunThatIsToldToStopSaysHowToGoOn() throws Exception {
    Path log = folder.resolve("log");
    Process run =
        ChildRun.start(
            log,
            "nightly",
            "-c",
            configuration.toString(),
            "--date",
            "2026-01-05",
            "--master",
            "local[2]");
    while (run.isAlive() && !Files.exists(folder.resolve("lake/silver"))) {
      run.waitFor(20, TimeUnit.MILLISECONDS);
    }
    run.destroy();
    assertThat(run.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(run.exitValue()).as(Files.readString(log)).isEqualTo(9);
    assertThat(Files.readString(log))
        .contains("plumbline: interrupted; run the same command again to go on")
        .doesNotContain("\tat ", "this is a bug");
    Run again = nightly("--date", "2026-01-05");
    assertThat(again.code()).as(again.err()).isEqualTo(30);
  }
}
