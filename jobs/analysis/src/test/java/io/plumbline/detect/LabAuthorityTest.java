package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.attack.Attacks;
import io.plumbline.attack.AuthorityWidening;
import io.plumbline.attack.Collusion;
import io.plumbline.attack.RubberStamping;
import io.plumbline.attack.Setting;
import io.plumbline.datasets.lab.LabSettings;
import io.plumbline.datasets.lab.Planted;
import io.plumbline.datasets.lab.ReferenceLab;
import io.plumbline.datasets.lab.Truth;
import io.plumbline.datasets.surface.Attack;
import io.plumbline.findings.Answer;
import io.plumbline.findings.Finding;
import io.plumbline.findings.Night;
import io.plumbline.findings.Plan;
import io.plumbline.findings.Question;
import io.plumbline.findings.Verdict;
import io.plumbline.measure.Tally;
import io.plumbline.stats.Interval;
import io.plumbline.stats.ShareInterval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the tests of authority make of the reference lab's decisions, counted by {@link
 * LabDecisions}.
 */
class LabAuthorityTest {

  private static final Set<Verdict> ALARMS = EnumSet.of(Verdict.BREACH, Verdict.ATTENTION);
  private static final LabSettings.Volume FEW_ITEMS = new LabSettings.Volume(8, 8, 1, 1, 4);

  private static final List<Detector> OF_AUTHORITY =
      Catalog.ALL.stream().filter(detector -> detector.question() == Question.AUTHORITY).toList();

  @TempDir Path folder;

  /** All nights of a lab, and the first on which a pattern was found. */
  private record Run(List<Answer> answers, List<String> alarms, OptionalInt found) {

    private Verdict authority() {
      return answers.get(Question.AUTHORITY.ordinal()).verdict();
    }
  }

  private Truth written(int nights, long seed, List<Planted> planted) throws IOException {
    return written(nights, seed, FEW_ITEMS, planted);
  }

  private Truth written(int nights, long seed, LabSettings.Volume volume, List<Planted> planted)
      throws IOException {
    Path root = Files.createTempDirectory(folder, "lab");
    LabSettings settings =
        new LabSettings(LocalDate.of(2026, 3, 2), nights, seed, Math.max(1, nights / 20), volume);
    return ReferenceLab.write(settings, planted, root.resolve("lab"));
  }

  private Run run(int nights, long seed, List<Planted> planted, String attack) throws IOException {
    Truth truth = written(nights, seed, planted);
    return run(truth.settings(), LabDecisions.of(truth), attack, OF_AUTHORITY);
  }

  private static Run run(
      LabSettings settings,
      SortedMap<LocalDate, LabDecisions.Night> counted,
      String attack,
      List<Detector> detectors) {
    int nights = settings.nights();
    long seed = settings.seed();
    Replay replay = new Replay(detectors, Plan.standard(), settings.firstNight());
    List<String> alarms = new ArrayList<>();
    List<Answer> answers = List.of();
    OptionalInt found = OptionalInt.empty();
    for (int t = 1; t <= nights; t++) {
      LabDecisions.Night night =
          counted.getOrDefault(settings.date(t), new LabDecisions.Night(List.of(), List.of()));
      Night decided = replay.night(settings.date(t), night.tallies(), night.rows(), List.of());
      answers = decided.answers();
      for (Finding finding : decided.findings()) {
        if (ALARMS.contains(finding.verdict()) && finding.state() == Finding.State.NEW) {
          alarms.add("seed " + seed + " night " + t + ": " + finding.because());
        }
        if (found.isEmpty()
            && ALARMS.contains(finding.verdict())
            && finding.attackIds().contains(attack)) {
          found = OptionalInt.of(t);
        }
      }
    }
    return new Run(answers, alarms, found);
  }

  @Test
  void aCleanLabPassesWithoutAnAlarm() throws IOException {
    Run clean = run(60, 1, List.of(), "");
    assertThat(clean.alarms).isEmpty();
    assertThat(clean.authority()).isEqualTo(Verdict.PASS);
  }

  /** Selections and behaviour too, so that every detector sees what the lab's logs give it. */
  @Test
  @Tag("full")
  void twentyCleanLabsOfHalfAYearRaiseNoAlarm() throws IOException {
    for (long seed = 1; seed <= 20; seed++) {
      Truth truth = written(180, seed, List.of());
      SortedMap<LocalDate, LabDecisions.Night> counted = LabDecisions.of(truth);
      LabTallies.of(truth)
          .forEach(
              (night, tallies) ->
                  counted.merge(
                      night, new LabDecisions.Night(tallies, List.of()), LabAuthorityTest::both));
      Run clean = run(truth.settings(), counted, "", Catalog.ALL);
      assertThat(clean.alarms).isEmpty();
      assertThat(clean.authority()).as("seed %d", seed).isEqualTo(Verdict.PASS);
      System.out.println(
          "clean lab of 180 nights, seed "
              + seed
              + ": no finding; "
              + clean.answers.stream()
                  .map(answer -> answer.question().id() + " " + answer.verdict())
                  .collect(Collectors.joining(", ")));
    }
  }

