package io.plumbline.endtoend;

import io.plumbline.datasets.lab.LabSettings;
import io.plumbline.datasets.lab.Planted;
import io.plumbline.datasets.lab.ReferenceLab;
import io.plumbline.pipeline.Nightly;
import io.plumbline.pipeline.Progress;
import io.plumbline.pipeline.Session;
import io.plumbline.pipeline.configuration.Configuration;
import io.plumbline.pipeline.configuration.ConfigurationFile;
import io.plumbline.pipeline.publish.Published;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** A simulated lab in a folder, and runs over it in this JVM's one session. */
final class Laboratory {

  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  private final Path folder;
  private final LabSettings settings;

  private Laboratory(Path folder, LabSettings settings) {
    this.folder = folder;
    this.settings = settings;
  }

  static Laboratory simulate(Path folder, int nights, long seed, List<Planted> planted) {
    LabSettings settings =
        new LabSettings(
            LocalDate.of(2026, 3, 2),
            nights,
            seed,
            Math.max(1, nights / 6),
            LabSettings.Volume.SMALL);
    try {
      ReferenceLab.write(settings, planted, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Laboratory(folder, settings);
  }

  Path folder() {
    return folder;
  }

  Path configurationFile() {
    return folder.resolve("plumbline.yaml");
  }

  Configuration configuration() {
    return ConfigurationFile.read(configurationFile());
  }

  LocalDate first() {
    return settings.firstNight();
  }

  LocalDate last() {
    return settings.lastNight();
  }

  List<LocalDate> nights() {
    return first().datesUntil(last().plusDays(1)).toList();
  }

  static SparkSession session(int shufflePartitions) {
    SparkSession session = Session.local("local[2]", shufflePartitions);
    session.conf().set("spark.sql.shuffle.partitions", shufflePartitions);
    session.sparkContext().setLogLevel("ERROR");
    return session;
  }

  Published backfill(int shufflePartitions) {
    return run(Optional.of(first()), last(), Nightly.Publish.ALL, shufflePartitions);
  }

  Published nightly(LocalDate night) {
    return run(Optional.empty(), night, Nightly.Publish.LAST, 4);
  }

  private Published run(
      Optional<LocalDate> from, LocalDate through, Nightly.Publish publish, int shufflePartitions) {
    return new Nightly(session(shufflePartitions), configuration(), "test", Progress.silent())
        .run(from, through, publish, moment(through));
  }

  static Instant moment(LocalDate night) {
    return night.plusDays(2).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** A lab whose dated log files are not there yet; {@link #deliver} brings a day's. */
  Laboratory emptyCopy(Path to) {
    copy(folder, to, file -> day(file).isEmpty());
    return new Laboratory(to, settings);
  }

  /** Brings the log files of one day from another lab. */
  void deliver(Laboratory from, LocalDate day) {
    copy(from.folder, folder, file -> day(file).equals(Optional.of(day)));
  }

  /** The same logs, without lake and reports. */
  Laboratory copy(Path to) {
    copy(folder, to, file -> true);
    return new Laboratory(to, settings);
  }

  private static Optional<LocalDate> day(Path file) {
    if (!file.toString().contains("/logs/") || file.toString().contains("/inspect/")) {
      return Optional.empty();
    }
    Matcher date = DATE.matcher(file.getFileName().toString());
    return date.find() ? Optional.of(LocalDate.parse(date.group())) : Optional.empty();
  }

  private static void copy(Path from, Path to, java.util.function.Predicate<Path> wanted) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.sorted().toList()) {
        Path relative = from.relativize(file);
        boolean made = relative.startsWith("lake") || relative.startsWith("site");
        Path target = to.resolve(relative.toString());
        if (made) {
          continue;
        }
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else if (wanted.test(file) && !Files.exists(target)) {
          Files.createDirectories(target.getParent());
          Files.copy(file, target);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every published file by path, as text. */
  SortedMap<String, String> site() {
    SortedMap<String, String> site = new TreeMap<>();
    Path root = folder.resolve("site");
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (!file.getFileName().toString().endsWith(".crc")) {
          site.put(root.relativize(file).toString(), Files.readString(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return site;
  }

  /** The published files of one night. */
  SortedMap<String, String> site(LocalDate night) {
    SortedMap<String, String> site = new TreeMap<>(site());
    site.keySet().removeIf(name -> !name.startsWith(night.toString()));
    return site;
  }

  /** Removes a part of what a run made. */
  void remove(String name) {
    Path root = folder.resolve(name);
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
