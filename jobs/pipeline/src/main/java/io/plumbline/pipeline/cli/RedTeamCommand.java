package io.plumbline.pipeline.cli;

import io.plumbline.attack.Attacks;
import io.plumbline.attack.Setting;
import io.plumbline.pipeline.ErrorCode;
import io.plumbline.pipeline.PlumblineException;
import io.plumbline.pipeline.configuration.Configuration;
import io.plumbline.pipeline.publish.Site;
import io.plumbline.pipeline.redteam.Findings;
import io.plumbline.pipeline.redteam.RedTeam;
import io.plumbline.pipeline.tables.Tables;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Attacks a copy of a lake's own tables. */
@Command(
    name = "redteam",
    description =
        "Put steering patterns into shallow clones of the lake's own tables, decide their nights"
            + " again, and print what would have been seen: catch rates, delays, the smallest"
            + " strength seen, and false pages where nothing leans. The lake is not written to.")
final class RedTeamCommand implements Callable<Integer> {

  @Mixin private ConfigurationOption configuration;
  @Mixin private SessionOptions session;

  @Option(
      names = "--attack",
      paramLabel = "IDS",
      split = ",",
      description = "Patterns to try, separated by commas. Default: all that the tables allow.")
  private List<String> attacks = List.of();

  @Option(
      names = "--spread",
      paramLabel = "HOW",
      split = ",",
      defaultValue = "independent,adaptive",
      description =
          "How patterns spread: independent (item by item), clustered (whole batches), adaptive"
              + " (only where nobody else chooses). Default: ${DEFAULT-VALUE}.")
  private List<Setting> spread = List.of();

  @Option(
      names = "--nights",
      defaultValue = "90",
      description = "Most nights to attack, the last ones. Default: ${DEFAULT-VALUE}.")
  private int nights;

  @Option(
      names = "--repeats",
      defaultValue = "5",
      description = "Copies per pattern and strength. Default: ${DEFAULT-VALUE}.")
  private int repeats;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Seed of the first copy. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws Exception {
    if (nights < 1 || nights > 3650 || repeats < 1 || repeats > 10_000) {
      throw new PlumblineException(
          ErrorCode.USAGE,
          "Invalid --nights or --repeats: "
              + nights
              + ", "
              + repeats
              + " (must be 1 to 3650, and 1 to 10000)");
    }
    Set<String> unknown = new TreeSet<>(attacks);
    Attacks.ids().forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw new PlumblineException(
          ErrorCode.USAGE,
          "Invalid --attack: '"
              + String.join(",", unknown)
              + "' (must be of "
              + String.join(", ", Attacks.ids())
              + ")");
    }
    Configuration settings = configuration.read();
    try (SparkSession spark = session.open();
        Console console = Console.standardError()) {
      Findings findings =
          new RedTeam(new Tables(spark, settings.lake()), settings, console)
              .run(
                  new RedTeam.Order(
                      Set.copyOf(attacks), EnumSet.copyOf(spread), nights, repeats, seed));
      PrintWriter out = command.commandLine().getOut();
      out.print(findings.text());
      out.printf(
          Locale.ROOT,
          "%nPublished: %s%n",
          new Site(settings.reports(), spark.sessionState().newHadoopConf())
              .publish("redteam.md", findings.text()));
      out.flush();
    }
    return 0;
  }
}
