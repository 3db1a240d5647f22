package io.plumbline.pipeline.ingest;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Where the whole records of a file that may still grow end. */
final class Tail {

  private static final int BLOCK = 1 << 16;

  private Tail() {}

  /** End of the last whole line, or of the file where its last line is whole without a line end. */
  static long wholeLines(FileSystem system, Path path, long begin, long size) throws IOException {
    long lineStart = begin;
    try (FSDataInputStream in = system.open(path)) {
      byte[] block = new byte[BLOCK];
      long to = size;
      search:
      while (to > begin) {
        long from = Math.max(begin, to - BLOCK);
        int length = (int) (to - from);
        in.readFully(from, block, 0, length);
        for (int i = length - 1; i >= 0; i--) {
          if (block[i] == '\n') {
            lineStart = from + i + 1;
            break search;
          }
        }
        to = from;
      }
      if (size - lineStart > Lines.LIMIT) {
        return lineStart;
      }
      byte[] rest = new byte[(int) (size - lineStart)];
      in.readFully(lineStart, rest, 0, rest.length);
      return JsonText.isComplete(rest, rest.length) ? size : lineStart;
    }
  }

  /** The file's size when it is a whole document, else where it begins: it waits. */
  static long wholeDocument(FileSystem system, Path path, long begin, long size)
      throws IOException {
    if (size - begin > JsonRecords.DOCUMENT_LIMIT) {
      return size;
    }
    byte[] text = new byte[(int) (size - begin)];
    try (FSDataInputStream in = system.open(path)) {
      in.readFully(begin, text, 0, text.length);
    }
    return JsonText.state(text, text.length) == JsonText.State.UNFINISHED ? begin : size;
  }

  /**
   * Where reading goes on after a record that ends at this offset: after the end of its line where
   * nothing else stands on it.
   */
  static long afterRecord(FileSystem system, Path path, long end, long size) throws IOException {
    byte[] block = new byte[(int) Math.min(BLOCK, size - end)];
    try (FSDataInputStream in = system.open(path)) {
      in.readFully(end, block, 0, block.length);
    }
    for (int i = 0; i < block.length; i++) {
      if (block[i] == '\n') {
        return end + i + 1;
      }
      boolean closes = block[i] == ']' || block[i] == ' ' || block[i] == '\r' || block[i] == '\t';
      if (!closes) {
        return end;
      }
    }
    return end + block.length;
  }

  /** Where the line on which this offset stands ends. */
  static long afterLine(FileSystem system, Path path, long offset, long size) throws IOException {
    byte[] block = new byte[BLOCK];
    try (FSDataInputStream in = system.open(path)) {
      for (long from = offset; from < size; from += BLOCK) {
        int length = (int) Math.min(BLOCK, size - from);
        in.readFully(from, block, 0, length);
        for (int i = 0; i < length; i++) {
          if (block[i] == '\n') {
            return from + i + 1;
          }
        }
      }
    }
    return size;
  }
}
