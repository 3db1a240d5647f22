package io.plumbline.pipeline.cli;

import io.plumbline.pipeline.configuration.Configuration;
import io.plumbline.pipeline.configuration.SourceSettings;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
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
  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    Configuration settings = configuration.read();
    PrintWriter out = command.commandLine().getOut();
    out.println("Configuration " + configuration.file() + " is valid.");
    out.println("  lake     " + settings.lake());
    out.println("  reports  " + settings.reports());
    for (SourceSettings source : settings.sources()) {
      out.println("  source   " + source.name() + ": " + source.format() + " at " + source.path());
    }
    out.println(
        settings.boundary().isPresent()
            ? "  policy   stated for " + settings.boundary().get().domains().size() + " domains"
            : "  policy   no stated boundary: the report will say so");
    out.println("  digest   " + settings.digest());
    return 0;
  }
}
