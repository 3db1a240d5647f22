package io.plumbline.datasets.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of different logs name the same things, so that they can be held against each other. */
class LabRecordsMeetTest {

  @TempDir static Path root;
  private static final Map<String, Map<String, JsonNode>> DECISIONS = new TreeMap<>();
  private static final List<JsonNode> RUNS = new ArrayList<>();
  private static final List<RevCommit> COMMITS = new ArrayList<>();

  @BeforeAll
  static void simulate() throws IOException {
    Path lab =
        ReferenceLab.write(
                new LabSettings(
                    LocalDate.of(2026, 3, 2), 12, 3, 3, new LabSettings.Volume(40, 40, 0.6, 2, 6)),
                List.of(),
                root.resolve("lab"))
            .root();
    for (JsonNode event : LabFiles.events(lab.resolve("logs/decisions"))) {
      JsonNode data = event.get("data");
      DECISIONS
          .computeIfAbsent(data.get("decision_id").asText(), id -> new HashMap<>())
          .put(data.get("action").asText(), event);
    }
    for (Path file : LabFiles.below(lab.resolve("logs/lineage"))) {
      for (byte[] line : LineFile.read(file)) {
        RUNS.add(LabFiles.parse(new String(line, StandardCharsets.UTF_8)));
      }
    }
    try (Repository repository =
            new FileRepositoryBuilder().setGitDir(lab.resolve("repo/.git").toFile()).build();
        RevWalk walk = new RevWalk(repository)) {
      walk.markStart(walk.parseCommit(repository.resolve(Constants.HEAD)));
      walk.forEach(COMMITS::add);
    }
  }

  @Test
  void everyOutputIsBorneByADecisionExecutedWithinADayBefore() {
    int outputs = 0;
    for (JsonNode run : RUNS) {
      for (JsonNode output : run.path("outputs")) {
        String version = output.at("/facets/version/datasetVersion").asText();
        Instant at = Instant.parse(run.get("eventTime").asText());
        assertThat(executed().stream())
            .as(output.get("name").asText())
            .anyMatch(
                executed ->
                    executed.at("/data/artifact").equals(output.get("name"))
                        && executed.at("/data/artifact_digest").asText().equals(version)
                        && isWithinADay(executed, at));
        outputs++;
      }
    }
    assertThat(outputs).isGreaterThan(50);
  }

  @Test
  void everyCommitIsBorneByADecisionExecutedWithinADayBefore() {
    assertThat(COMMITS).hasSizeGreaterThan(100);
    Map<String, JsonNode> byDigest = new HashMap<>();
    executed().forEach(event -> byDigest.put(event.at("/data/artifact_digest").asText(), event));
    for (RevCommit commit : COMMITS) {
      assertThat(byDigest).containsKey(commit.name());
      assertThat(
              isWithinADay(
                  byDigest.get(commit.name()), Instant.ofEpochSecond(commit.getCommitTime())))
          .isTrue();
      assertThat(commit.getFullMessage())
          .endsWith(
              "Decision: " + byDigest.get(commit.name()).at("/data/decision_id").asText() + "\n");
    }
  }

  @Test
  void everyExecutedArtifactAppearsSomewhere() {
    Set<String> appeared = new HashSet<>();
    COMMITS.forEach(commit -> appeared.add(commit.name()));
    RUNS.forEach(
        run -> run.path("outputs").forEach(output -> appeared.add(output.get("name").asText())));
    for (JsonNode event : executed()) {
      if (!event.at("/data/domain").asText().equals("evaluation_criteria")) {
        assertThat(
                appeared.contains(event.at("/data/artifact").asText())
                    || appeared.contains(event.at("/data/artifact_digest").asText()))
            .as(event.at("/data/decision_id").asText())
            .isTrue();
      }
    }
  }

