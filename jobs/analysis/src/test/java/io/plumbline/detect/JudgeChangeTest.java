package io.plumbline.detect;

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

class JudgeChangeTest {

  private static Tally score(int night, String item, String judge, String model, double score) {
    LocalDate date = Replay.FIRST.plusDays(night);
    return new Tally(
        date,
        "self-preference-scores",
        Labels.of(Map.of("task", "essays")),
        date,
        Labels.of(Map.of("item_id", item)),
        Labels.of(
            Map.of("judge", judge, "model", model, "judge_relation", "unknown", "source", "evals")),
        1,
        List.of(Math.round(score * 1e6)));
  }

  @SafeVarargs
  private static List<Evidence> after(List<Tally>... nights) {
    Replay replay = new Replay(new JudgeChange());
    for (int night = 0; night < nights.length; night++) {
      replay.night(Replay.FIRST.plusDays(night), nights[night]);
    }
    return replay.evidence();
  }

  /** Forty outputs; the later judge adds a tenth, and turns ten of them from below to above. */
  private static List<Tally> items(int night, String judge, double more) {
    List<Tally> tallies = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      tallies.add(score(night, "i" + i, judge, "atlas-4", 0.22 + 0.01 * i + more * (1 + i % 2)));
    }
    return tallies;
  }

  @Test
  void onlyTheJudgeChangedAndTheScoreMovedWithIt() {
    Evidence.Measured change =
        after(items(0, "old", 0), items(1, "new", 0.1)).get(0).measured().orElseThrow();
    assertThat(change.scope().value("former_judge")).contains("old");
    assertThat(change.scope().value("judge")).contains("new");
    assertThat(change.effect().value().orElseThrow()).isCloseTo(0.15, within(1e-9));
    assertThat(change.effect().interval().lower().orElseThrow()).isGreaterThan(0.1);
    assertThat(change.units()).isEqualTo(40);
    assertThat(change.status()).isEqualTo(Status.OK);
    assertThat(change.sentence())
        .startsWith(
            "On the same 40 outputs of atlas-4 for essays the judge new gives 0.565 on average"
                + " where old gives 0.415: difference of scores, later less former judge +0.150")
        .contains("on the same side of one half in");
  }

  @Test
  void anotherModelUnderTheNewJudgeIsNoChangeOfTheJudge() {
    List<Tally> other = new ArrayList<>();
    items(1, "new", 0)
        .forEach(
            tally ->
                other.add(
                    score(
                        1, tally.stratum().value("item_id").orElseThrow(), "new", "atlas-5", 0.9)));
    assertThat(after(items(0, "old", 0), other)).isEmpty();
  }

  @Test
  void aJudgeThatOnlyAddsTheSameIsDegenerateNotAThrow() {
    List<Tally> same = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      same.add(score(0, "i" + i, "a", "atlas-4", 0.25));
      same.add(score(0, "i" + i, "b", "atlas-4", 0.5));
    }
    Evidence.Measured change = after(same).get(0).measured().orElseThrow();
    assertThat(change.status()).isEqualTo(Status.DEGENERATE_VARIANCE);
    assertThat(change.effect().value().orElseThrow()).isCloseTo(0.25, within(1e-9));
  }

  @Test
  void itNeverAlarmsAndSpendsNoBudget() {
    Replay replay = new Replay(new JudgeChange());
    List<Tally> both = new ArrayList<>(items(0, "old", 0));
    both.addAll(items(0, "new", 0.3));
    assertThat(replay.night(Replay.FIRST, both).findings())
        .allMatch(finding -> finding.tier().isEmpty());
    assertThat(replay.ledger().entries()).isEmpty();
  }
}
