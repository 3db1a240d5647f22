package io.plumbline.pipeline.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The required members of the {@code data} of each event type, in the order in which they are
 * checked. The JSON Schemas of module {@code datasets} say the same; a record that fails either is
 * quarantined with the reason found here.
 */
final class Contract {

  private static final Set<String> ACTORS =
      Set.of("human", "model", "service", "policy", "unknown");

  private static final Set<String> PURPOSES =
      Set.of("training_data", "reasoning_trace", "evaluation_item", "bug", "design_option");

  private static final Set<String> DOMAINS =
      Set.of(
          "training_data_selection",
          "trace_selection",
          "evaluation_selection",
          "evaluation_criteria",
          "bug_triage",
          "training_debug",
          "evaluation_diagnosis",
          "architecture",
          "training_config",
          "infrastructure",
          "deployment",
          "code_change");

  private static final List<Rule> ACTOR = List.of(word("kind", ACTORS), text("id"));

  private static final Map<String, List<Rule>> BY_TYPE =
      Map.of(
          "io.plumbline.decision.v1",
          List.of(
              text("decision_id"),
              word(
                  "action",
                  Set.of("proposed", "reviewed", "approved", "rejected", "executed", "reverted")),
              word("domain", DOMAINS),
              object("actor", ACTOR)),
          "io.plumbline.selection.v1",
          List.of(
              text("pool_id"),
              word("purpose", PURPOSES),
              object("selector", ACTOR),
              objects("items", List.of(text("item_id"), truth("selected")))),
          "io.plumbline.trace.v1",
          List.of(text("trace_id"), text("digest"), text("teacher")),
          "io.plumbline.behaviour.v1",
          List.of(
              text("sample_id"),
              word("context", Set.of("test", "deployment")),
              text("model"),
              text("behaviour"),
              share("score")),
          "io.plumbline.cycle.v1",
          List.of(
              whole("generation"),
              text("model"),
              word(
                  "step",
                  Set.of(
                      "trace_generation",
                      "dataset_construction",
                      "training",
                      "deployment",
                      "participation"))));

  private Contract() {}

  /** What a member must be. */
  private interface Rule {
    Optional<String> fault(String path, JsonNode data);
  }

  /** Whether this is one of Plumbline's own types. */
  static boolean knows(String type) {
    return BY_TYPE.containsKey(type);
  }

  /** The types Plumbline knows. */
  static List<String> types() {
    return BY_TYPE.keySet().stream().sorted().toList();
  }

  /** What is wrong with the payload of an event of a known type; empty when nothing is. */
  static Optional<String> fault(String type, JsonNode data) {
    if (!data.isObject()) {
      return Optional.of("member 'data' is no object");
    }
    return fault("data", data, BY_TYPE.getOrDefault(type, List.of()));
  }

  private static Optional<String> fault(String path, JsonNode data, List<Rule> rules) {
    for (Rule rule : rules) {
      Optional<String> fault = rule.fault(path, data);
      if (fault.isPresent()) {
        return fault;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> check(String path, JsonNode value, boolean good, String wanted) {
    if (value.isMissingNode() || value.isNull()) {
      return Optional.of("member '" + path + "' is missing");
    }
    return good ? Optional.empty() : Optional.of("member '" + path + "' is not " + wanted);
  }

  private static Rule text(String name) {
    return (path, data) -> {
      JsonNode value = data.path(name);
      boolean good = value.isTextual() && !value.textValue().isBlank();
      return check(path + "." + name, value, good, "a non-blank string");
    };
  }

  private static Rule word(String name, Set<String> words) {
    String wanted = "one of " + String.join(", ", new java.util.TreeSet<>(words));
    return (path, data) -> {
      JsonNode value = data.path(name);
      boolean good = value.isTextual() && words.contains(value.textValue());
      return check(path + "." + name, value, good, wanted);
    };
  }

  private static Rule truth(String name) {
    return (path, data) ->
        check(path + "." + name, data.path(name), data.path(name).isBoolean(), "true or false");
  }

  private static Rule whole(String name) {
    return (path, data) -> {
      JsonNode value = data.path(name);
      boolean good = value.isIntegralNumber() && value.canConvertToInt();
      return check(path + "." + name, value, good, "a whole number");
    };
  }

  private static Rule share(String name) {
    return (path, data) -> {
      JsonNode value = data.path(name);
      boolean good = value.isNumber() && value.doubleValue() >= 0 && value.doubleValue() <= 1;
      return check(path + "." + name, value, good, "a number from 0 to 1");
    };
  }

  private static Rule object(String name, List<Rule> rules) {
    return (path, data) -> {
      JsonNode value = data.path(name);
      String at = path + "." + name;
      Optional<String> fault = check(at, value, value.isObject(), "an object");
      return fault.isPresent() ? fault : fault(at, value, rules);
    };
  }

  private static Rule objects(String name, List<Rule> rules) {
    return (path, data) -> {
      JsonNode value = data.path(name);
      String at = path + "." + name;
      Optional<String> fault = check(at, value, value.isArray(), "an array");
      List<JsonNode> items = new ArrayList<>();
      value.forEach(items::add);
      for (int i = 0; i < items.size() && fault.isEmpty(); i++) {
        String each = at + "[" + i + "]";
        fault = check(each, items.get(i), items.get(i).isObject(), "an object");
        fault = fault.isPresent() ? fault : fault(each, items.get(i), rules);
      }
      return fault;
    };
  }
}
