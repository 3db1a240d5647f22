package io.plumbline.pipeline.ingest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * SHA-256 of a stream and of its 8 MiB chunks.
 *
 * <p>Chunks are counted from the beginning of the file, so a stream that begins at a multiple of
 * the chunk size gives the digests of whole chunks.
 */
final class Digests {

  static final long CHUNK = 8L << 20;

  private final TreeMap<Long, String> chunks = new TreeMap<>();
  private final MessageDigest digest = sha256();
  private long position;
  private boolean open;

  /** Digests of the chunks from this offset on, which must be a multiple of the chunk size. */
  Digests(long from) {
    if (from % CHUNK != 0) {
      throw new IllegalArgumentException(
          "Invalid beginning of digests: " + from + " (must be a multiple of " + CHUNK + ")");
    }
    position = from;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("This Java has no SHA-256", impossible);
    }
  }

  static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }

  static String of(byte[] bytes, int from, int length) {
    MessageDigest digest = sha256();
    digest.update(bytes, from, length);
    return hex(digest.digest());
  }

  /** First byte of the chunk that holds this offset. */
  static long chunkStart(long offset) {
    return offset - offset % CHUNK;
  }

  void update(byte[] bytes, int from, int length) {
    int at = from;
    int left = length;
    while (left > 0) {
      int taken = (int) Math.min(left, CHUNK - position % CHUNK);
      digest.update(bytes, at, taken);
      open = true;
      position += taken;
      at += taken;
      left -= taken;
      if (position % CHUNK == 0) {
        close(position / CHUNK - 1);
      }
    }
  }

  /** Digests by chunk index, the unfinished last chunk included. */
  Map<Long, String> finish() {
    if (open) {
      close(position / CHUNK);
    }
    return chunks;
  }

  private void close(long index) {
    chunks.put(index, hex(digest.digest()));
    open = false;
  }
}
