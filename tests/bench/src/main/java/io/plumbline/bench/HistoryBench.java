package io.plumbline.bench;

import com.sun.management.OperatingSystemMXBean;
import io.plumbline.datasets.lab.LabSettings;
import io.plumbline.datasets.lab.ReferenceLab;
import io.plumbline.pipeline.Nightly;
import io.plumbline.pipeline.Progress;
import io.plumbline.pipeline.Session;
import io.plumbline.pipeline.cli.CodeVersion;
import io.plumbline.pipeline.configuration.ConfigurationFile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;

/**
 * What one night costs with more and fewer sealed nights behind it: the same new records, the same
 * machine, in turn.
 *
 * <p>{@code HistoryBench FOLDER NIGHTS ROUNDS}: the longest history, and how often each is timed
 * after one round that is not.
 */
public final class HistoryBench {

  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  private final Path folder;
  private final LabSettings settings;

  private HistoryBench(Path folder, int nights) {
    this.folder = folder;
    this.settings = LabSettings.demo(nights + 1, 7);
  }

  /** Prints a table of medians. */
  public static void main(String[] arguments) throws IOException {
    int nights = Integer.parseInt(arguments[1]);
    int rounds = Integer.parseInt(arguments[2]);
    HistoryBench bench = new HistoryBench(Path.of(arguments[0]), nights);
    SparkSession spark = Session.local("local[2]", 2);
    spark.sparkContext().setLogLevel("ERROR");
    try {
      bench.run(spark, List.of(0, 7, nights), rounds);
    } finally {
      spark.stop();
    }
  }

  /** Wall-clock and processor time of a night. */
  private record Cost(double seconds, double processorSeconds) {}

  private void run(SparkSession spark, List<Integer> histories, int rounds) throws IOException {
    Path lab = folder.resolve("lab");
    delete(folder);
    System.out.printf(Locale.ROOT, "Simulating %,d nights%n", settings.nights());
    ReferenceLab.write(settings, List.of(), lab);
    Map<Integer, List<Cost>> costs = new LinkedHashMap<>();
    for (int behind : histories) {
      System.out.printf(Locale.ROOT, "Sealing the %,d nights before the last%n", behind);
      prepare(spark, lab, behind);
      costs.put(behind, new ArrayList<>());
    }
    for (int round = 0; round <= rounds; round++) {
      for (int behind : histories) {
        Cost cost = last(spark, behind);
        if (round > 0) {
          costs.get(behind).add(cost);
        }
      }
    }
    print(costs, rounds);
  }

  private Path of(int behind) {
    return folder.resolve("behind-" + behind);
  }

  /** A lab that begins so many nights before its last one, with all but the last sealed. */
  private void prepare(SparkSession spark, Path lab, int behind) throws IOException {
    Path to = of(behind);
    LocalDate last = settings.lastNight();
    LocalDate first = last.minusDays(behind);
    copy(lab, to, file -> day(file).filter(day -> day.isBefore(first)).isEmpty());
    Path configuration = to.resolve("plumbline.yaml");
    String yaml =
        Files.readString(configuration)
            .replaceAll("(?m)^start: .*$", "start: " + first)
            // All commits would count on the first night.
            .replaceAll("(?m)^  - \\{name: code, .*\\n", "");
    Files.writeString(configuration, yaml);
    Path held = to.resolve("held");
    copy(to.resolve("logs"), held, file -> day(file).equals(Optional.of(last)));
    remove(to.resolve("logs"), file -> day(file).equals(Optional.of(last)));
    if (behind > 0) {
      nightly(spark, to, last.minusDays(1));
    }
    copy(held, to.resolve("logs"), file -> true);
    if (behind > 0) {
      copy(to.resolve("lake"), to.resolve("before"), file -> true);
    }
  }

  private Cost last(SparkSession spark, int behind) throws IOException {
    Path lab = of(behind);
    delete(lab.resolve("lake"));
    delete(lab.resolve("site").resolve(settings.lastNight().toString()));
    if (behind > 0) {
      copy(lab.resolve("before"), lab.resolve("lake"), file -> true);
    }
    DeltaLog.clearCache();
    OperatingSystemMXBean machine =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long processor = machine.getProcessCpuTime();
    long began = System.nanoTime();
    nightly(spark, lab, settings.lastNight());
    Cost cost =
        new Cost(
            (System.nanoTime() - began) / 1e9, (machine.getProcessCpuTime() - processor) / 1e9);
    System.out.printf(
        Locale.ROOT,
        "  %,4d nights behind: %.2f s, %.2f s of processor time%n",
        behind,
        cost.seconds(),
        cost.processorSeconds());
    return cost;
  }

  private static void nightly(SparkSession spark, Path lab, LocalDate night) {
    Instant now = night.plusDays(2).atStartOfDay(ZoneOffset.UTC).toInstant();
    new Nightly(
            spark,
            ConfigurationFile.read(lab.resolve("plumbline.yaml")),
            CodeVersion.text(),
            Progress.silent())
        .run(Optional.empty(), night, Nightly.Publish.LAST, now);
  }

  private static void print(Map<Integer, List<Cost>> costs, int rounds) {
    Cost none = median(costs.get(0));
    System.out.printf(Locale.ROOT, "%nMedians of %d, the same night with a history of%n", rounds);
    costs.forEach(
        (behind, all) -> {
          Cost median = median(all);
          System.out.printf(
              Locale.ROOT,
              "%,6d sealed nights: %6.2f s, ratio %.2f; processor %6.2f s, ratio %.2f%n",
              behind,
              median.seconds(),
              median.seconds() / none.seconds(),
              median.processorSeconds(),
              median.processorSeconds() / none.processorSeconds());
        });
  }

  private static Cost median(List<Cost> costs) {
    return new Cost(
        middle(costs.stream().map(Cost::seconds).sorted().toList()),
        middle(costs.stream().map(Cost::processorSeconds).sorted().toList()));
  }

  private static double middle(List<Double> sorted) {
    return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
  }

  private static Optional<LocalDate> day(Path file) {
    Matcher date = DATE.matcher(file.getFileName().toString());
    return date.find() ? Optional.of(LocalDate.parse(date.group())) : Optional.empty();
  }

  private static void copy(Path from, Path to, Predicate<Path> wanted) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).filter(wanted).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }

  private static void remove(Path root, Predicate<Path> wanted) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).filter(wanted).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void delete(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException failure)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
