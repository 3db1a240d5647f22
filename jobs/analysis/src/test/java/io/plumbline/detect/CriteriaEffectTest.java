package io.plumbline.detect;

import static io.plumbline.detect.Replay.FIRST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.findings.Evidence;
import io.plumbline.measure.Labels;
import io.plumbline.measure.Tally;
import io.plumbline.stats.Status;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CriteriaEffectTest {

  /** Scores of one run: every bucket of items has the mean, and every other a tenth more. */
  private static List<Tally> scores(
      LocalDate night, String model, String criteria, double mean, long times) {
    List<Tally> tallies = new ArrayList<>();
    for (int b = 0; b < 10; b++) {
      double score = mean + (b % 2 == 0 ? 0.05 : -0.05);
      tallies.add(
          new Tally(
              night,
              "criteria-scores",
              Labels.of(Map.of("task", "research")),
              night,
              Labels.of(
                  Map.of(
                      "model", model,
                      "criteria_id", criteria,
                      "generation", model.substring(1))),
              Labels.of(Map.of("bucket", Integer.toString(b), "source", "evals")),
              times,
              List.of(Math.round(score * 1e6) * times)));
    }
    return tallies;
  }

  private static List<Tally> all(List<List<Tally>> parts) {
    return parts.stream().flatMap(List::stream).toList();
  }

  private static Evidence.Measured after(List<List<Tally>> nights) {
    Replay replay = new Replay(new CriteriaEffect());
    for (int t = 0; t < nights.size(); t++) {
      replay.night(FIRST.plusDays(t), nights.get(t));
    }
    return replay.measured("criteria-share");
  }

  @Test
  void withoutAChangeThereIsNothingToSize() {
    Replay replay = new Replay(new CriteriaEffect());
    replay.night(FIRST, scores(FIRST, "m1", "c1", 0.5, 1));
    assertThat(replay.evidence()).isEmpty();
  }

  @Test
  void oneModelUnderBothCriteriaGivesTheDifference() {
    LocalDate next = FIRST.plusDays(1);
    Evidence.Measured found =
        after(List.of(scores(FIRST, "m1", "c1", 0.5, 1), scores(next, "m1", "c2", 0.52, 1)));
    assertThat(found.status()).isEqualTo(Status.OK);
    assertThat(found.effect().value().getAsDouble()).isCloseTo(0.02, within(1e-9));
    assertThat(found.clusters()).isEqualTo(10);
    assertThat(found.logE()).isEmpty();
  }

  // Kitagawa by hand: ((0.53 - 0.50) + (0.65 - 0.60)) / 2 = 0.04 and
  // ((0.60 - 0.50) + (0.65 - 0.53)) / 2 = 0.11; together 0.15.
  @Test
  void twoModelsShareTheChangeWithTheCriteria() {
    LocalDate next = FIRST.plusDays(1);
    Evidence.Measured found =
        after(
            List.of(
                all(List.of(scores(FIRST, "m1", "c1", 0.5, 1), scores(FIRST, "m2", "c1", 0.6, 1))),
                all(
                    List.of(
                        scores(next, "m1", "c2", 0.53, 1), scores(next, "m2", "c2", 0.65, 1)))));
    assertThat(found.effect().value().getAsDouble()).isCloseTo(0.04, within(1e-9));
    assertThat(found.sentence()).contains("+0.110 goes with the model");
  }

  @Test
  void theOlderModelIsTheOldOneHoweverLateItWasScored() {
    LocalDate next = FIRST.plusDays(1);
    Evidence.Measured found =
        after(
            List.of(
                scores(FIRST, "m2", "c1", 0.6, 1),
                all(
                    List.of(
                        scores(next, "m1", "c1", 0.5, 1),
                        scores(next, "m1", "c2", 0.53, 1),
                        scores(next, "m2", "c2", 0.65, 1)))));
    assertThat(found.sentence()).contains("+0.110 goes with the model");
  }

  @Test
  void whatWasNeverScoredTogetherIsBoundedAndNotImputed() {
    LocalDate next = FIRST.plusDays(1);
    Evidence.Measured found =
        after(List.of(scores(FIRST, "m1", "c1", 0.5, 1), scores(next, "m2", "c2", 0.65, 1)));
    assertThat(found.status()).isEqualTo(Status.PARTIAL);
    assertThat(found.effect().value()).isEmpty();
    // ((v - 0.50) + (0.65 - w)) / 2 with v and w between 0 and 1.
    assertThat(found.effect().interval().lower().getAsDouble()).isCloseTo(-0.425, within(1e-9));
    assertThat(found.effect().interval().upper().getAsDouble()).isCloseTo(0.575, within(1e-9));
    assertThat(found.sentence()).contains("not both models were scored under both criteria");
  }

  @Test
  void scoringTheSameItemsAgainDoesNotNarrowTheInterval() {
    LocalDate next = FIRST.plusDays(1);
    // The items differ in how much they gain, so that the difference has an error of its own.
    List<Tally> gained = new ArrayList<>();
    for (Tally tally : scores(next, "m1", "c2", 0.5, 1)) {
      int bucket = Integer.parseInt(tally.cell().value("bucket").orElseThrow());
      gained.add(
          new Tally(
              tally.night(),
              tally.measurement(),
              tally.scope(),
              tally.recordNight(),
              tally.stratum(),
              tally.cell(),
              1,
              List.of(500_000L + 10_000L * bucket)));
    }
    Evidence.Measured once = after(List.of(scores(FIRST, "m1", "c1", 0.5, 1), gained));
    List<Tally> often = new ArrayList<>();
    gained.forEach(
        tally ->
            often.add(
                new Tally(
                    tally.night(),
                    tally.measurement(),
                    tally.scope(),
                    tally.recordNight(),
                    tally.stratum(),
                    tally.cell(),
                    100,
                    List.of(100 * tally.sums().get(0)))));
    Evidence.Measured hundred = after(List.of(scores(FIRST, "m1", "c1", 0.5, 100), often));
    double width = once.effect().interval().upper().getAsDouble();
    assertThat(hundred.effect().interval().upper().getAsDouble()).isCloseTo(width, within(1e-9));
    assertThat(once.mde80().getAsDouble()).isPositive();
  }
}
