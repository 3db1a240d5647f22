package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.findings.Evidence;
import io.plumbline.findings.Levels;
import io.plumbline.findings.Plan;
import io.plumbline.measure.History;
import io.plumbline.measure.Labels;
import io.plumbline.measure.Tally;
import io.plumbline.stats.Status;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The series of a generation beside its cycle time: capability, traces, compute, participants. */
class LoopSeriesTest {

  private static final LocalDate NIGHT = Replay.FIRST.plusDays(200);

  private static Replay night(Detector detector, List<Tally> tallies) {
    Replay replay = new Replay(detector);
    replay.night(NIGHT, tallies, LoopRows.cycles(NIGHT, 40, 20, 13, 11), List.of());
    return replay;
  }

  private static Evidence.Measured gain(Replay replay, String name, int generation) {
    return replay.evidence().stream()
        .filter(one -> one.hypothesis().name().equals(name))
        .filter(one -> one.scope().equals(generation(generation)))
        .findFirst()
        .flatMap(Evidence::measured)
        .orElseThrow();
  }

  private static Labels generation(int generation) {
    return Labels.of(Map.of("generation", Integer.toString(generation)));
  }

  @Test
  void plantedGainsInCapabilityAreInsideTheirIntervals() {
    double[] means = {0.25, 0.5, 0.75, 0.9};
    List<Tally> tallies = new ArrayList<>();
    for (int g = 0; g < means.length; g++) {
      double[] items = new double[40];
      for (int i = 0; i < items.length; i++) {
        items[i] = Math.min(1, means[g] * (1 + 0.1 * ((i * 7 + g * 3) % 5 - 2) / 2.0));
      }
      tallies.addAll(LoopRows.scores(NIGHT, "suite", g + 1, items));
    }
    Replay replay = night(new CapabilityGain(), tallies);
    double[] planted = {2.0, 1.5, 1.2};
    for (int g = 0; g < planted.length; g++) {
      Evidence.Measured gain = gain(replay, "capability-gain", g + 2);
      assertThat(gain.effect().interval().contains(Math.log(planted[g])))
          .as(gain.sentence())
          .isTrue();
    }
    assertThat(replay.measured("capability-shape").status()).isEqualTo(Status.OK);
    assertThat(replay.measured("two-years-in-one").margin()).hasValue(2);
  }

  @Test
  void capabilityIsComparedOnlyUnderTheSameCriteria() {
    List<Tally> tallies = new ArrayList<>(LoopRows.scores(NIGHT, "suite", 1, 0.5, 0.5, 0.5));
    for (Tally tally : LoopRows.scores(NIGHT, "suite", 2, 0.9, 0.9, 0.9)) {
      tallies.add(
          new Tally(
              NIGHT,
              tally.measurement(),
              tally.scope(),
              NIGHT,
              tally.stratum().with("criteria_id", "c2"),
              tally.cell(),
              tally.n(),
              tally.sums()));
    }
    Replay replay = night(new CapabilityGain(), tallies);
    assertThat(replay.evidence())
        .extracting(one -> one.hypothesis().name())
        .doesNotContain("capability-gain");
  }

  @Test
  void scoresWithoutALoopAskNothing() {
    Replay replay = new Replay(new CapabilityGain());
    replay.night(NIGHT, LoopRows.scores(NIGHT, "suite", 1, 0.5, 0.6), List.of(), List.of());
    assertThat(replay.evidence()).isEmpty();
  }

  private static Tally traces(String teacher, int bucket, boolean kept, long n) {
    return LoopRows.tally(
        NIGHT,
        "loop-traces",
        Map.of("teacher", teacher),
        Map.of(),
        Map.of(
            "bucket",
            Integer.toString(bucket),
            "was_kept",
            Boolean.toString(kept),
            "source",
            "traces"),
        n);
  }

  /** Replay knows no generations: the detector is asked directly. */
  private static Detector.Examination traces(List<Tally> tallies) {
    return new TraceAcceptance()
        .examine(
            new History(
                NIGHT,
                Replay.FIRST,
                Optional.empty(),
                Map.of("loop-traces", tallies),
                Map.of("loop-steps", LoopRows.cycles(NIGHT, 40, 20)),
                Map.of(),
                Map.of("atlas-1", 1, "atlas-2", 2)),
            levels());
  }

