package io.plumbline.pipeline.ingest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataInputStream;

/**
 * Local file headers of a zip, read without its central directory (PKWARE APPNOTE 6.3.10, 4.3.7).
 */
final class LocalHeaders {

  /** Length of a header without name and extra field. */
  static final int SHORTEST = 30;

  private static final int HEADER = 0x04034b50;
  private static final int DESCRIPTOR = 0x08074b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int END = 0x06054b50;
  private static final int ENCRYPTED = 1;
  private static final int DESCRIBED = 1 << 3;
  private static final int UTF8 = 1 << 11;
  private static final long WIDE = 0xffffffffL;

  private LocalHeaders() {}

  /** Offset of the next signature of a local header in a range; -1 when there is none. */
  static long next(FSDataInputStream file, long from, long to) throws IOException {
    return next(file, from, to, HEADER);
  }

  private static long next(FSDataInputStream file, long from, long to, int... signatures)
      throws IOException {
    byte[] block = new byte[1 << 16];
    long at = from;
    while (to - at >= 4) {
      int length = (int) Math.min(block.length, to - at);
      file.readFully(at, block, 0, length);
      ByteBuffer bytes = ByteBuffer.wrap(block, 0, length).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i + 4 <= length; i++) {
        if (block[i] == 'P' && block[i + 1] == 'K') {
          for (int signature : signatures) {
            if (bytes.getInt(i) == signature) {
              return at + i;
            }
          }
        }
      }
      at += length - 3;
    }
    return -1;
  }

  /** The member whose local header stands at an offset; empty when none does. */
  static Optional<ZipMember> at(FSDataInputStream file, long offset, long to) throws IOException {
    if (to - offset < SHORTEST) {
      return Optional.empty();
    }
    ByteBuffer header = read(file, offset, SHORTEST);
    int flags = header.getShort(6) & 0xffff;
    int method = header.getShort(8) & 0xffff;
    long crc = header.getInt(14) & WIDE;
    long packed = header.getInt(18) & WIDE;
    long unpacked = header.getInt(22) & WIDE;
    int nameLength = header.getShort(26) & 0xffff;
    int extraLength = header.getShort(28) & 0xffff;
    long data = offset + SHORTEST + nameLength + extraLength;
    if (header.getInt(0) != HEADER || nameLength == 0 || data > to) {
      return Optional.empty();
    }
    String name =
        new String(
            read(file, offset + SHORTEST, nameLength).array(),
            (flags & UTF8) != 0 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    if (packed == WIDE) {
      packed = wide(read(file, offset + SHORTEST + nameLength, extraLength), unpacked == WIDE);
    }
    long end = data + packed;
    boolean described = (flags & DESCRIBED) != 0;
    if (described && packed == 0) {
      long next = next(file, data, to, DESCRIPTOR, HEADER, CENTRAL, END);
      if (next < 0) {
        return Optional.empty();
      }
      ByteBuffer follower = read(file, next, (int) Math.min(24, to - next));
      boolean stated = follower.capacity() >= 16 && follower.getInt(0) == DESCRIPTOR;
      packed = next - data;
      crc = stated ? follower.getInt(4) & WIDE : -1;
      end = stated ? next + 16 : next;
    }
    return Optional.of(
        new ZipMember(
            name,
            offset,
            data,
            packed,
            end,
            method,
            (flags & ENCRYPTED) != 0,
            Optional.of(crc).filter(known -> known >= 0)));
  }

  private static long wide(ByteBuffer extra, boolean afterUnpacked) {
    int at = 0;
    while (at + 4 <= extra.capacity()) {
      int id = extra.getShort(at) & 0xffff;
      int length = extra.getShort(at + 2) & 0xffff;
      int value = at + 4 + (afterUnpacked ? 8 : 0);
      if (id == 1 && value + 8 <= extra.capacity()) {
        long packed = extra.getLong(value);
        return packed < 0 ? WIDE : packed;
      }
      at += 4 + length;
    }
    return WIDE;
  }

  private static ByteBuffer read(FSDataInputStream file, long offset, int length)
      throws IOException {
    byte[] bytes = new byte[length];
    file.readFully(offset, bytes, 0, length);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
