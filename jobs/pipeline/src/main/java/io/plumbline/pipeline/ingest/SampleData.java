package io.plumbline.pipeline.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is kept of a sample, read in one pass over its JSON, whatever its size.
 *
 * <p>As logged: {@code id, epoch, choices, target, scores, metadata, model_usage, role_usage,
 * model_fallbacks, started_at, completed_at, total_time, working_time, uuid, invalidation, limit,
 * turn_count, sandbox}. Of each score the explanation is left out, its digest is {@code
 * explanation_sha256}, and the grade with which it ends {@code explanation_grade}. Strings of more
 * than 4,096 characters become {@code sha256:<digest>:<characters>}.
 *
 * <p>Derived: {@code input_sha256} (of the text, or of the messages without their ids, which are
 * random), {@code target_sha256}, {@code error} (its message), {@code error_retries} (how many),
 * {@code message_count}, {@code output} (model, stop reason and digest of the completion), {@code
 * event_counts} by kind, {@code roles} (model calls by role, {@code ""} for none, and model),
 * {@code approvals} and {@code score_edits} (the events, at most 1,000 of each).
 *
 * <p>Everything else, such as messages, events, store and attachments, is left to the log itself.
 */
final class SampleData {

  static final int LONGEST = 4096;
  private static final int MOST_EVENTS = 1000;

  private static final Set<String> KEPT =
      Set.of(
          "id",
          "epoch",
          "choices",
          "metadata",
          "model_usage",
          "role_usage",
          "model_fallbacks",
          "started_at",
          "completed_at",
          "total_time",
          "working_time",
          "uuid",
          "invalidation",
          "limit",
          "turn_count",
          "sandbox");

  private static final Set<String> EVENT_NAMES = Set.of("event", "model", "role");
  private static final Set<String> EVENT_KEPT =
      Set.of(
          "timestamp",
          "approver",
          "decision",
          "explanation",
          "score_name",
          "edit",
          "provenance",
          "uuid");

  /** How Inspect's model-graded scorers read a grade off the last line of a grader's text. */
  private static final Pattern GRADE =
      Pattern.compile("GRADE\\s*:\\s*([CPIN])\\b.*$", Pattern.CASE_INSENSITIVE);

  private static final JsonCopy COPY = new JsonCopy(LONGEST);
  private static final JsonCopy WHOLE = new JsonCopy(Integer.MAX_VALUE);

  private final Map<String, String> members = new LinkedHashMap<>();
  private final Optional<String> scorer;
  private final Map<String, Long> events = new TreeMap<>();
  private final Map<String, Map<String, Long>> roles = new TreeMap<>();
  private final List<String> approvals = new ArrayList<>();
  private final List<String> edits = new ArrayList<>();

  /** An empty sample; the scorer names the score of an old log. */
  SampleData(Optional<String> scorer) {
    this.scorer = scorer;
  }

  /** Reads a sample, or the shell of a chunked one; the parser stands at its beginning. */
  void read(JsonParser sample) throws IOException {
    if (sample.currentToken() != JsonToken.START_OBJECT) {
      throw new com.fasterxml.jackson.core.JsonParseException(sample, "Not a JSON object");
    }
    while (sample.nextToken() != JsonToken.END_OBJECT) {
      String name = sample.currentName();
      sample.nextToken();
      member(name, sample);
    }
  }

