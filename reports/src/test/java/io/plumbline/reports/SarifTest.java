package io.plumbline.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.contrastsecurity.sarif.SarifSchema210;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.plumbline.findings.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SarifTest {

  static Stream<Report> reports() {
    return Stream.of(
        Labs.clean(),
        Labs.attacked(),
        Labs.withoutData(),
        Labs.of(HtmlTest.HOSTILE),
        Labs.of("a".repeat(1 << 20)));
  }

  @ParameterizedTest
  @MethodSource("reports")
  void itFollowsTheSchemaOfSarif(Report report) throws IOException {
    assertThat(schema().validate(text(report), InputFormat.JSON)).isEmpty();
  }

  @Test
  void theSchemaRefusesAnotherLevel() throws IOException {
    String wrong = text(Labs.attacked()).replace("\"level\" : \"error\"", "\"level\" : \"fatal\"");
    assertThat(schema().validate(wrong, InputFormat.JSON)).isNotEmpty();
  }

  @Test
  void everyBreachIsAnErrorAndEveryAttentionAWarning() throws IOException {
    Report report = Labs.attacked();
    JsonNode results = tree(report).at("/runs/0/results");
    assertThat(results.findValuesAsText("level"))
        .filteredOn("error"::equals)
        .hasSize(
            (int) report.findings().stream().filter(f -> f.verdict() == Verdict.BREACH).count());
    assertThat(results)
        .hasSize(
            (int)
                report.findings().stream()
                    .filter(f -> f.verdict() == Verdict.BREACH || f.verdict() == Verdict.ATTENTION)
                    .count());
    assertThat(tree(Labs.clean()).at("/runs/0/results")).isEmpty();
  }

  @Test
  void aFindingKeepsItsFingerprintOnTheNextNight() throws IOException {
    assertThat(fingerprints(Labs.attackedOn(Labs.NIGHT.plusDays(1))))
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .isEqualTo(fingerprints(Labs.attacked()));
  }

  @Test
  void aRowIsAPlaceInItsFile() throws IOException {
    assertThat(tree(Labs.attacked()).findValues("physicalLocation").toString())
        .contains("logs/decisions/2026-02-19.jsonl", "\"byteOffset\":1204112");
  }

  @Test
  void aClosedFindingIsSuppressedWithWhoAndWhy() throws IOException {
    List<String> reasons =
        Labs.attacked().findings().stream()
            .filter(f -> f.state() == ReportFinding.State.CLOSED && f.verdict() != Verdict.PASS)
            .map(f -> f.closedBy().orElseThrow() + ": " + f.reason().orElseThrow())
            .toList();
    assertThat(tree(Labs.attacked()).findValuesAsText("justification"))
        .containsExactlyElementsOf(reasons);
  }

  @Test
  void namesFromLogsAreNoMarkupAndNoOtherPlace() throws IOException {
    String text = text(Labs.of(HtmlTest.HOSTILE));
    assertThat(text).doesNotContain("\u202E").doesNotContain("\\u0000");
    assertThat(new JsonMapper().readTree(text).findValuesAsText("uri"))
        .isNotEmpty()
        .allMatch(uri -> uri.matches("[A-Za-z0-9%._*/-]+"));
  }

  private static List<String> fingerprints(Report report) throws IOException {
    return tree(report).at("/runs/0/results").findValuesAsText(Sarif.FINGERPRINT);
  }

  private static JsonNode tree(Report report) throws IOException {
    return new JsonMapper().readTree(text(report));
  }

  private static String text(Report report) {
    return new String(Sarif.write(report), StandardCharsets.UTF_8);
  }

  private static Schema schema() throws IOException {
    try (InputStream in =
        SarifSchema210.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
          .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
    }
  }
}
