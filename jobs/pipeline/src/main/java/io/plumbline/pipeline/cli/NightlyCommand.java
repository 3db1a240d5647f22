package io.plumbline.pipeline.cli;

import io.plumbline.pipeline.Nightly;
import io.plumbline.pipeline.alert.Alerting;
import io.plumbline.pipeline.configuration.Configuration;
import io.plumbline.pipeline.publish.Published;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Seals every open night up to a date and publishes the last one. */
@Command(
    name = "nightly",
    description = "Read what is new, seal every open night up to a date, publish the report.")
final class NightlyCommand implements Callable<Integer> {

  @Mixin private ConfigurationOption configuration;
  @Mixin private SessionOptions session;

  @Option(
      names = "--date",
      paramLabel = "DATE",
      description = "Last night to seal. Default: yesterday (UTC).")
  private Optional<LocalDate> date = Optional.empty();

  @Option(
      names = "--publish",
      defaultValue = "LAST",
      description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Nightly.Publish publish;

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws Exception {
    Configuration settings = configuration.read();
    Instant now = Instant.now();
    LocalDate through = date.orElseGet(() -> LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(1));
    try (SparkSession spark = session.open();
        Console console = Console.standardError()) {
      Published published =
          new Nightly(spark, settings, CodeVersion.text(), console)
              .run(Optional.empty(), through, publish, now);
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
