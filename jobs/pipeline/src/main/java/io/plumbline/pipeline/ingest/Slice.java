package io.plumbline.pipeline.ingest;

import io.plumbline.pipeline.configuration.SourceSettings;
import java.io.Serializable;
import java.util.List;

/**
 * A part of one file (or repository) that one task reads.
 *
 * @param source the source it belongs to
 * @param file path relative to the source
 * @param path full path
 * @param shape how its records lie in it
 * @param begin first byte to take
 * @param end byte after the last one to take
 * @param fileEnd where the part of the file that is taken by this run ends: a line that begins
 *     before {@code end} is read up to here
 * @param head whether {@code begin} is known to be the beginning of a record
 * @param size size of the file when it was listed
 * @param items what to read where that is not a range of bytes: the commits of a repository
 */
record Slice(
    Origin source,
    String file,
    String path,
    Shape shape,
    long begin,
    long end,
    long fileEnd,
    boolean head,
    long size,
    List<String> items)
    implements Serializable {

  /** How records lie in a file. */
  enum Shape {
    /** One record per line, in bytes that can be split. */
    LINES,
    /** One record per line, in a compressed file that is read from its beginning. */
    PACKED_LINES,
    /** JSON values that may span lines. */
    DOCUMENT,
    /** A container with its own directory of members. */
    ARCHIVE,
    /** Commits of a repository. */
    COMMITS
  }

  /**
   * What a task must know of a source.
   *
   * @param name its name
   * @param format its format
   * @param keepRaw whether raw records are kept
   * @param rule on which night its records count
   */
  record Origin(String name, String format, boolean keepRaw, NightRule rule)
      implements Serializable {

    static Origin of(SourceSettings source, Format format, Nights nights) {
      return new Origin(
          source.name(),
          format.name(),
          source.keepRaw() == SourceSettings.KeepRaw.FULL,
          NightRule.of(source, nights));
    }
  }

  /** What this slice weighs when slices are shared out among tasks. */
  long weight() {
    return shape == Shape.COMMITS ? 4096L * items.size() : end - begin;
  }
}
