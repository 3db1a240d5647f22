package io.plumbline.pipeline.ingest;

import java.util.Optional;

/**
 * What one run took from one source.
 *
 * @param source name of the source
 * @param status whether it could be read
 * @param message what is wrong and what to do about it; empty when nothing is
 * @param files files present
 * @param newFiles files never seen before
 * @param changedFiles files with new bytes or a new version
 * @param brokenFiles files whose past is no longer what it was
 * @param records records taken, quarantined ones included
 * @param quarantined records that cannot be used
 * @param waitingBytes bytes left for a later run: an unfinished last line
 * @param seconds time it took to find out what is new
 */
public record Taken(
    String source,
    Status status,
    Optional<String> message,
    int files,
    int newFiles,
    int changedFiles,
    int brokenFiles,
    long records,
    long quarantined,
    long waitingBytes,
    double seconds) {

  /** Whether a source could be read. */
  public enum Status {
    /** It was read, or holds nothing new. */
    READ,
    /** Its path matches no file. */
    MISSING,
    /** Its path cannot be listed, or one of its files cannot be read; nothing of it was taken. */
    UNREADABLE,
    /** It was read, and more of it is malformed than its limit allows. */
    MALFORMED
  }
}
