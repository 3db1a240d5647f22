package io.plumbline.pipeline.cli;

import io.plumbline.pipeline.ErrorCode;
import io.plumbline.pipeline.Nightly;
import io.plumbline.pipeline.PlumblineException;
import io.plumbline.pipeline.configuration.ConfigurationFile;
import io.plumbline.pipeline.publish.Published;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A first report from what a lab already has, without any configuration. */
@Command(
    name = "try",
    description =
        "Recognise git repositories, evaluation logs (Inspect, lm-eval, Every Eval Ever), CloudEvents,"
            + " OpenLineage, OpenTelemetry, GitHub and Kubernetes audit files; write a configuration"
            + " and a first report.")
final class TryCommand implements Callable<Integer> {

  /** Earlier records count on the first of these nights. */
  private static final int NIGHTS = 365;

  @Mixin private SessionOptions session;

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = "Repositories, folders or files of logs.")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "plumbline-try",
      description = "Folder for configuration, lake and reports. Default: ${DEFAULT-VALUE}.")
  private Path out;

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws Exception {
    PrintWriter print = command.commandLine().getOut();
    List<Recognised> all = new ArrayList<>();
    for (Path path : paths) {
      if (!Files.exists(path)) {
        throw new PlumblineException(
            ErrorCode.INPUT, "Cannot read " + path + ": no such file or folder. Check the path");
      }
      all.addAll(Recognised.in(path));
    }
    List<Recognised> found = Recognised.named(all);
    if (found.isEmpty()) {
      throw new PlumblineException(
          ErrorCode.INPUT,
          "Nothing recognised in "
              + paths
              + ": looked for git repositories, .eval and .json Inspect logs, results and samples of"
              + " lm-eval and Every Eval Ever, and .jsonl, .ndjson, .log and .json files of"
              + " CloudEvents, OpenLineage, OpenTelemetry (OTLP), GitHub's and Kubernetes' audit"
              + " logs. For other data write a 'table' source: plumbline init DIR");
    }
    Path configuration = out.resolve("plumbline.yaml");
    if (Files.exists(configuration)) {
      throw new PlumblineException(
          ErrorCode.USAGE,
          "Cannot write "
              + configuration
              + ": it exists. Go on with: plumbline nightly -c "
              + configuration
              + ", or give another folder with --out");
    }
    Instant now = Instant.now();
    LocalDate yesterday = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(1);
    LocalDate last =
        found.stream()
            .map(Recognised::lastDay)
            .max(LocalDate::compareTo)
            .filter(day -> day.isBefore(yesterday))
            .orElse(yesterday);
    LocalDate first =
        found.stream()
            .map(Recognised::firstDay)
            .min(LocalDate::compareTo)
            .filter(day -> day.isAfter(last.minusDays(NIGHTS - 1L)) && !day.isAfter(last))
            .orElse(last.minusDays(NIGHTS - 1L));
    Files.createDirectories(out);
    Files.writeString(configuration, Recognised.configuration(found, first));
    print.println("Recognised:");
    for (Recognised source : found) {
      print.println("  " + source.name() + ": " + source.format() + " at " + source.path());
    }
    print.println("Wrote " + configuration);
    print.println();
    try (SparkSession spark = session.open();
        Console console = Console.standardError()) {
      Published published =
          new Nightly(spark, ConfigurationFile.read(configuration), CodeVersion.text(), console)
              .run(Optional.of(first), last, Nightly.Publish.LAST, now.plusSeconds(86_400));
      VerdictPrinter.print(print, published);
      print.printf(
          Locale.ROOT, "Exit code of nightly: %d%n", published.report().overall().exitCode());
      print.flush();
    }
    return 0;
  }
}
