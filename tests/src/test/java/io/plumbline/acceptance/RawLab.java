package io.plumbline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.commandline.Run;
import io.plumbline.detect.Catalog;
import io.plumbline.detect.Detector;
import io.plumbline.pipeline.Nightly;
import io.plumbline.pipeline.Progress;
import io.plumbline.pipeline.Session;
import io.plumbline.pipeline.cli.CodeVersion;
import io.plumbline.pipeline.configuration.ConfigurationFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.SparkSession;

/** A folder with raw logs and a configuration, and runs over it. */
final class RawLab {

  /** The night that is run when a row names none. */
  static final LocalDate NIGHT = LocalDate.of(2026, 3, 2);

  private final Path folder;
  private LocalDate last = NIGHT;

  RawLab(Path folder) {
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  /** The last night to seal, where it is not {@link #NIGHT}. */
  void through(LocalDate night) {
    last = night;
  }

  /** What follows the lake and the report folder in the configuration: sources, models, policy. */
  void configuration(String yaml) throws IOException {
    file("plumbline.yaml", "lake: lake\nreports: site\n" + yaml);
  }

  /** Writes a file of raw logs. */
  Path file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /** Appends one of our own events to a file of lines; {@code data} is a JSON object. */
  void event(String file, String type, String id, Instant time, String data) throws IOException {
    line(
        file,
        """
        {"specversion":"1.0","type":"io.plumbline.%s.v1","source":"/%s","id":"%s",\
        "time":"%s","data":%s}"""
            .formatted(type, file, id, time, data));
  }

  /** A text with values put into its places. */
  static String json(String template, Object... values) {
    return String.format(Locale.ROOT, template, values);
  }

  /** Appends a line to a file. */
  void line(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(
        path,
        text + "\n",
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /** Runs the command an operator schedules, for the last night. */
  Outcome nightly() {
    return nightly(last);
  }

  /** Runs the command an operator schedules. */
  Outcome nightly(LocalDate night) {
    Run run =
        Run.of(
            "nightly",
            "-c",
            folder.resolve("plumbline.yaml").toString(),
            "--date",
            night.toString(),
            "--master",
            "local[2]");
    assertThat(run.code()).as(run.err()).isIn(0, 10, 20, 30, 40);
    return new Outcome(folder, night, run.code(), run.out());
  }

  /** Runs the command for a first report, over paths of this folder and without a configuration. */
  Outcome firstReport(String out, String... paths) {
    List<String> arguments = new ArrayList<>(List.of("try", "--master", "local[2]", "--out"));
    arguments.add(folder.resolve(out).toString());
    for (String path : paths) {
      arguments.add(folder.resolve(path).toString());
    }
    Run run = Run.of(arguments.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isZero();
    Path report = Path.of(run.out().replaceAll("(?s).*\nReport: ([^\n]+)\n.*", "$1"));
    LocalDate night = LocalDate.parse(report.getParent().getFileName().toString());
    return new Outcome(folder.resolve(out), night, run.code(), run.out());
  }

  /** The same run with detectors taken out of the catalogue. */
  Outcome nightlyWithout(Set<String> out) throws IOException {
    List<Detector> left =
        Catalog.ALL.stream().filter(detector -> !out.contains(detector.id())).toList();
    assertThat(left).hasSize(Catalog.ALL.size() - out.size());
    Instant moment = last.plusDays(2).atStartOfDay().toInstant(ZoneOffset.UTC);
    try (SparkSession spark = Session.local("local[2]", 2)) {
      spark.sparkContext().setLogLevel("ERROR");
      int code =
          new Nightly(
                  spark,
                  ConfigurationFile.read(folder.resolve("plumbline.yaml")),
                  CodeVersion.text(),
                  Progress.silent(),
                  left)
              .run(Optional.empty(), last, Nightly.Publish.LAST, moment)
              .report()
              .overall()
              .exitCode();
      return new Outcome(folder, last, code, "");
    }
  }
}
