package io.plumbline.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RedactedEditionTest {

  private final Report closed = Labs.attacked();
  private final Report redacted = RedactedEdition.of(closed);

  /** Members whose text a log or a person wrote, wherever they stand. */
  private static final Set<String> WRITTEN =
      Set.of(
          "source",
          "target",
          "owner",
          "closed_by",
          "reason",
          "because",
          "sentence",
          "query",
          "why",
          "independence",
          "title",
          "note",
          "task",
          "selector",
          "model",
          "tag",
          "judge",
          "behaviour",
          "file",
          "member");

  @Test
  void nothingThatALogOrAPersonWroteIsInAnyFileOfIt() throws IOException {
    JsonNode marked = JSON.readTree(ReportJson.write(closed));
    // Each of them, and the words of tables and doubts, begin with what nothing else begins with.
    assertThat(mark(marked)).isGreaterThan(60);
    Report written = ReportJson.read(JSON.writeValueAsBytes(marked));
    assertThat(new String(ReportJson.write(written), StandardCharsets.UTF_8)).contains(MARK);
    Report told = RedactedEdition.of(written);
    for (Map.Entry<String, byte[]> file : Publication.files(told).entrySet()) {
      if (!file.getKey().endsWith(".pdf")) {
        assertThat(new String(file.getValue(), StandardCharsets.UTF_8))
            .as(file.getKey())
            .doesNotContain(MARK);
      }
    }
    assertThat(told.findings()).allMatch(finding -> finding.query().isEmpty());
  }

  private static final String MARK = "zqx";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Marks what a log or a person wrote; says how many texts that were. */
  private static int mark(JsonNode node) {
    int marked = 0;
    if (node instanceof ObjectNode members) {
      for (Map.Entry<String, JsonNode> member : List.copyOf(members.properties())) {
        if (member.getValue().isTextual() && WRITTEN.contains(member.getKey())) {
          members.put(member.getKey(), MARK + " " + member.getValue().textValue());
          marked++;
        } else if (member.getValue() instanceof ArrayNode list
            && Set.of("doubts", "columns", "rows").contains(member.getKey())) {
          marked += markAll(list);
        } else if (!member.getKey().equals("blind_spots")) {
          marked += mark(member.getValue());
        }
      }
    } else {
      for (JsonNode element : node) {
        marked += mark(element);
      }
    }
    return marked;
  }

  private static int markAll(ArrayNode list) {
    int marked = 0;
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).isTextual()) {
        list.set(i, MARK + " " + list.get(i).textValue());
        marked++;
      } else if (list.get(i) instanceof ArrayNode inner) {
        marked += markAll(inner);
      } else {
        marked += mark(list.get(i));
      }
    }
    return marked;
  }

  @Test
  void aWordOfAHypothesisThatIsNotPlumblinesIsAName() {
    ReportFinding one = closed.findings().get(2);
    assertThat(hypothesis(one, "training_data/colour")).matches("training_data/name \\d+");
    assertThat(hypothesis(one, "flattery")).matches("name \\d+");
    assertThat(hypothesis(one, "breach-rate")).isEqualTo("breach-rate");
  }

  private String hypothesis(ReportFinding like, String hypothesis) {
    try {
      JsonNode tree = JSON.readTree(ReportJson.write(closed));
      for (JsonNode finding : tree.get("findings")) {
        if (finding.get("id").textValue().equals(like.id())) {
          ((ObjectNode) finding.get("scope")).put("hypothesis", hypothesis);
        }
      }
      return RedactedEdition.of(ReportJson.read(JSON.writeValueAsBytes(tree))).findings().stream()
          .filter(finding -> finding.id().equals(like.id()))
          .map(finding -> finding.scope().get("hypothesis"))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void verdictsAndNumbersStay() {
    assertThat(redacted.overall().verdict()).isEqualTo(closed.overall().verdict());
    assertThat(redacted.overall().sentence())
        .isEqualTo("Of 7 questions: 2 breach, 3 attention, 2 insufficient data.");
    assertThat(redacted.findings())
        .extracting(ReportFinding::effect)
        .isEqualTo(closed.findings().stream().map(ReportFinding::effect).toList());
  }

  @Test
  void aNameIsTheSameNumberWhereverItStood() {
    Map<String, String> told = new TreeMap<>();
    for (int i = 0; i < closed.findings().size(); i++) {
      Map<String, String> scope = redacted.findings().get(i).scope();
      closed
          .findings()
          .get(i)
          .scope()
          .forEach(
              (key, value) ->
                  assertThat(told.merge(value, scope.get(key), (was, is) -> is))
                      .isEqualTo(scope.get(key)));
    }
    assertThat(redacted.coverage().get(0).source()).isEqualTo("name 1");
  }

  @Test
  void whatIsWithheldIsListedByCountAndDigest() {
    Map<String, Long> counts =
        redacted.page().orElseThrow().withheld().stream()
            .collect(Collectors.toMap(Page.Withheld::what, Page.Withheld::count));
    assertThat(counts)
        .containsKeys("thresholds", "places_of_rows", "names", "sentences", "queries", "closings")
        .containsEntry("closings", 2L * Register.of(closed).closed().size())
        .containsEntry("tables", (long) closed.page().orElseThrow().exhibits().size());
    assertThat(Html.render(redacted)).contains("Withheld: ", "queries", "SHA-256");
  }

  @Test
  void itKeepsTheContractOfReportJson() {
    assertThat(ReportSchema.problems(ReportJson.write(redacted))).isEmpty();
    assertThat(RedactedEdition.of(OpenEdition.of(closed))).isEqualTo(redacted);
  }
}
