package io.plumbline.pipeline.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.plumbline.datasets.ForeignType;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Kubernetes' audit log ({@code audit.k8s.io/v1}), one event a line; a request has an event per
 * stage, all with its audit id.
 */
final class KubernetesAuditFormat implements ForeignFormat {

  private static final String RECEIVED = "requestReceivedTimestamp";
  private static final String STAGED = "stageTimestamp";
  private static final Set<String> TEXTS = Set.of("auditID", "stage", "verb", RECEIVED, STAGED);

  @Override
  public String name() {
    return "k8s-audit";
  }

  @Override
  public String clockMember() {
    return RECEIVED;
  }

  @Override
  public Records open(Slice slice, Configuration hadoop) throws IOException {
    return JsonRecords.open(slice, hadoop, new Event());
  }

  /** Reads one event. */
  private static final class Event implements Extractor {

    @Override
    public JsonObjects.Found extract(JsonParser object, byte[] text) throws IOException {
      int begin = (int) object.currentTokenLocation().getByteOffset();
      Map<String, String> found = new HashMap<>();
      while (object.nextToken() != JsonToken.END_OBJECT) {
        String name = object.currentName();
        JsonToken value = object.nextToken();
        if (TEXTS.contains(name) && value != JsonToken.VALUE_NULL) {
          found.put(name, value == JsonToken.VALUE_STRING ? object.getText() : "");
        }
        object.skipChildren();
      }
      int end = JsonObjects.endOf(object);
      String clock = found.getOrDefault(STAGED, found.getOrDefault(RECEIVED, ""));
      Optional<Instant> at = Timestamps.rfc3339(clock);
      Optional<String> id =
          Optional.ofNullable(found.get("auditID"))
              .map(audit -> audit + "/" + found.getOrDefault("stage", ""));
      Envelope envelope =
          new Envelope(
              ForeignType.KUBERNETES_AUDIT,
              Optional.of("k8s-audit"),
              id,
              Optional.ofNullable(found.get("verb")),
              at);
      for (String name : new String[] {"auditID", "stage", "verb"}) {
        if (found.getOrDefault(name, "").isBlank()) {
          return envelope.refused("member '" + name + "' is missing or not a string");
        }
      }
      if (at.isEmpty() && (found.containsKey(STAGED) || found.containsKey(RECEIVED))) {
        return envelope.refused(
            "member '"
                + (found.containsKey(STAGED) ? STAGED : RECEIVED)
                + "' is not an RFC 3339 time stamp");
      }
      return envelope.holds(UTF8String.fromBytes(text, begin, end - begin));
    }
  }
}
