package io.plumbline.datasets.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationLogsTest {

  private static final int NIGHTS = 30;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  /** A member as it was read. */
  private record Member(String name, int method, String text, int frames) {}

  @TempDir static Path root;
  private static final Map<String, List<Member>> LOGS = new TreeMap<>();
  private static Path lab;

  @BeforeAll
  static void simulate() throws IOException {
    lab =
        ReferenceLab.write(
                new LabSettings(
                    LocalDate.of(2026, 3, 2),
                    NIGHTS,
                    3,
                    2,
                    new LabSettings.Volume(8, 8, 0.1, 1, 20)),
                List.of(),
                root.resolve("lab"))
            .root();
    for (Path file : LabFiles.below(lab.resolve("logs/inspect"))) {
      List<Member> members = new ArrayList<>();
      try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
        for (ZipArchiveEntry entry : Collections.list(zip.getEntriesInPhysicalOrder())) {
          members.add(member(zip, entry));
        }
      }
      LOGS.put(file.getFileName().toString(), members);
    }
  }

  private static Member member(ZipFile zip, ZipArchiveEntry entry) throws IOException {
    byte[] packed;
    try (InputStream raw = zip.getRawInputStream(entry)) {
      packed = raw.readAllBytes();
    }
    byte[] content;
    if (entry.getMethod() == 93) {
      try (InputStream in = new ZstdInputStream(new ByteArrayInputStream(packed))) {
        content = in.readAllBytes();
      }
    } else {
      try (InputStream in = zip.getInputStream(entry)) {
        content = in.readAllBytes();
      }
    }
    assertThat(content).hasSize((int) entry.getSize());
    int frames = 0;
    for (int i = 0; entry.getMethod() == 93 && i + 3 < packed.length; i++) {
      frames +=
          packed[i] == 0x28
                  && packed[i + 1] == (byte) 0xB5
                  && packed[i + 2] == 0x2F
                  && packed[i + 3] == (byte) 0xFD
              ? 1
              : 0;
    }
    return new Member(
        entry.getName(), entry.getMethod(), new String(content, StandardCharsets.UTF_8), frames);
  }

  @Test
  void membersAreStoredDeflatedAndZstd() {
    Set<Integer> methods = new HashSet<>();
    LOGS.values().forEach(members -> members.forEach(member -> methods.add(member.method())));
    assertThat(methods).containsExactlyInAnyOrder(0, 8, 93);
  }

  @Test
  void aMemberMayHaveSeveralFrames() {
    assertThat(LOGS.values().stream().flatMap(List::stream)).anyMatch(m -> m.frames() == 2);
  }

  @Test
  void everyMemberIsJson() throws IOException {
    for (List<Member> members : LOGS.values()) {
      for (Member member : members) {
        assertThat(JSON.readTree(member.text()).isContainerNode()).as(member.name()).isTrue();
      }
    }
  }

  @Test
  void crashedLogsHaveNoHeaderAndFewerSamples() {
    List<List<Member>> crashed =
        LOGS.values().stream().filter(members -> header(members).isMissingNode()).toList();
    assertThat(crashed).isNotEmpty().hasSizeLessThan(LOGS.size() / 5);
    assertThat(crashed)
        .allSatisfy(
            members -> {
              assertThat(named(members, "_journal/start.json")).isNotEmpty();
              assertThat(named(members, "summaries.json")).isEmpty();
              assertThat(samples(members).size()).isBetween(1, 20);
            });
  }

  @Test
  void someSamplesAreSupersededByALaterMemberOfTheSameName() {
    int superseded = 0;
    for (List<Member> members : LOGS.values()) {
      Map<String, JsonNode> first = new HashMap<>();
      for (Member member : samples(members)) {
        JsonNode earlier = first.put(member.name(), parse(member));
        if (earlier != null) {
          assertThat(earlier.has("error")).isTrue();
          assertThat(parse(member).has("scores")).isTrue();
          superseded++;
        }
      }
    }
    assertThat(superseded).isPositive();
  }

  @Test
  void theHeadersMeanIsTheMeanOfItsSamples() {
    for (List<Member> members : LOGS.values()) {
      JsonNode header = header(members);
      if (header.isMissingNode()) {
        continue;
      }
      Map<String, Double> scores = new HashMap<>();
      for (Member member : samples(members)) {
        JsonNode value = parse(member).path("scores").path(scorer(header)).path("value");
        if (value.isTextual() || (value.isNumber() && !Double.isNaN(value.asDouble()))) {
          scores.put(
              member.name(),
              value.isTextual() ? (value.asText().equals("C") ? 1.0 : 0) : value.asDouble());
        }
      }
      double mean = scores.values().stream().mapToDouble(Double::doubleValue).average().orElse(0);
      assertThat(header.at("/results/scores/0/metrics/mean/value").asDouble())
          .isCloseTo(mean, within(1e-9));
      assertThat(header.at("/results/scores/0/scored_samples").asInt()).isEqualTo(scores.size());
    }
  }

  @Test
  void criteriaChangeOnlyWithANewVersionAndADecisionOnTheDayBefore() throws IOException {
    Set<String> decided = new HashSet<>();
    for (JsonNode event : LabFiles.events(lab.resolve("logs/decisions"))) {
      if (event.at("/data/domain").asText().equals("evaluation_criteria")
          && event.at("/data/action").asText().equals("executed")) {
        decided.add(event.get("time").asText().substring(0, 10));
      }
    }
    Map<String, String> criteria = new HashMap<>();
    Map<String, Integer> versions = new HashMap<>();
    int changes = 0;
    for (List<Member> members : LOGS.values()) {
      JsonNode eval = parse(named(members, "_journal/start.json").get(0)).get("eval");
      String task = eval.get("task").asText();
      String now =
          eval.get("dataset")
              + "|"
              + eval.get("scorers")
              + "|"
              + eval.get("config")
              + "|"
              + eval.path("model_roles")
              + "|"
              + eval.get("packages")
              + "|"
              + eval.at("/metadata/gate_threshold");
      String before = criteria.put(task, now);
      int version = eval.get("task_version").asInt();
      Integer earlier = versions.put(task, version);
      if (before != null) {
        assertThat(version > earlier).as(task + " " + now).isEqualTo(!now.equals(before));
        if (!now.equals(before)) {
          assertThat(decided).contains(eval.get("created").asText().substring(0, 10));
          changes++;
        }
      }
    }
    assertThat(changes).isEqualTo(3 + Criteria.TASKS.size());
  }

  @Test
  void everyLogHasItsRunInTheLineageAndTheReverse() throws IOException {
    Set<String> logged = new HashSet<>();
    LOGS.values()
        .forEach(
            members ->
                logged.add(
                    parse(named(members, "_journal/start.json").get(0))
                        .at("/eval/eval_id")
                        .asText()));
    Set<String> tagged = new HashSet<>();
    for (Path file : LabFiles.below(lab.resolve("logs/lineage"))) {
      for (byte[] line : LineFile.read(file)) {
        for (JsonNode tag :
            LabFiles.parse(new String(line, StandardCharsets.UTF_8)).at("/run/facets/tags/tags")) {
          assertThat(tag.get("key").asText()).isEqualTo("inspect_eval_id");
          tagged.add(tag.get("value").asText());
        }
      }
    }
    assertThat(logged).hasSize(LOGS.size());
    assertThat(tagged).isEqualTo(logged);
  }

  @Test
  void someScoresAreMissingAsNan() {
    assertThat(LOGS.values().stream().flatMap(List::stream))
        .anyMatch(member -> member.text().contains("\"value\":NaN"));
  }

  private static String scorer(JsonNode header) {
    return header.at("/results/scores/0/name").asText();
  }

  private static JsonNode header(List<Member> members) {
    List<Member> headers = named(members, "header.json");
    return headers.isEmpty() ? JSON.missingNode() : parse(headers.get(0));
  }

  private static List<Member> samples(List<Member> members) {
    return members.stream().filter(member -> member.name().startsWith("samples/")).toList();
  }

  private static List<Member> named(List<Member> members, String name) {
    return members.stream().filter(member -> member.name().equals(name)).toList();
  }

  private static JsonNode parse(Member member) {
    try {
      return JSON.readTree(member.text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
