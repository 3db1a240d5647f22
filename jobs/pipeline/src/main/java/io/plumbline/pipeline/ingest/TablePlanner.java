package io.plumbline.pipeline.ingest;

import io.plumbline.pipeline.configuration.SourceSettings;
import io.plumbline.pipeline.configuration.SourceSettings.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Finds the files of a {@code table} source that are to be read.
 *
 * <p>Spark reads a file as a whole. Of an immutable source, new files are read and a changed one is
 * an edited past. Where files may grow or are versioned, a changed file is read again and only rows
 * that are not in bronze yet are taken: the difference of the two as bags. A Delta table is one
 * file whose size is its version; it too is read again when that changes.
 */
final class TablePlanner {

  private final SourceSettings source;
  private final Nights nights;
  private final Configuration hadoop;
  private final FileReads reads;
  private final Recovery recovery;
  private final SourcePlan plan;
  private final List<Input> inputs = new ArrayList<>();

  TablePlanner(
      SourceSettings source,
      Nights nights,
      Configuration hadoop,
      FileReads reads,
      Recovery recovery) {
    this.source = source;
    this.nights = nights;
    this.hadoop = hadoop;
    this.reads = reads;
    this.recovery = recovery;
    this.plan = new SourcePlan(source.name());
  }

  /**
   * A file to be read.
   *
   * @param file path relative to the source
   * @param path full path
   * @param isKnown whether rows of it may be in bronze already
   */
  record Input(String file, String path, boolean isKnown) {}

  /**
   * Plans the source.
   *
   * @throws IOException when it cannot be listed, or a file cannot be read
   */
  SourcePlan plan() throws IOException {
    Set<String> names = new HashSet<>();
    if (isDelta()) {
      for (FileStatus match : Listing.matches(source, hadoop)) {
        if (match.getPath().getFileSystem(hadoop).exists(log(match.getPath()))) {
          String name = Listing.relative(source, match.getPath());
          names.add(name);
          planDelta(name, match.getPath());
        }
      }
    } else {
      for (Listing.Present file : Listing.of(source, hadoop, name -> true)) {
        names.add(file.file());
        plan(file);
      }
    }
    plan.saw(names.size());
    Gone.note(source, nights, reads, names, plan);
    return plan;
  }

  /** The files to be read, once planned. */
  List<Input> inputs() {
    return inputs;
  }

  private boolean isDelta() {
    return source.reader().equals(Optional.of("delta"));
  }

  private static Path log(Path table) {
    return new Path(table, "_delta_log");
  }

  private void planDelta(String name, Path table) throws IOException {
    long version = -1;
    for (FileStatus entry : table.getFileSystem(hadoop).listStatus(log(table))) {
      String file = entry.getPath().getName();
      if (file.matches("\\d{20}\\.json")) {
        version = Math.max(version, Long.parseLong(file.substring(0, 20)));
      }
    }
    Optional<Known> known = reads.last(source.name(), name);
    if (known.isPresent() && known.get().size() == version && !recovery.isNeeded()) {
      return;
    }
    String past = known.isPresent() ? Known.SAME : Known.FIRST;
    take(name, table.toString(), version, List.of(), past, Optional.empty(), known.isPresent());
  }

  private void plan(Listing.Present file) throws IOException {
    Path path = new Path(file.path());
    FileSystem system = path.getFileSystem(hadoop);
    Optional<Known> known = reads.last(source.name(), file.file());
    if (known.isEmpty()) {
      if (file.size() > 0) {
        List<String> chunks = Past.digests(system, path, 0, file.size());
        take(file.file(), file.path(), file.size(), chunks, Known.FIRST, Optional.empty(), false);
      }
      return;
    }
    Past.Check check = Past.check(system, path, known.get(), file.size(), nights.through());
    if (check.isSame() && file.size() == known.get().size()) {
      return;
    }
    boolean grew = check.isSame() && file.size() > known.get().size();
    if (source.kind() == Kind.VERSIONED_FILES || (source.kind() == Kind.APPEND_ONLY && grew)) {
      List<String> chunks = Past.digests(system, path, 0, file.size());
      String past = grew ? Known.SAME : Known.FIRST;
      take(file.file(), file.path(), file.size(), chunks, past, Optional.empty(), true);
      return;
    }
    long position = check.isSame() ? known.get().size() : check.position();
    String past = check.isSame() ? Known.EDITED : check.state();
    plan.note(
        new SourcePlan.Pending(
            file.file(),
            nights.through(),
            known.get().end(),
            known.get().end(),
            file.size(),
            check.chunks(),
            0,
            past,
            Optional.of(position),
            false));
  }

  private void take(
      String file,
      String path,
      long size,
      List<String> chunks,
      String past,
      Optional<Long> position,
      boolean isKnown) {
    if (isKnown) {
      plan.countChanged();
    } else {
      plan.countNew();
    }
    plan.note(
        new SourcePlan.Pending(
            file, nights.through(), 0, size, size, chunks, 0, past, position, true));
    inputs.add(new Input(file, path, isKnown || recovery.isNeeded()));
  }
}
