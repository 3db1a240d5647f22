package io.plumbline.pipeline.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.unsafe.types.UTF8String;

/** Digests what is read of a part and keeps it while it is short enough to be kept. */
final class Tee extends FilterInputStream {

  private final MessageDigest digest = Digests.sha256();
  private byte[] kept;
  private int length;
  private boolean fits = true;

  /** Keeps up to this many bytes. */
  Tee(InputStream in, int most) {
    super(in);
    this.kept = new byte[most];
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int wanted) throws IOException {
    int read = in.read(bytes, from, wanted);
    if (read > 0) {
      digest.update(bytes, from, read);
      fits = fits && length + read <= kept.length;
      if (fits) {
        System.arraycopy(bytes, from, kept, length, read);
        length += read;
      }
    }
    return read;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /** Reads what is left. */
  void drain() throws IOException {
    byte[] rest = new byte[1 << 16];
    while (read(rest, 0, rest.length) >= 0) {
      // Only the digest of the rest is wanted.
    }
  }

  String sha256() {
    return Digests.hex(digest.digest());
  }

  /** What was read, where it is short enough and text. */
  Optional<UTF8String> text() {
    byte[] bytes = Arrays.copyOf(kept, length);
    return fits && JsonText.invalidUtf8(bytes, length).isEmpty()
        ? Optional.of(UTF8String.fromBytes(bytes))
        : Optional.empty();
  }
}
