package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.findings.Plan;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LabYearTest {

  @Test
  @Tag("full")
  void severalHundredHypothesesAYearTakeSeconds() {
    LabNights lab = new LabNights(1, 5, 12, 10, 200, 0);
    Replay replay = new Replay(Catalog.ALL, Plan.standard());
    long spent = 0;
    for (int t = 0; t < 365; t++) {
      List<io.plumbline.measure.Tally> tallies = lab.tallies(t);
      long start = System.nanoTime();
      replay.night(Replay.FIRST.plusDays(t), tallies);
      spent += System.nanoTime() - start;
    }
    System.out.println(
        replay.evidence().size() + " pieces of evidence, " + Duration.ofNanos(spent));
    assertThat(spent).isLessThan(60_000_000_000L);
  }
}
