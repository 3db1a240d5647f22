package io.plumbline.pipeline.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.datasets.TableSpec;
import io.plumbline.datasets.bronze.Cloudevents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * CloudEvents 1.0 in JSON, structured or batch mode: one event per line, a batch per line, or a
 * document that holds either.
 */
final class CloudeventsFormat implements JsonFormat {

  private static final Set<String> TEXTS =
      Set.of("id", "source", "specversion", "type", "subject", "time", "datacontenttype");
  private static final String OWN_TYPES = "io.plumbline.";

  @Override
  public String name() {
    return "cloudevents";
  }

  @Override
  public TableSpec table() {
    return Cloudevents.SPEC;
  }

  @Override
  public String clockMember() {
    return "time";
  }

  @Override
  public Records open(Slice slice, Configuration hadoop) throws IOException {
    return JsonRecords.open(slice, hadoop, new Event(slice.source().rule().statesNight()));
  }

  /** Reads one event. */
  private record Event(boolean mayLackTime) implements JsonObjects.Extractor {

    @Override
    public int columns() {
      return 6;
    }

    @Override
    public JsonObjects.Found extract(JsonParser object, byte[] text) throws IOException {
      Map<String, String> texts = new HashMap<>();
      Optional<String> fault = Optional.empty();
      Optional<UTF8String> data = Optional.empty();
      while (object.nextToken() != JsonToken.END_OBJECT) {
        String name = object.currentName();
        JsonToken value = object.nextToken();
        if (value == JsonToken.VALUE_NULL) {
          continue;
        }
        if (name.equals("data")) {
          data = Optional.of(JsonObjects.value(object, text));
        } else if (name.equals("sequence") && value.isNumeric()) {
          texts.put(name, object.getText());
        } else if (TEXTS.contains(name) || name.equals("sequence") || name.equals("data_base64")) {
          if (value == JsonToken.VALUE_STRING && JsonText.isUnicode(object.getText())) {
            texts.put(name, object.getText());
          } else if (fault.isEmpty()) {
            fault = Optional.of("member '" + name + "' is not a string");
          }
          object.skipChildren();
        } else {
          object.skipChildren();
        }
      }
      Optional<String> encoded = Optional.ofNullable(texts.get("data_base64"));
      if (data.isPresent() && encoded.isPresent()) {
        fault = fault.or(() -> Optional.of("it has both 'data' and 'data_base64'"));
      } else if (encoded.isPresent()) {
        data = decoded(encoded.get());
        if (data.isEmpty()) {
          fault = fault.or(() -> Optional.of("member 'data_base64' is not base64 of UTF-8 text"));
        }
      }
      Optional<Instant> clock = Optional.ofNullable(texts.get("time")).flatMap(Timestamps::rfc3339);
      Optional<UTF8String> payload = data;
      Optional<String> reason = fault.or(() -> reason(texts, clock, payload));
      return new JsonObjects.Found(
          clock,
          reason,
          Arrays.asList(
              Optional.ofNullable(texts.get("id")),
              Optional.ofNullable(texts.get("source")),
              Optional.ofNullable(texts.get("type")),
              Optional.ofNullable(texts.get("subject")),
              Optional.ofNullable(texts.get("sequence")),
              payload));
    }

    private Optional<String> reason(
        Map<String, String> texts, Optional<Instant> clock, Optional<UTF8String> data) {
      for (String name : List.of("id", "source", "specversion", "type")) {
        if (texts.getOrDefault(name, "").isBlank()) {
          boolean present = texts.containsKey(name);
          return Optional.of("member '" + name + (present ? "' is blank" : "' is missing"));
        }
      }
      if (!texts.get("specversion").equals("1.0")) {
        return Optional.of("member 'specversion' is not '1.0'");
      }
      if (!texts.containsKey("time")) {
        return mayLackTime
            ? payloadFault(texts.get("type"), data)
            : Optional.of("member 'time' is missing");
      }
      if (clock.isEmpty()) {
        return Optional.of("member 'time' is not an RFC 3339 time stamp");
      }
      return payloadFault(texts.get("type"), data);
    }

    private static Optional<String> payloadFault(String type, Optional<UTF8String> data) {
      if (!Contract.knows(type)) {
        return type.startsWith(OWN_TYPES)
            ? Optional.of(
                "member 'type' is none of Plumbline's types, which are "
                    + String.join(", ", Contract.types()))
            : Optional.empty();
      }
      if (data.isEmpty()) {
        return Optional.of("member 'data' is missing");
      }
      try {
        JsonNode tree = JsonText.TREES.readTree(data.get().getBytes());
        return Contract.fault(type, tree);
      } catch (JsonProcessingException fault) {
        return Optional.of("member 'data' is not valid JSON: " + JsonText.fault(fault));
      } catch (IOException impossible) {
        throw new IllegalStateException("Reading from memory failed", impossible);
      }
    }

    private static Optional<UTF8String> decoded(String encoded) {
      try {
        byte[] bytes = Base64.getDecoder().decode(encoded.getBytes(StandardCharsets.US_ASCII));
        return JsonText.invalidUtf8(bytes, bytes.length).isEmpty()
            ? Optional.of(UTF8String.fromBytes(bytes))
            : Optional.empty();
      } catch (IllegalArgumentException invalid) {
        return Optional.empty();
      }
    }
  }
}
