package io.plumbline.datasets.lab;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;

/** A record on its way into a log: one JSON object on a line. */
interface Logged {

  /** Who emits it: numbers ascend per emitter. */
  String emitter();

  /** Its id. */
  String id();

  /** Records of one subject arrive in the order in which they were emitted. */
  String subject();

  /** When it was really emitted: its place in the emitter's sequence. */
  Instant emittedAt();

  /**
   * Writes the record.
   *
   * @param sequence its number, for forms that carry one
   */
  void write(JsonGenerator json, long sequence) throws IOException;
}
