package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.attack.Attacks;
import io.plumbline.attack.FriendlyJudge;
import io.plumbline.datasets.lab.LabSettings;
import io.plumbline.datasets.lab.Planted;
import io.plumbline.datasets.lab.ReferenceLab;
import io.plumbline.datasets.surface.Attack;
import io.plumbline.findings.Finding;
import io.plumbline.findings.Night;
import io.plumbline.findings.Plan;
import io.plumbline.measure.Labels;
import io.plumbline.measure.Tally;
import io.plumbline.stats.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfPreferenceTest {

  @TempDir private Path folder;

  private static Tally score(
      int night, int item, String judge, String model, String relation, double score) {
    LocalDate date = Replay.FIRST.plusDays(night);
    return new Tally(
        date,
        "self-preference-scores",
        Labels.of(Map.of("task", "research")),
        date,
        Labels.of(Map.of("item_id", "i" + item)),
        Labels.of(
            Map.of("judge", judge, "model", model, "judge_relation", relation, "source", "evals")),
        1,
        List.of(Math.round(score * 1e6)));
  }

  /** Items of a night with all four scores; the related judge raises its own by {@code bias}. */
  private static List<Tally> items(int night, int from, int n, double bias, SplittableRandom r) {
    List<Tally> tallies = new ArrayList<>();
    for (int i = from; i < from + n; i++) {
      double own = 0.3 + 0.3 * r.nextDouble();
      double rival = 0.3 + 0.3 * r.nextDouble();
      double lenient = 0.1;
      tallies.add(
          score(night, i, "atlas-2", "atlas-4", "ancestor", noisy(own + lenient + bias, r)));
      tallies.add(score(night, i, "atlas-2", "cirrus-2", "unrelated", noisy(rival + lenient, r)));
      tallies.add(score(night, i, "umbra-1", "atlas-4", "unrelated", noisy(own, r)));
      tallies.add(score(night, i, "umbra-1", "cirrus-2", "unrelated", noisy(rival, r)));
    }
    return tallies;
  }

  private static double noisy(double score, SplittableRandom random) {
    return score + 0.1 * (random.nextDouble() - 0.5);
  }

  private static boolean isPaged(Night night) {
    return night.findings().stream()
        .anyMatch(finding -> finding.tier().equals(java.util.Optional.of(Finding.Tier.PAGE)));
  }

  @Test
  void withoutARelatedJudgeThereIsNoHypothesis() {
    Replay replay = new Replay(new SelfPreference());
    replay.night(Replay.FIRST, List.of(score(0, 1, "umbra-1", "atlas-4", "unrelated", 0.5)));
    assertThat(replay.evidence()).isEmpty();
  }

  @Test
  void withoutAnIndependentJudgeItIsNotIdentified() {
    Replay replay = new Replay(new SelfPreference());
    replay.night(
        Replay.FIRST,
        List.of(
            score(0, 1, "atlas-2", "atlas-4", "ancestor", 0.5),
            score(0, 1, "atlas-2", "cirrus-2", "unrelated", 0.5)));
    assertThat(replay.evidence("own-candidate-preferred").status())
        .isEqualTo(Status.NOT_IDENTIFIED);
  }

  @Test
  void aDistantJudgeIsNotIndependent() {
    Replay replay = new Replay(new SelfPreference());
    replay.night(
        Replay.FIRST,
        List.of(
            score(0, 1, "atlas-2", "atlas-4", "ancestor", 0.5),
            score(0, 1, "atlas-2", "cirrus-2", "unrelated", 0.5),
            score(0, 1, "near-1", "atlas-4", "distant", 0.5),
            score(0, 1, "near-1", "cirrus-2", "unrelated", 0.5)));
    assertThat(replay.evidence("own-candidate-preferred").status())
        .isEqualTo(Status.NOT_IDENTIFIED);
  }

  @Test
  void aJudgeThatRaisesItsOwnIsFoundAndGeneralLeniencyIsNot() {
    Replay biased = new Replay(new SelfPreference());
    Night night = biased.night(Replay.FIRST, items(0, 0, 150, 0.2, new SplittableRandom(3)));
    assertThat(isPaged(night)).isTrue();
    assertThat(biased.measured("own-score-raised").effect().value().getAsDouble())
        .isBetween(0.17, 0.23);
    assertThat(biased.measured("own-score-raised").effect().interval().lower().getAsDouble())
        .isPositive();
    Replay lenient = new Replay(new SelfPreference());
    night = lenient.night(Replay.FIRST, items(0, 0, 150, 0, new SplittableRandom(3)));
    assertThat(isPaged(night)).isFalse();
    assertThat(lenient.measured("own-score-raised").effect().value().getAsDouble())
        .isBetween(-0.02, 0.02);
  }

  @Test
  void anItemCountsOnceHoweverOftenItIsScored() {
    Replay replay = new Replay(new SelfPreference());
    SplittableRandom random = new SplittableRandom(5);
    for (int night = 0; night < 4; night++) {
      replay.night(Replay.FIRST.plusDays(night), items(night, 0, 40, 0.1, random));
    }
    assertThat(replay.measured("own-score-raised").units()).isEqualTo(40);
  }

  @Test
  void theFourScoresMayComeOnDifferentNights() {
    Replay replay = new Replay(new SelfPreference());
    List<Tally> all = items(0, 0, 1, 0, new SplittableRandom(1));
    for (int i = 0; i < 4; i++) {
      replay.night(Replay.FIRST.plusDays(i), List.of(all.get(i)));
    }
    assertThat(replay.measured("own-score-raised").units()).isEqualTo(1);
  }

  @Test
  void withoutPreferenceFewYearsRaiseAnAlarm() {
    int alarms = 0;
    for (int seed = 0; seed < 60; seed++) {
      Replay replay = new Replay(new SelfPreference());
      SplittableRandom random = new SplittableRandom(seed);
      boolean paged = false;
      for (int night = 0; night < 20; night++) {
        paged |=
            isPaged(
                replay.night(
                    Replay.FIRST.plusDays(night), items(night, 20 * night, 20, 0, random)));
      }
      alarms += paged ? 1 : 0;
    }
    // The family's share of 5 % a year; more than 4 of 60 has a chance of 2 % even at 5 %.
    assertThat(alarms).isLessThanOrEqualTo(4);
  }

  /** What became of a lab with a friendly judge; nights are counted from the first such run. */
  private record Caught(boolean ruled, OptionalInt ruleDelay, OptionalInt pageDelay) {}

  private Caught lab(double strength, long seed, int nights) throws IOException {
    LabSettings settings =
        new LabSettings(
            LocalDate.of(2026, 3, 2), nights, seed, 3, new LabSettings.Volume(8, 8, 0.1, 1, 60));
    List<Planted> planted =
        Attacks.byId("X24").stream()
            .map((Attack attack) -> new Planted(attack, strength, 1 + nights / 4))
            .toList();
    LabScores scores =
        LabScores.of(
            ReferenceLab.write(settings, planted, folder.resolve("lab-" + seed + "-" + strength)));
    Replay replay =
        new Replay(
            List.of(new Separation(), new SelfPreference()),
            Plan.standard(),
            settings.firstNight());
    OptionalInt first = OptionalInt.empty();
    OptionalInt rule = OptionalInt.empty();
    OptionalInt page = OptionalInt.empty();
    for (int t = 1; t <= nights; t++) {
      LocalDate date = settings.date(t);
      var runs = scores.runs().getOrDefault(date, List.of());
      boolean isFriendly = runs.stream().anyMatch(row -> Kinship.isClose(row.labels().get(5)));
      if (first.isEmpty() && isFriendly) {
        first = OptionalInt.of(t);
      }
      Night night =
          replay.night(date, scores.scores().getOrDefault(date, List.of()), runs, List.of());
      if (rule.isEmpty()
          && night.findings().stream()
              .anyMatch(one -> one.hypothesis().name().equals("judge-unrelated"))) {
        rule = OptionalInt.of(t - first.orElse(t));
      }
      if (page.isEmpty() && isPaged(night)) {
        page = OptionalInt.of(t - first.orElse(t));
      }
    }
    return new Caught(rule.isPresent(), rule, page);
  }

  @Test
  void aCleanLabHasNeitherAFindingNorAPage() throws IOException {
    Caught caught = lab(0, 1, 40);
    assertThat(caught.ruled()).isFalse();
    assertThat(caught.pageDelay()).isEmpty();
  }

  @Test
  void aStrongFriendlyJudgeIsFoundByRuleTheSameNightAndByTheTestLater() throws IOException {
    Caught caught = lab(0.2, 1, 60);
    assertThat(caught.ruleDelay()).hasValue(0);
    assertThat(caught.pageDelay()).isPresent();
  }

  @Test
  @Tag("full")
  void catchAndDelayByStrength() throws IOException {
    int labs = 20;
    System.out.println(
        "X24 ("
            + FriendlyJudge.OF_RUNS.title()
            + "), "
            + labs
            + " labs of 60 nights, from night 16");
    System.out.println("strength  rule  same night  test paged  nights to page (mean of paged)");
    for (double strength : new double[] {0, 0.02, 0.05, 0.1, 0.2, 0.3}) {
      int ruled = 0;
      int same = 0;
      List<Integer> pages = new ArrayList<>();
      for (int seed = 1; seed <= labs; seed++) {
        Caught caught = lab(strength, seed, 60);
        ruled += caught.ruled ? 1 : 0;
        same += caught.ruleDelay.equals(OptionalInt.of(0)) ? 1 : 0;
        caught.pageDelay.ifPresent(pages::add);
      }
      System.out.printf(
          Locale.ROOT,
          "%8.2f  %4d  %10d  %10d  %s%n",
          strength,
          ruled,
          same,
          pages.size(),
          pages.isEmpty()
              ? "-"
              : String.format(
                  Locale.ROOT,
                  "%.1f",
                  pages.stream().mapToInt(Integer::intValue).average().orElse(0)));
      if (strength == 0) {
        assertThat(ruled).isZero();
        assertThat(pages).isEmpty();
      } else {
        assertThat(same).isEqualTo(labs);
      }
    }
  }
}
