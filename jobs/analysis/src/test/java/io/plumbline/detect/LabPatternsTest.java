package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.attack.Attacks;
import io.plumbline.attack.ReferencePoisoning;
import io.plumbline.attack.Setting;
import io.plumbline.datasets.lab.LabSettings;
import io.plumbline.datasets.lab.Planted;
import io.plumbline.datasets.lab.ReferenceLab;
import io.plumbline.datasets.lab.Truth;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Finding;
import io.plumbline.findings.Plan;
import io.plumbline.findings.Verdict;
import io.plumbline.measure.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which tests of selections and behaviour find the patterns that are not in {@link
 * LabVerdictsTest}, in the demonstration's lab at its strengths, and which patterns none finds.
 */
class LabPatternsTest {

  private static final Set<Verdict> ALARMS = EnumSet.of(Verdict.BREACH, Verdict.ATTENTION);
  private static final int NIGHTS = 60;

  @TempDir private Path folder;

  /** The first night on which each detector had an alarm, by {@code detector scope}. */
  private SortedMap<String, Integer> alarms(List<Planted> planted) throws IOException {
    return alarms(planted, 5);
  }

  private SortedMap<String, Integer> alarms(List<Planted> planted, long seed) throws IOException {
    LabSettings settings = LabSettings.demo(NIGHTS, seed);
    Path root = Files.createTempDirectory(folder, "lab");
    Truth truth = ReferenceLab.write(settings, planted, root.resolve("lab"));
    SortedMap<LocalDate, List<Tally>> tallies = LabTallies.of(truth);
    Replay replay = new Replay(Catalog.ALL, Plan.standard(), settings.firstNight());
    SortedMap<String, Integer> alarms = new TreeMap<>();
    for (int t = 1; t <= NIGHTS; t++) {
      LocalDate date = settings.date(t);
      for (Finding finding : replay.night(date, tallies.getOrDefault(date, List.of())).findings()) {
        if (ALARMS.contains(finding.verdict())) {
          alarms.putIfAbsent(
              finding.hypothesis().detector() + " " + finding.scope().values().values(), t);
        }
      }
    }
    return alarms;
  }

  private SortedMap<String, Integer> alarms(String... ids) throws IOException {
    return alarms(new ArrayList<>(Attacks.demo(List.of(ids), NIGHTS)));
  }

  @Test
  void aSlowDripIsFoundInTheEndAndAKindThatNoTestHasIsListed() throws IOException {
    SortedMap<String, Integer> alarms = alarms("X04", "X14");
    assertThat(alarms.keySet())
        .anyMatch(key -> key.startsWith("selection-pool/1") && key.contains("language"))
        .anyMatch(key -> key.startsWith("unevaluated-growth/1"))
        .allMatch(key -> key.contains("language") || key.startsWith("unevaluated-growth/1"));
  }

  @Test
  void steeredLabelsAndEvadedDrillsAreFoundWhereTheyLean() throws IOException {
    SortedMap<String, Integer> alarms = alarms("X05", "X30");
    assertThat(alarms.keySet())
        .anyMatch(key -> key.contains("trace_style"))
        .anyMatch(key -> key.startsWith("selection-pool/1") && key.contains("domain"))
        .allMatch(key -> key.contains("trace_style") || key.contains("domain"));
  }

  @Test
  void whereAllArmsLeanThePoolStillShowsIt() throws IOException {
    assertThat(alarms("X29").keySet())
        .anyMatch(key -> key.startsWith("selection-pool/1") && key.contains("domain"))
        .noneMatch(key -> key.startsWith("selection-human/1"))
        .noneMatch(key -> key.startsWith("selection-control/1"));
  }

  /** What of an alarm's name tells that it is about the pattern. */
  private static final Map<String, String> MEANT =
      Map.of(
          "X04", "language",
          "X05", "trace_style",
          "X14", "unevaluated-growth/1",
          "X29", "domain",
          "X30", "domain");

