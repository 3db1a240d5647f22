package io.plumbline.pipeline.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The records of one evaluation log: one per member of an archive, or per header, sample and
 * reductions of a JSON document; the members of a chunked sample are one record.
 *
 * <p>The digest of a record is that of the member's unpacked bytes, for a chunked sample of its
 * members' in the order of their names. The raw text is kept up to 1 MiB. Of samples, {@link
 * SampleData} says what {@code data} holds; everything else is kept whole, except strings of more
 * than 65,536 characters, which become digests.
 */
final class InspectRecords implements Records {

  /** Longest raw text that is kept, in bytes. */
  static final int RAW_LIMIT = 1 << 20;

  /** Longest string kept in a header, in characters. */
  static final int LONGEST = 1 << 16;

  /** Longest {@code data}, in characters. */
  static final int DATA_LIMIT = 64 << 20;

  private static final JsonCopy COPY = new JsonCopy(LONGEST);

  private final FSDataInputStream file;
  private final Slice slice;
  private final String version;
  private final Map<Long, String> chunks;
  private final Deque<Pending> parts = new ArrayDeque<>();
  private LogHeader header = LogHeader.UNKNOWN;
  private Optional<Raw> current = Optional.empty();

  /** A record still to be read. */
  private interface Pending {
    Raw read() throws IOException;
  }

  private InspectRecords(
      FSDataInputStream file, Slice slice, String version, Map<Long, String> chunks) {
    this.file = file;
    this.slice = slice;
    this.version = version;
    this.chunks = chunks;
  }

