package io.plumbline.pipeline.ingest;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;

/** Records that are JSON objects, in lines or in a document that spans lines. */
final class JsonRecords implements Records {

  /** Largest document that is read as a whole, in bytes. */
  static final int DOCUMENT_LIMIT = 256 << 20;

  private final JsonObjects objects;
  private final Slice slice;
  private final Lines lines;
  private final Optional<Packed> packed;
  private final Deque<Raw> ready = new ArrayDeque<>();
  private Optional<Raw> current = Optional.empty();
  private boolean finished;

  private JsonRecords(JsonObjects objects, Slice slice, Lines lines, Optional<Packed> packed) {
    this.objects = objects;
    this.slice = slice;
    this.lines = lines;
    this.packed = packed;
  }

  /** Opens the records of a slice. */
  static Records open(Slice slice, Configuration hadoop, JsonObjects.Extractor extractor)
      throws IOException {
    JsonObjects objects = new JsonObjects(extractor);
    Path path = new Path(slice.path());
    FSDataInputStream in = path.getFileSystem(hadoop).open(path);
    try {
      if (slice.shape() == Slice.Shape.DOCUMENT) {
        return new Document(objects, slice, in);
      }
      if (slice.shape() == Slice.Shape.PACKED_LINES) {
        Packed text = Packed.open(slice.file(), in);
        Lines lines = new Lines(text, slice.begin(), Long.MAX_VALUE, Long.MAX_VALUE, true, false);
        return new JsonRecords(objects, slice, lines, Optional.of(text));
      }
      in.seek(Lines.openAt(slice.begin(), slice.head()));
      Lines lines = new Lines(in, slice.begin(), slice.end(), slice.fileEnd(), slice.head(), true);
      return new JsonRecords(objects, slice, lines, Optional.empty());
    } catch (IOException | RuntimeException failure) {
      in.close();
      throw failure;
    }
  }

  @Override
  public boolean next() throws IOException {
    while (ready.isEmpty()) {
      if (finished) {
        return false;
      }
      Optional<Line> line = lines.next();
      if (line.isEmpty()) {
        finished = true;
        lines.unfinished().ifPresent(this::addTorn);
      } else if (line.get().isTooLong()) {
        ready.add(tooLong(line.get()));
      } else {
        ready.addAll(objects.in(line.get().bytes(), line.get().begin()));
      }
    }
    current = Optional.of(ready.remove());
    return true;
  }

  /** The bytes of a torn line are not taken, so that they are read once the file is whole. */
  private void addTorn(Line line) {
    byte[] bytes = line.bytes();
    ready.add(
        objects.unusable(
            line.begin(),
            line.begin(),
            Digests.of(bytes, 0, bytes.length),
            "the compressed stream breaks off or is corrupt in this line"));
  }

  private Raw tooLong(Line line) {
    return objects.unusable(
        line.begin(),
        line.begin() + line.length(),
        line.sha256(),
        "its line has " + line.length() + " bytes (limit " + Lines.LIMIT + ")");
  }

  @Override
  public Raw current() {
    return current.orElseThrow();
  }

  @Override
  public long end() {
    return packed.isPresent() ? lines.position() : slice.end();
  }

  @Override
  public Map<Long, String> chunks() throws IOException {
    return packed.isPresent() ? packed.get().chunks() : lines.chunks();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  /** The records of a document, which is held as a whole. */
  private static final class Document implements Records {
    private final Slice slice;
    private final Map<Long, String> chunks;
    private final Deque<Raw> ready = new ArrayDeque<>();
    private Optional<Raw> current = Optional.empty();

    Document(JsonObjects objects, Slice slice, FSDataInputStream in) throws IOException {
      this.slice = slice;
      long from = Digests.chunkStart(slice.begin());
      in.seek(from);
      Digests digests = new Digests(from);
      long length = slice.end() - slice.begin();
      byte[] text = new byte[(int) Math.min(length, DOCUMENT_LIMIT + 1L)];
      java.security.MessageDigest whole = Digests.sha256();
      byte[] buffer = new byte[1 << 16];
      long position = from;
      while (position < slice.end()) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, slice.end() - position));
        if (read < 0) {
          break;
        }
        digests.update(buffer, 0, read);
        int skipped = (int) Math.min(read, Math.max(0, slice.begin() - position));
        whole.update(buffer, skipped, read - skipped);
        long at = position + skipped - slice.begin();
        if (at < text.length) {
          int kept = (int) Math.min(read - skipped, text.length - at);
          System.arraycopy(buffer, skipped, text, (int) at, kept);
        }
        position += read;
      }
      in.close();
      chunks = new TreeMap<>(digests.finish());
      if (length > DOCUMENT_LIMIT) {
        ready.add(
            objects.unusable(
                slice.begin(),
                slice.end(),
                Digests.hex(whole.digest()),
                "its document has " + length + " bytes (limit " + DOCUMENT_LIMIT + ")"));
      } else {
        ready.addAll(objects.in(text, slice.begin()));
      }
    }

    @Override
    public boolean next() {
      current = Optional.ofNullable(ready.poll());
      return current.isPresent();
    }

    @Override
    public Raw current() {
      return current.orElseThrow();
    }

    @Override
    public long end() {
      return slice.end();
    }

    @Override
    public Map<Long, String> chunks() {
      return chunks;
    }

    @Override
    public void close() {
      ready.clear();
    }
  }
}
