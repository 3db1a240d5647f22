package io.plumbline.datasets.lab;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/**
 * A ZIP file as Inspect writes it: stored, deflated or zstd members, the same member name more than
 * once where a sample was run again, and now and then several zstd frames in one member.
 */
final class EvalArchive implements Closeable {

  /** How members are compressed. */
  enum Method {
    STORED(0),
    DEFLATED(8),
    ZSTD(93);

    private final int code;

    Method(int code) {
      this.code = code;
    }
  }

  private final ZipArchiveOutputStream zip;
  private final Method method;
  private final LocalDateTime time;

  EvalArchive(Path file, Method method, LocalDateTime time) throws IOException {
    this.zip = new ZipArchiveOutputStream(file);
    this.zip.setUseZip64(Zip64Mode.Never);
    this.method = method;
    this.time = time;
  }

  /** Adds a member. */
  void add(String name, byte[] content) throws IOException {
    add(name, content, compressed(content));
  }

  /** Adds a member in two frames, as large members come; only zstd has frames. */
  void addInFrames(String name, byte[] content) throws IOException {
    if (method != Method.ZSTD) {
      add(name, content);
      return;
    }
    int half = content.length / 2;
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    frames.write(compressed(Arrays.copyOf(content, half)));
    frames.write(compressed(Arrays.copyOfRange(content, half, content.length)));
    add(name, content, frames.toByteArray());
  }

  private void add(String name, byte[] content, byte[] packed) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipArchiveEntry entry = new ZipArchiveEntry(name);
    entry.setMethod(method.code);
    entry.setSize(content.length);
    entry.setCompressedSize(packed.length);
    entry.setCrc(crc.getValue());
    // Local time on purpose: the format stores it so, and the bytes do not depend on the zone.
    entry.setTimeLocal(time);
    zip.addRawArchiveEntry(entry, new ByteArrayInputStream(packed));
  }

  private byte[] compressed(byte[] content) {
    return switch (method) {
      case STORED -> content;
      case DEFLATED -> deflated(content);
      case ZSTD -> Zstd.compress(content);
    };
  }

  private static byte[] deflated(byte[] content) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try {
      deflater.setInput(content);
      deflater.finish();
      ByteArrayOutputStream packed = new ByteArrayOutputStream(content.length / 2);
      byte[] buffer = new byte[4_096];
      while (!deflater.finished()) {
        packed.write(buffer, 0, deflater.deflate(buffer));
      }
      return packed.toByteArray();
    } finally {
      deflater.end();
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
