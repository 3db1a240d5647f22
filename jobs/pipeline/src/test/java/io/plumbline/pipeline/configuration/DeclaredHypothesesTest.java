package io.plumbline.pipeline.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.findings.Direction;
import io.plumbline.findings.Plan;
import io.plumbline.findings.Question;
import io.plumbline.pipeline.PlumblineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeclaredHypothesesTest {

  @TempDir Path folder;

  private Configuration read(String questions) throws IOException {
    Path file = folder.resolve("plumbline.yaml");
    Files.writeString(
        file,
        "lake: ./lake\n"
            + "reports: ./site\n"
            + "sources:\n"
            + "  - {name: events, format: cloudevents, path: \"logs/*.jsonl\"}\n"
            + "questions:\n"
            + questions);
    return ConfigurationFile.read(file);
  }

  @Test
  void directionMarginAndValueAreRead() throws IOException {
    Configuration configuration =
        read(
            "  selection:\n"
                + "    training_data/domain: {direction: up, value: code, margin: 0.2}\n"
                + "  behaviour:\n"
                + "    refusal: {}\n");
    assertThat(configuration.plan().declared(Question.SELECTION, "training_data/domain"))
        .contains(new Plan.Declared(Direction.UP, OptionalDouble.of(0.2), Optional.of("code")));
    assertThat(configuration.plan().declared(Question.BEHAVIOUR, "refusal"))
        .contains(new Plan.Declared(Direction.BOTH, OptionalDouble.empty(), Optional.empty()));
    assertThat(configuration.plan().declared(Question.CRITERIA)).isEmpty();
  }

  @Test
  void aDirectionThatIsNoneIsRefused() {
    assertThatThrownBy(() -> read("  behaviour: {refusal: {direction: sideways}}\n"))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("direction");
  }

  @Test
  void aQuestionThatNothingCanBeDeclaredForIsRefused() {
    assertThatThrownBy(() -> read("  record: {unaltered: {}}\n"))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("record");
  }
}
