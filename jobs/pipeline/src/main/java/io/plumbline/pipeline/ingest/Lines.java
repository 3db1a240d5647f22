package io.plumbline.pipeline.ingest;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * The lines of a stream that begin in a range of it, with the digests of the chunks of that range.
 *
 * <p>Lines end with {@code \n} or {@code \r\n}. A line longer than the limit is digested, not held.
 * Peak memory: one line.
 */
final class Lines implements Closeable {

  /** Longest line that is held, in bytes. */
  static final int LIMIT = 16 << 20;

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int filled;
  private long position;

  private final long end;
  private final long fileEnd;
  private final long digestFrom;
  private final Optional<Digests> digests;
  private byte[] line = new byte[1 << 12];
  private boolean torn;
  private Optional<Line> unfinished = Optional.empty();

  /**
   * Lines that begin in {@code [begin, end)}.
   *
   * @param in stream at {@link #openAt} of the same arguments
   * @param begin where the range begins
   * @param head whether a line begins there; otherwise the line under way is left to the slice
   *     before
   * @param fileEnd no byte is read from here on
   * @param digest whether chunks are digested
   */
  Lines(InputStream in, long begin, long end, long fileEnd, boolean head, boolean digest)
      throws IOException {
    this.in = in;
    this.end = end;
    this.fileEnd = fileEnd;
    this.position = digest ? openAt(begin, head) : 0;
    this.digestFrom = Digests.chunkStart(begin);
    this.digests = digest ? Optional.of(new Digests(digestFrom)) : Optional.empty();
    if (head) {
      skipTo(begin);
    } else {
      skipLine(begin);
    }
  }

  /** Where the stream must stand: the chunk's beginning, or one byte before the range. */
  static long openAt(long begin, boolean head) {
    return head ? Digests.chunkStart(begin) : begin - 1;
  }

  /** The next line; empty at the end of the range. */
  Optional<Line> next() throws IOException {
    if (position >= end || torn) {
      return Optional.empty();
    }
    long begin = position;
    int held = 0;
    long length = 0;
    Optional<MessageDigest> digest = Optional.empty();
    while (true) {
      if (at == filled && !fill()) {
        Line last = finished(begin, length, held, digest);
        if (torn) {
          unfinished = Optional.of(last);
          position = begin;
          return Optional.empty();
        }
        return Optional.of(last).filter(line -> line.length() > 0);
      }
      int stop = indexOfNewline();
      int piece = stop - at;
      if (length + piece > LIMIT && digest.isEmpty()) {
        digest = Optional.of(Digests.sha256());
        digest.get().update(line, 0, held);
      }
      if (digest.isPresent()) {
        digest.get().update(buffer, at, piece);
      } else {
        if (held + piece > line.length) {
          line = Arrays.copyOf(line, Math.max(held + piece, Math.min(LIMIT, line.length * 2)));
        }
        System.arraycopy(buffer, at, line, held, piece);
        held += piece;
      }
      length += piece;
      position += piece;
      at = stop;
      if (at < filled) {
        at++;
        position++;
        return Optional.of(finished(begin, length, held, digest));
      }
    }
  }

  /** The line during which the stream broke off; it counts as not taken. */
  Optional<Line> unfinished() {
    return unfinished;
  }

  /** Offset of the next byte that was not taken. */
  long position() {
    return position;
  }

  /** Digests of the chunks of the range, once every line was read. */
  Map<Long, String> chunks() throws IOException {
    if (digests.isEmpty()) {
      return Map.of();
    }
    while (position < end && fill()) {
      position += filled - at;
      at = filled;
    }
    return digests.get().finish();
  }

  private Line finished(long begin, long length, int held, Optional<MessageDigest> digest) {
    if (digest.isPresent()) {
      return new Line(begin, length, new byte[0], Digests.hex(digest.get().digest()));
    }
    int kept = held > 0 && line[held - 1] == '\r' ? held - 1 : held;
    return new Line(begin, kept, Arrays.copyOf(line, kept), "");
  }

  private int indexOfNewline() {
    for (int i = at; i < filled; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return filled;
  }

  private void skipTo(long target) throws IOException {
    while (position < target) {
      if (at == filled && !fill()) {
        return;
      }
      int step = (int) Math.min(filled - at, target - position);
      at += step;
      position += step;
    }
  }

  private void skipLine(long begin) throws IOException {
    while (position < end || position < begin) {
      if (at == filled && !fill()) {
        return;
      }
      int stop = indexOfNewline();
      position += stop - at;
      at = stop;
      if (at < filled) {
        at++;
        position++;
        return;
      }
    }
  }

  /** Reads on; what is read is digested as far as it belongs to the range. */
  private boolean fill() throws IOException {
    int wanted = (int) Math.min(buffer.length, fileEnd - position);
    if (wanted <= 0) {
      return false;
    }
    int read;
    try {
      read = in.read(buffer, 0, wanted);
    } catch (EOFException broken) {
      torn = true;
      return false;
    }
    if (read <= 0) {
      return false;
    }
    at = 0;
    filled = read;
    if (digests.isPresent()) {
      long from = Math.max(position, digestFrom);
      long to = Math.min(position + read, end);
      if (to > from) {
        digests.get().update(buffer, (int) (from - position), (int) (to - from));
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
