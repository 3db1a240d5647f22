package io.plumbline.pipeline.cli;

import io.plumbline.attack.Attacks;
import io.plumbline.datasets.lab.LabSettings;
import io.plumbline.datasets.lab.Planted;
import io.plumbline.datasets.lab.ReferenceLab;
import io.plumbline.datasets.lab.Scenario;
import io.plumbline.datasets.lab.Tamper;
import io.plumbline.datasets.lab.Truth;
import io.plumbline.datasets.surface.Surface;
import io.plumbline.findings.Verdict;
import io.plumbline.pipeline.ErrorCode;
import io.plumbline.pipeline.Nightly;
import io.plumbline.pipeline.PlumblineException;
import io.plumbline.pipeline.configuration.ConfigurationFile;
import io.plumbline.pipeline.publish.Published;
import io.plumbline.reports.Report;
import io.plumbline.reports.ReportFinding;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
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
      description =
          "Steering patterns to plant: ids separated by commas, none, or all. Default: X01,X17; none"
              + " with a scenario.")
  private Optional<String> attack;

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      defaultValue = "ordinary",
      description =
          "What happens in the lab beside daily work: ordinary, own-grader (a model debugs the"
              + " harness that scores it), or self-built (a model takes part in its own creation)."
              + " Default: ${DEFAULT-VALUE}.")
  private String scenario;

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
    Scenario told = scenario();
    List<Planted> planted = planted(told);
    requireReplaceable();
    LabSettings settings = LabSettings.demo(nights, seed);
    PrintWriter print = command.commandLine().getOut();
    try (Console console = Console.standardError()) {
      console.begins("simulate");
      // Spark needs as long to start as the lab needs to write its logs.
      CompletableFuture<SparkSession> opening = CompletableFuture.supplyAsync(this::opened);
      clear();
      Truth truth =
          ReferenceLab.write(
              settings, told, planted.stream().filter(one -> !isEdit(one)).toList(), out);
      console.done(nights + " nights of raw logs in " + out.resolve("logs"));
      run(truth, planted, opening.join(), console, print);
    }
    return 0;
  }

  private SparkSession opened() {
    SparkSession spark = session.open();
    // What every query needs of Spark is loaded while the lab still writes.
    spark.range(2).groupBy("id").count().collectAsList();
    return spark;
  }

  private void run(
      Truth truth, List<Planted> planted, SparkSession session, Console console, PrintWriter print)
      throws Exception {
    LabSettings settings = truth.settings();
    try (SparkSession spark = session) {
      Path configuration = out.resolve("plumbline.yaml");
      Nightly nightly =
          new Nightly(spark, ConfigurationFile.read(configuration), CodeVersion.text(), console);
      for (Planted edit : planted.stream().filter(DemoCommand::isEdit).toList()) {
        // Only what was read before can be seen to have changed.
        LocalDate read = settings.date(edit.fromNight()).minusDays(1);
        run(nightly, settings, read);
        Tamper.apply(out, Planted.of(edit.attack(), edit.strength()), settings, read);
      }
      Published published = run(nightly, settings, settings.lastNight());
      print.println(
          planted.isEmpty()
              ? truth.scenario() == Scenario.ORDINARY
                  ? "Nothing was planted in this lab."
                  : "Scenario " + truth.scenario().id() + ": " + truth.scenario().title() + "."
              : "Planted: "
                  + planted.stream()
                      .map(DemoCommand::words)
                      .distinct()
                      .collect(Collectors.joining("; "))
                  + ".");
      print.println();
      VerdictPrinter.print(print, published);
      if (!planted.isEmpty()) {
        print.printf("%nWhat was planted was first seen:%n");
        planted.stream()
            .map(one -> one.attack().id())
            .distinct()
            .forEach(id -> print.println(seen(id, settings, published.report())));
        print.println();
      }
      ScenarioCounts.print(print, truth, spark, ConfigurationFile.read(configuration).lake());
      print.printf(
          Locale.ROOT,
          "Exit code of nightly: %d%nAsk the tables: ./plumbline sql -c %s \"select * from"
              + " gold.findings\"%n",
          published.report().overall().exitCode(),
          configuration);
      print.flush();
    }
  }

  /** Whether it edits lines that were delivered. */
  private static boolean isEdit(Planted planted) {
    return planted.attack().surface() == Surface.LOG_RECORD;
  }

  /** All logs are there from the start, so that the clock stands after the last night. */
  private static Published run(Nightly nightly, LabSettings settings, LocalDate through) {
    return nightly.run(
        Optional.of(settings.firstNight()),
        through,
        Nightly.Publish.LAST,
        settings.lastNight().plusDays(2).atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  /** The first open finding that a pattern would show as, a page before others of its night. */
  private static String seen(String attack, LabSettings settings, Report report) {
    return report.findings().stream()
        .filter(one -> one.attackIds().contains(attack))
        .filter(one -> one.verdict() == Verdict.BREACH || one.verdict() == Verdict.ATTENTION)
        .min(
            Comparator.comparing(ReportFinding::firstNight)
                .thenComparing(ReportFinding::verdict)
                .thenComparing(ReportFinding::id))
        .map(
            one ->
                String.format(
                    Locale.ROOT,
                    "  %s  night %d (%s), %s %s: %s",
                    attack,
                    ChronoUnit.DAYS.between(settings.firstNight(), one.firstNight()) + 1,
                    one.firstNight(),
                    one.question().id(),
                    one.detector(),
                    one.because()))
        .orElse("  " + attack + "  not seen");
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

  private Scenario scenario() {
    return Scenario.byId(scenario)
        .orElseThrow(
            () ->
                new PlumblineException(
                    ErrorCode.USAGE,
                    "Invalid --scenario: '"
                        + scenario
                        + "' (must be one of "
                        + String.join(", ", Scenario.ids())
                        + ")"));
  }

  private List<Planted> planted(Scenario told) {
    String chosen = attack.orElse(told == Scenario.ORDINARY ? "X01,X17" : "none");
    List<String> ids =
        switch (chosen.toLowerCase(Locale.ROOT)) {
          case "none" -> List.of();
          case "all" -> Attacks.ids();
          default ->
              Stream.of(chosen.toUpperCase(Locale.ROOT).split(",")).map(String::strip).toList();
        };
    try {
      return Attacks.demo(ids, nights);
    } catch (IllegalArgumentException e) {
      throw new PlumblineException(
          ErrorCode.USAGE, "Invalid --attack: " + e.getMessage() + ", or none, or all", e);
    }
  }

  /** Only an earlier demo is replaced; anything else is left alone. */
  private void requireReplaceable() throws IOException {
    if (!Files.exists(out) || Files.exists(out.resolve("truth.json"))) {
      return;
    }
    try (Stream<Path> entries = Files.list(out)) {
      if (entries.findAny().isPresent()) {
        throw new PlumblineException(
            ErrorCode.USAGE,
            "Cannot write to "
                + out
                + ": it holds something other than an earlier demo. Give another folder with"
                + " --out");
      }
    }
  }

  private void clear() throws IOException {
    if (!Files.exists(out.resolve("truth.json"))) {
      return;
    }
    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
