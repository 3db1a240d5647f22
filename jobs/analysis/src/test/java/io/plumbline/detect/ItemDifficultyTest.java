package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.findings.Evidence;
import io.plumbline.findings.Night;
import io.plumbline.findings.Question;
import io.plumbline.findings.Verdict;
import io.plumbline.measure.Labels;
import io.plumbline.measure.Tally;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ItemDifficultyTest {

  private static final String NAME = "items-keep-their-difficulty";
  private static final int ITEMS = 30;

  private final Replay replay = new Replay(new ItemDifficulty());
  private final SplittableRandom random = new SplittableRandom(20260301);
  private int nights;

  /** One attempt a night; the leaked items are always answered. */
  private Night attempts(int count, int generation, String criteria, int leaked) {
    List<Night> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      LocalDate night = Replay.FIRST.plusDays(nights++);
      double ability = 0.3 * generation + 0.3 * (random.nextDouble() - 0.5);
      List<Tally> tallies = new ArrayList<>();
      for (int item = 0; item < ITEMS; item++) {
        double difficulty = 2.0 * item / ITEMS - 1;
        boolean right =
            item < leaked || random.nextDouble() < 1 / (1 + Math.exp(difficulty - ability + 0.5));
        tallies.add(
            new Tally(
                night,
                "criteria-scores",
                Labels.of(Map.of("task", "coding")),
                night,
                Labels.of(
                    Map.of(
                        "model",
                        "m" + generation,
                        "criteria_id",
                        criteria,
                        "generation",
                        Integer.toString(generation))),
                Labels.of(Map.of("bucket", Integer.toString(item), "source", "evals")),
                1,
                List.of(right ? 1_000_000L : 0L)));
      }
      all.add(replay.night(night, tallies));
    }
    return all.get(count - 1);
  }

  private Evidence.Violations found() {
    return replay.rule(NAME);
  }

  @Test
  void oneGenerationCannotBeCompared() {
    attempts(20, 1, "c1", 0);
    assertThat(replay.evidence()).isEmpty();
  }

  @Test
  void fewAttemptsOfTheNewerAreNotCompared() {
    attempts(20, 1, "c1", 0);
    attempts(4, 2, "c1", 0);
    assertThat(replay.evidence()).isEmpty();
  }

  @Test
  void anAbilityThatRoseMakesNoItemEasierThanTheOthers() {
    attempts(40, 1, "c1", 0);
    attempts(40, 2, "c1", 0);
    assertThat(found().checked()).isEqualTo(ITEMS);
    assertThat(found().violations()).isLessThanOrEqualTo(3);
    assertThat(found().sentence())
        .containsPattern("3\\d attempts of generation 2 and 40 of generation 1");
  }

  @Test
  void itemsThatLeakedBecomeEasierThanTheScoreExplains() {
    attempts(40, 1, "c1", 0);
    Night night = attempts(40, 2, "c1", 4);
    assertThat(found().violations()).isBetween(3L, 7L);
    assertThat(found().attackIds()).containsExactly("X26");
    assertThat(night.answers().get(Question.CRITERIA.ordinal()).verdict())
        .isNotIn(Verdict.ATTENTION, Verdict.BREACH);
  }

  @Test
  void attemptsUnderOtherCriteriaAreNotCompared() {
    attempts(20, 1, "c1", 0);
    attempts(20, 2, "c2", 0);
    assertThat(replay.evidence()).isEmpty();
  }

  @Test
  void attemptsAtSomeOfTheItemsAreLeftOut() {
    attempts(10, 1, "c1", 0);
    attempts(10, 2, "c1", 0);
    LocalDate night = Replay.FIRST.plusDays(nights);
    replay.night(
        night,
        List.of(
            new Tally(
                night,
                "criteria-scores",
                Labels.of(Map.of("task", "coding")),
                night,
                Labels.of(Map.of("model", "m2", "criteria_id", "c1", "generation", "2")),
                Labels.of(Map.of("bucket", "63", "source", "evals")),
                1,
                List.of(0L))));
    assertThat(found().checked()).isEqualTo(ITEMS);
    assertThat(found().sentence()).contains("9 attempts of generation 2 and 10 of generation 1");
  }
}
