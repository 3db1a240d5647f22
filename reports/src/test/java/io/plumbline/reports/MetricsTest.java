package io.plumbline.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MetricsTest {

  /** A sample line of the OpenMetrics 1.0 grammar, without timestamps and exemplars. */
  private static final Pattern SAMPLE =
      Pattern.compile(
          "([a-zA-Z_:][a-zA-Z0-9_:]*)"
              + "(\\{(?:[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\n]++|\\\\[\\\\\"n])*+\""
              + "(?:,(?!\\})|(?=\\})))*\\})?"
              + " ([+-]?[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)");

  private static final Pattern METADATA =
      Pattern.compile("# (TYPE|HELP|UNIT) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)");

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
  void itFollowsTheGrammarOfOpenMetrics(Report report) {
    String text = text(report);
    assertThat(text).endsWith("\n# EOF\n").doesNotContain("\r");
    List<String> lines = text.lines().toList();
    Set<String> families = new HashSet<>();
    Set<String> samples = new HashSet<>();
    String family = "";
    for (String line : lines.subList(0, lines.size() - 1)) {
      Matcher metadata = METADATA.matcher(line);
      if (metadata.matches()) {
        if (metadata.group(1).equals("TYPE")) {
          family = metadata.group(2);
          assertThat(families.add(family)).as("one block of %s", family).isTrue();
          assertThat(metadata.group(3)).isIn("gauge", "stateset", "info");
        }
        assertThat(metadata.group(2)).as(line).isEqualTo(family);
      } else {
        Matcher sample = SAMPLE.matcher(line);
        assertThat(sample.matches()).as(line).isTrue();
        assertThat(sample.group(1)).as(line).isIn(family, family + "_info");
        assertThat(samples.add(sample.group(1) + sample.group(2))).as(line).isTrue();
      }
    }
    assertThat(samples).hasSizeGreaterThan(40);
  }

  @Test
  void everyQuestionIsInExactlyOneState() {
    assertThat(text(Labs.attacked()).lines())
        .filteredOn(line -> line.startsWith("plumbline_answer{") && line.endsWith(" 1"))
        .hasSize(7)
        .contains("plumbline_answer{question=\"authority\",plumbline_answer=\"breach\"} 1");
  }

  @Test
  void aSchedulerReadsWhatTheRunEndedWith() {
    assertThat(text(Labs.attacked()))
        .contains("plumbline_exit_code 20.0\n")
        .contains("plumbline_night_timestamp_seconds 1.7724096E9\n");
  }

  private static String text(Report report) {
    return new String(Metrics.write(report), StandardCharsets.UTF_8);
  }
}
