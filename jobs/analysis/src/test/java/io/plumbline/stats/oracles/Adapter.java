package io.plumbline.stats.oracles;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Turns a reference case's input into a call of our method, and its result into the file's shape.
 */
@FunctionalInterface
interface Adapter {
  Object apply(JsonNode input);
}
