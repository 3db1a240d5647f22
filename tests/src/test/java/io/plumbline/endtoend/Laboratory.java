package io.plumbline.endtoend;

import io.plumbline.datasets.Layer;
import io.plumbline.datasets.Schema;
import io.plumbline.datasets.lab.LabSettings;
import io.plumbline.datasets.lab.ReferenceLab;
import io.plumbline.pipeline.Nightly;
import io.plumbline.pipeline.Progress;
import io.plumbline.pipeline.Session;
import io.plumbline.pipeline.cli.CodeVersion;
import io.plumbline.pipeline.configuration.Configuration;
import io.plumbline.pipeline.configuration.ConfigurationFile;
import io.plumbline.pipeline.publish.Published;
import io.plumbline.pipeline.tables.Tables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** A simulated lab in a folder, and runs over it in this JVM's one session. */
final class Laboratory {

  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  private static final Path BRANCH = Path.of("repo", ".git", "refs", "heads", "main");

  private final Path folder;
  private final LabSettings settings;

  private Laboratory(Path folder, LabSettings settings) {
    this.folder = folder;
    this.settings = settings;
  }

  static Laboratory simulate(Path folder, int nights, long seed) {
    LabSettings settings =
        new LabSettings(
            LocalDate.of(2026, 3, 2),
            nights,
            seed,
            Math.max(1, nights / 6),
            LabSettings.Volume.SMALL);
    try {
      ReferenceLab.write(settings, List.of(), folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Laboratory(folder, settings);
  }

  /** A lab that was written elsewhere, with what was planted in it. */
  static Laboratory of(Path folder, LabSettings settings) {
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
    return backfill(last(), shufflePartitions);
  }

  Published backfill(LocalDate through, int shufflePartitions) {
    return run(Optional.of(first()), through, Nightly.Publish.ALL, shufflePartitions);
  }

  Published nightly(LocalDate night) {
    return run(Optional.empty(), night, Nightly.Publish.LAST, 4);
  }

  private Published run(
      Optional<LocalDate> from, LocalDate through, Nightly.Publish publish, int shufflePartitions) {
    return new Nightly(
            session(shufflePartitions), configuration(), CodeVersion.text(), Progress.silent())
        .run(from, through, publish, moment(through));
  }

  static Instant moment(LocalDate night) {
    return night.plusDays(2).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** A lab whose dated log files and commits are not there yet: {@link #deliver} brings a day's. */
  Laboratory emptyCopy(Path to) {
    copy(folder, to, file -> day(file).isEmpty() && !file.endsWith(BRANCH));
    return new Laboratory(to, settings);
  }

  /** Brings the log files of one day and the commits up to its end from another lab. */
  void deliver(Laboratory from, LocalDate day) {
    copy(from.folder, folder, file -> day(file).equals(Optional.of(day)));
    try {
      Optional<String> head = from.headAt(day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
      if (head.isPresent()) {
        Files.createDirectories(folder.resolve(BRANCH).getParent());
        Files.writeString(folder.resolve(BRANCH), head.get() + "\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The newest commit before an instant; the lab's history is a line. */
  private Optional<String> headAt(Instant end) throws IOException {
    try (Repository repository =
            new FileRepositoryBuilder().setGitDir(folder.resolve("repo/.git").toFile()).build();
        RevWalk walk = new RevWalk(repository)) {
      walk.markStart(walk.parseCommit(repository.resolve("HEAD")));
      for (RevCommit commit : walk) {
        if (commit.getCommitTime() < end.getEpochSecond()) {
          return Optional.of(commit.name());
        }
      }
      return Optional.empty();
    }
  }

  /** The same logs, without lake and reports. */
  Laboratory copy(Path to) {
    copy(folder, to, file -> true);
    return new Laboratory(to, settings);
  }

  /** The same logs, with this part of what a run made. */
  Laboratory copyWith(Path to, String made) {
    Laboratory other = copy(to);
    copyAll(folder.resolve(made), to.resolve(made), file -> true);
    return other;
  }

  /** How many records count on a later night than their own. */
  long lateRecords() {
    Tables tables = new Tables(session(4), configuration().lake());
    return Schema.of(Layer.BRONZE).stream()
        .filter(table -> table.columnNames().contains("late"))
        .mapToLong(table -> tables.read(table).where("late").count())
        .sum();
  }

  private static Optional<LocalDate> day(Path file) {
    if (!file.toString().contains("/logs/")) {
      return Optional.empty();
    }
    Matcher date = DATE.matcher(file.getFileName().toString());
    return date.find() ? Optional.of(LocalDate.parse(date.group())) : Optional.empty();
  }

  /** Copies logs and settings, not what a run made of them. */
  private static void copy(Path from, Path to, Predicate<Path> wanted) {
    copyAll(
        from,
        to,
        file ->
            !file.startsWith(from.resolve("lake"))
                && !file.startsWith(from.resolve("site"))
                && wanted.test(file));
  }

  private static void copyAll(Path from, Path to, Predicate<Path> wanted) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.sorted().toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isRegularFile(file) && wanted.test(file) && !Files.exists(target)) {
          Files.createDirectories(target.getParent());
          Files.copy(file, target);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every published file by path. */
  SortedMap<String, String> site() {
    SortedMap<String, String> site = new TreeMap<>();
    Path root = folder.resolve("site");
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (!file.getFileName().toString().endsWith(".crc")) {
          // One character a byte: not every edition is text.
          site.put(
              root.relativize(file).toString(),
              new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
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

  /** Removes a part of what a run made; the next run remembers nothing of it either. */
  void remove(String name) {
    DeltaLog.clearCache();
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
