package io.plumbline.pipeline.cli;

import io.plumbline.pipeline.Verification;
import io.plumbline.pipeline.configuration.Configuration;
import io.plumbline.pipeline.tables.Tables;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks a lake against its seals. */
@Command(
    name = "verify",
    description =
        "Check what was read of the sources, table properties, seals, anchors and rows, and that page 1"
            + " follows from the tallies;"
            + " exit 0, or 20 when something does not hold.")
final class VerifyCommand implements Callable<Integer> {

  private static final int BREACH = 20;

  @Mixin private ConfigurationOption configuration;
  @Mixin private SessionOptions session;
  @Spec private CommandSpec command;

  @Override
  public Integer call() throws Exception {
    Configuration settings = configuration.read();
    PrintWriter out = command.commandLine().getOut();
    try (SparkSession spark = session.open()) {
      List<Verification.Check> checks =
          new Verification(
                  new Tables(spark, settings.lake()), settings, CodeVersion.text(), Instant.now())
              .checks();
      for (Verification.Check check : checks) {
        out.printf(
            Locale.ROOT,
            "%-8s %-6s %s%n",
            check.name(),
            check.holds() ? "holds" : "BROKEN",
            check.detail());
      }
      out.flush();
      return checks.stream().allMatch(Verification.Check::holds) ? 0 : BREACH;
    }
  }
}
