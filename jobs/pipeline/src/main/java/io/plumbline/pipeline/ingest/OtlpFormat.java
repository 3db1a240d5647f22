package io.plumbline.pipeline.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.datasets.ForeignType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * OpenTelemetry files in OTLP/JSON: one export of traces or logs per line, each span and each log
 * record of it a record of its own. Metrics are valid and hold nothing for Plumbline.
 */
final class OtlpFormat implements ForeignFormat {

  @Override
  public String name() {
    return "otlp";
  }

  @Override
  public boolean nestsRecords() {
    return true;
  }

  @Override
  public Records open(Slice slice, Configuration hadoop) throws IOException {
    return JsonRecords.open(slice, hadoop, new Export());
  }

  /** Reads one export. */
  private static final class Export implements Extractor {

    @Override
    public JsonObjects.Found extract(JsonParser object, byte[] text) {
      throw new IllegalStateException("An export is read in parts");
    }

    @Override
    public List<JsonObjects.Part> parts(JsonParser object, byte[] text) throws IOException {
      int begin = (int) object.currentTokenLocation().getByteOffset();
      List<JsonObjects.Part> parts = new ArrayList<>();
      Optional<String> fault =
          Optional.of(
              "it has none of the members 'resourceSpans', 'resourceLogs' and 'resourceMetrics'");
      while (object.nextToken() != JsonToken.END_OBJECT) {
        String name = object.currentName();
        JsonToken value = object.nextToken();
        Optional<Signal> signal = Signal.of(name);
        if (value == JsonToken.START_ARRAY && signal.isPresent()) {
          fault = Optional.empty();
          while (object.nextToken() != JsonToken.END_ARRAY) {
            parts.addAll(resource(object, signal.get(), text));
          }
        } else {
          boolean metrics = name.equals("resourceMetrics") && value == JsonToken.START_ARRAY;
          fault = metrics ? Optional.empty() : fault;
          object.skipChildren();
        }
      }
      int end = JsonObjects.endOf(object);
      fault.ifPresent(
          reason ->
              parts.add(
                  new JsonObjects.Part(
                      begin, end, OtlpRecord.nothing(ForeignType.OTLP_LOG).refused(reason))));
      return parts;
    }

    /** What one resource sent; its description may stand after its records. */
    private static List<JsonObjects.Part> resource(JsonParser object, Signal signal, byte[] text)
        throws IOException {
      int begin = (int) object.currentTokenLocation().getByteOffset();
      if (object.currentToken() != JsonToken.START_OBJECT) {
        return List.of(noObject(object, signal, begin));
      }
      List<Scoped> records = new ArrayList<>();
      ObjectNode resource = JsonText.TREES.createObjectNode();
      while (object.nextToken() != JsonToken.END_OBJECT) {
        String name = object.currentName();
        JsonToken value = object.nextToken();
        if (name.equals("resource") && value == JsonToken.START_OBJECT) {
          JsonNode tree = JsonText.TREES.readTree(object);
          resource.setAll(OtlpRecord.attributes(tree.path("attributes")));
        } else if (name.equals(signal.scopes) && value == JsonToken.START_ARRAY) {
          while (object.nextToken() != JsonToken.END_ARRAY) {
            records.addAll(scope(object, signal));
          }
        } else {
          object.skipChildren();
        }
      }
      List<JsonObjects.Part> parts = new ArrayList<>();
      for (Scoped one : records) {
        JsonObjects.Found found =
            OtlpRecord.found(
                signal.type,
                one.record(),
                one.scope(),
                resource,
                Digests.of(text, one.begin(), one.end() - one.begin()));
        parts.add(new JsonObjects.Part(one.begin(), one.end(), found));
      }
      return parts;
    }

    private static List<Scoped> scope(JsonParser object, Signal signal) throws IOException {
      List<Scoped> records = new ArrayList<>();
      if (object.currentToken() != JsonToken.START_OBJECT) {
        records.add(Scoped.read(object));
        return records;
      }
      String scope = "";
      while (object.nextToken() != JsonToken.END_OBJECT) {
        String name = object.currentName();
        JsonToken value = object.nextToken();
        if (name.equals("scope") && value == JsonToken.START_OBJECT) {
          scope = JsonText.TREES.<JsonNode>readTree(object).path("name").asText("");
        } else if (name.equals(signal.records) && value == JsonToken.START_ARRAY) {
          while (object.nextToken() != JsonToken.END_ARRAY) {
            records.add(Scoped.read(object));
          }
        } else {
          object.skipChildren();
        }
      }
      String named = scope;
      return records.stream()
          .map(one -> new Scoped(one.begin(), one.end(), one.record(), named))
          .toList();
    }

    private static JsonObjects.Part noObject(JsonParser object, Signal signal, int begin)
        throws IOException {
      object.skipChildren();
      object.finishToken();
      return new JsonObjects.Part(
          begin,
          JsonObjects.endOf(object),
          OtlpRecord.nothing(signal.type).refused("it is no JSON object"));
    }
  }

  /** A span or log record, where it stands, and the scope that made it. */
  private record Scoped(int begin, int end, JsonNode record, String scope) {

    static Scoped read(JsonParser object) throws IOException {
      int begin = (int) object.currentTokenLocation().getByteOffset();
      JsonNode record = JsonText.TREES.readTree(object);
      object.finishToken();
      return new Scoped(begin, JsonObjects.endOf(object), record, "");
    }
  }

  /** The signals that hold records. */
  private enum Signal {
    SPANS("resourceSpans", "scopeSpans", "spans", ForeignType.OTLP_SPAN),
    LOGS("resourceLogs", "scopeLogs", "logRecords", ForeignType.OTLP_LOG);

    private final String resources;
    private final String scopes;
    private final String records;
    private final ForeignType type;

    Signal(String resources, String scopes, String records, ForeignType type) {
      this.resources = resources;
      this.scopes = scopes;
      this.records = records;
      this.type = type;
    }

    static Optional<Signal> of(String member) {
      for (Signal signal : values()) {
        if (signal.resources.equals(member)) {
          return Optional.of(signal);
        }
      }
      return Optional.empty();
    }
  }
}
