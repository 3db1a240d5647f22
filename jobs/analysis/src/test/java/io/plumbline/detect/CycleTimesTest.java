package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.findings.Answer;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Question;
import io.plumbline.findings.Verdict;
import io.plumbline.measure.ExtractRow;
import io.plumbline.stats.Interval;
import io.plumbline.stats.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CycleTimesTest {

  private static Replay after(List<ExtractRow> rows) {
    Replay replay = new Replay(new CycleTimes());
    replay.night(Replay.FIRST, List.of(), rows, List.of());
    return replay;
  }

  private static Evidence.Measured of(Replay replay, String name, int generation) {
    return replay.evidence().stream()
        .filter(one -> one.hypothesis().name().equals(name))
        .filter(
            one -> one.scope().value("generation").orElse("").equals(Integer.toString(generation)))
        .findFirst()
        .flatMap(Evidence::measured)
        .orElseThrow();
  }

  /** Lengths of cycles whose successive speed-ups are these, each part with its own noise. */
  private static List<ExtractRow> planted(long seed, double noise, double... speedUps) {
    SplittableRandom random = new SplittableRandom(seed);
    List<ExtractRow> rows = new ArrayList<>();
    double from = 1;
    double days = 96;
    for (int g = 1; g <= speedUps.length + 1; g++) {
      double[] parts = new double[4];
      for (int p = 0; p < 4; p++) {
        parts[p] = days / 4 * Math.exp(noise * (2 * random.nextDouble() - 1) * Math.sqrt(3));
        rows.add(LoopRows.step(Replay.FIRST, g, Cycles.STEPS.get(p), from, from + parts[p]));
        from += parts[p];
      }
      rows.add(LoopRows.step(Replay.FIRST, g, "participation", from, from + 5));
      days /= g <= speedUps.length ? speedUps[g - 1] : 1;
    }
    return rows;
  }

  @Test
  void aCycleWithAllItsStepsIsAPoint() {
    Evidence.Measured time = of(after(LoopRows.cycles(Replay.FIRST, 20)), "cycle-time", 1);
    assertThat(time.status()).isEqualTo(Status.OK);
    assertThat(time.effect().value()).hasValueCloseTo(20.0, within(1e-9));
    assertThat(time.effect().interval().lower()).hasValueCloseTo(20.0, within(1e-9));
  }

  @Test
  void aMissingStepMakesAnIntervalWhicheverStepItIs() {
    for (String missing : Cycles.STEPS) {
      List<ExtractRow> rows = new ArrayList<>(LoopRows.cycles(Replay.FIRST, 20, 12, 12));
      rows.removeIf(row -> row.key().equals("2|" + missing));
      Replay replay = after(rows);
      Evidence.Measured time = of(replay, "cycle-time", 2);
      assertThat(time.status()).as(missing).isEqualTo(Status.PARTIAL);
      assertThat(time.effect().value()).as(missing).isEmpty();
      Interval interval = time.effect().interval();
      assertThat(interval.lower().orElseThrow()).as(missing).isLessThanOrEqualTo(12);
      assertThat(interval.upper().orElseThrow()).as(missing).isGreaterThanOrEqualTo(12);
      assertThat(
              interval.lower().orElseThrow() < interval.upper().orElseThrow()
                  || missing.equals("participation"))
          .as(missing)
          .isTrue();
      assertThat(time.sentence()).contains("because " + missing.replace('_', ' '));
    }
  }

  @Test
  void stampsThatContradictEachOtherAreNoPoint() {
    List<ExtractRow> rows = new ArrayList<>(LoopRows.cycles(Replay.FIRST, 20));
    rows.removeIf(row -> row.key().equals("1|training"));
    rows.add(LoopRows.step(Replay.FIRST, 1, "training", 18, 3));
    assertThat(of(after(rows), "cycle-time", 1).status()).isEqualTo(Status.PARTIAL);
  }

  @Test
  void plantedSpeedUpsAreInsideTheirIntervals() {
    double[] planted = {2.0, 1.5, 1.2};
    int inside = 0;
    int all = 0;
    for (long seed = 1; seed <= 40; seed++) {
      Replay replay = after(planted(seed, 0.05, planted));
      for (int g = 0; g < planted.length; g++) {
        inside +=
            of(replay, "cycle-speed-up", g + 2).effect().interval().contains(Math.log(planted[g]))
                ? 1
                : 0;
        all++;
      }
    }
    assertThat(inside / (double) all).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void threeGenerationsAreTooFewForAShape() {
    Replay replay = after(LoopRows.cycles(Replay.FIRST, 96, 48, 32));
    Evidence.Measured shape = replay.measured("cycle-speed-shape");
    assertThat(shape.status()).isEqualTo(Status.INSUFFICIENT);
    assertThat(shape.effect().value()).isEmpty();
    assertThat(shape.sentence()).contains("needs four generations in a row; there are 3");
  }

  @Test
  void aShapeThatNothingBoundsFromAboveIsUnderpowered() {
    int unbounded = 0;
    for (long seed = 1; seed <= 20; seed++) {
      Evidence.Measured shape =
          after(planted(seed, 0.2, 1.02, 0.99, 1.01, 1.0, 0.98, 1.03)).evidence().stream()
              .filter(one -> one.hypothesis().name().equals("cycle-speed-shape"))
              .findFirst()
              .flatMap(Evidence::measured)
              .orElseThrow();
      if (shape.effect().value().isPresent() && shape.effect().interval().upper().isEmpty()) {
        unbounded++;
        assertThat(shape.mde80()).as("seed %d", seed).isEmpty();
        assertThat(shape.status()).as("seed %d", seed).isEqualTo(Status.UNDERPOWERED);
      }
    }
    assertThat(unbounded).isPositive();
  }

  @Test
  void aCycleThatIsStillOpenTakesNothingFromTheGainsBeforeIt() {
    List<ExtractRow> rows = new ArrayList<>(LoopRows.cycles(Replay.FIRST, 96, 48, 32, 26, 20));
    rows.removeIf(row -> row.key().equals("5|participation"));
    assertThat(after(rows).measured("cycle-speed-shape").sentence())
        .contains("2.00, 1.50, 1.23; each log gain is");
  }

  @Test
  void plantedDecayAndPlantedGrowthAreBothRecovered() {
    // Log gains 0.9 r^i with r 0.6 and 0.12 r^i with r 1.4: eight generations, 5 % noise a part.
    double[] decay = new double[7];
    double[] growth = new double[7];
    for (int i = 0; i < 7; i++) {
      decay[i] = Math.exp(0.9 * Math.pow(0.6, i));
      growth[i] = Math.exp(0.12 * Math.pow(1.4, i));
    }
    int decays = 0;
    int growths = 0;
    int wrong = 0;
    for (long seed = 1; seed <= 30; seed++) {
      String shrinking = after(planted(seed, 0.05, decay)).measured("cycle-speed-shape").sentence();
      String growing = after(planted(seed, 0.05, growth)).measured("cycle-speed-shape").sentence();
      decays += shrinking.contains("gains are diminishing") ? 1 : 0;
      growths += growing.contains("gains are accelerating") ? 1 : 0;
      wrong += shrinking.contains("accelerating") || growing.contains("diminishing") ? 1 : 0;
    }
    System.out.println("decay recovered in " + decays + " of 30, growth in " + growths + " of 30");
    assertThat(decays).isGreaterThanOrEqualTo(24);
    assertThat(growths).isGreaterThanOrEqualTo(24);
    assertThat(wrong).isZero();
  }

  @Test
  void steadyGainsNeverPageAndAreSaidToBeConstant() {
    double[] steady = new double[7];
    Arrays.fill(steady, 1.25);
    int claimed = 0;
    for (long seed = 1; seed <= 60; seed++) {
      Replay replay = after(planted(seed, 0.05, steady));
      Evidence.Measured shape = replay.measured("cycle-speed-shape");
      claimed += shape.sentence().contains("accelerating") ? 1 : 0;
      assertThat(shape.logE().orElseThrow()).isLessThan(6);
    }
    assertThat(claimed).isLessThanOrEqualTo(2);
  }

  @Test
  void growthThatIsClearPages() {
    double[] growth = {1.1, 1.2, 1.4, 1.9, 3.2};
    Replay replay = new Replay(new CycleTimes());
    io.plumbline.findings.Night night =
        replay.night(Replay.FIRST, List.of(), planted(3, 0.02, growth), List.of());
    assertThat(night.answers().get(Question.LOOP.ordinal()).verdict()).isEqualTo(Verdict.ATTENTION);
  }

  @Test
  void theThresholdIsSettledOnlyWithTwoWholeCycles() {
    Replay one = after(LoopRows.cycles(Replay.FIRST, 20));
    assertThat(one.evidence("wall-clock-threshold")).isInstanceOf(Evidence.Insufficient.class);
    Evidence.Measured two =
        after(LoopRows.cycles(Replay.FIRST, 20, 16)).measured("wall-clock-threshold");
    assertThat(two.effect().interval().isWithin(two.margin().orElseThrow())).isTrue();
    assertThat(two.sentence()).contains("1/5 of the wall-clock time");
    Evidence.Measured six =
        after(LoopRows.cycles(Replay.FIRST, 60, 10)).measured("wall-clock-threshold");
    assertThat(six.effect().interval().isWithin(six.margin().orElseThrow())).isFalse();
  }

  private static Answer loop(double... days) {
    return new Replay(new CycleTimes())
        .night(Replay.FIRST, List.of(), LoopRows.cycles(Replay.FIRST, days), List.of())
        .answers()
        .get(Question.LOOP.ordinal());
  }

  @Test
  void nothingPassesBelowFourGenerations() {
    Answer three = loop(20, 20, 20);
    assertThat(three.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    assertThat(three.sentence())
        .contains("before 4 generations are on record as deployed; 3 are, 1 is missing.");
    assertThat(loop(20, 20, 20, 20).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void aLoopBeyondTheThresholdIsSaidBelowFourGenerationsToo() {
    assertThat(loop(60, 60, 2).verdict()).isEqualTo(Verdict.ATTENTION);
  }

  @Test
  void aLoopThatSlowsDownIsNoAlarm() {
    Evidence.Measured slow =
        after(LoopRows.cycles(Replay.FIRST, 3, 60)).measured("wall-clock-threshold");
    assertThat(slow.effect().interval().isWithin(slow.margin().orElseThrow())).isTrue();
  }

  @Test
  void whatWasSaidBeforeIsKnownTheNextNight() {
    Replay replay = new Replay(new CycleTimes());
    List<ExtractRow> rows = LoopRows.cycles(Replay.FIRST, 20, 16);
    replay.night(Replay.FIRST, List.of(), rows.subList(0, 5), List.of());
    replay.night(Replay.FIRST.plusDays(1), List.of(), rows.subList(5, 10), List.of());
    assertThat(of(replay, "cycle-speed-up", 2).effect().value())
        .hasValueCloseTo(Math.log(1.25), within(1e-9));
  }
}
