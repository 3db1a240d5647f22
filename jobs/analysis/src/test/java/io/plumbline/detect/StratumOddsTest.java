package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.measure.Tally;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StratumOddsTest {

  private final Replay replay = new Replay(new PoolSkew());

  /** Nights of two strata of 200 units, half of them code; of each kind so many are taken. */
  private String nights(int count, int[] codeTaken, int[] otherTaken) {
    for (int night = 0; night < count; night++) {
      LocalDate date = Replay.FIRST.plusDays(night);
      List<Tally> tallies = new ArrayList<>();
      for (int stratum = 0; stratum < 2; stratum++) {
        add(tallies, date, stratum, "code", codeTaken[stratum]);
        add(tallies, date, stratum, "math", otherTaken[stratum]);
      }
      replay.night(date, tallies);
    }
    return replay.evidence().get(0).sentence();
  }

  private static void add(
      List<Tally> tallies, LocalDate date, int stratum, String domain, int taken) {
    for (boolean isTaken : new boolean[] {true, false}) {
      long n = isTaken ? taken : 100 - taken;
      Map<String, String> scope = Map.of("purpose", "training_data", "selector_id", "chooser");
      Map<String, String> block =
          Map.of(
              "pool_id", "p" + date,
              "stratum", "s" + stratum,
              "selector_model", "atlas-1");
      tallies.add(
          Replay.tally(
              date,
              date,
              "selection-pool",
              scope,
              block,
              Map.of("taken", "" + isTaken, "source", "selections", "clustered", "true"),
              n));
      tallies.add(
          Replay.tally(
              date,
              date,
              "selection-pool-values",
              scope,
              block,
              Map.of("taken", "" + isTaken, "key", "domain", "value", domain),
              n));
    }
  }

  @Test
  void whereNothingLeansNothingIsKeptOrSaid() {
    assertThat(nights(20, new int[] {50, 50}, new int[] {50, 50})).doesNotContain("Breslow");
    assertThat(replay.folds(new PoolSkew()).keySet()).noneMatch(key -> key.contains("stratum-"));
  }

  // Log odds log(60 * 60 / (40 * 40)) = 0.811 in both.
  @Test
  void aTiltThatIsTheSameEverywhereIsAlike() {
    assertThat(nights(20, new int[] {60, 60}, new int[] {40, 40}))
        .contains("it is alike in its 2 strata (Breslow-Day p 1");
  }

  // All of the tilt is in the first stratum: log(80 * 80 / (20 * 20)) = 2.773 there.
  @Test
  void aTiltOfOneStratumIsNotAlikeAndNamed() {
    assertThat(nights(20, new int[] {80, 50}, new int[] {20, 50}))
        .contains("it is not alike in its 2 strata (Breslow-Day p ")
        .containsPattern("log odds by stratum s0 \\+2\\.7[67]\\d, s1 \\+0\\.000");
  }
}
