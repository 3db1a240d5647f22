package io.plumbline.pipeline.cli;

import io.plumbline.pipeline.ErrorCode;
import io.plumbline.pipeline.Nightly;
import io.plumbline.pipeline.PlumblineException;
import io.plumbline.pipeline.alert.Alerting;
import io.plumbline.pipeline.configuration.Configuration;
import io.plumbline.pipeline.publish.Published;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Seals a range of nights in one pass. */
@Command(name = "backfill", description = "Seal a range of nights in one pass.")
final class BackfillCommand implements Callable<Integer> {

  @Mixin private ConfigurationOption configuration;
  @Mixin private SessionOptions session;

  @Option(names = "--from", paramLabel = "DATE", required = true, description = "First night.")
  private LocalDate from;

  @Option(names = "--to", paramLabel = "DATE", required = true, description = "Last night.")
  private LocalDate to;

  @Option(
      names = "--publish",
      defaultValue = "LAST",
      description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Nightly.Publish publish;

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws Exception {
    if (to.isBefore(from)) {
      throw new PlumblineException(
          ErrorCode.USAGE, "Invalid range: --to " + to + " is before --from " + from);
    }
    Configuration settings = configuration.read();
    try (SparkSession spark = session.open();
        Console console = Console.standardError()) {
      Published published =
          new Nightly(spark, settings, CodeVersion.text(), console)
              .run(Optional.of(from), to, publish, Instant.now());
      VerdictPrinter.print(command.commandLine().getOut(), published);
      new Alerting(
              settings.alerts(),
              System.getenv(),
              settings.lake(),
              spark.sessionState().newHadoopConf(),
              Alerting.PAUSES,
              console::warns)
          .tell(published);
      return published.report().overall().exitCode();
    }
  }
}
