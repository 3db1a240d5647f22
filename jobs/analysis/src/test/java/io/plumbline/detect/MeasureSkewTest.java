package io.plumbline.detect;

import static io.plumbline.detect.Replay.FIRST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.findings.Evidence;
import io.plumbline.findings.Finding;
import io.plumbline.findings.Night;
import io.plumbline.measure.Tally;
import io.plumbline.stats.Status;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MeasureSkewTest {

  private static final String MEASUREMENT = "selection-control-measure";
  private static final String NAME = SelectionNight.PURPOSE + "/words";

  @Test
  void shorterPicksPageWithTheirDifferenceOfMeans() {
    Replay replay = new Replay(MeasureSkew.AGAINST_CONTROL);
    SplittableRandom random = new SplittableRandom(1);
    for (int t = 0; t < 4; t++) {
      LocalDate date = FIRST.plusDays(t);
      replay.night(date, batch(date, 800, 30, 800, 40, random));
    }
    LocalDate last = FIRST.plusDays(4);
    Finding finding = replay.night(last, List.of()).findings().get(0);
    assertThat(finding.tier()).contains(Finding.Tier.PAGE);
    assertThat(finding.effect().orElseThrow().value().getAsDouble()).isBetween(-13.0, -7.0);
    assertThat(finding.effect().orElseThrow().interval().isBeyond(0.1)).isTrue();
    assertThat(finding.because())
        .startsWith("What chooser took for training_data has a mean words of ")
        .contains(
            "what the random control arm took",
            "0 that both took count in both means and not in the test");
  }

  @Test
  void aRandomHalfStaysSilent() {
    int pages = 0;
    for (int seed = 0; seed < 100; seed++) {
      Replay replay = new Replay(MeasureSkew.AGAINST_CONTROL);
      SplittableRandom random = new SplittableRandom(seed);
      Night night = null;
      for (int t = 0; t < 3; t++) {
        LocalDate date = FIRST.plusDays(t);
        night = replay.night(date, batch(date, 100, 40, 100, 40, random));
      }
      pages += night.findings().size();
    }
    assertThat(pages).isZero();
  }

  @Test
  void thirdsAreCutWithoutRegardToWhoTookWhat() {
    Replay replay = new Replay(MeasureSkew.AGAINST_CONTROL);
    // Nine units of nine values: swapping who took them mirrors the counts and keeps the evidence.
    List<Tally> tallies = new ArrayList<>();
    List<Tally> swapped = new ArrayList<>();
    for (int value = 1; value <= 9; value++) {
      tallies.add(unit(FIRST, value, value <= 3, 1));
      swapped.add(unit(FIRST, value, value > 3, 1));
    }
    replay.night(FIRST, tallies);
    double logE = replay.measured(NAME).logE().getAsDouble();
    Replay other = new Replay(MeasureSkew.AGAINST_CONTROL);
    other.night(FIRST, swapped);
    assertThat(other.measured(NAME).logE().getAsDouble()).isCloseTo(logE, within(1e-9));
    assertThat(replay.measured(NAME).effect().value().getAsDouble()).isCloseTo(-4.5, within(1e-9));
    assertThat(replay.measured(NAME).status()).isEqualTo(Status.NOT_ESTIMABLE);
  }

  @Test
  void unitsBothTookCountInBothMeansAndNotInTheTest() {
    Replay replay = new Replay(MeasureSkew.AGAINST_CONTROL);
    SplittableRandom random = new SplittableRandom(3);
    List<Tally> tallies = new ArrayList<>(batch(FIRST, 60, 40, 60, 40, random));
    tallies.add(
        Replay.tally(
            FIRST,
            FIRST,
            MEASUREMENT,
            SelectionNight.of(FIRST).scope(),
            SelectionNight.of(FIRST).stratum(),
            Map.of(
                "taken",
                "true",
                "other",
                "true",
                "key",
                "words",
                "value",
                "9.99e+02",
                "clustered",
                "true"),
            17));
    replay.night(FIRST, tallies);
    Evidence.Measured evidence = replay.measured(NAME);
    assertThat(evidence.units()).isEqualTo(137);
    assertThat(evidence.sentence())
        .contains("over 77 units", "over 77; 17 that both took count in both means");
    Replay without = new Replay(MeasureSkew.AGAINST_CONTROL);
    without.night(FIRST, tallies.subList(0, tallies.size() - 1));
    assertThat(evidence.logE()).isEqualTo(without.measured(NAME).logE());
  }

  @Test
  void nightsAddUpToWhatOneNightWouldSay() {
    Replay apart = new Replay(MeasureSkew.AGAINST_CONTROL);
    SplittableRandom random = new SplittableRandom(4);
    List<Tally> first = batch(FIRST, 50, 30, 50, 40, random);
    LocalDate next = FIRST.plusDays(1);
    List<Tally> second = batch(next, 50, 30, 50, 40, random);
    apart.night(FIRST, first);
    apart.night(next, second);
    List<Tally> all = new ArrayList<>(first);
    second.forEach(
        tally ->
            all.add(
                Replay.tally(
                    FIRST,
                    FIRST,
                    MEASUREMENT,
                    SelectionNight.of(FIRST).scope(),
                    Map.of("pool_id", "another", "selector_model", "atlas-1"),
                    labels(tally),
                    tally.n())));
    Replay together = new Replay(MeasureSkew.AGAINST_CONTROL);
    together.night(FIRST, all);
    assertThat(apart.measured(NAME).effect().value().getAsDouble())
        .isCloseTo(together.measured(NAME).effect().value().getAsDouble(), within(1e-9));
    assertThat(apart.measured(NAME).units()).isEqualTo(together.measured(NAME).units());
  }

  @Test
  void withoutClustersTheUnitIsNotDeclared() {
    Replay replay = new Replay(MeasureSkew.AGAINST_CONTROL);
    replay.night(
        FIRST,
        List.of(
            Replay.tally(
                FIRST,
                FIRST,
                MEASUREMENT,
                SelectionNight.of(FIRST).scope(),
                SelectionNight.of(FIRST).stratum(),
                Map.of("taken", "true", "key", "words", "value", "1.00e+00", "clustered", "false"),
                5)));
    assertThat(replay.measured(NAME).status()).isEqualTo(Status.UNIT_UNDECLARED);
  }

  private static Map<String, String> labels(Tally tally) {
    return Map.of(
        "taken",
        tally.cell().value("taken").orElseThrow(),
        "other",
        tally.cell().value("other").orElseThrow(),
        "key",
        "words",
        "value",
        tally.cell().value("value").orElseThrow(),
        "source",
        "selections",
        "clustered",
        "true");
  }

  /** Units with exponential lengths of these means; no unit is taken by both. */
  private static List<Tally> batch(
      LocalDate night, int taken, double mean, int rest, double restMean, SplittableRandom random) {
    List<Tally> tallies = new ArrayList<>();
    for (int i = 0; i < taken + rest; i++) {
      boolean isTaken = i < taken;
      double value =
          1 + Math.floor(-Math.log(1 - random.nextDouble()) * (isTaken ? mean : restMean));
      tallies.add(unit(night, value, isTaken, 1));
    }
    return tallies;
  }

  private static Tally unit(LocalDate night, double value, boolean isTaken, long n) {
    return Replay.tally(
        night,
        night,
        MEASUREMENT,
        SelectionNight.of(night).scope(),
        SelectionNight.of(night).stratum(),
        Map.of(
            "taken",
            Boolean.toString(isTaken),
            "other",
            Boolean.toString(!isTaken),
            "key",
            "words",
            "value",
            String.format(Locale.ROOT, "%.2e", value),
            "source",
            "selections",
            "clustered",
            "true"),
        n);
  }
}