  private static Levels levels() {
    return new Levels() {
      @Override
      public Level of(io.plumbline.findings.Hypothesis hypothesis, Labels scope) {
        return new Level(0.001, LocalDate.EPOCH, false);
      }

      @Override
      public Plan plan() {
        return Plan.standard();
      }
    };
  }

  @Test
  void traceAcceptanceIsComparedWithTheGenerationBefore() {
    List<Tally> tallies = new ArrayList<>();
    for (int bucket = 0; bucket < 30; bucket++) {
      tallies.add(traces("atlas-1", bucket, true, 2 + bucket % 2));
      tallies.add(traces("atlas-1", bucket, false, 8 - bucket % 2));
      tallies.add(traces("atlas-2", bucket, true, 4 + bucket % 3));
      tallies.add(traces("atlas-2", bucket, false, 6 - bucket % 3));
      tallies.add(traces("stranger", bucket, true, 9));
    }
    Evidence.Measured second =
        traces(tallies).evidence().stream()
            .filter(one -> one.scope().equals(generation(2)))
            .findFirst()
            .flatMap(Evidence::measured)
            .orElseThrow();
    assertThat(second.effect().value()).hasValueCloseTo(Math.log(5 / 2.5), within(1e-9));
    assertThat(second.effect().interval().contains(Math.log(2))).isTrue();
    assertThat(second.units()).isEqualTo(300);
  }

  private static Tally compute(String use, String model, long units) {
    return LoopRows.tally(
        NIGHT,
        "loop-compute",
        Map.of("unit", "gpu_hour"),
        model.isEmpty() ? Map.of() : Map.of("subject_model", model),
        Map.of("use", use, "source", "ledger"),
        1,
        units * 1_000_000);
  }

  @Test
  void noLedgerIsARowThatSaysSo() {
    Evidence.Violations row = night(new ComputeShares(), List.of()).rule("compute-ledger");
    assertThat(row.status()).isEqualTo(Status.NO_DATA);
    assertThat(row.checked()).isZero();
    assertThat(row.sentence()).startsWith("There is no compute ledger");
  }

  @Test
  void aLedgerIsPrintedAsSharesPerMonth() {
    Evidence.Violations row =
        night(
                new ComputeShares(),
                List.of(
                    compute("inference", "", 60),
                    compute("training", "", 30),
                    compute("safety", "", 10)))
            .rule("compute-ledger");
    assertThat(row.sentence())
        .contains("2026-07: inference 60.0 %, safety 10.0 %, training 30.0 %")
        .contains("3 of 3 entries name no model of a known generation");
    assertThat(row.status()).isEqualTo(Status.OK);
  }

  @Test
  void participantsAreCountedByDomainAndGenerationWithTheUnknown() {
    List<Tally> tallies = new ArrayList<>();
    for (String[] one :
        new String[][] {
          {"ancestor", "assisted", "12"},
          {"early_version", "autonomous", "5"},
          {"early_version", "unknown", "2"},
          {"unknown", "assisted", "3"},
          {"none", "assisted", "20"}
        }) {
      tallies.add(
          LoopRows.tally(
              NIGHT,
              "loop-participation",
              Map.of("domain", "infrastructure"),
              Map.of("generation", "4"),
              Map.of("participation", one[0], "authority", one[1], "source", "decisions"),
              Long.parseLong(one[2])));
    }
    Evidence.Violations row = night(new Participation(), tallies).rule("participants-known");
    assertThat(row.sentence())
        .isEqualTo(
            "Domain infrastructure: an ancestor or early version of the model took part in 19 of 42"
                + " decisions about it; generation 4: 19 (12 assisted, 5 autonomous, 2 unknown); of"
                + " 3 it is not known who took part.");
    assertThat(row.violations()).isEqualTo(3);
    assertThat(row.gravity()).isEqualTo(Evidence.Gravity.NOTE);
  }
}
