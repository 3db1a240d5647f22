package io.plumbline.datasets.lab;

import io.plumbline.datasets.surface.Change;
import io.plumbline.datasets.surface.Surface;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Edits logs that were already delivered: what somebody does who wants the past to read otherwise.
 * Run it between two nightly runs, so that the first has seen the original.
 */
public final class Tamper {

  /**
   * A file that was edited.
   *
   * @param file path below the lab's folder
   * @param removed lines removed
   * @param altered lines altered
   * @param inserted lines inserted
   */
  public record Edited(String file, int removed, int altered, int inserted) {}

  private Tamper() {}

  /**
   * Applies a pattern on log lines to the files of days up to {@code through}.
   *
   * @param root folder of the lab
   * @param planted the pattern; its first night is counted from {@code settings.firstNight()}
   * @param settings the lab's settings
   * @param through last day whose files are edited
   * @return what was edited, in the order of file names; empty where nothing was
   * @throws IOException when a file cannot be read or written
   * @throws IllegalArgumentException when the pattern is none on log lines
   */
  public static List<Edited> apply(
      Path root, Planted planted, LabSettings settings, LocalDate through) throws IOException {
    if (planted.attack().surface() != Surface.LOG_RECORD) {
      throw new IllegalArgumentException(
          "Invalid pattern for delivered logs: "
              + planted.attack().id()
              + " (must act on LOG_RECORD)");
    }
    LocalDate from = settings.date(planted.fromNight());
    TreeMap<String, Path> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root.resolve("logs"))) {
      all.filter(file -> file.getFileName().toString().contains(".jsonl"))
          .forEach(file -> files.put(root.relativize(file).toString(), file));
    }
    List<Edited> edited = new ArrayList<>();
    for (var file : files.entrySet()) {
      String log = file.getValue().getParent().getFileName().toString();
      String name = file.getValue().getFileName().toString();
      LocalDate day = LocalDate.parse(name.substring(log.length() + 1, log.length() + 11));
      if (!day.isBefore(from) && !day.isAfter(through)) {
        edit(file.getKey(), file.getValue(), log, planted, settings.seed()).ifPresent(edited::add);
      }
    }
    return edited;
  }

  private static Optional<Edited> edit(
      String name, Path file, String log, Planted planted, long seed) throws IOException {
    List<byte[]> kept = new ArrayList<>();
    int removed = 0;
    int altered = 0;
    int inserted = 0;
    for (byte[] line : LineFile.read(file)) {
      String raw = new String(line, StandardCharsets.UTF_8).stripTrailing();
      Optional<Change> change =
          planted.attack().on(SteeredColumns.line(log, raw), planted.strength(), seed);
      if (change.isEmpty()) {
        kept.add(line);
      } else if (change.get().kind() == Change.Kind.REMOVE) {
        removed++;
      } else {
        String text = change.get().columns().getOrDefault("raw", raw);
        altered += text.equals(raw) ? 0 : 1;
        kept.add((text + "\n").getBytes(StandardCharsets.UTF_8));
        String extra = change.get().columns().getOrDefault("inserted", "");
        if (!extra.isEmpty()) {
          inserted++;
          kept.add((extra + "\n").getBytes(StandardCharsets.UTF_8));
        }
      }
    }
    if (removed + altered + inserted == 0) {
      return Optional.empty();
    }
    LineFile.write(file, kept);
    return Optional.of(new Edited(name, removed, altered, inserted));
  }
}
