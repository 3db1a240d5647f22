package io.plumbline.pipeline.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * What every part of a log must know of it.
 *
 * @param evalId the log's id; where an old log has none, its run id, task and creation time joined
 * @param clock when it was completed, or else created
 * @param scorer name of its first scorer, for samples of old logs that name none
 */
record LogHeader(Optional<String> evalId, Optional<Instant> clock, Optional<String> scorer) {

  /** Nothing is known. */
  static final LogHeader UNKNOWN =
      new LogHeader(Optional.empty(), Optional.empty(), Optional.empty());

  private static final ObjectMapper TREES = new ObjectMapper(JsonText.LENIENT);

  /** Reads it from the JSON text of a header, a start record or a log without its samples. */
  static LogHeader of(String json) throws IOException {
    JsonNode log = TREES.readTree(json);
    JsonNode eval = log.path("eval");
    Optional<Instant> completed = time(log.path("stats").path("completed_at"));
    Optional<Instant> clock = completed.isPresent() ? completed : time(eval.path("created"));
    String id = eval.path("eval_id").asText("");
    if (id.isEmpty() && eval.has("run_id")) {
      id =
          eval.path("run_id").asText()
              + "/"
              + eval.path("task").asText()
              + "/"
              + eval.path("created").asText();
    }
    String scorer = log.path("results").path("scores").path(0).path("name").asText("");
    if (scorer.isEmpty()) {
      scorer = log.path("results").path("scorer").path("name").asText("");
    }
    return new LogHeader(
        Optional.of(id).filter(text -> !text.isEmpty()),
        clock,
        Optional.of(scorer).filter(text -> !text.isEmpty()));
  }

  /** Whether this text is of an Inspect log: it has an {@code eval} with a task. */
  static boolean isOne(String json) throws IOException {
    return TREES.readTree(json).path("eval").has("task");
  }

  /**
   * Names of old logs in today's words: {@code results.scorer} with {@code results.metrics} is one
   * of {@code results.scores}, and {@code max_messages} is {@code message_limit}.
   */
  static String modern(String json) throws IOException {
    if (!json.contains("\"max_messages\"") && !json.contains("\"scorer\"")) {
      return json;
    }
    JsonNode log = TREES.readTree(json);
    boolean changed = false;
    if (log.path("eval").path("config") instanceof ObjectNode config
        && config.has("max_messages")
        && !config.has("message_limit")) {
      config.set("message_limit", config.remove("max_messages"));
      changed = true;
    }
    if (log.path("results") instanceof ObjectNode results
        && results.path("scorer").isObject()
        && !results.has("scores")) {
      ObjectNode score = (ObjectNode) results.remove("scorer");
      score.set("scorer", score.path("name"));
      Optional.ofNullable(results.remove("metrics")).ifPresent(all -> score.set("metrics", all));
      ArrayNode scores = results.putArray("scores");
      scores.add(score);
      changed = true;
    }
    return changed ? TREES.writeValueAsString(log) : json;
  }

  private static Optional<Instant> time(JsonNode node) {
    return node.isTextual() ? Timestamps.iso8601(node.textValue()) : Optional.empty();
  }
}
