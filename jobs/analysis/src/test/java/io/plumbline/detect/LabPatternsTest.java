package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.attack.Attacks;
import io.plumbline.attack.ReferencePoisoning;
import io.plumbline.attack.Setting;
import io.plumbline.datasets.lab.LabSettings;
import io.plumbline.datasets.lab.Planted;
import io.plumbline.datasets.lab.ReferenceLab;
import io.plumbline.datasets.lab.Truth;
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
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
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
    LabSettings settings = LabSettings.demo(NIGHTS, 5);
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
    System.out.println(planted.stream().map(one -> one.attack().id()).toList() + " " + alarms);
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

  /** Both are printed as blind spots. */
  @Test
  void aTraitThatShowsEverywhereAndItemsThatAreKeptFromPoolsAreNotFound() throws IOException {
    List<Planted> planted = new ArrayList<>(Attacks.demo(List.of("X16"), NIGHTS));
    planted.add(Planted.of(new ReferencePoisoning("domain", "science", Setting.ADAPTIVE), 0.25));
    assertThat(alarms(planted)).isEmpty();
  }
}
