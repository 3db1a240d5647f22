package io.plumbline.pipeline.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.plumbline.pipeline.ErrorCode;
import io.plumbline.pipeline.PlumblineException;
import java.io.IOException;

/**
 * Looks for a clock in the first bytes of files that were never read: a source none of whose
 * records has one must say on which night they count, before they are taken for good.
 */
final class ClockPeek {

  private final String member;
  private long records;
  private long clocks;

  /** Looks for this member of JSON records; nothing is looked for when it is blank. */
  ClockPeek(String member) {
    this.member = member;
  }

  /** Looks at the whole lines, or the document, in the first bytes of a file. */
  void look(byte[] head) {
    try (JsonParser parser = JsonText.LENIENT.createParser(head)) {
      int arrays = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.START_ARRAY && arrays == 0) {
          arrays++;
        } else if (token == JsonToken.END_ARRAY) {
          arrays--;
        } else if (token == JsonToken.START_OBJECT) {
          lookAt(parser);
        } else {
          parser.skipChildren();
        }
      }
    } catch (IOException cut) {
      // The head ends anywhere, and what is no JSON is quarantined when it is read.
      return;
    }
  }

  private void lookAt(JsonParser object) throws IOException {
    boolean found = false;
    while (object.nextToken() != JsonToken.END_OBJECT) {
      found |= object.currentName().equals(member);
      object.nextToken();
      object.skipChildren();
    }
    records++;
    clocks += found ? 1 : 0;
  }

  /**
   * Refuses a source that has records and no clock.
   *
   * @throws PlumblineException {@link ErrorCode#CONFIGURATION}
   */
  void requireClock(String source) {
    if (!member.isBlank() && records > 0 && clocks == 0) {
      throw new PlumblineException(
          ErrorCode.CONFIGURATION,
          "Cannot place the records of source '"
              + source
              + "': none of the first "
              + records
              + " has a member '"
              + member
              + "', wanted a time stamp in each. Let the emitter write it, or state `night:` for"
              + " this source.");
    }
  }
}
