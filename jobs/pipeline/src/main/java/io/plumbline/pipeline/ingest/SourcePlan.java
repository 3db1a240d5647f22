package io.plumbline.pipeline.ingest;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is to be read from one source, and what is to be written down of its files. */
final class SourcePlan {

  private final String source;
  private final List<Slice> slices = new ArrayList<>();
  private final List<Pending> pending = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private int files;
  private int newFiles;
  private int changedFiles;
  private int brokenFiles;
  private long waitingBytes;

  SourcePlan(String source) {
    this.source = source;
  }

  /**
   * A row of {@code bronze.files} that is complete once the records are read.
   *
   * @param file path relative to the source
   * @param night night on which the read counts
   * @param begin first byte taken
   * @param end byte after the last one taken, where that is known before
   * @param size size of the file
   * @param kept digests of the chunks before the one that holds {@code begin}; all of them when
   *     nothing is read
   * @param records records already counted
   * @param past what has become of the file's past
   * @param position where the past differs
   * @param isRead whether records are read now
   * @param changes what became of the records read before, where that is known record by record
   */
  record Pending(
      String file,
      LocalDate night,
      long begin,
      long end,
      long size,
      List<String> kept,
      long records,
      String past,
      Optional<Long> position,
      boolean isRead,
      List<Changed> changes) {

    Pending(
        String file,
        LocalDate night,
        long begin,
        long end,
        long size,
        List<String> kept,
        long records,
        String past,
        Optional<Long> position,
        boolean isRead) {
      this(file, night, begin, end, size, kept, records, past, position, isRead, List.of());
    }
  }

  void saw(int count) {
    files = count;
  }

  void read(Slice slice) {
    slices.add(slice);
  }

  void note(Pending row) {
    pending.add(row);
    boolean whole = row.past().equals(Known.FIRST) || row.past().equals(Known.SAME);
    brokenFiles += whole ? 0 : 1;
  }

  void say(String message) {
    notes.add(message);
  }

  void countNew() {
    newFiles++;
  }

  void countChanged() {
    changedFiles++;
  }

  void waits(long bytes) {
    waitingBytes += bytes;
  }

  String source() {
    return source;
  }

  List<Slice> slices() {
    return slices;
  }

  List<Pending> pending() {
    return pending;
  }

  int files() {
    return files;
  }

  int newFiles() {
    return newFiles;
  }

  int changedFiles() {
    return changedFiles;
  }

  int brokenFiles() {
    return brokenFiles;
  }

  long waitingBytes() {
    return waitingBytes;
  }

  Optional<String> notes() {
    return notes.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", notes));
  }
}
