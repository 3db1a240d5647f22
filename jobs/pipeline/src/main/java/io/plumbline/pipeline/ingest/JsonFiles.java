package io.plumbline.pipeline.ingest;

import java.util.List;
import java.util.Locale;

/** Files of JSON records: how they are named, and whether a record is a line or spans lines. */
final class JsonFiles {

  private static final List<String> LINES = List.of(".jsonl", ".ndjson", ".log");
  private static final String DOCUMENT = ".json";

  private JsonFiles() {}

  /** Whether a file of this name in a directory is taken for one. */
  static boolean isOne(String fileName) {
    String name = Packed.unpackedName(fileName).toLowerCase(Locale.ROOT);
    return name.endsWith(DOCUMENT) || LINES.stream().anyMatch(name::endsWith);
  }

  /**
   * How the records of a file lie: a {@code .json} file whose first line is the beginning of a
   * value, or that has no second line, is a document; every other file is lines.
   *
   * @param head the first bytes of the file
   */
  static Slice.Shape shape(String fileName, byte[] head) {
    if (Packed.isPacked(fileName)) {
      return Slice.Shape.PACKED_LINES;
    }
    if (!fileName.toLowerCase(Locale.ROOT).endsWith(DOCUMENT)) {
      return Slice.Shape.LINES;
    }

    boolean marked = head.length >= 3 && head[0] == (byte) 0xef && head[1] == (byte) 0xbb;
    int from = marked ? 3 : 0;
    while (from < head.length && head[from] <= ' ' && head[from] >= 0) {
      from++;
    }
    int to = from;
    while (to < head.length && head[to] != '\n') {
      to++;
    }
    byte[] line = java.util.Arrays.copyOfRange(head, from, to);
    boolean whole = to < head.length;
    return !whole || JsonText.state(line, line.length) == JsonText.State.UNFINISHED
        ? Slice.Shape.DOCUMENT
        : Slice.Shape.LINES;
  }
}
