package io.plumbline.stats.oracles;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every case of every reference file, one test a case, within the case's own tolerance: {@code |got
 * - expected| <= abs + rel * |expected|}, element by element.
 */
class OraclesTest {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  @TestFactory
  Stream<DynamicNode> everyReferenceCaseIsReproduced() throws IOException {
    String given = System.getProperty("plumbline.oracles", "");
    Path root = Path.of(System.getProperty("plumbline.root", "../.."));
    Path folder = root.resolve(given.isBlank() ? "../shared/oracles" : given).normalize();
    // A clone may come without reference numbers, but numbers asked for must be there.
    Assumptions.assumeTrue(
        !given.isBlank() || Files.isDirectory(folder),
        "No reference numbers at " + folder + "; set -Dplumbline.oracles");
    try (Stream<Path> files = Files.list(folder)) {
      List<DynamicNode> methods =
          files
              .filter(file -> file.toString().endsWith(".json"))
              .sorted()
              .map(OraclesTest::cases)
              .toList();
      assertThat(methods).as("reference files in %s", folder).isNotEmpty();
      return methods.stream();
    }
  }

  private static DynamicNode cases(Path file) {
    String method = file.getFileName().toString().replaceFirst("\\.json$", "");
    try {
      List<DynamicNode> tests = new ArrayList<>();
      for (JsonNode one : JSON.readTree(file.toFile()).path("cases")) {
        tests.add(DynamicTest.dynamicTest(one.path("name").asText(), () -> check(method, one)));
      }
      assertThat(tests).as("cases of %s", file).isNotEmpty();
      return DynamicContainer.dynamicContainer(method, tests);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void check(String method, JsonNode one) {
    Adapter adapter = Adapters.ALL.get(method);
    assertThat(adapter).as("an adapter for the method '%s'", method).isNotNull();
    JsonNode got = JSON.valueToTree(adapter.apply(one.path("input")));
    JsonNode tolerance = one.path("tolerance");
    List<String> differences = new ArrayList<>();
    compare("", one.path("expected"), got, tolerance, differences);
    assertThat(differences).as("%s %s", method, one.path("name").asText()).isEmpty();
  }

  private static void compare(
      String at, JsonNode expected, JsonNode got, JsonNode tolerance, List<String> differences) {
    if (expected.isObject()) {
      for (Iterator<Map.Entry<String, JsonNode>> it = expected.properties().iterator();
          it.hasNext(); ) {
        Map.Entry<String, JsonNode> member = it.next();
        compare(
            at + "/" + member.getKey(),
            member.getValue(),
            got.path(member.getKey()),
            tolerance,
            differences);
      }
    } else if (expected.isArray()) {
      if (!got.isArray() || got.size() != expected.size()) {
        differences.add(at + ": expected " + expected + " but was " + got);
        return;
      }
      for (int i = 0; i < expected.size(); i++) {
        compare(at + "/" + i, expected.get(i), got.get(i), tolerance, differences);
      }
    } else if (isNumber(expected)) {
      double wanted = number(expected);
      double allowed =
          tolerance.path("abs").asDouble(0) + tolerance.path("rel").asDouble(0) * Math.abs(wanted);
      boolean close =
          isNumber(got)
              && (Double.isInfinite(wanted)
                  ? number(got) == wanted
                  : Math.abs(number(got) - wanted) <= allowed);
      if (!close) {
        differences.add(at + ": expected " + expected + " but was " + got);
      }
    } else if (expected.isNull()) {
      if (!got.isNull() && !got.isMissingNode()) {
        differences.add(at + ": expected null but was " + got);
      }
    } else if (!expected.equals(got)) {
      differences.add(at + ": expected " + expected + " but was " + got);
    }
  }

  private static boolean isNumber(JsonNode node) {
    return node.isNumber() || node.isTextual() && node.asText().matches("[+-]?Infinity");
  }

  private static double number(JsonNode node) {
    return node.isTextual() ? Double.parseDouble(node.asText()) : node.asDouble();
  }
}
