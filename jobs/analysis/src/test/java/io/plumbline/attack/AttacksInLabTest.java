package io.plumbline.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.datasets.lab.LabSettings;
import io.plumbline.datasets.lab.Planted;
import io.plumbline.datasets.lab.ReferenceLab;
import io.plumbline.datasets.lab.Tamper;
import io.plumbline.datasets.lab.Truth;
import io.plumbline.datasets.surface.Attack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttacksInLabTest {

  private static final LabSettings SETTINGS =
      new LabSettings(
          LocalDate.of(2026, 3, 2), 8, 4, 2, new LabSettings.Volume(120, 120, 0.8, 2, 10));

  @TempDir static Path root;
  private static Map<String, byte[]> clean;

  @BeforeAll
  static void simulate() throws IOException {
    clean = files(ReferenceLab.write(SETTINGS, List.of(), root.resolve("clean")));
  }

  @Test
  void atStrengthNullEveryByteIsThatOfACleanLab() throws IOException {
    List<Planted> planted = Attacks.ALL.stream().map(attack -> Planted.of(attack, 0)).toList();
    Map<String, byte[]> files = files(ReferenceLab.write(SETTINGS, planted, root.resolve("null")));
    assertThat(changed(files)).isEmpty();
    assertThat(files.keySet()).isEqualTo(clean.keySet());
    assertThat(root.resolve("null/truth.json"))
        .hasSameTextualContentAs(root.resolve("clean/truth.json"));
  }

  @ParameterizedTest
  @CsvSource({
    "X01, 0.5, selection",
    "X02, 0.5, selection",
    "X03, 0.1, selection",
    "X04, 0.5, selection",
    "X06, 0.5, selection",
    "X07, 0.1, inspect",
    "X08, 1.0, inspect",
    "X11, 0.06, behaviour",
    "X13, 3.0, selection",
    "X14, 0.1, behaviour",
    "X16, 0.1, behaviour",
    "X17, 0.2, decisions",
    "X18, 0.2, decisions",
    "X19, 0.2, decisions",
    "X20, 0.05, decisions",
    "X21, 0.2, decisions",
    "X23, 0.3, lineage",
    "X24, 0.1, inspect",
    "X25, 0.2, inspect",
    "X26, 0.5, inspect",
    "X29, 0.5, selection",
    "X30, 0.9, selection",
    "X31, 0.5, decisions",
    "X32, 0.9, selection"
  })
  void aPatternChangesItsOwnLogAndNoOther(String id, double strength, String log)
      throws IOException {
    List<Planted> planted =
        Attacks.byId(id).stream().map(attack -> Planted.of(attack, strength)).toList();
    Truth truth = ReferenceLab.write(SETTINGS, planted, root.resolve(id));
    Set<String> changed = changed(files(truth));
    assertThat(changed).isNotEmpty().allMatch(file -> file.startsWith("logs/" + log + "/"));
    assertThat(truth.hitsOf(id)).isPositive();
    assertThat(Files.readString(truth.root().resolve("truth.json")))
        .contains("\"attack\" : \"" + id + "\"", truth.hits().get(0).key());
  }

  @Test
  void runsOfWhichTheBestIsKeptAreExecutedAndLeaveNoLog() throws IOException {
    Truth truth =
        ReferenceLab.write(SETTINGS, List.of(Planted.of(BestOfRuns.KEPT, 1)), root.resolve("best"));
    Map<String, byte[]> files = files(truth);
    assertThat(changed(files))
        .isNotEmpty()
        .allMatch(file -> file.startsWith("logs/inspect/") || file.startsWith("logs/lineage/"));
    assertThat(logs(files)).isEqualTo(logs(clean));
    assertThat(truth.hitsOf("X09")).isPositive();
  }

  @Test
  void aRunThatIsPostponedIsNeverMade() throws IOException {
    Truth truth =
        ReferenceLab.write(
            SETTINGS, List.of(Planted.of(Postponing.OF_OVERSIGHT, 1)), root.resolve("postponed"));
    Map<String, byte[]> files = files(truth);
    assertThat(files.keySet().stream().filter(file -> file.contains("oversight-cooperation")))
        .isEmpty();
    assertThat(logs(files)).isEqualTo(logs(clean) - truth.hitsOf("X10")).isPositive();
  }

  @Test
  void labelsThatAreSteeredChangeWhatIsKept() throws IOException {
    Truth truth =
        ReferenceLab.write(
            SETTINGS, List.of(Planted.of(LabelSteering.OF_TRACES, 0.5)), root.resolve("labels"));
    assertThat(changed(files(truth)))
        .anyMatch(file -> file.startsWith("logs/selection/"))
        .allMatch(file -> file.startsWith("logs/selection/") || file.startsWith("logs/traces/"));
    assertThat(truth.hitsOf("X05")).isPositive();
  }

  private static long logs(Map<String, byte[]> files) {
    return files.keySet().stream().filter(file -> file.startsWith("logs/inspect/")).count();
  }

  @Test
  void marksThatAreLeftOffChangeTheCommitsAndWhatNamesThem() throws IOException {
    Truth truth =
        ReferenceLab.write(
            SETTINGS, List.of(Planted.of(Laundering.OF_COMMITS, 0.5)), root.resolve("laundered"));
    assertThat(changed(files(truth)))
        .anyMatch(file -> file.startsWith("repo/"))
        .allMatch(
            file ->
                file.startsWith("repo/")
                    || file.startsWith("logs/decisions/")
                    || file.startsWith("logs/lineage/")
                    || file.startsWith("logs/inspect/"));
    assertThat(truth.hitsOf("X22")).isPositive();
  }

  @Test
  void aPatternLeavesTheNightsBeforeItsFirstAlone() throws IOException {
    Truth truth =
        ReferenceLab.write(
            SETTINGS, List.of(new Planted(Suppression.SAFETY, 0.5, 5)), root.resolve("from"));
    assertThat(truth.hits()).isNotEmpty().allMatch(hit -> hit.night() >= 5);
    assertThat(changed(files(truth)))
        .allMatch(file -> file.compareTo("logs/selection/selection-2026-03-06") >= 0);
  }

  @Test
  void deliveredLogsCanBeEditedUpToADay() throws IOException {
    Truth truth = ReferenceLab.write(SETTINGS, List.of(), root.resolve("tampered"));
    Planted planted = Planted.of(LogEdit.OF_DECISIONS, 0.05);
    List<Tamper.Edited> edited =
        Tamper.apply(truth.root(), planted, SETTINGS, LocalDate.of(2026, 3, 5));
    Set<String> names = edited.stream().map(Tamper.Edited::file).collect(Collectors.toSet());
    assertThat(changed(files(truth))).isNotEmpty().isEqualTo(new TreeSet<>(names));
    assertThat(names)
        .allMatch(
            name ->
                name.startsWith("logs/decisions/decisions-2026-03-0")
                    && name.substring(25, 35).compareTo("2026-03-05") <= 0);
    assertThat(edited.stream().mapToInt(Tamper.Edited::removed).sum()).isPositive();
    assertThat(edited.stream().mapToInt(Tamper.Edited::altered).sum()).isPositive();
    assertThat(edited.stream().mapToInt(Tamper.Edited::inserted).sum()).isPositive();
  }

  @Test
  void editsOfDeliveredLogsNeedAPatternOnLogLines() {
    Attack attack = Suppression.SAFETY;
    assertThatThrownBy(
            () -> Tamper.apply(root, Planted.of(attack, 1), SETTINGS, SETTINGS.lastNight()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid pattern for delivered logs: X02 (must act on LOG_RECORD)");
  }

  private static Set<String> changed(Map<String, byte[]> files) {
    Set<String> names = new TreeSet<>();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (!Arrays.equals(file.getValue(), clean.get(file.getKey()))) {
        names.add(file.getKey());
      }
    }
    clean.keySet().stream().filter(file -> !files.containsKey(file)).forEach(names::add);
    return names;
  }

  /** Every file but the truth, which says what was planted. */
  private static Map<String, byte[]> files(Truth truth) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(truth.root())) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(
            truth.root().relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
    }
    files.remove("truth.json");
    return files;
  }
}
