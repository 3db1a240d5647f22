package io.plumbline.pipeline.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The JSON objects of a text: alone, in a row, or in arrays, each with the offsets of its own
 * bytes.
 *
 * <p>What cannot be read becomes one record with a reason that reaches to the end of the text.
 */
final class JsonObjects {

  /** What a format finds in one object. */
  interface Extractor {
    /** Number of the bronze table's own columns. */
    int columns();

    /** Reads the object at whose beginning the parser stands, up to its end. */
    Found extract(JsonParser object, byte[] text) throws IOException;

    /** How the text is read: strictly, unless said. */
    default JsonFactory reading() {
      return JsonText.STRICT;
    }

    /** The records in the object at whose beginning the parser stands: itself, unless said. */
    default List<Part> parts(JsonParser object, byte[] text) throws IOException {
      int begin = (int) object.currentTokenLocation().getByteOffset();
      Found found = extract(object, text);
      return List.of(new Part(begin, endOf(object), found));
    }
  }

  /** A record in a text, and the bytes that are its own. */
  record Part(int begin, int end, Found found) {}

  /**
   * What was found in one object.
   *
   * @param clock its time stamp
   * @param reason why it cannot be used
   * @param own values of the table's own columns
   */
  record Found(Optional<Instant> clock, Optional<String> reason, List<Optional<?>> own) {}

  private final Extractor extractor;

  JsonObjects(Extractor extractor) {
    this.extractor = extractor;
  }

  /** The records of a text that begins at this offset of its file. */
  List<Raw> in(byte[] text, long offset) {
    int from = startsWithMark(text, offset) ? 3 : 0;
    while (from < text.length && text[from] <= ' ' && text[from] >= 0) {
      from++;
    }
    if (from == text.length) {
      return List.of();
    }
    if (from > 0) {
      return in(Arrays.copyOfRange(text, from, text.length), offset + from);
    }
    OptionalInt invalid = JsonText.invalidUtf8(text, text.length);
    if (invalid.isPresent()) {
      String sha256 = Digests.of(text, 0, text.length);
      return List.of(unusable(offset, offset + text.length, sha256, encoding(text, invalid)));
    }
    List<Raw> records = new ArrayList<>();
    int begin = 0;
    try (JsonParser parser = extractor.reading().createParser(text)) {
      boolean inArray = false;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        begin = (int) parser.currentTokenLocation().getByteOffset();
        if (token == JsonToken.START_ARRAY && !inArray) {
          inArray = true;
        } else if (token == JsonToken.END_ARRAY) {
          inArray = false;
        } else if (token == JsonToken.START_OBJECT) {
          for (Part part : extractor.parts(parser, text)) {
            records.add(record(text, part.begin(), part.end(), offset, part.found()));
          }
        } else {
          parser.skipChildren();
          parser.finishToken();
          records.add(bad(text, begin, endOf(parser), offset, "it is no JSON object"));
        }
        begin = endOf(parser);
      }
    } catch (JsonProcessingException fault) {
      records.add(
          bad(text, begin, text.length, offset, "it is not valid JSON: " + JsonText.fault(fault)));
    } catch (IOException impossible) {
      throw new IllegalStateException("Reading from memory failed", impossible);
    }
    return records;
  }

  /** The bytes of the value at whose beginning the parser stands; moves it to the value's end. */
  static UTF8String value(JsonParser parser, byte[] text) throws IOException {
    int begin = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    parser.finishToken();
    return UTF8String.fromBytes(text, begin, endOf(parser) - begin);
  }

  /** Offset after the token at which the parser stands. */
  static int endOf(JsonParser parser) {
    return (int) parser.currentLocation().getByteOffset();
  }

  private static String encoding(byte[] text, OptionalInt invalid) {
    boolean utf16 = text.length > 1 && (text[0] & 0xfe) == 0xfe && (text[0] ^ text[1]) == 1;
    return utf16
        ? "it is UTF-16, not UTF-8"
        : "it is not UTF-8 (byte " + invalid.getAsInt() + " of the record)";
  }

  /** A record of which only the place and the digest are kept. */
  Raw unusable(long begin, long end, String sha256, String reason) {
    return new Raw(
        Optional.empty(),
        0,
        begin,
        end,
        sha256,
        Optional.empty(),
        Optional.of(reason),
        Optional.empty(),
        nothing());
  }

  /** A record that is text but cannot be used. */
  Raw bad(byte[] text, int begin, int end, long offset, String reason) {
    return record(
        text, begin, end, offset, new Found(Optional.empty(), Optional.of(reason), nothing()));
  }

  private static Raw record(byte[] text, int begin, int end, long offset, Found found) {
    return new Raw(
        Optional.empty(),
        0,
        offset + begin,
        offset + end,
        Digests.of(text, begin, end - begin),
        found.clock(),
        found.reason(),
        Optional.of(UTF8String.fromBytes(text, begin, end - begin)),
        found.own());
  }

  private List<Optional<?>> nothing() {
    return new ArrayList<>(Collections.nCopies(extractor.columns(), Optional.empty()));
  }

  private static boolean startsWithMark(byte[] text, long offset) {
    return offset == 0
        && text.length >= 3
        && text[0] == (byte) 0xef
        && text[1] == (byte) 0xbb
        && text[2] == (byte) 0xbf;
  }
}
