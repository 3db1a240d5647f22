package io.plumbline.pipeline.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.plumbline.datasets.TableSpec;
import io.plumbline.datasets.bronze.Openlineage;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * OpenLineage 2-0-2 events: run, job and dataset events, one per line, in arrays, or as documents.
 *
 * <p>An event with a {@code run} is a run event, one with a {@code job} and no run a job event, one
 * with a {@code dataset} a dataset event. A run event without a run id or a job's name cannot be
 * joined to anything and is quarantined.
 */
final class OpenlineageFormat implements JsonFormat {

  private static final Set<String> TYPES =
      Set.of("START", "RUNNING", "COMPLETE", "ABORT", "FAIL", "OTHER");

  @Override
  public String name() {
    return "openlineage";
  }

  @Override
  public TableSpec table() {
    return Openlineage.SPEC;
  }

  @Override
  public String clockMember() {
    return "eventTime";
  }

  @Override
  public Records open(Slice slice, Configuration hadoop) throws IOException {
    return JsonRecords.open(slice, hadoop, new Event(slice.source().rule().statesNight()));
  }

  /** Reads one event. */
  private record Event(boolean mayLackTime) implements JsonObjects.Extractor {

    @Override
    public int columns() {
      return 6;
    }

    @Override
    public JsonObjects.Found extract(JsonParser object, byte[] text) throws IOException {
      int begin = (int) object.currentTokenLocation().getByteOffset();
      Map<String, String> texts = new HashMap<>();
      Set<String> objects = new java.util.HashSet<>();
      while (object.nextToken() != JsonToken.END_OBJECT) {
        String name = object.currentName();
        JsonToken value = object.nextToken();
        if (value == JsonToken.START_OBJECT) {
          objects.add(name);
          if (name.equals("run") || name.equals("job") || name.equals("dataset")) {
            names(name, object, texts);
            continue;
          }
        } else if (value == JsonToken.VALUE_STRING && JsonText.isUnicode(object.getText())) {
          texts.put(name, object.getText());
        }
        object.skipChildren();
      }
      int end = (int) object.currentLocation().getByteOffset();
      String kind =
          objects.contains("run") || texts.containsKey("eventType")
              ? "run"
              : objects.contains("job") ? "job" : objects.contains("dataset") ? "dataset" : "";
      Optional<Instant> clock =
          Optional.ofNullable(texts.get("eventTime")).flatMap(Timestamps::rfc3339);
      return new JsonObjects.Found(
          clock,
          fault(kind, texts, objects, clock),
          Arrays.asList(
              Optional.of(kind).filter(known -> !known.isEmpty()),
              Optional.ofNullable(texts.get("eventType")),
              Optional.ofNullable(texts.get("run.runId")),
              Optional.ofNullable(texts.get("job.namespace")),
              Optional.ofNullable(texts.get("job.name")),
              Optional.of(UTF8String.fromBytes(text, begin, end - begin))));
    }

    /** Keeps the identifying members of a run, job or dataset. */
    private static void names(String of, JsonParser object, Map<String, String> texts)
        throws IOException {
      while (object.nextToken() != JsonToken.END_OBJECT) {
        String name = object.currentName();
        if (object.nextToken() == JsonToken.VALUE_STRING && JsonText.isUnicode(object.getText())) {
          texts.put(of + "." + name, object.getText());
        }
        object.skipChildren();
      }
    }

    private Optional<String> fault(
        String kind, Map<String, String> texts, Set<String> objects, Optional<Instant> clock) {
      if (kind.isEmpty()) {
        return Optional.of("it has none of the members 'run', 'job' and 'dataset'");
      }
      if (kind.equals("run")) {
        if (!objects.contains("run") || texts.getOrDefault("run.runId", "").isBlank()) {
          return Optional.of("member 'run.runId' is missing or not a string");
        }
        String type = texts.getOrDefault("eventType", "OTHER");
        if (!TYPES.contains(type)) {
          return Optional.of(
              "member 'eventType' is not one of START, RUNNING, COMPLETE, ABORT, FAIL, OTHER");
        }
      }
      String named = kind.equals("dataset") ? "dataset" : "job";
      for (String member : new String[] {".namespace", ".name"}) {
        if (texts.getOrDefault(named + member, "").isBlank()) {
          return Optional.of("member '" + named + member + "' is missing or not a string");
        }
      }
      if (!texts.containsKey("eventTime")) {
        return mayLackTime ? Optional.empty() : Optional.of("member 'eventTime' is missing");
      }
      return clock.isPresent()
          ? Optional.empty()
          : Optional.of("member 'eventTime' is not an RFC 3339 time stamp");
    }
  }
}
