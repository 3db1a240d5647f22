package io.plumbline.datasets.lab;

import com.fasterxml.jackson.core.JsonGenerator;
import io.plumbline.datasets.EventType;
import java.io.IOException;
import java.time.Instant;

/**
 * One CloudEvent before it is numbered and delivered.
 *
 * @param emitter its {@code source} attribute
 * @param id its {@code id}
 * @param subject what it is about; events of one subject arrive in order
 * @param type its type
 * @param time its own clock
 * @param emittedAt when it was really emitted: its place in the emitter's sequence
 * @param data writes the payload's members
 */
record Event(
    String emitter,
    String id,
    String subject,
    EventType type,
    Instant time,
    Instant emittedAt,
    Payload data)
    implements Logged {

  /** Writes the members of a payload. */
  @FunctionalInterface
  interface Payload {
    void write(JsonGenerator json) throws IOException;
  }

  /** An event about nothing else, emitted when it says. */
  static Event of(String emitter, String id, EventType type, Instant time, Payload data) {
    return new Event(emitter, id, id, type, time, time, data);
  }

  @Override
  public void write(JsonGenerator json, long sequence) throws IOException {
    json.writeStartObject();
    json.writeStringField("specversion", "1.0");
    json.writeStringField("id", id);
    json.writeStringField("source", emitter);
    json.writeStringField("type", type.type());
    json.writeStringField("time", time.toString());
    json.writeStringField("sequence", Long.toString(sequence));
    json.writeObjectFieldStart("data");
    data.write(json);
    json.writeEndObject();
    json.writeEndObject();
  }
}
