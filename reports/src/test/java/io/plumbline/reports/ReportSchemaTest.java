package io.plumbline.reports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportSchemaTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  // In the attacked lab: finding 0 is a rule, 2 a statistic that is OK, 3 closed.
  private static final String RULE = "/findings/0";
  private static final String STATISTIC = "/findings/2";

  @ParameterizedTest
  @ValueSource(strings = {"clean", "attacked", "no-data"})
  void aReportKeepsTheContract(String name) {
    byte[] json = ReportJson.write(PublicationTest.CASES.get(name));
    assertThat(ReportSchema.problems(json)).isEmpty();
    assertThatCode(() -> ReportSchema.validate(json)).doesNotThrowAnyException();
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        arguments("the version is fixed", "/schema_version", "\"2.0.0\""),
        arguments("a night is a date", "/night", "\"2 March\""),
        arguments("a night is a date that exists", "/night", "\"2026-02-30\""),
        arguments("an id is not blank", "/report_id", "\" \""),
        arguments("an edition is closed or open", "/edition", "\"draft\""),
        arguments("an opinion is never not applicable", "/overall/verdict", "\"NOT_APPLICABLE\""),
        arguments("a breach leaves with 20", "/overall/exit_code", "10"),
        arguments("degraded is yes or no", "/overall/degraded", "null"),
        arguments("a recommendation is one of four", "/overall/recommendation", "\"panic\""),
        arguments("a digest is hexadecimal", "/run/config_digest", "\"abc\""),
        arguments("a root is a digest", "/run/content_roots/decisions", "\"none\""),
        arguments("an anchor is of a known kind", "/run/anchors/0/kind", "\"pigeon\""),
        arguments("an anchor arrived or not", "/run/anchors/0/status", "\"MAYBE\""),
        arguments("a count is whole", "/coverage/0/received", "1.5"),
        arguments("a count is not negative", "/coverage/0/late", "-1"),
        arguments("a source has a known state", "/coverage/0/status", "\"FINE\""),
        arguments("questions keep their order", "/questions/0/id", "\"loop\""),
        arguments("a question is one of seven", "/questions/3/id", "\"weather\""),
        arguments("a verdict is one of five", "/questions/3/verdict", "\"OK\""),
        arguments("a margin is not negative", "/questions/2/margin", "-0.1"),
        arguments("an effect has a unit", "/questions/2/effect/unit", "\"furlongs\""),
        arguments("a level is below 1", "/questions/2/effect/level", "1"),
        arguments("a number is a number", "/questions/2/effect/value", "\"NaN\""),
        arguments("changed is yes or no", "/questions/2/changed_since_previous", "null"),
        arguments("a detector has a version", STATISTIC + "/detector", "\"selection\""),
        arguments("a scope maps text to text", STATISTIC + "/scope", "{\"a\": 1}"),
        arguments("a result is a rule or a statistic", STATISTIC + "/kind", "\"opinion\""),
        arguments("a status is one of METHODS 11", STATISTIC + "/status", "\"GOOD\""),
        arguments("a tier is one of three", STATISTIC + "/tier", "\"siren\""),
        arguments("a rule has no log e", RULE + "/log_e", "3.5"),
        arguments("a rule has no mde", RULE + "/mde_80", "0.1"),
        arguments("a statistic that is OK has an mde", STATISTIC + "/mde_80", "null"),
        arguments("what is OK has an effect", STATISTIC + "/effect", "null"),
        arguments("what is OK has an estimate", STATISTIC + "/effect/value", "null"),
        arguments("a rule that is OK has an estimate", RULE + "/effect", "null"),
        arguments("closing names who", "/findings/7/closed_by", "null"),
        arguments("closing says why", "/findings/7/reason", "null"),
        arguments("only a closed one is closed by somebody", RULE + "/closed_by", "\"Ann\""),
        arguments("a state is one of three", RULE + "/state", "\"lost\""),
        arguments("an attack id is X and two digits", RULE + "/attack_ids", "[\"Y1\"]"),
        arguments("an offset is not negative", RULE + "/rows/0/offset", "-4"),
        arguments("a drilled attack has an id", "/drill/injected/0/attack", "\"first\""),
        arguments("a strength is a number", "/drill/injected/0/strength", "null"),
        arguments("a gap says why", "/not_examined/0/why", "\"\""),
        arguments("a blind spot is an attack", "/blind_spots/0/attack", "\"all\""),
        arguments("a plan is declared or default", "/page/plan", "\"secret\""),
        arguments("a cut-off is an instant", "/page/cut_off", "\"yesterday\""),
        arguments("decisions are counted", "/page/authority/0/unknown", "null"),
        arguments("an exhibit's cells are text", "/page/exhibits/0/rows", "[[1]]"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("broken")
  void aBrokenReportIsRefused(String rule, String pointer, String value) throws Exception {
    JsonNode report = attacked();
    JsonPointer at = JsonPointer.compile(pointer);
    ObjectNode parent = (ObjectNode) report.at(at.head());
    assertThat(parent.has(at.last().getMatchingProperty())).as("%s exists", pointer).isTrue();
    parent.set(at.last().getMatchingProperty(), JSON.readTree(value));
    assertThat(problems(report)).as(rule).isNotEmpty();
  }

  @Test
  void nothingMayBeAdded() throws Exception {
    JsonNode report = attacked();
    List<String> open = new ArrayList<>();
    for (ObjectNode object : objects(report, new ArrayList<>())) {
      object.put("extra", "x");
      if (problems(report).isEmpty()) {
        open.add(object.fieldNames().next());
      }
      object.remove("extra");
    }
    // A scope maps whatever tells instances apart.
    assertThat(open).hasSize(report.get("findings").size()).allMatch(first -> !first.isEmpty());
  }

  @Test
  void nothingButWhatIsMarkedMayBeLeftOut() throws Exception {
    JsonNode report = attacked();
    List<String> missing = new ArrayList<>();
    for (ObjectNode object : objects(report, new ArrayList<>())) {
      for (String name : names(object)) {
        JsonNode value = object.remove(name);
        if (problems(report).isEmpty() && !missing.contains(name)) {
          missing.add(name);
        }
        object.set(name, value);
      }
    }
    assertThat(missing)
        .containsExactlyInAnyOrder(
            // optional in the contract
            "effect",
            "log_e",
            "margin",
            "mde_80",
            "owner",
            "closed_by",
            "reason",
            "member",
            "page",
            "cut_off",
            "plan",
            "independence",
            "false_alarms",
            "note",
            // absent from reports sealed before there were any
            "pictures",
            // keys of maps: tables and scopes
            "candidates",
            "decisions",
            "evaluation_results",
            "source",
            "domain",
            "purpose",
            "selector",
            "tag",
            "task",
            "behaviour",
            "model",
            "judge");
  }

  @Test
  void noMoreThanTwentyRowsAreNamed() throws Exception {
    JsonNode report = attacked();
    ArrayNode rows = (ArrayNode) report.at(RULE + "/rows");
    JsonNode row = rows.get(0);
    while (rows.size() < 20) {
      rows.add(row);
    }
    assertThat(problems(report)).isEmpty();
    rows.add(row);
    assertThat(problems(report)).isNotEmpty();
  }

  @Test
  void anEighthQuestionIsRefused() throws Exception {
    JsonNode report = attacked();
    ((ArrayNode) report.get("questions")).add(report.at("/questions/6"));
    assertThat(problems(report)).isNotEmpty();
  }

  @Test
  void aMissingQuestionIsRefused() throws Exception {
    JsonNode report = attacked();
    ((ArrayNode) report.get("questions")).remove(6);
    assertThat(problems(report)).isNotEmpty();
  }

  @Test
  void aPassByATestStatesWhatItWouldHaveCaught() throws Exception {
    JsonNode report = JSON.readTree(ReportJson.write(Labs.clean()));
    ((ObjectNode) report.at("/questions/2")).putNull("mde_80");
    assertThat(problems(report)).isNotEmpty();
    ((ObjectNode) report.at("/questions/2")).putNull("log_e");
    assertThat(problems(report)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ATTENTION 10", "INSUFFICIENT_DATA 30", "PASS 0"})
  void anExitCodeFollowsFromVerdictAndInstrument(String pair) throws Exception {
    String verdict = pair.split(" ")[0];
    int code = Integer.parseInt(pair.split(" ")[1]);
    JsonNode report = attacked();
    ObjectNode overall = (ObjectNode) report.get("overall");
    overall.put("verdict", verdict).put("degraded", false).put("exit_code", code);
    assertThat(problems(report)).isEmpty();
    overall.put("degraded", true);
    assertThat(problems(report)).isNotEmpty();
    overall.put("exit_code", 40);
    assertThat(problems(report)).isEmpty();
  }

  @Test
  void theOpenEditionStatesNoThreshold() throws Exception {
    JsonNode report = attacked();
    ((ObjectNode) report).put("edition", "open");
    assertThat(problems(report)).isNotEmpty();
    report.get("findings").forEach(f -> ((ObjectNode) f).putNull("threshold_log_e"));
    assertThat(problems(report)).isEmpty();
  }

  @Test
  void whatIsNoJsonIsRefused() {
    assertThatThrownBy(() -> ReportSchema.validate("[]".getBytes(UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid report.json: : array found, object expected (must keep report.schema.json)");
  }

  @Test
  void everyMemberIsDescribedOrReferred() throws Exception {
    JsonNode schema = JSON.readTree(ReportSchema.text());
    for (JsonNode definition : schema.get("$defs")) {
      assertThat(definition.has("description") || definition.has("enum")).isTrue();
    }
    for (JsonNode member : schema.at("/$defs/page/properties")) {
      assertThat(member.path("description").asText()).isNotBlank();
    }
  }

  private static JsonNode attacked() throws Exception {
    return JSON.readTree(ReportJson.write(Labs.attacked()));
  }

  private static List<String> problems(JsonNode report) throws JsonProcessingException {
    return ReportSchema.problems(JSON.writeValueAsBytes(report));
  }

  private static List<ObjectNode> objects(JsonNode node, List<ObjectNode> found) {
    if (node instanceof ObjectNode object) {
      found.add(object);
    }
    node.forEach(child -> objects(child, found));
    return found;
  }

  private static List<String> names(ObjectNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