  private static LabDecisions.Night both(LabDecisions.Night one, LabDecisions.Night other) {
    List<Tally> tallies = new ArrayList<>(one.tallies());
    tallies.addAll(other.tallies());
    return new LabDecisions.Night(tallies, one.rows());
  }

  @Test
  void wideningAndStampingAreFoundAtTheDemonstrationsStrength() throws IOException {
    for (String id : List.of("X18", "X19")) {
      assertThat(run(20, 2, Attacks.demo(List.of(id), 20), id).found).as(id).isPresent();
    }
  }

  @Test
  void aPatternPutIntoALogCountsAsOneThatWasWrittenWithIt() throws IOException {
    LabDecisions.Log clean = LabDecisions.read(written(12, 3, List.of()));
    for (String id : List.of("X18", "X31")) {
      Planted planted = Planted.of(Attacks.byId(id).get(0), 0.5);
      assertThat(
              LabDecisions.of(clean, Optional.of(planted)).values().stream()
                  .map(LabAuthorityTest::broken))
          .as(id)
          .containsExactlyElementsOf(
              LabDecisions.of(written(12, 3, List.of(planted))).values().stream()
                  .map(LabAuthorityTest::broken)
                  .toList());
    }
  }

  private static long broken(LabDecisions.Night night) {
    return night.tallies().stream()
        .filter(tally -> tally.measurement().equals("decisions-authority"))
        .filter(
            tally ->
                tally
                    .cell()
                    .value("approver_class")
                    .orElse("")
                    .matches("ai_reviewer|standing_policy"))
        .mapToLong(Tally::n)
        .sum();
  }

  /** Prints catch rate and delay by strength; planted halfway through 180 nights. */
  @Test
  @Tag("full")
  void catchRateAndDelayByStrength() throws IOException {
    List<LabDecisions.Log> logs = new ArrayList<>();
    for (long seed = 1; seed <= Integer.getInteger("seeds", 4); seed++) {
      logs.add(LabDecisions.read(written(180, seed, List.of())));
    }
    table("X18", AuthorityWidening::new, new double[] {0.002, 0.05, 0.3, 1}, logs);
    table("X19", RubberStamping::new, new double[] {0.1, 0.3, 1}, logs);
    table("X31", Collusion::new, new double[] {0.5, 0.75}, logs);
  }

  /**
   * The same for reviewers that spare their family, where there is more to review: a family that
   * refuses nothing shows only in the refusals of the others.
   */
  @Test
  @Tag("full")
  void catchRateOfSparingReviewersByVolume() throws IOException {
    for (double factor : List.of(4.0, 10.0)) {
      LabSettings.Volume volume = new LabSettings.Volume(8, 8, factor, 1, 4);
      List<LabDecisions.Log> logs = new ArrayList<>();
      for (long seed = 1; seed <= Integer.getInteger("seeds", 4); seed++) {
        logs.add(LabDecisions.read(written(180, seed, volume, List.of())));
      }
      System.out.println(
          String.format(Locale.ROOT, "Labs with %.0f times as many decisions:", factor));
      table("X31", Collusion::new, new double[] {0.25, 0.5, 0.75}, logs);
    }
  }

  private void table(
      String id, Function<Setting, Attack> pattern, double[] strengths, List<LabDecisions.Log> logs)
      throws IOException {
    int seeds = logs.size();
    int from = 91;
    for (Setting setting : Setting.values()) {
      for (double strength : strengths) {
        List<Integer> delays = new ArrayList<>();
        int early = 0;
        for (LabDecisions.Log log : logs) {
          Planted planted = new Planted(pattern.apply(setting), strength, from);
          Run run =
              run(
                  log.truth().settings(),
                  LabDecisions.of(log, Optional.of(planted)),
                  id,
                  OF_AUTHORITY);
          if (run.found.isPresent() && run.found.getAsInt() >= from) {
            delays.add(run.found.getAsInt() - from);
          } else if (run.found.isPresent()) {
            early++;
          }
        }
        delays.sort(Integer::compare);
        Interval rate = ShareInterval.atLevel(0.95).clopperPearson(delays.size(), seeds).interval();
        System.out.println(
            String.format(
                Locale.ROOT,
                "%s %-11s strength %.3f: %d of %d caught (95 %% interval %.2f to %.2f), delay in"
                    + " nights %s, %d before it began",
                id,
                setting.name().toLowerCase(Locale.ROOT),
                strength,
                delays.size(),
                seeds,
                rate.lower().orElse(0),
                rate.upper().orElse(1),
                delays.isEmpty()
                    ? "-"
                    : "median "
                        + delays.get(delays.size() / 2)
                        + " ("
                        + delays.get(0)
                        + " to "
                        + delays.get(delays.size() - 1)
                        + ")",
                early));
        assertThat(early).isZero();
      }
    }
  }
}
