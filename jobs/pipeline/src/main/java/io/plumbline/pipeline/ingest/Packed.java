package io.plumbline.pipeline.ingest;

import com.github.luben.zstd.ZstdInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * The text of a compressed file, with the digests of the chunks of the file itself.
 *
 * <p>Concatenated gzip members and zstd frames are one text. A stream that breaks off or is corrupt
 * ends with an {@link EOFException}; any other failure is one of reading the file.
 */
final class Packed extends InputStream {

  private final Digested file;
  private final InputStream text;

  private Packed(Digested file, InputStream text) {
    this.file = file;
    this.text = text;
  }

  /** Whether a file of this name is compressed. */
  static boolean isPacked(String fileName) {
    String name = fileName.toLowerCase(Locale.ROOT);
    return name.endsWith(".gz") || name.endsWith(".zst");
  }

  /** A file's name without the ending of its compression. */
  static String unpackedName(String fileName) {
    return isPacked(fileName) ? fileName.substring(0, fileName.lastIndexOf('.')) : fileName;
  }

  /** Opens the text of a compressed file. */
  static Packed open(String fileName, InputStream in) throws IOException {
    Digested file = new Digested(in);
    try {
      boolean gzip = fileName.toLowerCase(Locale.ROOT).endsWith(".gz");
      InputStream text =
          gzip
              ? GzipCompressorInputStream.builder()
                  .setInputStream(file)
                  .setDecompressConcatenated(true)
                  .get()
              : new ZstdInputStream(file);
      return new Packed(file, text);
    } catch (IOException broken) {
      if (file.failed) {
        throw broken;
      }
      return new Packed(file, new Broken());
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    try {
      return text.read(bytes, from, length);
    } catch (IOException broken) {
      if (file.failed) {
        throw broken;
      }
      throw brokenOff();
    }
  }

  /** Digests of the whole file; reads what is left of it. */
  Map<Long, String> chunks() throws IOException {
    byte[] rest = new byte[1 << 16];
    while (file.read(rest, 0, rest.length) >= 0) {
      // Only the digests of the rest are wanted.
    }
    return file.digests.finish();
  }

  @Override
  public void close() throws IOException {
    text.close();
    file.close();
  }

  private static EOFException brokenOff() {
    return new EOFException("the compressed stream breaks off or is corrupt");
  }

  /** The compressed bytes, digested as they pass. */
  private static final class Digested extends FilterInputStream {
    private final Digests digests = new Digests(0);
    private boolean failed;

    Digested(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      try {
        int read = in.read(bytes, from, length);
        if (read > 0) {
          digests.update(bytes, from, read);
        }
        return read;
      } catch (IOException failure) {
        failed = true;
        throw failure;
      }
    }

    @Override
    public long skip(long n) throws IOException {
      byte[] skipped = new byte[(int) Math.min(n, 1 << 16)];
      return Math.max(0, read(skipped, 0, skipped.length));
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }

  private static final class Broken extends InputStream {
    @Override
    public int read() throws IOException {
      throw brokenOff();
    }
  }
}
