package io.plumbline.stats.oracles;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Reading arrays and writing absent numbers, in the reference files' shape. */
final class Json {

  private Json() {}

  /** A number or an "Infinity" as text. */
  static double number(JsonNode node) {
    return node.isTextual() ? Double.parseDouble(node.asText()) : node.asDouble();
  }

  static double[] numbers(JsonNode array) {
    return array.valueStream().mapToDouble(Json::number).toArray();
  }

  static long[] counts(JsonNode array) {
    return array.valueStream().mapToLong(JsonNode::asLong).toArray();
  }

  /** The number, or JSON's null. */
  static @Nullable Double number(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
