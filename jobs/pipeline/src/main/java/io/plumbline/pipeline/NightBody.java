package io.plumbline.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.plumbline.findings.NightContext;

/**
 * What {@code gold.nights.body} holds: enough to publish the night again and to start the next one.
 *
 * @param context what the night's verdicts needed beside its tallies
 * @param ledger budget, open findings and answers after the night, as {@code LedgerText}
 * @param folds how many folds the night left; tells a dropped cache from an empty one
 * @param report the report before its seal, as canonical JSON text
 */
public record NightBody(NightContext context, String ledger, int folds, String report) {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  /** The body as text; equal bodies give equal text. */
  public String text() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads a body; a body of another version of the program cannot be read. */
  public static NightBody parse(String text) {
    try {
      return JSON.readValue(text, NightBody.class);
    } catch (JsonProcessingException e) {
      throw new PlumblineException(
          ErrorCode.LAKE,
          "Cannot read what the last night left ("
              + e.getOriginalMessage()
              + "): another version of the program sealed it. Use that version, or start a new lake",
          e);
    }
  }
}
