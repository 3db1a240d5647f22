package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.findings.Evidence;
import io.plumbline.findings.Question;
import io.plumbline.findings.Verdict;
import io.plumbline.measure.ExtractRow;
import io.plumbline.measure.Tally;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClaimCheckTest {

  private static final LocalDate NIGHT = Replay.FIRST;

  private static ExtractRow claim(int generation, String name, String value, String unit) {
    return new ExtractRow(
        NIGHT,
        "loop-claims",
        "atlas-" + generation + "|" + name,
        List.of(5L, (long) generation),
        List.of(
            "cycles",
            "cycles.jsonl",
            "",
            "atlas-" + generation,
            name,
            value,
            unit,
            "release note"));
  }

  /** Twenty runs of a generation whose items took about these milliseconds and tokens. */
  private static List<Tally> performance(int generation, long ms, long tokens) {
    List<Tally> tallies = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      long time = ms + (i % 5 - 2) * ms / 100;
      long used = tokens + (i % 3 - 1) * tokens / 100;
      tallies.add(
          LoopRows.tally(
              NIGHT,
              "loop-performance",
              Map.of("task", "suite"),
              Map.of("generation", Integer.toString(generation), "harness_version", "0.3.258"),
              Map.of("source", "evals"),
              1,
              1L,
              time,
              time * time,
              1L,
              used,
              used * used));
    }
    return tallies;
  }

  private static Replay after(List<Tally> tallies, ExtractRow... claims) {
    Replay replay = new Replay(new ClaimCheck());
    replay.night(NIGHT, tallies, List.of(claims), List.of());
    return replay;
  }

  private static List<Tally> faster() {
    List<Tally> tallies = performance(1, 40_000, 2_000);
    tallies.addAll(performance(2, 32_000, 1_700));
    return tallies;
  }

  @Test
  void aClaimInsideTheOwnIntervalIsReproduced() {
    Replay replay = after(faster(), claim(2, "speed_up", "1.25", "ratio"));
    Evidence.Violations rule = replay.rule("claim-reproduced");
    assertThat(rule.violations()).isZero();
    assertThat(rule.checked()).isEqualTo(1);
    assertThat(rule.sentence())
        .contains("Claimed for atlas-2 by release note: speed up 1.25 ratio")
        .contains("harness 0.3.258, last on " + NIGHT)
        .contains("measured here: 1.25");
  }

  @Test
  void aClaimOutsideTheOwnIntervalIsNotReproduced() {
    Replay replay = new Replay(new ClaimCheck());
    var night =
        replay.night(NIGHT, faster(), List.of(claim(2, "token_saving", "0.4", "share")), List.of());
    assertThat(replay.rule("claim-reproduced").violations()).isEqualTo(1);
    assertThat(replay.rule("claim-reproduced").sentence()).contains("claim not reproduced");
    assertThat(night.answers().get(Question.LOOP.ordinal()).verdict()).isEqualTo(Verdict.ATTENTION);
  }

  @Test
  void perCentFasterAndTimesAsFastAreTheSameClaim() {
    assertThat(
            after(faster(), claim(2, "speed_up", "25", "percent"))
                .rule("claim-reproduced")
                .violations())
        .isZero();
    assertThat(
            after(faster(), claim(2, "token_saving", "0.15", "share"))
                .rule("claim-reproduced")
                .violations())
        .isZero();
  }

  @Test
  void aClaimedScoreStandsBesideTheOwnScoresOfItsTask() {
    double[] scores = new double[32];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = 0.6 + 0.05 * (i % 5 - 2);
    }
    List<Tally> own = LoopRows.scores(NIGHT, "terminal", 2, scores);
    assertThat(
            after(own, claim(2, "terminal", "77.3", "percent"))
                .rule("claim-reproduced")
                .violations())
        .isEqualTo(1);
    assertThat(
            after(own, claim(2, "terminal", "60", "percent")).rule("claim-reproduced").violations())
        .isZero();
  }

  @Test
  void aClaimWithoutAMeasurementIsPrintedAsAClaimAndPassesNothing() {
    Replay replay = after(List.of(), claim(2, "speed_up", "1.2", "ratio"));
    Evidence.Violations row = replay.rule("claim-on-record");
    assertThat(row.checked()).isZero();
    assertThat(row.sentence()).contains("Claimed, not measured");
  }

  @Test
  void ratiosAreRecomputedFromTheClaimsWithTheIntervalOfTheirRounding() {
    Replay replay =
        after(
            List.of(),
            claim(1, "parameters", "1.0E12", "count"),
            claim(2, "parameters", "7.0E9", "count"));
    assertThat(replay.evidence())
        .extracting(Evidence::sentence)
        .anyMatch(
            sentence ->
                sentence.contains(
                    "recomputed from both claims: 142.9 (66.67 to 230.8 by their rounding);"
                        + " claimed, not measured"));
  }

  @Test
  void aTrueClaimHoldsAtEveryNightlyLook() {
    Replay replay = after(faster(), claim(2, "speed_up", "1.25", "ratio"));
    for (int t = 1; t <= 60; t++) {
      replay.night(NIGHT.plusDays(t), List.of(), List.of(), List.of());
    }
    assertThat(replay.rule("claim-reproduced").violations()).isZero();
    assertThat(replay.rule("claim-reproduced").checked()).isEqualTo(1);
  }

  @Test
  void aNumberStandsForAllThatRoundToIt() {
    Rounded rounded = Rounded.of("77.3").orElseThrow();
    assertThat(rounded.least()).isEqualTo(77.25);
    assertThat(rounded.most()).isEqualTo(77.35);
    assertThat(Rounded.of("NaN")).isEmpty();
    assertThat(Rounded.of("two")).isEmpty();
  }
}
