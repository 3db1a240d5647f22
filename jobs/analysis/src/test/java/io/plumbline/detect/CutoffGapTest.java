package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.findings.Evidence;
import io.plumbline.findings.Finding;
import io.plumbline.findings.Night;
import io.plumbline.measure.Labels;
import io.plumbline.measure.Tally;
import io.plumbline.stats.Status;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CutoffGapTest {

  private static Tally score(int night, String item, String model, boolean after, double score) {
    LocalDate date = Replay.FIRST.plusDays(night);
    return new Tally(
        date,
        "cutoff-scores",
        Labels.of(Map.of("task", "puzzles")),
        date,
        Labels.of(Map.of("item_id", item)),
        Labels.of(Map.of("model", model, "after", Boolean.toString(after), "source", "evals")),
        1,
        List.of(Math.round(score * 1e6)));
  }

  /**
   * Items that five models try. New items are harder for all by {@code harder}; the first model
   * passes old ones more often by {@code remembered}.
   */
  private static List<Tally> items(
      int night, int n, double harder, double remembered, SplittableRandom random) {
    List<Tally> tallies = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      boolean isAfter = i % 2 == 1;
      double ease = random.nextDouble() - (isAfter ? harder : 0);
      for (int m = 0; m < 5; m++) {
        double chance = 0.1 + 0.6 * ease + (m == 0 && !isAfter ? remembered : 0);
        tallies.add(
            score(
                night,
                "n" + night + "i" + i,
                "model-" + m,
                isAfter,
                random.nextDouble() < chance ? 1 : 0));
      }
    }
    return tallies;
  }

  private static Evidence.Measured of(Replay replay, String model) {
    return replay.evidence().stream()
        .filter(one -> one.scope().value("model").equals(Optional.of(model)))
        .findFirst()
        .flatMap(Evidence::measured)
        .orElseThrow();
  }

  private static List<String> paged(Night night) {
    return night.findings().stream()
        .filter(finding -> finding.tier().equals(Optional.of(Finding.Tier.PAGE)))
        .map(finding -> finding.scope().value("model").orElse(""))
        .toList();
  }

  @Test
  void aModelThatPassesOldItemsMoreOftenIsPagedAndOthersAreNot() {
    Replay replay = new Replay(new CutoffGap());
    Night night = replay.night(Replay.FIRST, items(0, 300, 0, 0.5, new SplittableRandom(1)));
    assertThat(paged(night)).containsExactly("model-0");
    Evidence.Measured found = of(replay, "model-0");
    assertThat(found.effect().interval().upper().orElseThrow()).isLessThan(-0.2);
    assertThat(found.sentence())
        .contains("150 items made public before", "adjusted for the 5 models of the task");
  }

  @Test
  void itemsThatAreHarderForAllPageNobodyIn40Runs() {
    for (int seed = 1; seed <= 40; seed++) {
      Replay replay = new Replay(new CutoffGap());
      Night night = replay.night(Replay.FIRST, items(0, 200, 0.2, 0, new SplittableRandom(seed)));
      assertThat(paged(night)).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void anItemCountsOncePerModel() {
    Replay replay = new Replay(new CutoffGap());
    List<Tally> first = items(0, 100, 0, 0.2, new SplittableRandom(3));
    replay.night(Replay.FIRST, first);
    double before = of(replay, "model-0").logE().orElseThrow();
    List<Tally> again = new ArrayList<>();
    first.forEach(
        tally ->
            again.add(
                new Tally(
                    Replay.FIRST.plusDays(1),
                    tally.measurement(),
                    tally.scope(),
                    Replay.FIRST.plusDays(1),
                    tally.stratum(),
                    tally.cell(),
                    1,
                    tally.sums())));
    replay.night(Replay.FIRST.plusDays(1), again);
    assertThat(of(replay, "model-0").units()).isEqualTo(100);
    // A night without evidence moves the restarted half by its new, empty start alone.
    assertThat(of(replay, "model-0").logE().orElseThrow()).isCloseTo(before, within(0.001));
  }

  @Test
  void itemsOfOneSideOnlyAreNoInformation() {
    Replay replay = new Replay(new CutoffGap());
    replay.night(
        Replay.FIRST,
        items(0, 60, 0, 0, new SplittableRandom(4)).stream()
            .filter(tally -> tally.cell().value("after").equals(Optional.of("true")))
            .toList());
    assertThat(of(replay, "model-1").status()).isEqualTo(Status.NO_INFORMATION);
  }
}
