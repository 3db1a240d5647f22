package io.plumbline.pipeline.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/** How JSON is read: strictly where it is a record, leniently where Python wrote it. */
final class JsonText {

  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxStringLength(Integer.MAX_VALUE)
          .maxNumberLength(1 << 20)
          .maxNestingDepth(1000)
          .build();

  /**
   * For records: a member that occurs twice is an error, since two readers would not agree on it.
   */
  static final JsonFactory STRICT =
      JsonFactory.builder()
          .streamReadConstraints(LIMITS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  /** For logs written by Python: bare {@code NaN} and {@code Infinity} are numbers. */
  static final JsonFactory LENIENT =
      JsonFactory.builder()
          .streamReadConstraints(LIMITS)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  /** Reads trees of strict JSON. */
  static final ObjectMapper TREES = new ObjectMapper(STRICT);

  /** Reads trees of JSON that Python wrote. */
  static final ObjectMapper LENIENT_TREES = new ObjectMapper(LENIENT);

  private JsonText() {}

  /** Position of the first byte that is not UTF-8; empty when all are. */
  static OptionalInt invalidUtf8(byte[] bytes, int length) {
    int ascii = 0;
    while (ascii < length && bytes[ascii] >= 0) {
      ascii++;
    }
    if (ascii == length) {
      return OptionalInt.empty();
    }
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes, ascii, length - ascii);
    CharBuffer out = CharBuffer.allocate(1 << 12);
    while (true) {
      CoderResult result = decoder.decode(in, out, true);
      if (result.isError()) {
        return OptionalInt.of(in.position());
      }
      if (result.isUnderflow()) {
        return OptionalInt.empty();
      }
      out.clear();
    }
  }

  /** Whether a text is Unicode: no surrogate stands alone. */
  static boolean isUnicode(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  /** What is wrong with a text that is not JSON, without quoting it. */
  static String fault(JsonProcessingException fault) {
    String said = fault.getOriginalMessage().replace('\n', ' ');
    long at = fault.getLocation() == null ? -1 : fault.getLocation().getByteOffset();
    String message = said.length() > 200 ? said.substring(0, 200) + "..." : said;
    return at < 0 ? message : message + " (byte " + at + ")";
  }

  /** Whether these bytes are one or more complete JSON objects or arrays. */
  static boolean isComplete(byte[] bytes, int length) {
    return state(bytes, length) == State.COMPLETE;
  }

  /** What a text is, read as JSON. */
  enum State {
    /** Whole values only. */
    COMPLETE,
    /** The beginning of a value. */
    UNFINISHED,
    /** No JSON. */
    BROKEN
  }

  /** Reads a text to its end; objects and arrays only, since a number may go on. */
  static State state(byte[] bytes, int length) {
    try (JsonParser parser = LENIENT.createParser(bytes, 0, length)) {
      boolean any = false;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (!token.isStructStart()) {
          return State.BROKEN;
        }
        parser.skipChildren();
        if (parser.currentToken() == null || parser.currentToken().isStructStart()) {
          return State.UNFINISHED;
        }
        any = true;
      }
      return any ? State.COMPLETE : State.BROKEN;
    } catch (com.fasterxml.jackson.core.io.JsonEOFException unfinished) {
      return State.UNFINISHED;
    } catch (IOException broken) {
      return State.BROKEN;
    }
  }
}
