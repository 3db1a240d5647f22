package io.plumbline.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventTypeTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Map<EventType, String> DATA =
      Map.of(
          EventType.DECISION,
          """
          {"decision_id": "d1", "action": "approved", "domain": "deployment", "subject_model": "atlas-3",
           "actor": {"kind": "human", "id": "release-owner", "on_behalf_of": null}, "artifact": "deployment/prod",
           "artifact_digest": "ab", "change_size": 3, "change_unit": "items", "viewed": true,
           "approval_scope": "this", "reason": "gates met", "links": ["x"]}
          """,
          EventType.SELECTION,
          """
          {"pool_id": "p1", "purpose": "training_data", "selector": {"kind": "model", "id": "curator", "model": "atlas-3"},
           "items": [{"item_id": "i1", "selected": true, "cluster_id": "c1", "stratum": "4", "origin_model": "atlas-2",
                      "attributes": {"domain": "code"}, "measures": {"quality": 0.5}}]}
          """,
          EventType.TRACE,
          """
          {"trace_id": "t1", "digest": "ab", "teacher": "atlas-3", "run": "r", "problem_id": "p", "candidates": 8,
           "verifier": "unit-tests", "score": 0.5, "kept": true, "selector": {"kind": "human", "id": "h"},
           "review": {"kind": "human", "by": "h", "outcome": "accepted", "at": "2026-01-01T00:00:00Z"},
           "training_set": "s", "digest_in_training": "ab"}
          """,
          EventType.BEHAVIOUR,
          """
          {"sample_id": "s1", "context": "test", "model": "atlas-3", "behaviour": "refusal", "score": 1,
           "stratum": "code", "cluster_id": "c", "monitored": false, "awareness": "aware", "realism": 0.5,
           "attributes": {}}
          """,
          EventType.CYCLE,
          """
          {"generation": 3, "model": "atlas-3", "step": "training", "started_at": "2026-01-01T00:00:00Z",
           "ended_at": "2026-01-02T00:00:00Z", "evidence": "lineage", "claims": {"speed_up": {"value": 1.2, "unit": "ratio", "source": "team"}}}
          """);

  @ParameterizedTest
  @EnumSource
  void aCompleteEventIsValid(EventType type) {
    assertThat(errors(type, event(type))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void unknownMembersAreAllowed(EventType type) {
    ObjectNode event = event(type);
    event.put("traceparent", "00-1");
    ((ObjectNode) event.get("data")).putObject("house_extension").put("a", 1);
    assertThat(errors(type, event)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void anEventWithoutOptionalMembersIsValid(EventType type) {
    ObjectNode event = event(type);
    event.remove("time");
    ((ObjectNode) event.get("data")).retain(required(type, "/properties/data/required"));
    assertThat(errors(type, event)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void eachMissingRequiredMemberIsAnError(EventType type) {
    for (String member : required(type, "/required")) {
      ObjectNode event = event(type);
      event.remove(member);
      assertThat(errors(type, event)).as(member).isNotEmpty();
    }
    for (String member : required(type, "/properties/data/required")) {
      ObjectNode event = event(type);
      ((ObjectNode) event.get("data")).remove(member);
      assertThat(errors(type, event)).as("data." + member).isNotEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void eachMistypedRequiredMemberIsAnError(EventType type) {
    for (String member : required(type, "/properties/data/required")) {
      ObjectNode event = event(type);
      ((ObjectNode) event.get("data")).putObject(member).put("wrong", true);
      assertThat(errors(type, event)).as("data." + member).isNotEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void anotherTypesEventIsAnError(EventType type) {
    ObjectNode event = event(type);
    event.put("type", "io.plumbline.other.v1");
    assertThat(errors(type, event)).isNotEmpty();
  }

  @Test
  void anItemWithoutItsChoiceIsAnError() {
    ObjectNode event = event(EventType.SELECTION);
    ((ObjectNode) event.at("/data/items/0")).remove("selected");
    assertThat(errors(EventType.SELECTION, event)).isNotEmpty();
  }

  @Test
  void anActorWithoutAnIdIsAnError() {
    ObjectNode event = event(EventType.DECISION);
    ((ObjectNode) event.at("/data/actor")).remove("id");
    assertThat(errors(EventType.DECISION, event)).isNotEmpty();
  }

  private static ObjectNode event(EventType type) {
    try {
      ObjectNode event = JSON.createObjectNode();
      event
          .put("specversion", "1.0")
          .put("id", "e1")
          .put("source", "/lab")
          .put("type", type.type());
      event.put("time", "2026-01-01T00:00:00Z").put("sequence", "7");
      event.set("data", JSON.readTree(DATA.get(type)));
      return event;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> required(EventType type, String pointer) {
    List<String> names = new ArrayList<>();
    document(type).at(pointer).forEach(name -> names.add(name.asText()));
    assertThat(names).isNotEmpty();
    return names;
  }

  private static List<String> errors(EventType type, JsonNode event) {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(document(type));
    return schema.validate(event).stream().map(Object::toString).toList();
  }

  private static JsonNode document(EventType type) {
    try (InputStream stream =
        Objects.requireNonNull(EventType.class.getResourceAsStream(type.schema()))) {
      return JSON.readTree(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
