package io.plumbline.pipeline.cli;

import io.plumbline.pipeline.anchor.Anchoring;
import io.plumbline.pipeline.bundle.Exporting;
import io.plumbline.pipeline.configuration.Configuration;
import io.plumbline.pipeline.tables.Tables;
import io.plumbline.reports.Edition;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Hands a sealed night to a third party. */
@Command(
    name = "export",
    description =
        "Write a signed bundle of a night for a third party: report, evaluation records,"
            + " declared and computed independence. Check it with: plumbline verify BUNDLE")
final class ExportCommand implements Callable<Integer> {

  @Mixin private ConfigurationOption configuration;
  @Mixin private SessionOptions session;

  @Option(names = "--night", paramLabel = "DATE", description = "Default: the last sealed night.")
  private Optional<LocalDate> night = Optional.empty();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The bundle. Default: plumbline-DATE.zip in this folder.")
  private Optional<Path> output = Optional.empty();

  @Option(
      names = "--edition",
      defaultValue = "OPEN",
      description =
          "One of ${COMPLETION-CANDIDATES}; OPEN leaves out thresholds and the places of rows."
              + " Default: ${DEFAULT-VALUE}.")
  private Edition edition;

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws Exception {
    Configuration settings = configuration.read();
    try (SparkSession spark = session.open();
        Console console = Console.standardError()) {
      Exporting.Exported exported =
          new Exporting(
                  new Tables(spark, settings.lake()),
                  new Anchoring(
                      settings.anchors(),
                      settings.lake(),
                      spark.sessionState().newHadoopConf(),
                      console::warns),
                  settings.export(),
                  CodeVersion.text())
              .export(night, edition, output);
      PrintWriter out = command.commandLine().getOut();
      out.println("Night " + exported.night() + ": " + exported.path());
      out.println(exported.records() + " evaluation records");
      out.println(exported.independence());
      out.println("Signed with key " + exported.fingerprint());
      out.flush();
    }
    return 0;
  }
}
