package io.plumbline.pipeline.ingest;

import io.plumbline.pipeline.configuration.SourceSettings;
import io.plumbline.pipeline.configuration.SourceSettings.Kind;
import java.io.IOException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Finds what is new in the files of a source, and whether what was read before is still there.
 *
 * <p>Of a plain file that may grow, whole lines are taken. A last line without a line end is taken
 * when it is a whole JSON object or array (no beginning of one is), or when the file can no longer
 * grow: it is immutable, or the date in its path is not after the last night of the run. Otherwise
 * it waits.
 */
final class FilePlanner {

  private static final int HEAD = 1 << 16;

  private final SourceSettings source;
  private final Format format;
  private final Nights nights;
  private final Configuration hadoop;
  private final FileReads reads;
  private final Recovery recovery;
  private final Slice.Origin origin;
  private final Edits edits;
  private final ClockPeek clocks;

  FilePlanner(
      SourceSettings source,
      Format format,
      Nights nights,
      Configuration hadoop,
      FileReads reads,
      Recovery recovery,
      Edits edits) {
    this.source = source;
    this.format = format;
    this.nights = nights;
    this.hadoop = hadoop;
    this.reads = reads;
    this.recovery = recovery;
    this.origin = Slice.Origin.of(source, format, nights);
    this.edits = edits;
    this.clocks = new ClockPeek(format.clockMember());
  }

  /**
   * Plans a whole source.
   *
   * @throws IOException when it cannot be listed, or a file's past cannot be read
   * @throws io.plumbline.pipeline.PlumblineException when its records have no clock and it states
   *     no night
   */
  SourcePlan plan() throws IOException {
    SourcePlan plan = new SourcePlan(source.name());
    List<Listing.Present> present = Listing.of(source, hadoop, format::reads);
    plan.saw(present.size());
    for (Listing.Present file : present) {
      plan(file, plan);
    }
    if (!reads.knows(source.name()) && source.night().isEmpty()) {
      clocks.requireClock(source.name());
    }
    Set<String> names = new HashSet<>();
    present.forEach(file -> names.add(file.file()));
    Gone.note(source, nights, reads, names, plan);
    return plan;
  }

  private void plan(Listing.Present file, SourcePlan plan) throws IOException {
    Path path = new Path(file.path());
    FileSystem system = path.getFileSystem(hadoop);
    Optional<Known> known = reads.last(source.name(), file.file());
    Optional<Recovery.Beyond> beyond = recovery.beyond(source.name(), file.file());
    if (beyond.isPresent()) {
      known = Optional.of(recover(system, path, file, known, beyond.get(), plan));
    }
    if (recovery.hasVersions(source.name(), file.file())
        && recoverVersion(system, path, file, plan)) {
      return;
    }
    if (known.isEmpty()) {
      if (file.size() > 0) {
        take(system, path, file, 0, Past.Found.of(Known.FIRST), List.of(), plan);
      }
      return;
    }
    Known last = known.get();
    Past.Check check = Past.check(system, path, last, file.size(), nights.through());
    if (isVersioned()) {
      if (!check.isSame() || file.size() != last.size()) {
        take(system, path, file, 0, Past.Found.of(Known.FIRST), List.of(), plan);
      }
      return;
    }
    if (check.isSame() && source.kind() == Kind.IMMUTABLE_FILES && file.size() != last.size()) {
      check = new Past.Check(Known.EDITED, last.digested(), check.chunks());
    } else if (check.isSame() && file.size() > last.end() && last.end() > last.digested()) {
      check = new Past.Check(Known.EDITED, last.digested(), check.chunks());
    }
    if (check.state().equals(Known.EDITED)) {
      long at =
          edits.first(source.name(), file.file(), system, path, check.position(), file.size());
      check = new Past.Check(Known.EDITED, Math.max(at, check.position()), check.chunks());
    }
    Past.Found past = found(system, path, file, check);
    boolean grew =
        Packed.isPacked(file.file()) ? file.size() > last.size() : file.size() > last.end();
    boolean taken =
        grew
            && source.kind() != Kind.IMMUTABLE_FILES
            && !check.state().equals(Known.TRUNCATED)
            && take(system, path, file, last.end(), past, check.chunks(), plan);
    if (!taken && !check.isSame()) {
      plan.note(
          new SourcePlan.Pending(
              file.file(),
              nights.through(),
              last.end(),
              last.end(),
              file.size(),
              check.chunks(),
              0,
              past.state(),
              past.position(),
              false,
              past.changes()));
    }
  }

  private Past.Found found(FileSystem system, Path path, Listing.Present file, Past.Check check)
      throws IOException {
    if (check.isSame()) {
      return Past.Found.of(Known.SAME);
    }
    Slice.Shape shape = format.shape(file.file(), head(system, path));
    Slice whole =
        new Slice(
            origin,
            file.file(),
            file.path(),
            shape,
            0,
            file.size(),
            file.size(),
            true,
            file.size(),
            List.of());
    List<Changed> changes = List.of();
    try (Records now = format.open(whole, hadoop)) {
      changes = edits.changes(source.name(), file.file(), now);
    } catch (IOException unreadable) {
      // That its past differs is known; which records differ is not, where none can be read.
      changes = List.of();
    }
    return new Past.Found(check.state(), Optional.of(check.position()), changes);
  }

