package io.plumbline.pipeline.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page on the configuration is what the schema says. */
class ConfigurationReferenceTest {

  private static final Path PAGE =
      Path.of(System.getProperty("plumbline.root", "../..")).resolve("docs/configuration.md");

  private static final String HEAD =
      """
      # Configuration

      Every key of `plumbline.yaml`. `plumbline init DIR` writes one with comments, `plumbline check` tells of each mistake its
      place and remedy; a key that is not listed here is refused. `[]` stands for each entry of a list, `NAME` for a name of
      your choice. Made from the schema; after a change of it:

          ./mvnw -pl jobs/pipeline -am test -Dtest=ConfigurationReferenceTest -Dsurefire.failIfNoSpecifiedTests=false \\
            -Dgolden.update=true
      """;

  private static JsonNode schema() throws IOException {
    try (InputStream in = ConfigurationFile.class.getResourceAsStream("plumbline.schema.json")) {
      return JsonMapper.builder().build().readTree(in);
    }
  }

  /** A key and what the schema says of it. */
  private record Key(String path, JsonNode node, boolean required) {

    private String row() {
      return "| `"
          + path
          + "` | "
          + (required ? "required; " : "")
          + value(node)
          + " | "
          + node.path("description").asText("").replace("|", "\\|")
          + " |";
    }
  }

  private static String value(JsonNode node) {
    if (node.has("enum")) {
      List<String> words = new ArrayList<>();
      node.path("enum").forEach(word -> words.add("`" + word.asText() + "`"));
      return String.join(", ", words);
    }
    String type = node.path("type").asText();
    if (type.equals("array")) {
      return "list";
    }
    if (node.has("pattern")) {
      return shape(node.path("pattern").asText());
    }
    List<String> bounds = new ArrayList<>();
    for (Map.Entry<String, String> bound :
        List.of(
            Map.entry("minimum", "at least "),
            Map.entry("exclusiveMinimum", "above "),
            Map.entry("maximum", "at most "),
            Map.entry("exclusiveMaximum", "below "))) {
      if (node.has(bound.getKey())) {
        bounds.add(bound.getValue() + node.path(bound.getKey()).asText());
      }
    }
    String words =
        switch (type) {
          case "string" -> "text";
          case "boolean" -> "`true`, `false`";
          case "object" -> "map";
          case "integer" -> "whole number";
          default -> type;
        };
    return bounds.isEmpty() ? words : words + " " + String.join(", ", bounds);
  }

  private static String shape(String pattern) {
    return switch (pattern) {
      case "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" -> "date, `yyyy-MM-dd`";
      case "^[0-9]+[smhd]$" -> "time, such as `6h`";
      case "^[0-9]+d$", "^[1-9][0-9]*d$" -> "days, such as `7d`";
      case "^https?://" -> "address";
      case "^[A-Za-z_][A-Za-z0-9_]*$" -> "variable";
      case "^[A-Za-z0-9_.-]+$" -> "name";
      default -> throw new IllegalArgumentException("No words for pattern " + pattern);
    };
  }

  private static List<Key> keys(String path, JsonNode node, boolean required) {
    List<Key> keys = new ArrayList<>();
    keys.add(new Key(path, node, required));
    Set<String> needed = new HashSet<>();
    node.path("required").forEach(name -> needed.add(name.asText()));
    for (Map.Entry<String, JsonNode> property : node.path("properties").properties()) {
      keys.addAll(
          keys(
              path + "." + property.getKey(),
              property.getValue(),
              needed.contains(property.getKey())));
    }
    if (node.path("additionalProperties").isObject()) {
      keys.addAll(inner(path + ".NAME", node.path("additionalProperties")));
    }
    if (node.path("items").isObject()) {
      keys.addAll(inner(path + "[]", node.path("items")));
    }
    return keys;
  }

  /** What is in a list or a map: a line of its own only where it says something. */
  private static List<Key> inner(String path, JsonNode node) {
    List<Key> keys = keys(path, node, false);
    return node.has("description") ? keys : keys.subList(1, keys.size());
  }

  private static String page() throws IOException {
    JsonNode schema = schema();
    Set<String> needed = new HashSet<>();
    schema.path("required").forEach(name -> needed.add(name.asText()));
    StringBuilder page = new StringBuilder(HEAD);
    for (Map.Entry<String, JsonNode> one : schema.path("properties").properties()) {
      page.append("\n## `").append(one.getKey()).append("`\n\n| key | value | |\n|---|---|---|\n");
      page.append(
          keys(one.getKey(), one.getValue(), needed.contains(one.getKey())).stream()
              .map(Key::row)
              .collect(Collectors.joining("\n", "", "\n")));
    }
    return page.toString();
  }

  @Test
  void thePageIsWhatTheSchemaSays() throws IOException {
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(PAGE, page());
    }
    assertThat(PAGE).content().isEqualTo(page());
  }

  @Test
  void everyKeySaysWhatItIs() throws IOException {
    assertThat(page().lines().filter(line -> line.startsWith("| `") && line.endsWith("|  |")))
        .isEmpty();
  }
}
