package io.plumbline.pipeline.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.plumbline.datasets.ForeignType;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.unsafe.types.UTF8String;

/** GitHub's audit log: an exported array, or streamed one event a line. */
final class GithubAuditFormat implements ForeignFormat {

  private static final String CLOCK = "@timestamp";
  private static final String CREATED = "created_at";
  private static final Set<String> TEXTS = Set.of("_document_id", "action");

  /** Milliseconds since 1970 have at most so many digits before the year 10000. */
  private static final int DIGITS = 15;

  @Override
  public String name() {
    return "github-audit";
  }

  @Override
  public Records open(Slice slice, Configuration hadoop) throws IOException {
    return JsonRecords.open(slice, hadoop, new Event());
  }

  /** Reads one event. */
  private static final class Event implements Extractor {

    @Override
    public JsonObjects.Found extract(JsonParser object, byte[] text) throws IOException {
      int begin = (int) object.currentTokenLocation().getByteOffset();
      Map<String, String> found = new HashMap<>();
      while (object.nextToken() != JsonToken.END_OBJECT) {
        String name = object.currentName();
        JsonToken value = object.nextToken();
        boolean isClock = name.equals(CLOCK) || name.equals(CREATED);
        if (isClock && (value == JsonToken.VALUE_NUMBER_INT || value == JsonToken.VALUE_STRING)) {
          found.put(name, object.getText());
        } else if (isClock && value != JsonToken.VALUE_NULL) {
          found.put(name, "");
        } else if (TEXTS.contains(name) && value == JsonToken.VALUE_STRING) {
          found.put(name, object.getText());
        }
        object.skipChildren();
      }
      int end = JsonObjects.endOf(object);
      String clock = found.getOrDefault(CLOCK, found.getOrDefault(CREATED, ""));
      Optional<Instant> at = millis(clock);
      String id = found.getOrDefault("_document_id", Digests.of(text, begin, end - begin));
      Envelope envelope =
          new Envelope(
              ForeignType.GITHUB_AUDIT,
              Optional.of("github-audit"),
              Optional.of(id),
              Optional.ofNullable(found.get("action")),
              at);
      if (found.getOrDefault("action", "").isBlank()) {
        return envelope.refused("member 'action' is missing or not a string");
      }
      if (at.isEmpty() && (found.containsKey(CLOCK) || found.containsKey(CREATED))) {
        return envelope.refused(
            "member '"
                + (found.containsKey(CLOCK) ? CLOCK : CREATED)
                + "' is not a number of milliseconds since 1970");
      }
      return envelope.holds(UTF8String.fromBytes(text, begin, end - begin));
    }

    /** Milliseconds since 1970, or a time stamp as some streams write it. */
    private static Optional<Instant> millis(String text) {
      return text.matches("[0-9]{1," + DIGITS + "}")
          ? Optional.of(Instant.ofEpochMilli(Long.parseLong(text)))
          : Timestamps.rfc3339(text);
    }
  }
}
