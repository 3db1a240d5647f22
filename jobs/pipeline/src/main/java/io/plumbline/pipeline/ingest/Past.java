package io.plumbline.pipeline.ingest;

import java.io.IOException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Whether what was read of a file is still there.
 *
 * <p>Each night checks the size, one thirtieth of the chunks, and the last chunk of a file that
 * grew within the last thirty nights; a file that no longer grows is checked chunk by chunk over
 * thirty nights, so that a night's cost does not grow with the number of old files. Any difference
 * leads to a digest of the whole past.
 */
final class Past {

  /** Every chunk is checked once in this many nights. */
  static final int ROTATION = 30;

  private Past() {}

  /**
   * What was found.
   *
   * @param state one of {@link Known#SAME}, {@link Known#EDITED} and {@link Known#TRUNCATED}
   * @param position first offset that differs, to the chunk; the new size where it was truncated
   * @param chunks digests of what is there now, as far as the file was read before
   */
  record Check(String state, long position, List<String> chunks) {
    boolean isSame() {
      return state.equals(Known.SAME);
    }
  }

  /**
   * What is written down of it.
   *
   * @param state what became of what was read before
   * @param position where it differs first
   * @param changes which records differ, where that is known
   */
  record Found(String state, Optional<Long> position, List<Changed> changes) {

    static Found of(String state) {
      return new Found(state, Optional.empty(), List.of());
    }
  }

  /** Checks what this night's turn is. */
  static Check check(FileSystem system, Path path, Known known, long size, LocalDate night)
      throws IOException {
    int count = known.chunks().size();
    long turn = Math.floorMod(night.toEpochDay() + known.file().hashCode(), (long) ROTATION);
    boolean grows = ChronoUnit.DAYS.between(known.night(), night) < ROTATION;
    IntStream due =
        IntStream.range(0, count)
            .filter(chunk -> chunk % ROTATION == turn || (grows && chunk == count - 1));
    return check(system, path, known, size, due.toArray());
  }

  /** Checks every chunk. */
  static Check checkAll(FileSystem system, Path path, Known known, long size) throws IOException {
    return check(system, path, known, size, IntStream.range(0, known.chunks().size()).toArray());
  }

  private static Check check(FileSystem system, Path path, Known known, long size, int[] due)
      throws IOException {
    if (size < known.digested()) {
      return new Check(Known.TRUNCATED, size, digests(system, path, 0, size));
    }
    for (int chunk : due) {
      long from = chunk * Digests.CHUNK;
      long to = Math.min(from + Digests.CHUNK, known.digested());
      if (!digests(system, path, from, to).equals(known.chunks().subList(chunk, chunk + 1))) {
        List<String> now = digests(system, path, 0, known.digested());
        int first = 0;
        while (first < now.size() - 1 && now.get(first).equals(known.chunks().get(first))) {
          first++;
        }
        return new Check(Known.EDITED, first * Digests.CHUNK, now);
      }
    }
    return new Check(Known.SAME, 0, known.chunks());
  }

  /** Digests of the chunks of a range that begins with a chunk. */
  static List<String> digests(FileSystem system, Path path, long from, long to) throws IOException {
    Digests digests = new Digests(from);
    byte[] buffer = new byte[1 << 16];
    try (FSDataInputStream in = system.open(path)) {
      in.seek(from);
      long position = from;
      while (position < to) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, to - position));
        if (read < 0) {
          break;
        }
        digests.update(buffer, 0, read);
        position += read;
      }
    }
    return new ArrayList<>(digests.finish().values());
  }

  /** Digest of a whole file. */
  static String sha256(FileSystem system, Path path, long size) throws IOException {
    java.security.MessageDigest digest = Digests.sha256();
    byte[] buffer = new byte[1 << 16];
    try (FSDataInputStream in = system.open(path)) {
      long left = size;
      while (left > 0) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          break;
        }
        digest.update(buffer, 0, read);
        left -= read;
      }
    }
    return Digests.hex(digest.digest());
  }
}