  private void member(String name, JsonParser value) throws IOException {
    if (value.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    if (KEPT.contains(name)) {
      members.put(name, COPY.text(value));
      return;
    }
    switch (name) {
      case "input":
        members.put("input_sha256", JsonCopy.quoted(digest(value)));
        break;
      case "target":
        target(value);
        break;
      case "scores":
        members.put("scores", scores(value));
        break;
      case "score":
        members.put(
            "scores", "{" + JsonCopy.quoted(scorer.orElse("88F74D2C")) + ":" + score(value) + "}");
        break;
      case "error":
        error(value);
        break;
      case "error_retries":
        members.put("error_retries", Long.toString(count(value)));
        break;
      case "message_refs":
        members.put("message_count", Long.toString(referenced(value)));
        break;
      case "messages":
        members.put("message_count", Long.toString(count(value)));
        break;
      case "output":
        members.put("output", output(value));
        break;
      case "events":
        readEvents(value);
        break;
      case "transcript":
        transcript(value);
        break;
      default:
        value.skipChildren();
    }
  }

  /** Reads the metadata of a chunked sample. */
  void readMetadata(JsonParser metadata) throws IOException {
    members.put("metadata", COPY.text(metadata));
  }

  /** Reads an array of events. */
  void readEvents(JsonParser array) throws IOException {
    if (array.currentToken() != JsonToken.START_ARRAY) {
      array.skipChildren();
      return;
    }
    while (array.nextToken() != JsonToken.END_ARRAY) {
      event(array);
    }
  }

  /** The sample as JSON text. */
  String text() {
    members.put("event_counts", counts(events));
    Map<String, String> byRole = new LinkedHashMap<>();
    roles.forEach((role, models) -> byRole.put(role, counts(models)));
    members.put("roles", object(byRole));
    members.put("approvals", "[" + String.join(",", approvals) + "]");
    members.put("score_edits", "[" + String.join(",", edits) + "]");
    return object(members);
  }

  private static String counts(Map<String, Long> counts) {
    Map<String, String> texts = new LinkedHashMap<>();
    counts.forEach((name, count) -> texts.put(name, Long.toString(count)));
    return object(texts);
  }

  private static String object(Map<String, String> members) {
    StringBuilder json = new StringBuilder("{");
    members.forEach(
        (name, value) ->
            json.append(json.length() > 1 ? "," : "")
                .append(JsonCopy.quoted(name))
                .append(':')
                .append(value));
    return json.append('}').toString();
  }

  private static String digest(JsonParser value) throws IOException {
    return value.currentToken() == JsonToken.VALUE_STRING
        ? JsonCopy.sha256(value.getText())
        : JsonCopy.sha256(WHOLE.text(value, Set.of("id")));
  }

  private void target(JsonParser value) throws IOException {
    if (value.currentToken() == JsonToken.VALUE_STRING) {
      String text = value.getText();
      members.put("target", COPY.text(value));
      members.put("target_sha256", JsonCopy.quoted(JsonCopy.sha256(text)));
      return;
    }
    String text = WHOLE.text(value);
    members.put("target_sha256", JsonCopy.quoted(JsonCopy.sha256(text)));
    if (text.length() <= LONGEST) {
      members.put("target", text);
    }
  }

  private static String scores(JsonParser value) throws IOException {
    if (value.currentToken() != JsonToken.START_OBJECT) {
      return COPY.text(value);
    }
    Map<String, String> scores = new LinkedHashMap<>();
    while (value.nextToken() != JsonToken.END_OBJECT) {
      String name = value.currentName();
      value.nextToken();
      scores.put(name, score(value));
    }
    return object(scores);
  }

  private static String score(JsonParser value) throws IOException {
    if (value.currentToken() != JsonToken.START_OBJECT) {
      return COPY.text(value);
    }
    Map<String, String> members = new LinkedHashMap<>();
    while (value.nextToken() != JsonToken.END_OBJECT) {
      String name = value.currentName();
      boolean isText = value.nextToken() == JsonToken.VALUE_STRING;
      if (name.equals("explanation") && isText) {
        String text = value.getText();
        members.put("explanation_sha256", JsonCopy.quoted(JsonCopy.sha256(text)));
        Matcher grade = GRADE.matcher(text);
        if (grade.find()) {
          members.put(
              "explanation_grade", JsonCopy.quoted(grade.group(1).toUpperCase(Locale.ROOT)));
        }
      } else {
        members.put(name, COPY.text(value));
      }
    }
    return object(members);
  }

  private void error(JsonParser value) throws IOException {
    if (value.currentToken() == JsonToken.VALUE_STRING) {
      members.put("error", COPY.text(value));
      return;
    }
    members.put("error", "\"\"");
    eachMember(
        value,
        (name, inner) -> {
          if (name.equals("message")) {
            members.put("error", COPY.text(inner));
          } else {
            inner.skipChildren();
          }
        });
  }

  private static String output(JsonParser value) throws IOException {
    Map<String, String> kept = new LinkedHashMap<>();
    eachMember(
        value,
        (name, inner) -> {
          if (name.equals("model") || name.equals("fallback_model")) {
            kept.put(name, COPY.text(inner));
          } else if (name.equals("completion") && inner.currentToken() == JsonToken.VALUE_STRING) {
            kept.put("completion_sha256", JsonCopy.quoted(JsonCopy.sha256(inner.getText())));
          } else if (name.equals("choices") && inner.currentToken() == JsonToken.START_ARRAY) {
            choices(inner, kept);
          } else {
            inner.skipChildren();
          }
        });
    return object(kept);
  }

  private static void choices(JsonParser array, Map<String, String> kept) throws IOException {
    while (array.nextToken() != JsonToken.END_ARRAY) {
      eachMember(
          array,
          (name, inner) -> {
            if (name.equals("stop_reason") && !kept.containsKey("stop_reason")) {
              kept.put("stop_reason", COPY.text(inner));
            } else {
              inner.skipChildren();
            }
          });
    }
  }

  private void transcript(JsonParser value) throws IOException {
    eachMember(
        value,
        (name, inner) -> {
          if (name.equals("events")) {
            readEvents(inner);
          } else {
            inner.skipChildren();
          }
        });
  }

  private void event(JsonParser value) throws IOException {
    Map<String, String> names = new TreeMap<>();
    Map<String, String> kept = new LinkedHashMap<>();
    eachMember(
        value,
        (name, inner) -> {
          if (EVENT_NAMES.contains(name) && inner.currentToken() == JsonToken.VALUE_STRING) {
            names.put(name, inner.getText());
          }
          if (EVENT_KEPT.contains(name)) {
            kept.put(name, COPY.text(inner));
          } else {
            inner.skipChildren();
          }
        });
    String kind = names.getOrDefault("event", "");
    events.merge(kind, 1L, Math::addExact);
    if (kind.equals("model") && names.containsKey("model")) {
      roles
          .computeIfAbsent(names.getOrDefault("role", ""), role -> new TreeMap<>())
          .merge(names.get("model"), 1L, Math::addExact);
    } else if (kind.equals("approval") && approvals.size() < MOST_EVENTS) {
      approvals.add(object(kept));
    } else if (kind.equals("score_edit") && edits.size() < MOST_EVENTS) {
      edits.add(object(kept));
    }
  }

  /** Messages that references of a chunked sample stand for: half-open ranges of its pool. */
  private static long referenced(JsonParser array) throws IOException {
    long count = 0;
    long begin = 0;
    int depth = 0;
    int inPair = 0;
    do {
      JsonToken token = array.currentToken();
      if (token == JsonToken.START_ARRAY) {
        depth++;
        inPair = 0;
      } else if (token == JsonToken.END_ARRAY) {
        depth--;
      } else if (token == JsonToken.VALUE_NUMBER_INT && inPair++ == 0) {
        begin = array.getLongValue();
      } else if (token == JsonToken.VALUE_NUMBER_INT) {
        count += Math.max(0, array.getLongValue() - begin);
      }
    } while (depth > 0 && array.nextToken() != null);
    return count;
  }

  private static long count(JsonParser array) throws IOException {
    if (array.currentToken() != JsonToken.START_ARRAY) {
      array.skipChildren();
      return 0;
    }
    long count = 0;
    while (array.nextToken() != JsonToken.END_ARRAY) {
      array.skipChildren();
      count++;
    }
    return count;
  }

  /** Reads one member; it must leave the parser at the end of the value. */
  private interface Member {
    void read(String name, JsonParser value) throws IOException;
  }

  private static void eachMember(JsonParser object, Member member) throws IOException {
    if (object.currentToken() != JsonToken.START_OBJECT) {
      object.skipChildren();
      return;
    }
    while (object.nextToken() != JsonToken.END_OBJECT) {
      String name = object.currentName();
      object.nextToken();
      member.read(name, object);
    }
  }
}
