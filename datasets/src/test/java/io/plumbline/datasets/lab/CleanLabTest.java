package io.plumbline.datasets.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A clean lab has no association within a block, and plenty of it for a test that ignores blocks.
 */
class CleanLabTest {

  private static final int SEEDS = 3;

  /** A first item per cluster: what stands for it. */
  private record Unit(
      String purpose,
      String block,
      Map<String, String> attributes,
      boolean hasOwn,
      Map<String, Boolean> taken) {

    boolean is(String attribute, String value) {
      return value.equals(attributes.get(attribute));
    }
  }

  /** Observed less expected count of a cell and its hypergeometric variance, summed over blocks. */
  private static final class Excess {
    double difference;
    double variance;

    void add(double chosenWith, double chosen, double with, double all) {
      if (all > 1) {
        difference += chosenWith - chosen * with / all;
        variance += chosen * (all - chosen) * with * (all - with) / (all * all * (all - 1));
      }
    }

    /** Squared standardised excess: chi-square with one degree of freedom under the null. */
    double chiSquare() {
      return difference * difference / variance;
    }
  }

  @TempDir static Path root;
  private static final Map<String, Unit> UNITS = new TreeMap<>();
  private static final Map<String, JsonNode> SAMPLES = new TreeMap<>();

  @BeforeAll
  static void simulate() throws IOException {
    for (int seed = 1; seed <= SEEDS; seed++) {
      LabSettings settings =
          new LabSettings(
              LocalDate.of(2026, 3, 2), 6, seed, 2, new LabSettings.Volume(500, 500, 0.2, 12, 8));
      Path lab = ReferenceLab.write(settings, List.of(), root.resolve("s" + seed)).root();
      for (JsonNode event : LabFiles.events(lab.resolve("logs/selection"))) {
        collect(seed, event.get("data"));
      }
      for (JsonNode event : LabFiles.events(lab.resolve("logs/behaviour"))) {
        JsonNode data = event.get("data");
        if (data.get("sample_id").asText().endsWith(".0")) {
          SAMPLES.put(
              seed
                  + "/"
                  + event.get("time").asText().substring(0, 10)
                  + "/"
                  + data.get("sample_id").asText(),
              data);
        }
      }
    }
  }

  private static void collect(int seed, JsonNode batch) {
    String pool = seed + "/" + batch.get("pool_id").asText();
    String selector = batch.at("/selector/id").asText();
    String by = selector.startsWith("curation-desk") ? "desk" : selector;
    Set<String> seen = new HashSet<>();
    for (JsonNode item : batch.get("items")) {
      String cluster = item.path("cluster_id").asText(item.get("item_id").asText());
      if (!seen.add(cluster)) {
        continue;
      }
      Unit unit =
          UNITS.computeIfAbsent(
              pool + "/" + cluster,
              key -> {
                Map<String, String> attributes = new TreeMap<>();
                item.get("attributes")
                    .properties()
                    .forEach(a -> attributes.put(a.getKey(), a.getValue().asText()));
                return new Unit(
                    batch.get("purpose").asText(),
                    pool + "/" + item.get("stratum").asText(),
                    attributes,
                    item.path("origin_model").asText("").startsWith("atlas"),
                    new HashMap<>());
              });
      unit.taken().put(by, item.get("selected").asBoolean());
    }
  }

  @Test
  void noAttributeIsAssociatedWithAModelsPicksWithinABatchAndStratum() {
    assertNull(unit -> true, unit -> unit.taken().get("curator"));
  }

  @Test
  void noAttributeTellsWhatOnlyTheModelFromWhatOnlyThePersonTook() {
    assertNull(
        unit ->
            unit.taken().containsKey("desk")
                && !unit.taken().get("curator").equals(unit.taken().get("desk")),
        unit -> unit.taken().get("curator"));
  }

  @Test
  void modelsDoNotPreferTheirOwnLineage() {
    Excess own =
        excess(
            "training_data",
            unit -> true,
            unit -> unit.taken().get("curator"),
            Unit::hasOwn,
            false);
    assertThat(own.chiSquare()).isLessThan(3.3 * 3.3);
  }

