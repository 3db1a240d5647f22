package io.plumbline.pipeline.ingest;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes archives byte by byte, also those a library refuses to write. */
final class Zip {

  static final int STORED = 0;
  static final int DEFLATED = 8;
  static final int ZSTD = 93;

  private record Entry(
      byte[] name, int method, long crc, byte[] packed, int size, int offset, int flags) {}

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<Entry> directory = new ArrayList<>();

  /** Adds a member. */
  Zip add(String name, int method, String text) {
    return add(name, method, text.getBytes(StandardCharsets.UTF_8));
  }

  Zip add(String name, int method, byte[] content) {
    return addPacked(name, method, content, packed(method, content));
  }

  /** Adds a zstd member of two concatenated frames. */
  Zip addFrames(String name, String first, String second) {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    frames.writeBytes(Zstd.compress(first.getBytes(StandardCharsets.UTF_8)));
    frames.writeBytes(Zstd.compress(second.getBytes(StandardCharsets.UTF_8)));
    return addPacked(
        name, ZSTD, (first + second).getBytes(StandardCharsets.UTF_8), frames.toByteArray());
  }

  Zip addPacked(String name, int method, byte[] content, byte[] packed) {
    CRC32 crc = new CRC32();
    crc.update(content);
    Entry entry =
        new Entry(
            name.getBytes(StandardCharsets.UTF_8),
            method,
            crc.getValue(),
            packed,
            content.length,
            out.size(),
            1 << 11);
    out.writeBytes(local(entry));
    out.writeBytes(packed);
    directory.add(entry);
    return this;
  }

  /** Takes the newest member out of the central directory; its bytes stay. */
  Zip forgetLast() {
    directory.remove(directory.size() - 1);
    return this;
  }

  /** Offset of the next member. */
  int offset() {
    return out.size();
  }

  /** The archive up to here, without a central directory. */
  byte[] torn() {
    return out.toByteArray();
  }

  /** The archive. */
  byte[] bytes() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(out.toByteArray());
    int start = all.size();
    directory.forEach(entry -> all.writeBytes(central(entry)));
    ByteBuffer end = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN);
    end.putInt(0x06054b50).putShort((short) 0).putShort((short) 0);
    end.putShort((short) directory.size()).putShort((short) directory.size());
    end.putInt(all.size() - start).putInt(start).putShort((short) 0);
    all.writeBytes(end.array());
    return all.toByteArray();
  }

  private static byte[] packed(int method, byte[] content) {
    if (method == ZSTD) {
      return Zstd.compress(content);
    }
    if (method != DEFLATED) {
      return content;
    }
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    deflater.setInput(content);
    deflater.finish();
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 16];
    while (!deflater.finished()) {
      packed.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return packed.toByteArray();
  }

  private static byte[] local(Entry entry) {
    ByteBuffer bytes = ByteBuffer.allocate(30 + entry.name().length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(0x04034b50).putShort((short) 20).putShort((short) entry.flags());
    bytes.putShort((short) entry.method()).putInt(0).putInt((int) entry.crc());
    bytes.putInt(entry.packed().length).putInt(entry.size());
    bytes.putShort((short) entry.name().length).putShort((short) 0).put(entry.name());
    return bytes.array();
  }

  private static byte[] central(Entry entry) {
    ByteBuffer bytes = ByteBuffer.allocate(46 + entry.name().length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(0x02014b50).putShort((short) 20).putShort((short) 20);
    bytes.putShort((short) entry.flags()).putShort((short) entry.method()).putInt(0);
    bytes.putInt((int) entry.crc()).putInt(entry.packed().length).putInt(entry.size());
    bytes.putShort((short) entry.name().length).putShort((short) 0).putShort((short) 0);
    bytes.putShort((short) 0).putShort((short) 0).putInt(0).putInt(entry.offset());
    bytes.put(entry.name());
    return bytes.array();
  }
}
