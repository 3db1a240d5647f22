package io.plumbline.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The demonstration with every pattern at its fixed strength, seed by seed: what is planted pages
 * on its question, and nothing else is found. Patterns that touch rows of different kinds share a
 * lab.
 */
@Tag("full")
class DemoSeedsTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final LocalDate FIRST = LocalDate.of(2026, 3, 2);
  private static final int SEEDS = Integer.getInteger("plumbline.seeds", 10);

  /**
   * Question and, where a pattern is found by counting and not by testing, the night it must be.
   */
  private static final Map<String, String> QUESTIONS =
      Map.of(
          "X01", "selection",
          "X02", "selection",
          "X06", "criteria",
          "X07", "criteria",
          "X11", "behaviour",
          "X17", "authority",
          "X20", "record");

  /**
   * Nights by which what is tested pages: 1.6 times what is predicted for the strength and these
   * volumes, see {@code LabVerdictsTest}. Nights are whole.
   */
  private static final Map<String, Integer> EXPECTED =
      Map.of("X01", 12, "X02", 7, "X06", 10, "X11", 8);

  /** Nights of a lab in which something is planted. */
  private static final int NIGHTS = 30;

  /** Lines that were read are edited before the last night. */
  private static final LocalDate LAST = FIRST.plusDays(NIGHTS - 1L);

  private static final List<String> LATER = new ArrayList<>();

  private static final List<String> ALARMS = List.of("BREACH", "ATTENTION");

  @TempDir private Path folder;

  /** A finding of the last night's report. */
  private record Found(
      String question,
      String scope,
      String kind,
      String verdict,
      String tier,
      int night,
      List<String> ids) {

    /** Whether it stands on counted rows alone: such a finding needs no test to page. */
    private boolean isCounted() {
      return kind.equals("deterministic") && ALARMS.contains(verdict);
    }

    private static Found of(JsonNode finding) {
      List<String> ids = new ArrayList<>();
      finding.path("attack_ids").forEach(id -> ids.add(id.asText()));
      return new Found(
          finding.path("question").asText(),
          finding.path("scope").toString(),
          finding.path("kind").asText(),
          finding.path("verdict").asText(),
          finding.path("tier").asText(""),
          (int)
                  ChronoUnit.DAYS.between(
                      FIRST, LocalDate.parse(finding.path("first_night").asText()))
              + 1,
          ids);
    }
  }

  private static Stream<Long> seeds() {
    return IntStream.rangeClosed(1, SEEDS).mapToObj(Long::valueOf);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aCleanLabPasses(long seed) {
    JsonNode report = demo(seed, 60, "none");
    List<String> verdicts = report.path("questions").findValuesAsText("verdict");
    System.out.printf("seed %d, nothing planted: %s%n", seed, verdicts);
    assertThat(report.path("findings").findValuesAsText("verdict"))
        .doesNotContain("BREACH", "ATTENTION");
    assertThat(verdicts).doesNotContain("BREACH", "ATTENTION");
    assertThat(verdicts.stream().filter("PASS"::equals)).hasSizeGreaterThanOrEqualTo(4);
  }

  /** Patterns that share a lab: nothing that one of them changes is read by what finds another. */
  private static Stream<Arguments> planted() {
    List<String> together =
        List.of(System.getProperty("plumbline.planted", "X01,X07,X17;X02,X20;X06,X11").split(";"));
    return seeds().flatMap(seed -> together.stream().map(ids -> Arguments.of(seed, ids)));
  }

  @ParameterizedTest
  @MethodSource("planted")
  void whatIsPlantedIsFoundWhereItIsAndNothingElse(long seed, String planted) {
    JsonNode report = demo(seed, NIGHTS, planted);
    List<Found> found = new ArrayList<>();
    report.path("findings").forEach(finding -> found.add(Found.of(finding)));
    Map<String, Found> first = new TreeMap<>();
    for (Found one : found) {
      one.ids().stream()
          .filter(id -> planted.contains(id) && one.question().equals(QUESTIONS.get(id)))
          .filter(id -> one.tier().equals("page") || one.isCounted())
          .forEach(id -> first.merge(id, one, (a, b) -> a.night() <= b.night() ? a : b));
    }
    first.forEach(
        (id, one) ->
            System.out.printf("seed %d, %s: night %d, %s%n", seed, id, one.night(), one.scope()));
    List<Found> astray =
        found.stream()
            .filter(one -> one.ids().stream().noneMatch(planted::contains))
            .filter(one -> ALARMS.contains(one.verdict()))
            .toList();
    astray.forEach(one -> System.out.printf("seed %d, %s, astray: %s%n", seed, planted, one));
    assertThat(first.keySet()).containsExactly(planted.split(","));
    first.forEach((id, one) -> isInTime(id, one, seed, planted));
    assertThat(astray).isEmpty();
  }

  /**
   * The time to a page has a spread: one in twelve takes longer than 1.6 times its mean however
   * good the test. More than seven of forty would come about in fewer than one of fifty studies.
   */
  @AfterAll
  static void fewAreLater() {
    System.out.printf("later than 1.6 times the prediction: %s%n", LATER);
    assertThat(LATER).hasSizeLessThanOrEqualTo(Math.max(2, 7 * SEEDS / 10));
  }

  /** What is counted shows on the night its first row came; of what is tested lateness is noted. */
  private void isInTime(String id, Found found, long seed, String planted) {
    if (EXPECTED.containsKey(id)) {
      if (found.night() > EXPECTED.get(id)) {
        LATER.add("seed " + seed + ", " + id + ": night " + found.night());
      }
      return;
    }
    assertThat(FIRST.plusDays(found.night() - 1L))
        .as("seed %d, %s", seed, id)
        .isEqualTo(id.equals("X20") ? LAST : counted(id, seed, planted));
  }

  /** The night on which the first planted row counts: a late one does not on its own night. */
  private LocalDate counted(String id, long seed, String planted) {
    List<String> nights = new ArrayList<>();
    List<String> decisions = new ArrayList<>();
    for (JsonNode one : read(out(seed, planted).resolve("truth.json")).path("planted")) {
      if (one.path("attack").asText().equals(id)) {
        one.path("rows").fieldNames().forEachRemaining(nights::add);
        for (JsonNode rows : one.path("rows")) {
          rows.forEach(row -> decisions.add("'" + row.asText().split("\\|", 2)[0] + "'"));
        }
      }
    }
    assertThat(nights).as("seed %d, %s", seed, id).isNotEmpty();
    if (!id.equals("X17")) {
      return LocalDate.parse(Collections.min(nights));
    }
    Run asked =
        Run.of(
            "sql",
            "-c",
            out(seed, planted).resolve("plumbline.yaml").toString(),
            "--format",
            "csv",
            "--master",
            "local[2]",
            "select min(night) from silver.decisions where decision_id in ("
                + String.join(", ", decisions)
                + ")");
    assertThat(asked.code()).as(asked.err()).isZero();
    return LocalDate.parse(asked.out().lines().skip(1).findFirst().orElseThrow());
  }

  private Path out(long seed, String planted) {
    return folder.resolve(planted + "-" + seed);
  }

  private static JsonNode read(Path file) {
    try {
      return JSON.readTree(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode demo(long seed, int nights, String planted) {
    Path out = out(seed, planted);
    Run run =
        Run.of(
            "demo",
            "--nights",
            Integer.toString(nights),
            "--seed",
            Long.toString(seed),
            "--attack",
            planted,
            "--master",
            "local[2]",
            "--out",
            out.toString());
    assertThat(run.code()).as(run.err()).isZero();
    return read(out.resolve("site").resolve(FIRST.plusDays(nights - 1L) + "/report.json"));
  }
}
