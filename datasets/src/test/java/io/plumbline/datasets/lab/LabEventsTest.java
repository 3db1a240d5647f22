package io.plumbline.datasets.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.plumbline.datasets.EventType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LabEventsTest {

  private static final int NIGHTS = 9;
  private static final long MEGABYTE = 1_000_000;
  private static final List<String> LOGS =
      List.of("decisions", "selection", "behaviour", "traces", "cycles");

  @TempDir static Path root;
  static Truth truth;

  @BeforeAll
  static void simulate() throws IOException {
    truth =
        ReferenceLab.write(
            new LabSettings(LocalDate.of(2026, 3, 2), NIGHTS, 5, 2, LabSettings.Volume.DEFAULT),
            List.of(),
            root.resolve("lab"));
  }

  @ParameterizedTest
  @EnumSource
  void everyEventMeetsTheSchemaOfItsType(EventType type) throws IOException {
    Schema schema;
    try (InputStream stream =
        Objects.requireNonNull(EventType.class.getResourceAsStream(type.schema()))) {
      schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(new ObjectMapper().readTree(stream));
    }
    int seen = 0;
    for (JsonNode event : LabFiles.events(logs().resolve(folder(type)))) {
      if (seen++ < 3_000) {
        assertThat(schema.validate(event)).as(event.path("id").asText()).isEmpty();
      }
    }
    assertThat(seen).isPositive();
  }

  @Test
  void everyEmittersSequenceIsWithoutGaps() throws IOException {
    for (String log : LOGS) {
      Map<String, Set<Long>> numbers = new HashMap<>();
      for (JsonNode event : LabFiles.events(logs().resolve(log))) {
        numbers
            .computeIfAbsent(event.get("source").asText(), emitter -> new TreeSet<>())
            .add(Long.parseLong(event.get("sequence").asText()));
      }
      assertThat(numbers).isNotEmpty();
      numbers.forEach(
          (emitter, sent) ->
              assertThat(List.copyOf(sent))
                  .as(emitter)
                  .hasSize((int) (long) ((TreeSet<Long>) sent).last())
                  .startsWith(1L));
    }
  }

  @Test
  void sequencesAscendWithTimePerEmitter() throws IOException {
    for (String log : LOGS) {
      Map<String, Map<Long, Instant>> times = new HashMap<>();
      for (JsonNode event : LabFiles.events(logs().resolve(log))) {
        times
            .computeIfAbsent(event.get("source").asText(), emitter -> new TreeMap<>())
            .put(
                Long.parseLong(event.get("sequence").asText()),
                Instant.parse(event.get("time").asText()));
      }
      times.values().forEach(emitter -> assertThat(List.copyOf(emitter.values())).isSorted());
    }
  }

  @Test
  void aboutOnePercentOfLinesArrivesOneToThreeDaysLate() throws IOException {
    long late = 0;
    long all = 0;
    for (Path file : LabFiles.below(logs().resolve("behaviour"))) {
      LocalDate received = received(file);
      for (JsonNode event : LabFiles.eventsOf(file)) {
        long days = received.toEpochDay() - day(event).toEpochDay();
        assertThat(days).isBetween(0L, 4L);
        late += days > 0 ? 1 : 0;
        all++;
      }
    }
    assertThat(late / (double) all).isBetween(0.006, 0.014);
  }

  @Test
  void eventsOfADecisionArriveInTheirOrder() throws IOException {
    Map<String, Map<String, LocalDate>> arrivals = new HashMap<>();
    for (Path file : LabFiles.below(logs().resolve("decisions"))) {
      for (JsonNode event : LabFiles.eventsOf(file)) {
        arrivals
            .computeIfAbsent(event.at("/data/decision_id").asText(), id -> new TreeMap<>())
            .putIfAbsent(event.get("time").asText() + event.get("id").asText(), received(file));
      }
    }
    arrivals.forEach((id, days) -> assertThat(List.copyOf(days.values())).as(id).isSorted());
  }

  @Test
  void repeatedLinesAreExactCopies() throws IOException {
    int copies = 0;
    for (String log : LOGS) {
      Map<String, String> first = new HashMap<>();
      for (JsonNode event : LabFiles.events(logs().resolve(log))) {
        String key = event.get("source").asText() + " " + event.get("id").asText();
        String before = first.putIfAbsent(key, event.toString());
        if (before != null) {
          assertThat(event.toString()).isEqualTo(before);
          copies++;
        }
      }
      assertThat(first).hasSize((int) truth.deliveries().get(log).events());
    }
    assertThat(copies)
        .isPositive()
        .isEqualTo(
            (int) LOGS.stream().mapToLong(log -> truth.deliveries().get(log).repeated()).sum());
  }

  @Test
  void malformedLinesAreThereAndWellBelowHalfAPercentOfEveryFile() throws IOException {
    int malformed = 0;
    for (String log : LOGS) {
      for (Path file : LabFiles.below(logs().resolve(log))) {
        int lines = LineFile.read(file).size();
        int bad = lines - LabFiles.eventsOf(file).size();
        assertThat(bad / (double) lines).as(file.toString()).isLessThan(0.005);
        malformed += bad;
      }
    }
    assertThat(malformed)
        .isPositive()
        .isEqualTo(
            (int) LOGS.stream().mapToLong(log -> truth.deliveries().get(log).malformed()).sum());
  }

  @Test
  void someFilesAreCompressed() throws IOException {
    List<String> names =
        LabFiles.below(logs()).stream().map(file -> file.getFileName().toString()).toList();
    assertThat(names).anyMatch(name -> name.endsWith(".jsonl"));
    assertThat(names).anyMatch(name -> name.endsWith(".jsonl.gz"));
  }

  @Test
  void everyNightHasFourHundredIndependentPicksOfTheModel() throws IOException {
    Map<LocalDate, Set<String>> picked = new HashMap<>();
    for (JsonNode event : LabFiles.events(logs().resolve("selection"))) {
      if (event.at("/data/selector/id").asText().equals("curator")
          && event.at("/data/purpose").asText().equals("training_data")) {
        for (JsonNode item : event.at("/data/items")) {
          if (item.get("selected").asBoolean()) {
            picked
                .computeIfAbsent(day(event), day -> new HashSet<>())
                .add(item.get("cluster_id").asText());
          }
        }
      }
    }
    assertThat(picked).hasSize(NIGHTS);
    assertThat(picked.values())
        .allSatisfy(clusters -> assertThat(clusters.size()).isGreaterThanOrEqualTo(400));
  }

  @Test
  void everyNightHasSevenHundredBehaviourSamplesPerArm() throws IOException {
    Map<String, Set<String>> samples = new HashMap<>();
    for (JsonNode event : LabFiles.events(logs().resolve("behaviour"))) {
      samples
          .computeIfAbsent(event.at("/data/context").asText() + day(event), arm -> new HashSet<>())
          .add(event.at("/data/sample_id").asText());
    }
    assertThat(samples).hasSize(2 * NIGHTS);
    assertThat(samples.values())
        .allSatisfy(ids -> assertThat(ids).hasSizeGreaterThanOrEqualTo(700));
  }

  @Test
  void aNightTakesAboutTwoMegabytes() throws IOException {
    long bytes = 0;
    for (Path file : LabFiles.below(truth.root())) {
      bytes += Files.size(file);
    }
    assertThat(bytes / NIGHTS).isBetween(MEGABYTE, 2_200_000L);
  }

  @Test
  void everyLogHasAFilePerNightButThatOfCycles() throws IOException {
    for (String log : List.of("decisions", "selection", "behaviour", "traces", "lineage")) {
      try (Stream<Path> files = Files.list(logs().resolve(log))) {
        assertThat(files.map(LabEventsTest::received))
            .as(log)
            .hasSize(NIGHTS)
            .doesNotHaveDuplicates();
      }
    }
  }

  private static Path logs() {
    return truth.root().resolve("logs");
  }

  private static String folder(EventType type) {
    return switch (type) {
      case DECISION, TRACE, CYCLE -> type.name().toLowerCase(Locale.ROOT) + "s";
      case SELECTION, BEHAVIOUR -> type.name().toLowerCase(Locale.ROOT);
    };
  }

  private static LocalDate received(Path file) {
    String log = file.getParent().getFileName().toString();
    return LocalDate.parse(
        file.getFileName().toString().substring(log.length() + 1, log.length() + 11));
  }

  private static LocalDate day(JsonNode event) {
    return LocalDate.ofInstant(Instant.parse(event.get("time").asText()), ZoneOffset.UTC);
  }
}