  /** Archives are rewritten as a whole, also where the configuration calls them growing. */
  private boolean isVersioned() {
    return source.kind() == Kind.VERSIONED_FILES
        || (source.kind() == Kind.APPEND_ONLY && format instanceof InspectFormat);
  }

  /** Plans the reading of a file from an offset on; false when nothing is to be read. */
  private boolean take(
      FileSystem system,
      Path path,
      Listing.Present file,
      long begin,
      Past.Found past,
      List<String> chunks,
      SourcePlan plan)
      throws IOException {
    byte[] head = head(system, path);
    Slice.Shape shape = format.shape(file.file(), head);
    if (shape != Slice.Shape.PACKED_LINES && !format.clockMember().isEmpty()) {
      clocks.look(head);
    }
    long end = end(system, path, file, begin, shape);
    if (shape != Slice.Shape.PACKED_LINES) {
      plan.waits(file.size() - end);
      if (end <= begin) {
        return false;
      }
    }
    if (begin == 0 && reads.last(source.name(), file.file()).isEmpty()) {
      plan.countNew();
    } else {
      plan.countChanged();
    }
    boolean whole = shape == Slice.Shape.PACKED_LINES || shape == Slice.Shape.ARCHIVE;
    int kept = whole ? 0 : (int) (begin / Digests.CHUNK);
    plan.note(
        new SourcePlan.Pending(
            file.file(),
            night(file.file(), past.state()),
            begin,
            end,
            file.size(),
            List.copyOf(chunks.subList(0, Math.min(kept, chunks.size()))),
            0,
            past.state(),
            past.position(),
            true,
            past.changes()));
    long at = begin;
    do {
      long next =
          shape == Slice.Shape.LINES
              ? Math.min(end, (at / RecordTable.PORTION + 1) * RecordTable.PORTION)
              : end;
      plan.read(
          new Slice(
              origin,
              file.file(),
              file.path(),
              shape,
              at,
              next,
              end,
              at == begin,
              file.size(),
              List.of()));
      at = next;
    } while (at < end);
    return true;
  }

  private long end(
      FileSystem system, Path path, Listing.Present file, long begin, Slice.Shape shape)
      throws IOException {
    if (source.kind() != Kind.APPEND_ONLY || isClosed(file.file())) {
      return file.size();
    }
    switch (shape) {
      case LINES:
        return Tail.wholeLines(system, path, begin, file.size());
      case DOCUMENT:
        return Tail.wholeDocument(system, path, begin, file.size());
      case PACKED_LINES:
      case ARCHIVE:
      case COMMITS:
        return file.size();
    }
    throw new IllegalArgumentException("Invalid shape: " + shape);
  }

  private boolean isClosed(String file) {
    return NightRule.dayIn(file).filter(day -> !day.isAfter(nights.through())).isPresent();
  }

  private byte[] head(FileSystem system, Path path) throws IOException {
    try (FSDataInputStream in = system.open(path)) {
      return in.readNBytes(HEAD);
    }
  }

  /** Night on which a read counts: the day in the path while that is open, else this run's. */
  private LocalDate night(String file, String past) {
    boolean whole = past.equals(Known.FIRST) || past.equals(Known.SAME);
    LocalDate open = nights.open();
    return NightRule.dayIn(file)
        .filter(day -> whole && day.isBefore(nights.through()))
        .map(day -> day.isBefore(open) ? open : day)
        .orElse(nights.through());
  }

  /** Makes up the row of a version whose records are in bronze; false when they are not. */
  private boolean recoverVersion(
      FileSystem system, Path path, Listing.Present file, SourcePlan plan) throws IOException {
    String sha256 = Past.sha256(system, path, file.size());
    Optional<Long> records = recovery.version(source.name(), file.file(), sha256);
    List<String> chunks = Past.digests(system, path, 0, file.size());
    boolean written =
        reads
            .last(source.name(), file.file())
            .filter(last -> last.chunks().equals(chunks))
            .isPresent();
    if (records.isPresent() && !written) {
      plan.note(
          new SourcePlan.Pending(
              file.file(),
              night(file.file(), Known.FIRST),
              0,
              file.size(),
              file.size(),
              chunks,
              records.get(),
              Known.FIRST,
              Optional.empty(),
              false));
    }
    return records.isPresent();
  }

  /** Makes up the row of a read whose records are in bronze, but which was not written down. */
  private Known recover(
      FileSystem system,
      Path path,
      Listing.Present file,
      Optional<Known> known,
      Recovery.Beyond beyond,
      SourcePlan plan)
      throws IOException {
    boolean packed = Packed.isPacked(file.file());
    long end =
        packed || file.size() < beyond.end()
            ? beyond.end()
            : format.nestsRecords()
                ? Tail.afterLine(system, path, beyond.end(), file.size())
                : Tail.afterRecord(system, path, beyond.end(), file.size());
    long digested = packed ? file.size() : Math.min(end, file.size());
    List<String> chunks = Past.digests(system, path, 0, digested);
    LocalDate night = night(file.file(), Known.SAME);
    long begin = known.map(Known::end).orElse(0L);
    String past = known.isPresent() ? Known.SAME : Known.FIRST;
    plan.note(
        new SourcePlan.Pending(
            file.file(),
            night,
            begin,
            end,
            file.size(),
            chunks,
            beyond.records(),
            past,
            Optional.empty(),
            false));
    return new Known(source.name(), file.file(), night, end, file.size(), chunks, past, 0);
  }
}
