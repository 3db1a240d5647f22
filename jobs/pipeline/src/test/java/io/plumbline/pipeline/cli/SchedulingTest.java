package io.plumbline.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.plumbline.pipeline.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SchedulingTest {

  private static final Path FOLDER =
      Path.of(System.getProperty("plumbline.root"), "docs", "scheduling");

  private static final Pattern STARTED =
      Pattern.compile("/opt/plumbline/plumbline ([a-z]+(?: --[a-z]+ [^\\s;]+)*)");

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(com.fasterxml.jackson.core.JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .build();

  @ParameterizedTest
  @ValueSource(
      strings = {"plumbline.cron", "plumbline.service", "plumbline_dag.py", "cronjob.yaml"})
  void theCommandThatIsStartedIsOneOfOurs(String file) throws IOException {
    Matcher started = STARTED.matcher(text(file));
    assertThat(started.find()).as(file).isTrue();
    assertIsNightly(List.of(started.group(1).split(" ")));
  }

  @Test
  void theArgumentsOfAClusterAreOurs() throws IOException {
    JsonNode operator = YAML.readTree(text("scheduledsparkapplication.yaml"));
    assertIsNightly(words(operator.at("/spec/template/arguments")));
    assertThat(operator.at("/spec/template/mainClass").asText()).isEqualTo(Main.class.getName());
    JsonNode task =
        YAML.readTree(text("databricks.yml"))
            .at("/resources/jobs/plumbline/tasks/0/spark_jar_task");
    assertIsNightly(words(task.get("parameters")));
    assertThat(task.get("main_class_name").asText()).isEqualTo(Main.class.getName());
  }

  @Test
  void noTwoRunsOverlap() throws IOException {
    assertThat(YAML.readTree(text("cronjob.yaml")).at("/spec/concurrencyPolicy").asText())
        .isEqualTo("Forbid");
    assertThat(
            YAML.readTree(text("scheduledsparkapplication.yaml"))
                .at("/spec/concurrencyPolicy")
                .asText())
        .isEqualTo("Forbid");
    assertThat(
            YAML.readTree(text("databricks.yml"))
                .at("/resources/jobs/plumbline/max_concurrent_runs")
                .asInt())
        .isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plumbline.cron",
        "plumbline.timer",
        "plumbline_dag.py",
        "cronjob.yaml",
        "scheduledsparkapplication.yaml",
        "databricks.yml"
      })
  void aRunBeginsAfterTheNightMayBeSealed(String file) throws IOException {
    assertThat(text(file)).containsPattern("\\b30 6 \\*|06:30:00 UTC");
  }

  @Test
  void aPodIsStartedAgainOnlyWhereThatCanHelp() throws IOException {
    JsonNode job = YAML.readTree(text("cronjob.yaml")).at("/spec/jobTemplate/spec");
    assertThat(job.at("/template/spec/restartPolicy").asText()).isEqualTo("Never");
    Set<Integer> ending = new TreeSet<>();
    job.at("/podFailurePolicy/rules/0/onExitCodes/values").forEach(v -> ending.add(v.asInt()));
    Set<Integer> known =
        Arrays.stream(ErrorCode.values())
            .map(ErrorCode::exitCode)
            .collect(Collectors.toCollection(TreeSet::new));
    known.addAll(Set.of(1, 20, 40));
    known.removeAll(Set.of(ErrorCode.LOCKED.exitCode(), ErrorCode.INTERRUPTED.exitCode()));
    assertThat(ending).isEqualTo(known);
  }

  @Test
  void systemdTellsAnswersFromAlarms() throws IOException {
    Map<String, String> service = unit("plumbline.service");
    assertThat(service)
        .containsEntry("Service/Type", "oneshot")
        .containsEntry("Service/SuccessExitStatus", "10 30")
        .containsEntry(
            "Service/RestartForceExitStatus",
            ErrorCode.LOCKED.exitCode() + " " + ErrorCode.INTERRUPTED.exitCode());
    assertThat(unit("plumbline.timer"))
        .containsEntry("Timer/OnCalendar", "*-*-* 06:30:00 UTC")
        .containsEntry("Install/WantedBy", "timers.target");
  }

  @Test
  void cronReadsEveryLine() throws IOException {
    String field = "(?:\\*|[0-9]+(?:-[0-9]+)?)(?:/[0-9]+)?(?:,[0-9]+)*";
    assertThat(text("plumbline.cron").lines())
        .allMatch(
            line ->
                line.startsWith("#")
                    || line.matches("[A-Z_]+=\\S+")
                    || line.matches("(?:" + field + " ){5}/\\S+ .*"));
  }

  @Test
  void pythonReadsTheDag() throws IOException, InterruptedException {
    assumeThat(Files.isExecutable(Path.of("/usr/bin/python3"))).as("python3 is there").isTrue();
    Process python =
        new ProcessBuilder(
                "/usr/bin/python3",
                "-c",
                "import ast, sys; ast.parse(open(sys.argv[1], encoding='utf-8').read())",
                FOLDER.resolve("plumbline_dag.py").toString())
            .inheritIO()
            .start();
    assertThat(python.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(python.exitValue()).isZero();
  }

  @Test
  void thePageNamesEveryFile() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> !name.equals("README.md"))
          .hasSize(7)
          .allMatch(text("README.md")::contains);
    }
  }

  private static void assertIsNightly(List<String> arguments) {
    CommandLine.ParseResult parsed =
        new CommandLine(Main.class).parseArgs(arguments.toArray(String[]::new));
    assertThat(parsed.subcommand().commandSpec().name()).isEqualTo("nightly");
    assertThat(parsed.subcommand().hasMatchedOption("--config")).isTrue();
  }

  private static List<String> words(JsonNode array) {
    return Stream.iterate(0, i -> i + 1)
        .limit(array.size())
        .map(i -> array.get(i).asText())
        .toList();
  }

  /** Section and key to value; a key may stand once. */
  private static Map<String, String> unit(String file) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    String section = "";
    for (String line : text(file).lines().toList()) {
      if (line.matches("\\[[A-Z][a-z]+\\]")) {
        section = line.substring(1, line.length() - 1);
      } else if (!line.isBlank() && !line.startsWith("#")) {
        assertThat(line).matches("[A-Z][A-Za-z]+=.+");
        String key = section + "/" + line.substring(0, line.indexOf('='));
        assertThat(values.put(key, line.substring(line.indexOf('=') + 1))).as(key).isNull();
      }
    }
    return values;
  }

  private static String text(String file) throws IOException {
    return Files.readString(FOLDER.resolve(file));
  }
}
