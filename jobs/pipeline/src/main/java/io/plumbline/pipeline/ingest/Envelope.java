package io.plumbline.pipeline.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.datasets.ForeignType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A record of another system as the columns of {@code bronze.cloudevents}.
 *
 * @param type what it is a record of
 * @param source where its id is unique
 * @param id by which a repetition is recognised
 * @param subject what it is about
 * @param clock its own time
 */
record Envelope(
    ForeignType type,
    Optional<String> source,
    Optional<String> id,
    Optional<String> subject,
    Optional<Instant> clock) {

  /** Number of the table's own columns. */
  static final int COLUMNS = 6;

  /** A usable record with this payload. */
  JsonObjects.Found holds(UTF8String data) {
    return found(Optional.empty(), Optional.of(data));
  }

  /** A usable record with this payload. */
  JsonObjects.Found holds(JsonNode data) {
    try {
      return holds(UTF8String.fromBytes(JsonText.TREES.writeValueAsBytes(data)));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Writing JSON to memory failed", impossible);
    }
  }

  /** A record that cannot be used. */
  JsonObjects.Found refused(String reason) {
    return found(Optional.of(reason), Optional.empty());
  }

  private JsonObjects.Found found(Optional<String> reason, Optional<UTF8String> data) {
    List<Optional<?>> own =
        Arrays.asList(
            unicode(id),
            unicode(source),
            Optional.of(type.type()),
            unicode(subject),
            Optional.empty(),
            data);
    return new JsonObjects.Found(clock, reason, own);
  }

  /** Text with a surrogate that stands alone cannot be stored; the record is kept without it. */
  private static Optional<String> unicode(Optional<String> text) {
    return text.filter(JsonText::isUnicode);
  }
}