  /** Opens a log. */
  static Records open(Slice slice, Configuration hadoop) throws IOException {
    Path path = new Path(slice.path());
    FSDataInputStream file = path.getFileSystem(hadoop).open(path);
    try {
      MessageDigest whole = Digests.sha256();
      Digests digests = new Digests(0);
      byte[] buffer = new byte[1 << 16];
      InputStream in = new RangeStream(file, 0, slice.end());
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        whole.update(buffer, 0, read);
        digests.update(buffer, 0, read);
      }
      InspectRecords records =
          new InspectRecords(file, slice, Digests.hex(whole.digest()), digests.finish());
      records.find();
      return records;
    } catch (IOException | RuntimeException failure) {
      file.close();
      throw failure;
    }
  }

  private void find() throws IOException {
    byte[] head = new byte[(int) Math.min(4, slice.end())];
    file.readFully(0, head, 0, head.length);
    if (head.length == 4 && head[0] == 'P' && head[1] == 'K') {
      findMembers();
    } else {
      findDocument();
    }
  }

  private void findMembers() throws IOException {
    List<LogPart> found = EvalArchive.parts(file, slice.end());
    header =
        header(found, "header.json")
            .or(() -> header(found, "_journal/start.json"))
            .orElse(LogHeader.UNKNOWN);
    Map<String, List<LogPart>> chunked = new TreeMap<>();
    for (LogPart part : found) {
      Optional<String> sample =
          part.superseded() ? Optional.empty() : part.name().flatMap(PartKind::chunkedSample);
      if (sample.isPresent()) {
        chunked.computeIfAbsent(sample.get(), name -> new ArrayList<>()).add(part);
      } else {
        parts.add(() -> member(part));
      }
    }
    chunked.forEach(
        (name, members) -> parts.add(() -> chunked(ChunkedSample.read(name, members, header))));
  }

  private Raw chunked(ChunkedSample sample) {
    return raw(
        sample.part(),
        PartKind.SAMPLE.word(),
        sample.sha256(),
        sample.reason(),
        sample.data(),
        Optional.empty());
  }

  /** What the live part of this name says of the log. */
  private static Optional<LogHeader> header(List<LogPart> parts, String name) {
    for (LogPart part : parts) {
      if (!part.superseded() && part.name().equals(Optional.of(name)) && part.fault().isEmpty()) {
        try (JsonParser parser = JsonText.LENIENT.createParser(part.content().open())) {
          parser.nextToken();
          return Optional.of(LogHeader.of(COPY.text(parser)));
        } catch (IOException unreadable) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  private void findDocument() throws IOException {
    JsonLog log = JsonLog.of(file, slice.end());
    if (!LogHeader.isOne(log.header())) {
      LogPart all =
          LogPart.unreadable(
              Optional.empty(),
              0,
              slice.end(),
              false,
              log.fault()
                  .flatMap(LogPart::fault)
                  .orElse("it is no Inspect log: member 'eval.task' is missing"));
      parts.add(() -> unreadable(all, "other"));
      return;
    }
    header = LogHeader.of(log.header());
    parts.add(
        () ->
            raw(
                LogPart.unreadable(Optional.of("/"), 0, slice.end(), false, ""),
                "header",
                version,
                Optional.empty(),
                Optional.of(LogHeader.modern(log.header())),
                Optional.empty()));
    log.samples().forEach(part -> parts.add(() -> part(part, PartKind.SAMPLE)));
    log.reductions().ifPresent(part -> parts.add(() -> part(part, PartKind.REDUCTIONS)));
    log.fault().ifPresent(part -> parts.add(() -> unreadable(part, "other")));
  }

  private Raw member(LogPart part) throws IOException {
    PartKind kind = part.name().map(PartKind::of).orElse(PartKind.OTHER);
    return part.fault().isPresent() ? unreadable(part, kind.word()) : part(part, kind);
  }

  /** Reads a part; a fault of its content is a reason, a fault of the disk is thrown. */
  private Raw part(LogPart part, PartKind kind) throws IOException {
    Optional<String> reason = Optional.empty();
    Optional<String> data = Optional.empty();
    try (Tee text = new Tee(part.content().open(), RAW_LIMIT)) {
      try {
        data = kind.data(text, header);
        text.drain();
        if (data.isPresent() && data.get().length() > DATA_LIMIT) {
          reason = Optional.of("its text has more than " + DATA_LIMIT + " characters");
          data = Optional.empty();
        }
      } catch (JsonProcessingException fault) {
        data = Optional.empty();
        reason = rest(text).or(() -> Optional.of("it is not valid JSON: " + JsonText.fault(fault)));
      } catch (IOException fault) {
        reason = Optional.of("it cannot be unpacked: " + fault.getMessage());
        data = Optional.empty();
      }
      return raw(part, kind.word(), text.sha256(), reason, data, text.text());
    } catch (IOException fault) {
      return unreadable(
          LogPart.unreadable(
              part.name(),
              part.begin(),
              part.end(),
              part.superseded(),
              "it cannot be unpacked: " + fault.getMessage()),
          kind.word());
    }
  }

  /** Reads the rest of a part that is no JSON, for its digest. */
  private static Optional<String> rest(Tee text) {
    try {
      text.drain();
      return Optional.empty();
    } catch (IOException fault) {
      return Optional.of("it cannot be unpacked: " + fault.getMessage());
    }
  }

  private Raw unreadable(LogPart part, String kind) throws IOException {
    try (Tee packed = new Tee(new RangeStream(file, part.begin(), part.end()), 0)) {
      packed.drain();
      return raw(part, kind, packed.sha256(), part.fault(), Optional.empty(), Optional.empty());
    }
  }

  private Raw raw(
      LogPart part,
      String kind,
      String sha256,
      Optional<String> reason,
      Optional<String> data,
      Optional<UTF8String> text) {
    return new Raw(
        part.name(),
        0,
        part.begin(),
        part.end(),
        sha256,
        header.clock(),
        reason,
        text,
        List.of(
            Optional.of(kind),
            header.evalId(),
            Optional.of(version),
            Optional.of(part.superseded()),
            data));
  }

  @Override
  public boolean next() throws IOException {
    if (parts.isEmpty()) {
      return false;
    }
    current = Optional.of(parts.remove().read());
    return true;
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
  public void close() throws IOException {
    file.close();
  }
}
