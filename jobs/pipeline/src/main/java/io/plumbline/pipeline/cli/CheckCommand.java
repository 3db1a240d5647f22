package io.plumbline.pipeline.cli;

import io.plumbline.pipeline.configuration.Configuration;
import io.plumbline.pipeline.configuration.SourceSettings;
import io.plumbline.pipeline.ingest.Preview;
import io.plumbline.pipeline.tables.Tables;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Reads a configuration and says what it means. */
@Command(
    name = "check",
    description =
        "Check a configuration and say what it would read; exit 0, or 3 when it is wrong.")
final class CheckCommand implements Callable<Integer> {

  @Mixin private ConfigurationOption configuration;
  @Mixin private SessionOptions session;
  @Spec private CommandSpec command;

  @Override
  public Integer call() throws Exception {
    Configuration settings = configuration.read();
    requireMappings(settings);
    PrintWriter out = command.commandLine().getOut();
    out.println("Configuration " + configuration.file() + " is valid.");
    out.println("  lake     " + settings.lake());
    out.println("  reports  " + settings.reports());
    org.apache.hadoop.conf.Configuration hadoop = new org.apache.hadoop.conf.Configuration();
    for (SourceSettings source : settings.sources()) {
      out.println(
          "  source   "
              + source.name()
              + ": "
              + source.format()
              + source.into().map(table -> " into " + table).orElse("")
              + " at "
              + source.path());
      out.println("           " + words(Preview.of(source, hadoop)));
    }
    out.println(
        settings.boundary().isPresent()
            ? "  policy   stated for " + settings.boundary().get().domains().size() + " domains"
            : "  policy   no stated boundary: the report will say so");
    out.println(
        settings.anchors().isEmpty()
            ? "  anchors  none: whoever can write the lake could rewrite every night of it"
            : "  anchors  "
                + settings.anchors().stream()
                    .map(one -> one.kind().name().toLowerCase(Locale.ROOT) + " " + one.shown())
                    .collect(Collectors.joining(", ")));
    out.println(
        "  alerts   "
            + (settings.alerts().isEmpty()
                ? "none: nobody is told when a verdict changes"
                : String.join(", ", settings.alerts().shown())));
    List<String> unset =
        settings.alerts().variables().stream()
            .filter(name -> System.getenv().getOrDefault(name, "").isEmpty())
            .toList();
    if (!unset.isEmpty()) {
      out.println("           not set here: " + String.join(", ", unset));
    }
    out.println("  digest   " + settings.digest());
    return 0;
  }

  /** Expressions can be tried only against the columns that are there. */
  private void requireMappings(Configuration settings) throws Exception {
    List<SourceSettings> mapped =
        settings.sources().stream().filter(source -> source.format().equals("table")).toList();
    if (mapped.isEmpty()) {
      return;
    }
    try (SparkSession spark = session.open()) {
      Tables tables = new Tables(spark, settings.lake());
      for (SourceSettings source : mapped) {
        Preview.requireMapping(tables, source, spark.sparkContext().hadoopConfiguration());
      }
    }
  }

  private static String words(Preview found) {
    if (found.count() == 0) {
      return "no " + found.kind() + " there: correct its path, or see why nothing is written";
    }
    String plural = found.kind().replaceFirst("y$", "ie") + "s";
    return String.format(
        Locale.ROOT,
        "%,d %s%s",
        found.count(),
        found.count() == 1 ? found.kind() : plural,
        found.bytes() == 0 ? "" : String.format(Locale.ROOT, ", %,d bytes", found.bytes()));
  }
}
