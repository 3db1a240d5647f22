package io.plumbline.pipeline.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.datasets.silver.Decisions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ApproverRulesTest {

  private static final Path DOCUMENT = Path.of("../../docs/approvers.md");

  private static String table() {
    Map<String, StringBuilder> bySource = new LinkedHashMap<>();
    for (ApproverRule rule : ApproverRules.ALL) {
      bySource
          .computeIfAbsent(
              rule.source(),
              source ->
                  new StringBuilder(
                      "## "
                          + source
                          + "\n\n| event | field | approver class | because |\n|---|---|---|---|\n"))
          .append("| ")
          .append(
              rule.events().equals(List.of(ApproverRule.ANY))
                  ? "any"
                  : rule.events().stream()
                      .map(event -> "`" + event + "`")
                      .collect(Collectors.joining(", ")))
          .append(" | ")
          .append(
              rule.fields().stream()
                  .map(ApproverRule.Field::text)
                  .collect(Collectors.joining("; ")))
          .append(" | `")
          .append(rule.approverClass())
          .append("` | ")
          .append(rule.because())
          .append(" |\n");
    }
    return String.join("\n", bySource.values());
  }

  @Test
  void theDocumentPrintsTheRules() throws IOException {
    String text = Files.readString(DOCUMENT);
    String before = text.substring(0, text.indexOf("## "));
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(DOCUMENT, before + table());
    }
    assertThat(Files.readString(DOCUMENT)).isEqualTo(before + table());
  }

  @Test
  void everyRuleGivesAClassOfTheTable() {
    String classes = Decisions.SPEC.checks().get("approver_class_known");
    assertThat(ApproverRules.ALL)
        .allSatisfy(rule -> assertThat(classes).contains("'" + rule.approverClass() + "'"));
  }

  @Test
  void whatFitsNoRuleIsUnknown() {
    assertThat(ApproverRules.sql("git", "'commit'", Map.of("signer", "s")))
        .startsWith("case when 'commit' in ('commit') and (coalesce(lower(s), '') = 'a person' or")
        .endsWith(" else 'unknown' end");
  }

  @Test
  void aFieldThatNobodyReadsIsABug() {
    assertThatThrownBy(() -> ApproverRules.sql("git", "'commit'", Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid field: 'signer' (must be read)");
  }

  @Test
  void aPatternIsPlainText() {
    ApproverRule rule =
        new ApproverRule("git", List.of(ApproverRule.ANY), List.of(), "unknown", "")
            .with("signer", "o'brien");
    assertThatThrownBy(() -> rule.sql("e", Map.of("signer", "s")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid pattern: 'o'brien' (must be plain)");
  }
}
