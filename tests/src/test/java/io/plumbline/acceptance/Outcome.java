package io.plumbline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plumbline.commandline.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What a night published.
 *
 * @param folder the lab's
 * @param night the night
 * @param exitCode what the scheduler was told
 * @param printed what the command printed
 */
record Outcome(Path folder, LocalDate night, int exitCode, String printed) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** An edition of the report, such as {@code report.md}. */
  String edition(String name) throws IOException {
    return Files.readString(folder.resolve("site").resolve(night.toString()).resolve(name));
  }

  JsonNode report() throws IOException {
    return JSON.readTree(edition("report.json"));
  }

  /** The answer to one of the seven questions. */
  JsonNode question(String id) throws IOException {
    return stream(report().get("questions"))
        .filter(question -> question.get("id").asText().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** The findings of a detector, such as {@code authority}, whatever its version. */
  List<JsonNode> findings(String detector) throws IOException {
    return stream(report().get("findings"))
        .filter(finding -> finding.get("detector").asText().startsWith(detector + "/"))
        .toList();
  }

  /** Those findings of a detector that ask for attention. */
  List<JsonNode> alarms(String detector) throws IOException {
    return findings(detector).stream()
        .filter(
            finding ->
                finding.get("verdict").asText().equals("BREACH")
                    || finding.get("verdict").asText().equals("ATTENTION"))
        .toList();
  }

  /** The rows of a query, as objects of JSON. */
  List<JsonNode> sql(String query) throws IOException {
    Run run =
        Run.of(
            "sql",
            "-c",
            folder.resolve("plumbline.yaml").toString(),
            "--master",
            "local[2]",
            "--format",
            "json",
            query);
    assertThat(run.code()).as(run.err()).isZero();
    return run.out().lines().filter(line -> !line.isBlank()).map(Outcome::parsed).toList();
  }

  private static JsonNode parsed(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new AssertionError("not a line of JSON: " + line, e);
    }
  }

  private static java.util.stream.Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
