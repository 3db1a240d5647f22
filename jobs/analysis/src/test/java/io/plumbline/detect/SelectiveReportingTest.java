package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.findings.Evidence;
import io.plumbline.findings.Finding;
import io.plumbline.findings.Night;
import io.plumbline.measure.ExtractRow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SelectiveReportingTest {

  private static final String NAME = "reported-as-run";

  private final Replay replay = new Replay(new SelectiveReporting());
  private final SplittableRandom random = new SplittableRandom(20260302);

  /** Nights of four runs of which one is reported: the best, or any. */
  private Night nights(int count, boolean best) {
    List<Night> all = new ArrayList<>();
    for (int night = 0; night < count; night++) {
      LocalDate date = Replay.FIRST.plusDays(night);
      double[] scores = random.doubles(4, 0.4, 0.6).toArray();
      int reported = random.nextInt(4);
      if (best) {
        for (int i = 0; i < 4; i++) {
          reported = scores[i] > scores[reported] ? i : reported;
        }
      }
      List<ExtractRow> rows = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        rows.add(
            LoopRows.run(date, "r" + night + "-" + i, scores[i], Boolean.toString(i == reported)));
      }
      all.add(replay.night(date, List.of(), rows, List.of()));
    }
    return all.get(count - 1);
  }

  @Test
  void runsThatAreAllReportedSayNothing() {
    LocalDate night = Replay.FIRST;
    replay.night(
        night,
        List.of(),
        List.of(LoopRows.run(night, "a", 0.4, "true"), LoopRows.run(night, "b", 0.6, "true")),
        List.of());
    assertThat(replay.evidence()).isEmpty();
  }

  @Test
  void logsThatDoNotSayWhatIsReportedSayNothing() {
    LocalDate night = Replay.FIRST;
    replay.night(
        night,
        List.of(),
        List.of(LoopRows.run(night, "a", 0.4, ""), LoopRows.run(night, "b", 0.6, "true")),
        List.of());
    assertThat(replay.evidence()).isEmpty();
  }

  @Test
  void theBestOfEveryFourIsAPageAndItsGainIsNamed() {
    Night night = nights(40, true);
    Evidence.Measured found = replay.measured(NAME);
    assertThat(found.attackIds()).containsExactly("X09");
    assertThat(found.units()).isEqualTo(40);
    // The mean of the largest of four uniform draws is 4/5 of the range: 0.06 above the mean.
    String last = found.sentence().replaceFirst(".*reported is ", "").substring(0, 6);
    assertThat(Double.parseDouble(last)).isCloseTo(0.06, within(0.012));
    assertThat(night.findings()).extracting(Finding::tier).isNotEmpty();
  }

  @Test
  void anyOfFourIsNoFinding() {
    Night night = nights(60, false);
    assertThat(replay.measured(NAME).logE().getAsDouble()).isLessThan(3);
    assertThat(night.findings()).isEmpty();
  }

  @Test
  void aRunThatIsReadAgainCountsOnce() {
    nights(3, true);
    LocalDate night = Replay.FIRST.plusDays(3);
    ExtractRow row = LoopRows.run(night, "r0-0", 0.4, "false");
    ExtractRow again = new ExtractRow(night, row.extract(), "r0-0|2", row.integers(), row.labels());
    ExtractRow other = LoopRows.run(night, "r9-0", 0.5, "true");
    replay.night(night, List.of(), List.of(again, other), List.of());
    assertThat(replay.measured(NAME).units()).isEqualTo(3);
  }
}
