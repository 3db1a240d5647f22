package io.plumbline.pipeline.cli;

import io.plumbline.attack.Attacks;
import io.plumbline.datasets.lab.LabSettings;
import io.plumbline.datasets.lab.Planted;
import io.plumbline.datasets.lab.ReferenceLab;
import io.plumbline.pipeline.ErrorCode;
import io.plumbline.pipeline.Nightly;
import io.plumbline.pipeline.PlumblineException;
import io.plumbline.pipeline.configuration.ConfigurationFile;
import io.plumbline.pipeline.publish.Published;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Simulates a lab, runs every night of it, and says what was found. */
@Command(
    name = "demo",
    description =
        "Simulate a lab in the public log formats, run every night in one pass, and say where the"
            + " report is.")
final class DemoCommand implements Callable<Integer> {

  @Mixin private SessionOptions session;

  @Option(
      names = "--attack",
      paramLabel = "IDS",
      defaultValue = "X01,X17",
      description =
          "Steering patterns to plant: ids separated by commas, none, or all. Default:"
              + " ${DEFAULT-VALUE}.")
  private String attack;

  @Option(
      names = "--nights",
      defaultValue = "60",
      description = "Nights to simulate. Default: ${DEFAULT-VALUE}.")
  private int nights;

  @Option(
      names = "--seed",
      defaultValue = "7",
      description = "Seed of the lab. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "plumbline-out",
      description =
          "Folder to write to; an earlier demo in it is replaced. Default: ${DEFAULT-VALUE}.")
  private Path out;

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws Exception {
    if (nights < 1 || nights > 3650) {
      throw new PlumblineException(
          ErrorCode.USAGE, "Invalid --nights: " + nights + " (must be 1 to 3650)");
    }
    List<Planted> planted = planted();
    clear();
    LabSettings settings = LabSettings.demo(nights, seed);
    PrintWriter print = command.commandLine().getOut();
    try (Console console = Console.standardError()) {
      console.begins("simulate");
      // Spark needs as long to start as the lab needs to write its logs.
      CompletableFuture<SparkSession> opening = CompletableFuture.supplyAsync(session::open);
      ReferenceLab.write(settings, planted, out);
      console.done(nights + " nights of raw logs in " + out.resolve("logs"));
      run(settings, planted, opening.join(), console, print);
    }
    return 0;
  }

  private void run(
      LabSettings settings,
      List<Planted> planted,
      SparkSession session,
      Console console,
      PrintWriter print)
      throws Exception {
    try (SparkSession spark = session) {
      Path configuration = out.resolve("plumbline.yaml");
      Published published =
          new Nightly(spark, ConfigurationFile.read(configuration), CodeVersion.text(), console)
              .run(
                  Optional.of(settings.firstNight()),
                  settings.lastNight(),
                  Nightly.Publish.LAST,
                  settings.lastNight().plusDays(2).atStartOfDay(ZoneOffset.UTC).toInstant());
      print.println(
          planted.isEmpty()
              ? "Nothing was planted in this lab."
              : "Planted: "
                  + planted.stream().map(DemoCommand::words).collect(Collectors.joining("; "))
                  + ".");
      print.println();
      VerdictPrinter.print(print, published);
      print.printf(
          Locale.ROOT,
          "Exit code of nightly: %d%nAsk the tables: ./plumbline sql -c %s \"select * from"
              + " gold.findings\"%n",
          published.report().overall().exitCode(),
          configuration);
      print.flush();
    }
  }

  private static String words(Planted planted) {
    return planted.attack().id()
        + " ("
        + planted.attack().title()
        + ") at "
        + planted.strength()
        + " from night "
        + planted.fromNight();
  }

  private List<Planted> planted() {
    List<String> ids =
        switch (attack.toLowerCase(Locale.ROOT)) {
          case "none" -> List.of();
          case "all" -> Attacks.ids();
          default ->
              Stream.of(attack.toUpperCase(Locale.ROOT).split(",")).map(String::strip).toList();
        };
    try {
      return Attacks.demo(ids, nights);
    } catch (IllegalArgumentException e) {
      throw new PlumblineException(
          ErrorCode.USAGE, "Invalid --attack: " + e.getMessage() + ", or none, or all", e);
    }
  }

  /** Removes an earlier demo; anything else is left alone. */
  private void clear() throws IOException {
    if (!Files.exists(out)) {
      return;
    }
    try (Stream<Path> entries = Files.list(out)) {
      if (entries.findAny().isEmpty()) {
        return;
      }
    }
    if (!Files.exists(out.resolve("truth.json"))) {
      throw new PlumblineException(
          ErrorCode.USAGE,
          "Cannot write to "
              + out
              + ": it holds something other than an earlier demo. Give another folder with --out");
    }
    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
