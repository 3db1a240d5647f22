package io.plumbline.pipeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.datasets.EventType;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ContractTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode schema(EventType type) {
    try (InputStream in = EventType.class.getResourceAsStream(type.schema())) {
      return JSON.readTree(in);
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  private static JsonNode resolved(JsonNode schema, JsonNode root) {
    return schema.has("$ref") ? root.at(schema.path("$ref").asText().substring(1)) : schema;
  }

  /** The least a schema asks for: its required members, each with some value it allows. */
  private static JsonNode least(JsonNode given, JsonNode root) {
    JsonNode schema = resolved(given, root);
    if (schema.has("enum")) {
      return schema.path("enum").get(0);
    }
    switch (schema.path("type").asText()) {
      case "object":
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (JsonNode name : schema.path("required")) {
          object.set(name.asText(), least(schema.path("properties").path(name.asText()), root));
        }
        return object;
      case "array":
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        return array.add(least(schema.path("items"), root));
      case "boolean":
        return JsonNodeFactory.instance.booleanNode(true);
      case "integer":
        return JsonNodeFactory.instance.numberNode(1);
      case "number":
        return JsonNodeFactory.instance.numberNode(0.5);
      default:
        return JsonNodeFactory.instance.textNode("0".repeat(64));
    }
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void whatTheSchemaAsksForIsEnough(EventType type) {
    JsonNode schema = schema(type);
    JsonNode data = least(schema.path("properties").path("data"), schema);
    assertThat(Contract.fault(type.type(), data)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void everyRequiredMemberOfTheSchemaIsAskedFor(EventType type) {
    JsonNode schema = schema(type);
    JsonNode wanted = schema.path("properties").path("data");
    JsonNode data = least(wanted, schema);
    requireEach(type, "data", wanted, data, data, schema);
  }

  private static void requireEach(
      EventType type, String path, JsonNode given, JsonNode at, JsonNode data, JsonNode root) {
    JsonNode schema = resolved(given, root);
    for (JsonNode required : schema.path("required")) {
      String name = required.asText();
      JsonNode value = ((ObjectNode) at).remove(name);
      assertThat(Contract.fault(type.type(), data))
          .hasValue("member '" + path + "." + name + "' is missing");
      ((ObjectNode) at).set(name, value);
      JsonNode inner = schema.path("properties").path(name);
      if (value.isObject()) {
        requireEach(type, path + "." + name, inner, value, data, root);
      } else if (value.isArray()) {
        JsonNode items = resolved(inner, root).path("items");
        requireEach(type, path + "." + name + "[0]", items, value.get(0), data, root);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void everyWordOfTheSchemaIsKnown(EventType type) {
    JsonNode schema = schema(type);
    JsonNode wanted = schema.path("properties").path("data");
    ObjectNode data = (ObjectNode) least(wanted, schema);
    for (JsonNode required : resolved(wanted, schema).path("required")) {
      JsonNode member =
          resolved(resolved(wanted, schema).path("properties").path(required.asText()), schema);
      for (JsonNode word : member.path("enum")) {
        data.set(required.asText(), word);
        assertThat(Contract.fault(type.type(), data)).isEmpty();
      }
    }
  }

  @Test
  void theTypesAreThoseOfTheContract() {
    for (EventType type : EventType.values()) {
      assertThat(Contract.knows(type.type())).isTrue();
    }
    assertThat(Contract.types()).hasSize(EventType.values().length);
  }
}
