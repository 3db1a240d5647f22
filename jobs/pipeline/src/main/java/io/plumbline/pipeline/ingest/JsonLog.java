package io.plumbline.pipeline.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataInputStream;

/**
 * An evaluation log that is one JSON object: where its samples and its reductions lie, and the text
 * of all the rest. One pass, whatever its size.
 *
 * @param header the log without samples and reductions, as far as it could be read
 * @param samples where each sample lies, in order; named by its JSON pointer
 * @param reductions where the reductions lie
 * @param fault what is wrong with the rest, and where that begins
 */
record JsonLog(
    String header, List<LogPart> samples, Optional<LogPart> reductions, Optional<LogPart> fault) {

  private static final JsonCopy COPY = new JsonCopy(InspectRecords.LONGEST);

  /** Finds the parts of a log. */
  static JsonLog of(FSDataInputStream file, long size) throws IOException {
    List<LogPart> samples = new ArrayList<>();
    Optional<LogPart> reductions = Optional.empty();
    Optional<LogPart> fault = Optional.empty();
    StringBuilder header = new StringBuilder("{");
    long at = 0;
    try (JsonParser parser = JsonText.LENIENT.createParser(new RangeStream(file, 0, size))) {
      parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new com.fasterxml.jackson.core.JsonParseException(parser, "Not a JSON object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (name.equals("samples") && value == JsonToken.START_ARRAY) {
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            long begin = parser.currentTokenLocation().getByteOffset();
            at = begin;
            skip(parser);
            at = parser.currentLocation().getByteOffset();
            samples.add(part(file, "/samples/" + samples.size(), begin, at));
          }
        } else if (name.equals("reductions") && value == JsonToken.START_ARRAY) {
          long begin = parser.currentTokenLocation().getByteOffset();
          skip(parser);
          at = parser.currentLocation().getByteOffset();
          reductions = Optional.of(part(file, "/reductions", begin, at));
        } else {
          String text = COPY.text(parser);
          header.append(header.length() > 1 ? "," : "").append(JsonCopy.quoted(name));
          header.append(':').append(text);
          at = parser.currentLocation().getByteOffset();
        }
      }
    } catch (JsonProcessingException broken) {
      fault =
          Optional.of(
              LogPart.unreadable(
                  Optional.empty(),
                  at,
                  size,
                  false,
                  "it is not valid JSON: " + JsonText.fault(broken)));
    }
    return new JsonLog(header.append('}').toString(), samples, reductions, fault);
  }

  private static void skip(JsonParser parser) throws IOException {
    parser.skipChildren();
    parser.finishToken();
    if (parser.currentToken() == null || parser.currentToken().isStructStart()) {
      throw new com.fasterxml.jackson.core.io.JsonEOFException(
          parser, JsonToken.NOT_AVAILABLE, "Unexpected end of input");
    }
  }

  private static LogPart part(FSDataInputStream file, String name, long begin, long end) {
    return new LogPart(
        Optional.of(name),
        begin,
        end,
        false,
        Optional.empty(),
        () -> new RangeStream(file, begin, end));
  }
}
