package io.plumbline.pipeline.ingest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Copies JSON that Python wrote into JSON that everybody reads: numbers keep their digits, bare
 * {@code NaN} and {@code Infinity} become strings, a surrogate that stands alone is escaped, and a
 * string longer than a limit becomes {@code sha256:<digest>:<characters>}.
 */
final class JsonCopy {

  private final int longest;

  /** Copies strings of up to this many characters. */
  JsonCopy(int longest) {
    this.longest = longest;
  }

  /** The value at whose beginning the parser stands, which is moved to its end. */
  String text(JsonParser parser) throws IOException {
    return text(parser, Set.of());
  }

  /** The same, without the members of these names, at any depth. */
  String text(JsonParser parser, Set<String> without) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = JsonText.LENIENT.createGenerator(text)) {
      copy(parser, generator, without);
    }
    return escaped(text.toString());
  }

  private void copy(JsonParser parser, JsonGenerator generator, Set<String> without)
      throws IOException {
    int depth = 0;
    JsonToken token = parser.currentToken();
    while (true) {
      if (token == null) {
        throw new com.fasterxml.jackson.core.io.JsonEOFException(
            parser, null, "Unexpected end of input");
      }
      switch (token) {
        case START_OBJECT:
          generator.writeStartObject();
          depth++;
          break;
        case START_ARRAY:
          generator.writeStartArray();
          depth++;
          break;
        case END_OBJECT:
          generator.writeEndObject();
          depth--;
          break;
        case END_ARRAY:
          generator.writeEndArray();
          depth--;
          break;
        case FIELD_NAME:
          if (without.contains(parser.currentName())) {
            parser.nextToken();
            parser.skipChildren();
          } else {
            generator.writeFieldName(parser.currentName());
          }
          break;
        case VALUE_STRING:
          generator.writeString(shortened(parser.getText()));
          break;
        case VALUE_NUMBER_INT:
          generator.writeNumber(parser.getText());
          break;
        case VALUE_NUMBER_FLOAT:
          if (parser.isNaN()) {
            generator.writeString(parser.getText());
          } else {
            generator.writeNumber(parser.getText());
          }
          break;
        case VALUE_TRUE:
        case VALUE_FALSE:
          generator.writeBoolean(token == JsonToken.VALUE_TRUE);
          break;
        case VALUE_NULL:
        case VALUE_EMBEDDED_OBJECT:
        case NOT_AVAILABLE:
          generator.writeNull();
          break;
      }
      if (depth == 0) {
        return;
      }
      token = parser.nextToken();
    }
  }

  private String shortened(String text) {
    return text.length() <= longest ? text : "sha256:" + sha256(text) + ":" + text.length();
  }

  /** Digest of a text as UTF-8, surrogates that stand alone as escapes. */
  static String sha256(String text) {
    byte[] bytes = escaped(text).getBytes(StandardCharsets.UTF_8);
    return Digests.of(bytes, 0, bytes.length);
  }

  /** A JSON string literal. */
  static String quoted(String text) {
    try {
      StringWriter quoted = new StringWriter();
      try (JsonGenerator generator = JsonText.LENIENT.createGenerator(quoted)) {
        generator.writeString(text);
      }
      return escaped(quoted.toString());
    } catch (IOException impossible) {
      throw new IllegalStateException("Writing to memory failed", impossible);
    }
  }

  private static String escaped(String json) {
    int bad = lone(json, 0);
    if (bad < 0) {
      return json;
    }
    StringBuilder escaped = new StringBuilder(json.length() + 16);
    int from = 0;
    while (bad >= 0) {
      escaped.append(json, from, bad).append("\\u").append(Integer.toHexString(json.charAt(bad)));
      from = bad + 1;
      bad = lone(json, from);
    }
    return escaped.append(json, from, json.length()).toString();
  }

  private static int lone(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char one = text.charAt(i);
      if (Character.isSurrogate(one)) {
        boolean paired =
            Character.isHighSurrogate(one)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!paired) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }
}
