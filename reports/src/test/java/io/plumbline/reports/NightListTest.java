package io.plumbline.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.findings.Question;
import io.plumbline.findings.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class NightListTest {

  private static NightEntry entry(int day) {
    return new NightEntry(
        LocalDate.of(2026, 3, day),
        Verdict.ATTENTION,
        day == 2,
        "Of 7 questions: \u201cone\u201d needing attention.",
        Arrays.stream(Question.values())
            .collect(Collectors.toMap(Function.identity(), question -> Verdict.PASS)));
  }

  @Test
  void isReadAsItWasWritten() {
    NightList list = new NightList("a".repeat(64), List.of(entry(1), entry(2)));
    assertThat(ReportJson.nights(ReportJson.write(list))).contains(list);
  }

  @Test
  void aNightThatFollowsIsAdded() {
    NightList first = new NightList("a", List.of(entry(1)));
    assertThat(first.and(List.of(entry(2)), "b"))
        .isEqualTo(new NightList("b", List.of(entry(1), entry(2))));
  }

  @Test
  void whatIsNoListIsNone() {
    assertThat(ReportJson.nights("{\"root\":\"a\"".getBytes(StandardCharsets.UTF_8))).isEmpty();
    assertThat(ReportJson.nights("{\"root\":\"a\",\"nights\":[]}".getBytes(StandardCharsets.UTF_8)))
        .isEmpty();
  }
}
