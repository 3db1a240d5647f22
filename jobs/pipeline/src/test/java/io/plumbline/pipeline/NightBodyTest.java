package io.plumbline.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.findings.NightContext;
import io.plumbline.findings.Question;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class NightBodyTest {

  private static final LocalDate NIGHT = LocalDate.of(2026, 3, 2);

  private static final NightBody BODY =
      new NightBody(
          new NightContext(
              NIGHT,
              NIGHT,
              Optional.empty(),
              List.of(),
              EnumSet.allOf(Question.class),
              Map.of("b", 0.01, "a", 0.02),
              List.of()),
          "{}",
          3,
          "{}");

  @Test
  void isReadAsItWasWritten() {
    assertThat(NightBody.parse(BODY.text())).isEqualTo(BODY);
  }

  @Test
  void itsTextIsTheSameInEveryJvm() {
    // Sets without an order are written in another one by each JVM.
    String questions =
        Arrays.stream(Question.values())
            .map(question -> "\"" + question.name() + "\"")
            .collect(Collectors.joining(",", "\"configured\":[", "]"));
    assertThat(BODY.text()).contains(questions, "\"malformedLimits\":{\"a\":0.02,\"b\":0.01}");
  }
}
