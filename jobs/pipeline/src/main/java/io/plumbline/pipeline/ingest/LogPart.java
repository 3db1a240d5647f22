package io.plumbline.pipeline.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * One part of an evaluation log: a member of an archive, or a range of a JSON file.
 *
 * @param name the member's name; empty where the log is a plain file and the part is all of it
 * @param begin offset of its first byte, its local header included
 * @param end offset after its last byte
 * @param superseded whether a later part of the same name replaces it
 * @param fault why it cannot be read
 * @param content its bytes, unpacked
 */
record LogPart(
    Optional<String> name,
    long begin,
    long end,
    boolean superseded,
    Optional<String> fault,
    Content content) {

  /** Where the bytes of a part come from. */
  interface Content {
    /**
     * Opens the bytes; broken packing is an {@link IOException}, a broken disk an unchecked one.
     */
    InputStream open() throws IOException;
  }

  /** A part of which nothing can be read. */
  static LogPart unreadable(
      Optional<String> name, long begin, long end, boolean superseded, String fault) {
    return new LogPart(
        name, begin, end, superseded, Optional.of(fault), InputStream::nullInputStream);
  }
}
