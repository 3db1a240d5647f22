package io.plumbline.pipeline.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.FSDataInputStream;

/**
 * A range of an open file. Reading fails unchecked, so that a broken disk is told from broken
 * content.
 */
final class RangeStream extends InputStream {

  private final FSDataInputStream file;
  private final byte[] buffer = new byte[1 << 16];
  private final long end;
  private long position;
  private int at;
  private int filled;

  RangeStream(FSDataInputStream file, long begin, long end) {
    this.file = file;
    this.position = begin;
    this.end = end;
  }

  @Override
  public int read() {
    return at < filled || fill() ? buffer[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] bytes, int from, int length) {
    if (length == 0) {
      return 0;
    }
    if (at == filled && !fill()) {
      return -1;
    }
    int taken = Math.min(length, filled - at);
    System.arraycopy(buffer, at, bytes, from, taken);
    at += taken;
    return taken;
  }

  private boolean fill() {
    int wanted = (int) Math.min(buffer.length, end - position);
    if (wanted <= 0) {
      return false;
    }
    try {
      int read = file.read(position, buffer, 0, wanted);
      if (read <= 0) {
        return false;
      }
      position += read;
      at = 0;
      filled = read;
      return true;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
