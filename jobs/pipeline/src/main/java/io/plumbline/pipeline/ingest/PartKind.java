package io.plumbline.pipeline.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a part of an evaluation log is. */
enum PartKind {
  HEADER,
  START,
  SAMPLE,
  SAMPLE_PART,
  SUMMARIES,
  REDUCTIONS,
  CONFIG_UPDATE,
  OTHER;

  private static final Pattern WHOLE_SAMPLE = Pattern.compile("samples/.*_epoch_\\d+\\.json");
  private static final Pattern CHUNKED =
      Pattern.compile(
          "(samples/.*_epoch_\\d+)/(?:(?:sample|metadata|skeleton)\\.json"
              + "|(?:messages|events|calls|attachments)/\\w+\\.json)");
  private static final JsonCopy COPY = new JsonCopy(InspectRecords.LONGEST);
  private static final JsonCopy SHORT = new JsonCopy(256);

  /** The kind of a member by its name. */
  static PartKind of(String name) {
    if (name.equals("header.json")) {
      return HEADER;
    }
    if (name.equals("_journal/start.json")) {
      return START;
    }
    if (name.equals("summaries.json") || name.startsWith("_journal/summaries/")) {
      return SUMMARIES;
    }
    if (name.equals("reductions.json")) {
      return REDUCTIONS;
    }
    if (name.startsWith("_journal/config_updates/")) {
      return CONFIG_UPDATE;
    }
    if (WHOLE_SAMPLE.matcher(name).matches()) {
      return SAMPLE;
    }
    return CHUNKED.matcher(name).matches() ? SAMPLE_PART : OTHER;
  }

  /** Prefix of the chunked sample a member belongs to. */
  static Optional<String> chunkedSample(String name) {
    Matcher matcher = CHUNKED.matcher(name);
    return !WHOLE_SAMPLE.matcher(name).matches() && matcher.matches()
        ? Optional.of(matcher.group(1))
        : Optional.empty();
  }

  /** The word for it in bronze. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What is kept of a part as JSON text; empty for what is not read. */
  Optional<String> data(InputStream text, LogHeader header) throws IOException {
    if (this == OTHER || this == SAMPLE_PART) {
      return Optional.empty();
    }
    try (JsonParser parser = JsonText.LENIENT.createParser(text)) {
      parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
      if (parser.nextToken() == null) {
        throw new JsonEOFException(parser, JsonToken.NOT_AVAILABLE, "Empty");
      }
      String data;
      if (this == SAMPLE) {
        SampleData sample = new SampleData(header.scorer());
        sample.read(parser);
        data = sample.text();
      } else if (this == SUMMARIES) {
        data = SHORT.text(parser);
      } else if (this == HEADER) {
        data = LogHeader.modern(COPY.text(parser));
      } else {
        data = COPY.text(parser);
      }
      if (parser.nextToken() != null) {
        throw new com.fasterxml.jackson.core.JsonParseException(parser, "More than one value");
      }
      return Optional.of(data);
    }
  }
}