  @Test
  void nothingIsExecutedBeforeItIsApprovedByThePolicysClass() {
    Map<String, Domain> domains = new HashMap<>();
    Domain.ALL.forEach(domain -> domains.put(domain.name(), domain));
    Set<String> seen = new HashSet<>();
    for (Map<String, JsonNode> decision : DECISIONS.values()) {
      if (decision.containsKey("executed")) {
        assertThat(decision).containsKey("approved");
        JsonNode approved = decision.get("approved");
        assertThat(time(approved)).isBeforeOrEqualTo(time(decision.get("executed")));
        Domain domain = domains.get(approved.at("/data/domain").asText());
        assertThat(level(approved)).isGreaterThanOrEqualTo(level(domain.required()));
        JsonNode proposer = decision.get("proposed").at("/data/actor");
        JsonNode approver = approved.at("/data/actor");
        assertThat(approver.get("id")).isNotEqualTo(proposer.get("id"));
        assertThat(approver.get("id")).isNotEqualTo(proposer.path("on_behalf_of"));
        seen.add(domain.name());
      }
    }
    assertThat(seen).isEqualTo(domains.keySet());
  }

  @Test
  void domainsThatAllowItAreDecidedByNominalPeopleAndReviewingModelsToo() {
    Set<Integer> levels = new HashSet<>();
    DECISIONS.values().stream()
        .filter(decision -> decision.containsKey("approved"))
        .forEach(decision -> levels.add(level(decision.get("approved"))));
    assertThat(levels).containsExactlyInAnyOrder(2, 3, 4);
  }

  @Test
  void peopleAssistantsAndBotsCommit() {
    assertThat(COMMITS).anyMatch(commit -> commit.getFullMessage().contains("\nAssisted-by: "));
    assertThat(COMMITS).anyMatch(commit -> commit.getFullMessage().contains("<aider@aider.chat>"));
    assertThat(COMMITS).anyMatch(commit -> commit.getAuthorIdent().getName().endsWith("[bot]"));
    assertThat(COMMITS)
        .anyMatch(commit -> !commit.getFullMessage().matches("(?s).*(Assisted|Co-authored)-by.*"));
  }

  @Test
  void aNewModelIsTrainedOnWhatWasSelectedAndEvaluatedBeforeItsRelease() {
    int trained = 0;
    for (JsonNode run : RUNS) {
      if (run.at("/job/name").asText().equals("training/train")
          && run.get("eventType").asText().equals("COMPLETE")) {
        String model = run.at("/outputs/0/facets/plumbline_model/model_id").asText();
        assertThat(run.get("inputs"))
            .anyMatch(in -> in.get("name").asText().startsWith("training/"));
        assertThat(run.get("inputs")).anyMatch(in -> in.get("name").asText().startsWith("traces/"));
        JsonNode release = DECISIONS.get("d-release-" + model).get("executed");
        long evaluations =
            RUNS.stream()
                .filter(
                    other ->
                        other.at("/job/name").asText().startsWith("evals/")
                            && other.get("eventType").asText().equals("COMPLETE")
                            && other.at("/inputs/0/name").asText().equals("model/" + model)
                            && Instant.parse(other.get("eventTime").asText())
                                .isBefore(time(release)))
                .count();
        assertThat(evaluations).isEqualTo(Criteria.TASKS.size());
        trained++;
      }
    }
    assertThat(trained).isEqualTo(2);
  }

  private static List<JsonNode> executed() {
    return DECISIONS.values().stream()
        .filter(decision -> decision.containsKey("executed"))
        .map(decision -> decision.get("executed"))
        .toList();
  }

  private static boolean isWithinADay(JsonNode executed, Instant at) {
    Duration since = Duration.between(time(executed), at);
    return !since.isNegative() && since.compareTo(Duration.ofDays(1)) <= 0;
  }

  private static Instant time(JsonNode event) {
    return Instant.parse(event.get("time").asText());
  }

  private static int level(JsonNode approved) {
    boolean model = approved.at("/data/actor/kind").asText().equals("model");
    return model ? 2 : approved.at("/data/viewed").asBoolean() ? 4 : 3;
  }

  private static int level(String required) {
    return switch (required) {
      case "human_with_sight" -> 4;
      case "human_nominal" -> 3;
      case "ai_reviewer" -> 2;
      default -> throw new IllegalArgumentException(required);
    };
  }
}
