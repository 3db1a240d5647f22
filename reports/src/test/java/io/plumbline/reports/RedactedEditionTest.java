package io.plumbline.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RedactedEditionTest {

  private final Report closed = Labs.attacked();
  private final Report redacted = RedactedEdition.of(closed);

  @Test
  void noNameSentenceOrQueryIsInAnyPartOfIt() {
    String json = new String(ReportJson.write(redacted), java.nio.charset.StandardCharsets.UTF_8);
    for (ReportFinding finding : closed.findings()) {
      assertThat(json).doesNotContain(finding.because());
      finding
          .scope()
          .forEach(
              (key, value) -> {
                if (key.equals("selector") || key.equals("model") || key.equals("source")) {
                  assertThat(json).doesNotContain("\"" + value + "\"");
                }
              });
    }
    closed.questions().forEach(answer -> assertThat(json).doesNotContain(answer.sentence()));
    closed
        .coverage()
        .forEach(source -> assertThat(json).doesNotContain("\"" + source.source() + "\": "));
    assertThat(json).doesNotContain("select night").doesNotContain("logs/decisions/");
    assertThat(redacted.findings()).allMatch(finding -> finding.query().isEmpty());
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
