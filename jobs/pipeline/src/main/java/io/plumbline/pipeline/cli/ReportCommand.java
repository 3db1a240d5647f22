package io.plumbline.pipeline.cli;

import io.plumbline.pipeline.ErrorCode;
import io.plumbline.pipeline.PlumblineException;
import io.plumbline.pipeline.Publishing;
import io.plumbline.pipeline.anchor.Anchoring;
import io.plumbline.pipeline.configuration.Configuration;
import io.plumbline.pipeline.publish.Published;
import io.plumbline.pipeline.publish.Site;
import io.plumbline.pipeline.tables.SealedNight;
import io.plumbline.pipeline.tables.SealedNights;
import io.plumbline.pipeline.tables.Tables;
import io.plumbline.reports.OpenEdition;
import io.plumbline.reports.RedactedEdition;
import io.plumbline.reports.Report;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Publishes a sealed night again. */
@Command(name = "report", description = "Rebuild a published report, byte for byte, from its seal.")
final class ReportCommand implements Callable<Integer> {

  @Mixin private ConfigurationOption configuration;
  @Mixin private SessionOptions session;

  @Option(names = "--night", paramLabel = "DATE", description = "Default: the last sealed night.")
  private Optional<LocalDate> night = Optional.empty();

  @Option(
      names = "--edition",
      defaultValue = "CLOSED",
      description =
          "One of ${COMPLETION-CANDIDATES}: as published; without thresholds and places of rows;"
              + " or without names, sentences and queries too. Each other than the first goes to a"
              + " folder of the night and lists what it withholds by count and digest. Default:"
              + " ${DEFAULT-VALUE}.")
  private Cut edition;

  @Spec private CommandSpec command;

  /** How much of a report is left out. */
  enum Cut {
    CLOSED,
    OPEN,
    REDACTED
  }

  @Override
  public Integer call() throws Exception {
    Configuration settings = configuration.read();
    try (SparkSession spark = session.open();
        Console console = Console.standardError()) {
      Tables tables = new Tables(spark, settings.lake());
      SealedNights sealed = new SealedNights(tables);
      LocalDate wanted =
          night.orElseGet(
              () ->
                  sealed
                      .last()
                      .map(SealedNight::night)
                      .orElseThrow(
                          () ->
                              new PlumblineException(
                                  ErrorCode.NIGHT,
                                  "Cannot publish: lake "
                                      + settings.lake()
                                      + " has no sealed night. Run: plumbline nightly")));
      Site site = new Site(settings.reports(), spark.sessionState().newHadoopConf());
      Published published =
          new Publishing(
                  sealed,
                  site,
                  new Anchoring(
                      settings.anchors(),
                      settings.lake(),
                      spark.sessionState().newHadoopConf(),
                      console::warns))
              .publish(List.of(wanted));
      Report report = published.report();
      switch (edition) {
        case CLOSED -> VerdictPrinter.print(command.commandLine().getOut(), published);
        case OPEN -> told(site.publish(OpenEdition.of(report), "open"));
        case REDACTED -> told(site.publish(RedactedEdition.of(report), "redacted"));
      }
    }
    return 0;
  }

  private void told(String path) {
    command.commandLine().getOut().println("Report: " + path);
    command.commandLine().getOut().flush();
  }
}