  @Test
  void aTestThatIgnoresStrataSeesAnAssociation() {
    Excess naive =
        excess(
            "training_data",
            unit -> true,
            unit -> unit.taken().get("curator"),
            unit -> unit.is("domain", "code"),
            true);
    assertThat(naive.chiSquare()).isGreaterThan(4 * 4);
  }

  @Test
  void modelAndPersonShareTheQualityTheySee() {
    Excess shared =
        excess(
            "training_data",
            unit -> unit.taken().containsKey("desk"),
            unit -> unit.taken().get("curator"),
            unit -> unit.taken().get("desk"),
            false);
    assertThat(shared.difference).isPositive();
    assertThat(shared.chiSquare()).isGreaterThan(100);
  }

  @Test
  void behaviourIsTheSameInTestAndDeploymentWithinANightModelAndKindOfPrompt() {
    assertThat(gap(true).chiSquare()).isLessThan(3.3 * 3.3);
  }

  @Test
  void unlikeMixesOfPromptsLookLikeAGap() {
    assertThat(gap(false).chiSquare()).isGreaterThan(3 * 3);
  }

  private static void assertNull(Predicate<Unit> scope, Predicate<Unit> chosen) {
    double total = 0;
    int tests = 0;
    for (String purpose : List.of("training_data", "evaluation_item", "bug", "reasoning_trace")) {
      Map<String, Set<String>> values = new TreeMap<>();
      UNITS.values().stream()
          .filter(unit -> unit.purpose().equals(purpose))
          .forEach(
              unit ->
                  unit.attributes()
                      .forEach(
                          (name, value) ->
                              values.computeIfAbsent(name, key -> new TreeSet<>()).add(value)));
      assertThat(values).isNotEmpty();
      for (Map.Entry<String, Set<String>> attribute : values.entrySet()) {
        for (String value : attribute.getValue()) {
          Excess excess =
              excess(purpose, scope, chosen, unit -> unit.is(attribute.getKey(), value), false);
          assertThat(excess.chiSquare())
              .as(purpose + " " + attribute.getKey() + "=" + value)
              .isLessThan(3.6 * 3.6);
          total += excess.chiSquare();
          tests++;
        }
      }
    }
    // The values of one attribute depend on each other, so the mean has a wide but honest band.
    assertThat(tests).isGreaterThan(15);
    assertThat(total / tests).isBetween(0.3, 2.0);
  }

  private static Excess excess(
      String purpose,
      Predicate<Unit> scope,
      Predicate<Unit> chosen,
      Predicate<Unit> has,
      boolean ignoringStrata) {
    Map<String, double[]> blocks = new TreeMap<>();
    for (Unit unit : UNITS.values()) {
      if (unit.purpose().equals(purpose)
          && unit.taken().containsKey("curator")
          && scope.test(unit)) {
        double[] counts =
            blocks.computeIfAbsent(ignoringStrata ? "all" : unit.block(), key -> new double[4]);
        count(counts, chosen.test(unit), has.test(unit));
      }
    }
    return sum(blocks);
  }

  private static Excess gap(boolean byStratum) {
    Map<String, double[]> blocks = new TreeMap<>();
    SAMPLES.forEach(
        (key, sample) -> {
          if (sample.get("behaviour").asText().equals("shortcut_taking")) {
            String night = key.substring(0, key.lastIndexOf('/'));
            String block =
                byStratum
                    ? night + sample.get("model").asText() + sample.get("stratum").asText()
                    : night;
            count(
                blocks.computeIfAbsent(block, unused -> new double[4]),
                sample.get("score").asDouble() >= 0.5,
                sample.get("context").asText().equals("deployment"));
          }
        });
    return sum(blocks);
  }

  private static void count(double[] counts, boolean chosen, boolean has) {
    counts[0] += chosen && has ? 1 : 0;
    counts[1] += chosen ? 1 : 0;
    counts[2] += has ? 1 : 0;
    counts[3]++;
  }

  private static Excess sum(Map<String, double[]> blocks) {
    Excess sum = new Excess();
    blocks.values().forEach(block -> sum.add(block[0], block[1], block[2], block[3]));
    assertThat(sum.variance).isPositive();
    return sum;
  }
}
