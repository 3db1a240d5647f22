package io.plumbline.findings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Reading and writing of what a night hands to the next; doubles survive bit for bit. */
final class Json {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static String text(ObjectNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Invalid ledger: not JSON", e);
    }
  }

  /** A number; JSON has no infinities, so they are written as text. */
  static void put(ObjectNode node, String name, double value) {
    if (Double.isInfinite(value)) {
      node.put(name, value > 0 ? "inf" : "-inf");
    } else {
      node.put(name, value);
    }
  }

  static void put(ObjectNode node, String name, OptionalDouble value) {
    if (value.isPresent()) {
      put(node, name, value.getAsDouble());
    }
  }

  static double number(JsonNode node, String name) {
    JsonNode value = member(node, name);
    return switch (value.asText()) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> value.asDouble();
    };
  }

  static OptionalDouble optional(JsonNode node, String name) {
    return node.hasNonNull(name) ? OptionalDouble.of(number(node, name)) : OptionalDouble.empty();
  }

  static String string(JsonNode node, String name) {
    return member(node, name).asText();
  }

  static JsonNode member(JsonNode node, String name) {
    if (!node.hasNonNull(name)) {
      throw new IllegalArgumentException("Invalid ledger: no member '" + name + "'");
    }
    return node.get(name);
  }

  static <T> void array(
      ObjectNode node, String name, Collection<T> items, Function<T, JsonNode> write) {
    ArrayNode array = node.putArray(name);
    items.forEach(item -> array.add(write.apply(item)));
  }

  static void strings(ObjectNode node, String name, List<String> items) {
    ArrayNode array = node.putArray(name);
    items.forEach(array::add);
  }

  static <T> List<T> list(JsonNode node, String name, Function<JsonNode, T> read) {
    List<T> items = new ArrayList<>();
    member(node, name).forEach(item -> items.add(read.apply(item)));
    return items;
  }
}
