package io.plumbline.pipeline.ingest;

import com.github.luben.zstd.ZstdInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.apache.hadoop.fs.FSDataInputStream;

/**
 * Where one member of a zip lies and how it is packed.
 *
 * @param name its name
 * @param begin offset of its local header
 * @param data offset of its packed bytes
 * @param packed number of packed bytes
 * @param end offset after its last byte
 * @param method how it is packed: 0 stored, 8 deflate, 93 zstd
 * @param isEncrypted whether a password would be needed
 * @param crc32 checksum of its bytes; empty where it is not known
 */
record ZipMember(
    String name,
    long begin,
    long data,
    long packed,
    long end,
    int method,
    boolean isEncrypted,
    Optional<Long> crc32) {

  private static final int STORED = 0;
  private static final int DEFLATED = 8;
  private static final int ZSTD = 93;

  /** No member may unpack to more, in bytes. */
  static final long LIMIT = 8L << 30;

  /** A member may unpack to this many bytes whatever its packed size is. */
  static final long FREE = 64L << 20;

  /** Beyond that, to this many times its packed size. */
  static final long RATIO = 1000;

  /** The member as a part of a log. */
  LogPart part(FSDataInputStream file, boolean superseded) {
    Optional<String> fault = fault();
    return fault.isPresent()
        ? LogPart.unreadable(Optional.of(name), begin, end, superseded, fault.get())
        : new LogPart(
            Optional.of(name), begin, end, superseded, Optional.empty(), () -> open(file));
  }

  private Optional<String> fault() {
    if (name.startsWith("/") || name.contains("\\") || ("/" + name + "/").contains("/../")) {
      return Optional.of("its member's name points outside the archive");
    }
    if (isEncrypted) {
      return Optional.of("its member is encrypted");
    }
    boolean known = method == STORED || method == DEFLATED || method == ZSTD;
    return known
        ? Optional.empty()
        : Optional.of("its member is packed by method " + method + ", which is not known");
  }

  private InputStream open(FSDataInputStream file) throws IOException {
    InputStream raw = new RangeStream(file, data, data + packed);
    InputStream text = raw;
    if (method == DEFLATED) {
      text =
          new InflaterInputStream(raw, new Inflater(true), 1 << 16) {
            @Override
            public void close() throws IOException {
              inf.end();
              super.close();
            }
          };
    } else if (method == ZSTD) {
      text = new ZstdInputStream(raw);
    }
    return new Checked(text, Math.min(LIMIT, Math.max(FREE, packed * RATIO)));
  }

  /** Compares the checksum at the end, and stops a member that unpacks to too much. */
  private final class Checked extends FilterInputStream {
    private final CRC32 crc = new CRC32();
    private final long limit;
    private long count;

    Checked(InputStream in, long limit) {
      super(in);
      this.limit = limit;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int read;
      try {
        read = in.read(bytes, from, length);
      } catch (EOFException cut) {
        throw new ZipException("its member is cut off");
      }
      if (read < 0) {
        if (crc32.isPresent() && crc.getValue() != crc32.get()) {
          throw new ZipException("its member has not the checksum the archive states");
        }
        return read;
      }
      crc.update(bytes, from, read);
      count += read;
      if (count > limit) {
        throw new ZipException(
            "its member of " + packed + " bytes unpacks to more than " + limit + " bytes");
      }
      return read;
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
