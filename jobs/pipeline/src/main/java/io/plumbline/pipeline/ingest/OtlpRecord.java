package io.plumbline.pipeline.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.datasets.ForeignType;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A span or a log record of OTLP/JSON.
 *
 * <p>Its payload has {@code name}, {@code attributes} and {@code resource} as plain JSON, {@code
 * scope}, ids in lower case, and every member that OTLP does not define as it stands. Whole numbers
 * are kept to the last digit, whether they came as text or as numbers.
 */
final class OtlpRecord {

  private static final Pattern TRACE_ID = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern SPAN_ID = Pattern.compile("[0-9a-f]{16}");
  private static final Pattern EVENT_NAME = Pattern.compile("[a-z0-9_]+(\\.[a-z0-9_]+)+");

  /** Members that are read here; all others are kept as they stand. */
  private static final Set<String> READ =
      Set.of("name", "eventName", "attributes", "body", "traceId", "spanId", "parentSpanId");

  private static final Set<String> VALUES =
      Set.of(
          "stringValue",
          "boolValue",
          "intValue",
          "doubleValue",
          "arrayValue",
          "kvlistValue",
          "bytesValue");

  private OtlpRecord() {}

  /** The envelope of a record of which nothing is known. */
  static Envelope nothing(ForeignType type) {
    return new Envelope(
        type, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** What a record says; {@code sha256}: of its bytes, the id of a log record. */
  static JsonObjects.Found found(
      ForeignType type, JsonNode record, String scope, ObjectNode resource, String sha256) {
    if (!record.isObject()) {
      return nothing(type).refused("it is no JSON object");
    }
    boolean isSpan = type == ForeignType.OTLP_SPAN;
    String traceId = record.path("traceId").asText("").toLowerCase(Locale.ROOT);
    String spanId = record.path("spanId").asText("").toLowerCase(Locale.ROOT);
    Optional<String> fault =
        id("traceId", traceId, TRACE_ID, 32, isSpan)
            .or(() -> id("spanId", spanId, SPAN_ID, 16, isSpan));
    Nanos late = Nanos.of(record, isSpan ? "endTimeUnixNano" : "timeUnixNano");
    Nanos early = Nanos.of(record, isSpan ? "startTimeUnixNano" : "observedTimeUnixNano");
    Optional<Instant> clock = late.at().or(early::at);
    ObjectNode attributes = attributes(record.path("attributes"));
    JsonNode body = value(record.path("body"));
    String name =
        isSpan ? record.path("name").asText("") : eventName(record, attributes, body, resource);
    Envelope envelope =
        new Envelope(
            type,
            Optional.of(resource.path("service.name").asText("otlp")),
            Optional.of(isSpan ? traceId + "/" + spanId : sha256),
            Optional.of(name).filter(known -> !known.isEmpty()),
            clock);
    Optional<String> reason =
        fault.or(late::fault).or(early::fault).or(() -> attributesFault(record.path("attributes")));
    if (reason.isPresent()) {
      return envelope.refused(reason.get());
    }
    ObjectNode data = JsonText.TREES.createObjectNode();
    data.put("name", name);
    data.put("scope", scope);
    data.put("trace_id", traceId);
    data.put("span_id", spanId);
    String parent = record.path("parentSpanId").asText("").toLowerCase(Locale.ROOT);
    if (!parent.isEmpty()) {
      data.put("parent_span_id", parent);
    }
    if (!body.isMissingNode() && !body.isNull()) {
      data.set("body", body);
    }
    data.set("attributes", attributes);
    data.set("resource", resource);
    record
        .properties()
        .forEach(
            member -> {
              if (!READ.contains(member.getKey()) && !data.has(member.getKey())) {
                data.set(member.getKey(), member.getValue());
              }
            });
    return envelope.holds(data);
  }

  private static Optional<String> id(
      String member, String id, Pattern form, int digits, boolean required) {
    return form.matcher(id).matches() || (id.isEmpty() && !required)
        ? Optional.empty()
        : Optional.of("member '" + member + "' is not " + digits + " hexadecimal digits");
  }

  /**
   * The name of an event: in the attribute {@code event.name}, stated, or in the body; a name
   * without a prefix is completed by the service.
   */
  private static String eventName(
      JsonNode record, ObjectNode attributes, JsonNode body, ObjectNode resource) {
    String stated = record.path("eventName").asText("");
    String attribute = attributes.path("event.name").asText("");
    String text = body.isTextual() ? body.asText() : "";
    // Some emitters state the place in their code as the name of every event.
    for (String name : new String[] {attribute, stated, text}) {
      if (EVENT_NAME.matcher(name).matches()) {
        return name;
      }
    }
    if (attribute.isEmpty()) {
      return stated;
    }
    String service = resource.path("service.name").asText("").replace('-', '_');
    return service.isEmpty() ? attribute : service + "." + attribute;
  }

  private static Optional<String> attributesFault(JsonNode attributes) {
    return attributes.isMissingNode() || attributes.isNull() || attributes.isArray()
        ? Optional.empty()
        : Optional.of("member 'attributes' is not an array");
  }

  /** A list of keys and values as an object; of a key that occurs twice the last value. */
  static ObjectNode attributes(JsonNode list) {
    ObjectNode object = JsonText.TREES.createObjectNode();
    for (JsonNode one : list) {
      if (one.path("key").isTextual()) {
        object.set(one.path("key").asText(), value(one.path("value")));
      }
    }
    return object;
  }

  /** An AnyValue as plain JSON; what is none is kept as it stands. */
  private static JsonNode value(JsonNode any) {
    if (!any.isObject() || any.size() != 1) {
      return any.isMissingNode() ? any : any.isObject() && any.isEmpty() ? absent() : any;
    }
    String kind = any.fieldNames().next();
    JsonNode value = any.get(kind);
    if (!VALUES.contains(kind)) {
      return any;
    }
    if (kind.equals("intValue") && value.isTextual() && value.asText().matches("-?[0-9]{1,400}")) {
      return JsonText.TREES.getNodeFactory().numberNode(new BigInteger(value.asText()));
    }
    if (kind.equals("arrayValue")) {
      ArrayNode array = JsonText.TREES.createArrayNode();
      value.path("values").forEach(element -> array.add(value(element)));
      return array;
    }
    return kind.equals("kvlistValue") ? attributes(value.path("values")) : value;
  }

  private static JsonNode absent() {
    return JsonText.TREES.getNodeFactory().nullNode();
  }

  /** A time in nanoseconds since 1970, as text or number; 0 says that it is not known. */
  private record Nanos(Optional<Instant> at, Optional<String> fault) {

    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,20}");
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    static Nanos of(JsonNode record, String member) {
      JsonNode value = record.path(member);
      if (value.isMissingNode() || value.isNull()) {
        return new Nanos(Optional.empty(), Optional.empty());
      }
      String text = value.isTextual() || value.isIntegralNumber() ? value.asText() : "";
      if (!WHOLE.matcher(text).matches() || new BigInteger(text).compareTo(MOST) > 0) {
        return new Nanos(
            Optional.empty(),
            Optional.of(
                "member '" + member + "' is not a number of nanoseconds as text or whole number"));
      }
      long nanos = Long.parseLong(text);
      return new Nanos(
          nanos == 0
              ? Optional.empty()
              : Optional.of(
                  Instant.ofEpochSecond(
                      nanos / 1_000_000_000L, nanos % 1_000_000_000L / 1000 * 1000)),
          Optional.empty());
    }
  }
}