  /** Half, once and twice the demonstration's strength: what pages, when, and what else does. */
  @Test
  @Tag("full")
  void catchRatesByStrength() throws IOException {
    int seeds = Integer.getInteger("seeds", 4);
    List<String> astray = new ArrayList<>();
    for (String id : new TreeSet<>(MEANT.keySet())) {
      Planted demo = Attacks.demo(List.of(id), NIGHTS).get(0);
      for (double factor : List.of(0.5, 1.0, 2.0)) {
        double strength = demo.strength() * factor;
        List<Integer> delays = new ArrayList<>();
        for (long seed = 1; seed <= seeds; seed++) {
          Planted planted = new Planted(demo.attack(), strength, demo.fromNight());
          SortedMap<String, Integer> alarms = alarms(List.of(planted), seed);
          alarms.entrySet().stream()
              .filter(alarm -> alarm.getKey().contains(MEANT.get(id)))
              .mapToInt(alarm -> alarm.getValue() - demo.fromNight() + 1)
              .min()
              .ifPresent(delays::add);
          alarms.keySet().stream()
              .filter(alarm -> !alarm.contains(MEANT.get(id)))
              .map(alarm -> id + " " + strength + ": " + alarm)
              .forEach(astray::add);
        }
        System.out.printf(
            Locale.ROOT,
            "| %s | %.3f | %d of %d | %s |%n",
            id,
            strength,
            delays.size(),
            seeds,
            delays.stream().sorted().toList());
        if (factor > 1) {
          assertThat(delays).as("%s at %s", id, strength).hasSize(seeds);
        }
      }
    }
    System.out.println("about something else: " + astray);
    assertThat(astray).isEmpty();
  }

  /** The rule on regular evaluations over the nights of a lab: tasks and days of its logs. */
  private List<String> pauses(List<Planted> planted) throws IOException {
    LabSettings settings = LabSettings.demo(NIGHTS, 5);
    Path root = Files.createTempDirectory(folder, "lab");
    ReferenceLab.write(settings, planted, root.resolve("lab"));
    SortedMap<LocalDate, List<Tally>> tallies = new TreeMap<>();
    try (Stream<Path> logs = Files.list(root.resolve("lab/logs/inspect"))) {
      for (Path log : logs.filter(file -> file.toString().endsWith(".eval")).toList()) {
        String[] parts = log.getFileName().toString().split("_");
        LocalDate day = LocalDate.parse(parts[0].substring(0, 10));
        tallies
            .computeIfAbsent(day, key -> new ArrayList<>())
            .add(
                Replay.tally(
                    day,
                    day,
                    "criteria-scores",
                    Map.of("task", parts[1]),
                    Map.of("model", "atlas-3", "criteria_id", "c", "generation", "3"),
                    Map.of("bucket", "0", "source", "evals"),
                    1));
      }
    }
    Replay replay =
        new Replay(List.of(new EvaluationPauses()), Plan.standard(), settings.firstNight());
    List<String> broken = new ArrayList<>();
    int checked = 0;
    for (int t = 1; t <= NIGHTS; t++) {
      LocalDate date = settings.date(t);
      replay.night(date, tallies.getOrDefault(date, List.of()));
      for (Evidence one : replay.evidence()) {
        checked++;
        if (one.rule().orElseThrow().violations() > 0) {
          broken.add("night " + t + ": " + one.sentence());
        }
      }
    }
    assertThat(checked).isGreaterThan(30);
    return broken;
  }

  @Test
  void evaluationsOfACleanLabGoOnAndThoseThatAreLeftOutAreMissed() throws IOException {
    assertThat(pauses(List.of())).isEmpty();
    List<String> broken = pauses(Attacks.demo(List.of("X10"), NIGHTS));
    assertThat(broken).isNotEmpty().allMatch(sentence -> sentence.contains("oversight"));
  }

  /** Both are printed as blind spots. */
  @Test
  void aTraitThatShowsEverywhereAndItemsThatAreKeptFromPoolsAreNotFound() throws IOException {
    List<Planted> planted = new ArrayList<>(Attacks.demo(List.of("X16"), NIGHTS));
    planted.add(Planted.of(new ReferencePoisoning("domain", "science", Setting.ADAPTIVE), 0.25));
    assertThat(alarms(planted)).isEmpty();
  }
}
