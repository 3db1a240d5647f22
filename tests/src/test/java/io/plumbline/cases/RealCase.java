package io.plumbline.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plumbline.commandline.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;

/**
 * A configuration of {@code tests/cases} run over real data that stands beside the repository: the
 * command is the one its comment gives, lake and reports are in a folder of the test.
 */
final class RealCase {

  private static final Path ROOT = Path.of(System.getProperty("plumbline.root", ".."));
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path configuration;
  private final Run run;
  private final JsonNode report;

  private RealCase(Path configuration, Run run, JsonNode report) {
    this.configuration = configuration;
    this.run = run;
    this.report = report;
  }

  /** Runs a case; the calling test is skipped where the data are absent. */
  static RealCase run(String name, Path folder) throws IOException {
    Path data = ROOT.resolve("../shared/cases").resolve(name).toAbsolutePath().normalize();
    Assumptions.assumeTrue(
        Files.isDirectory(data), "skipped: the data of case " + name + " are not at " + data);
    String text =
        Files.readString(ROOT.resolve("tests/cases").resolve(name).resolve("plumbline.yaml"));
    String command =
        text.lines()
            .filter(line -> line.startsWith("#   ./plumbline "))
            .findFirst()
            .orElseThrow()
            .substring("#   ./plumbline ".length());
    Path configuration = folder.resolve("plumbline.yaml");
    Files.writeString(
        configuration,
        text.replace("../../../../shared/cases/" + name, data.toString())
            .replace("../../target/cases/" + name + "/", ""));
    List<String> arguments = new ArrayList<>(Arrays.asList(command.split(" ")));
    arguments.replaceAll(
        argument -> argument.endsWith("plumbline.yaml") ? configuration.toString() : argument);
    arguments.addAll(List.of("--master", "local[2]"));
    Run run = Run.of(arguments.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isGreaterThanOrEqualTo(10).isNotEqualTo(40);
    Path report = Path.of(run.out().replaceAll("(?s).*Report: (\\S+).*", "$1"));
    return new RealCase(
        configuration, run, JSON.readTree(report.resolveSibling("report.json").toFile()));
  }

  Run run() {
    return run;
  }

  /** The only finding of this detector whose scope has these values. */
  JsonNode finding(String detector, String... scope) {
    return only(
        "findings",
        finding -> {
          boolean fits = finding.path("detector").asText().equals(detector);
          for (int i = 0; i < scope.length; i += 2) {
            fits &= finding.path("scope").path(scope[i]).asText().equals(scope[i + 1]);
          }
          return fits;
        });
  }

  /** Every entry of {@code findings} that meets a condition. */
  List<JsonNode> findings(Predicate<JsonNode> condition) {
    return StreamSupport.stream(report.path("findings").spliterator(), false)
        .filter(condition)
        .toList();
  }

  JsonNode question(String id) {
    return only("questions", question -> question.path("id").asText().equals(id));
  }

  JsonNode coverage(String source) {
    return only("coverage", one -> one.path("source").asText().equals(source));
  }

  private JsonNode only(String member, Predicate<JsonNode> condition) {
    List<JsonNode> found =
        StreamSupport.stream(report.path(member).spliterator(), false).filter(condition).toList();
    assertThat(found).as(member).hasSize(1);
    return found.get(0);
  }

  /** The rows of a query as {@code plumbline sql} prints them in CSV, without the header. */
  List<String> sql(String query) {
    Run asked =
        Run.of(
            "sql",
            "-c",
            configuration.toString(),
            "--format",
            "csv",
            "--master",
            "local[2]",
            query);
    assertThat(asked.code()).as(asked.err()).isZero();
    return asked.out().lines().skip(1).toList();
  }
}
