package io.plumbline.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownTest {

  @Test
  void textFromLogsStaysText() {
    String markdown = Markdown.render(Labs.of(HtmlTest.HOSTILE));
    assertThat(outsideCode(markdown))
        .contains("\\<script\\>alert(1)\\</script\\>", "https\\://example.org/", "\\`x\\`")
        .doesNotContain("<script>")
        .doesNotContain("https://")
        .doesNotContain("\u202E");
  }

  @Test
  void aTableRowStaysARow() {
    String markdown = Markdown.render(Labs.of("a | b\n# c"));
    List<String> rows =
        markdown.lines().filter(line -> line.startsWith("| a \\| b \\# c |")).toList();
    assertThat(rows).isNotEmpty();
    assertThat(outsideCode(markdown).lines()).noneMatch(line -> line.startsWith("# c"));
  }

  @Test
  void nothingInAQueryEndsItsBlock() {
    String block = Fenced.block("sql", "select 1\n```\n# escaped\n````");
    assertThat(block).startsWith("`````sql\n").endsWith("\n`````").contains("\n```\n# escaped\n");
  }

  @Test
  void everyTableHasOneWidth() {
    for (Report report : PublicationTest.CASES.values()) {
      String[] lines = Markdown.render(report).split("\n");
      for (int i = 1; i < lines.length; i++) {
        if (lines[i].startsWith("|") && lines[i - 1].startsWith("|")) {
          assertThat(cells(lines[i])).as(lines[i]).isEqualTo(cells(lines[i - 1]));
        }
      }
    }
  }

  @Test
  void everyTableAndListIsABlockOfItsOwn() {
    for (Report report : PublicationTest.CASES.values()) {
      String[] lines = Markdown.render(report).split("\n");
      for (int i = 1; i < lines.length; i++) {
        if (!lines[i].isEmpty() && !lines[i - 1].isEmpty() && !inCode(lines, i)) {
          assertThat(kind(lines[i]))
              .as(lines[i - 1] + "\n" + lines[i])
              .isEqualTo(kind(lines[i - 1]));
        }
      }
    }
  }

  @Test
  void noNumberIsNotANumber() {
    for (Report report : PublicationTest.CASES.values()) {
      assertThat(Markdown.render(report))
          .doesNotContain("NaN")
          .doesNotContain("Optional")
          .doesNotContain("null");
    }
  }

  @Test
  void textFromLogsStartsNoListAndNoHeading() {
    for (String start : List.of("- a", "+ a", "=== a", "1. a", "12) a", "    a", "# a", "> a")) {
      MarkdownOutput output = new MarkdownOutput();
      output.writeContent("\n");
      output.writeUserContent(start);
      assertThat(output.written()).containsPattern("^\n(\\\\[-+=#>]|[0-9]+\\\\[.)]|a)");
    }
  }

  @Test
  void aNumberAtTheStartOfALineIsLeftAlone() {
    MarkdownOutput output = new MarkdownOutput();
    output.writeUserContent("4 of 7");
    assertThat(output.written()).isEqualTo("4 of 7");
  }

  private static String outsideCode(String markdown) {
    return markdown.replaceAll("(?s)(```+)sql\\n.*?\\n\\1\\n", "");
  }

  private static long cells(String line) {
    return line.replace("\\|", "").chars().filter(c -> c == '|').count();
  }

  private static boolean inCode(String[] lines, int index) {
    boolean code = false;
    for (int i = 0; i <= index; i++) {
      code ^= lines[i].startsWith("```");
    }
    return code || lines[index].startsWith("```");
  }

  private static char kind(String line) {
    char first = line.charAt(0);
    return first == '|' || first == '-' || first == '#' ? first : 'p';
  }
}
