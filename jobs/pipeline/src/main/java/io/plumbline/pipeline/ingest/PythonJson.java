package io.plumbline.pipeline.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Locale;

/** JSON as Python's {@code json.dumps(value, indent=2, ensure_ascii=False)} writes it. */
final class PythonJson {

  private PythonJson() {}

  /**
   * The value in this JSON text, numbers to the character as they stand in it.
   *
   * @throws IOException when the text is no JSON
   */
  static String indented(byte[] text, int begin, int end) throws IOException {
    StringBuilder out = new StringBuilder();
    try (JsonParser parser = JsonText.LENIENT.createParser(text, begin, end - begin)) {
      parser.nextToken();
      write(parser, out, 0);
    }
    return out.toString();
  }

  private static void write(JsonParser parser, StringBuilder out, int depth) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
      container(parser, out, depth, token == JsonToken.START_OBJECT ? "{}" : "[]");
    } else if (token == JsonToken.VALUE_STRING) {
      quote(parser.getText(), out);
    } else {
      out.append(parser.getText());
    }
  }

  private static void container(JsonParser parser, StringBuilder out, int depth, String brackets)
      throws IOException {
    out.append(brackets.charAt(0));
    boolean any = false;
    while (!parser.nextToken().isStructEnd()) {
      out.append(any ? ",\n" : "\n").append("  ".repeat(depth + 1));
      any = true;
      if (parser.currentToken() == JsonToken.FIELD_NAME) {
        quote(parser.currentName(), out);
        out.append(": ");
        parser.nextToken();
      }
      write(parser, out, depth + 1);
    }
    if (any) {
      out.append('\n').append("  ".repeat(depth));
    }
    out.append(brackets.charAt(1));
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (c < ' ') {
            out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
