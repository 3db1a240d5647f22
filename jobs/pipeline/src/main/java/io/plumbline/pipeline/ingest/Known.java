package io.plumbline.pipeline.ingest;

import java.time.LocalDate;
import java.util.List;

/**
 * The last read of a file, as {@code bronze.files} has it.
 *
 * @param source name of the source
 * @param file path relative to the source
 * @param night night on which that read counted
 * @param end offset up to which bytes were taken
 * @param size size of the file then
 * @param chunks digests of its chunks, or refs of a repository
 * @param past what had become of the file's past then
 * @param broken how often the past of this file was no longer what it had been
 */
record Known(
    String source,
    String file,
    LocalDate night,
    long end,
    long size,
    List<String> chunks,
    String past,
    long broken) {

  static final String FIRST = "first";
  static final String SAME = "same";
  static final String EDITED = "edited";
  static final String TRUNCATED = "truncated";
  static final String VANISHED = "vanished";
  static final String REWRITTEN = "rewritten";

  /** How many bytes of the file the digests speak of. */
  long digested() {
    return Packed.isPacked(file) ? size : Math.min(end, size);
  }
}
