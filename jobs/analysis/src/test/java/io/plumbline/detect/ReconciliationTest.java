package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.findings.Closing;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Finding;
import io.plumbline.findings.Night;
import io.plumbline.findings.Question;
import io.plumbline.findings.Verdict;
import io.plumbline.measure.ExtractRow;
import io.plumbline.measure.Tally;
import io.plumbline.stats.Status;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReconciliationTest {

  private static final LocalDate NIGHT = Replay.FIRST;
  private static final Map<String, String> OUTPUTS =
      Map.of("system", "lineage", "kind", "training");
  private static final Map<String, String> COMMITS = Map.of("system", "git", "kind", "commit");
  private static final Map<String, String> ARCHITECTURE =
      Map.of("system", "git", "kind", "architecture");
  private static final Map<String, String> RUNS =
      Map.of("system", "evaluation", "kind", "evals/reasoning");

  private final Replay replay = new Replay(new Reconciliation());
  private final List<Tally> tallies = new ArrayList<>();

  private ReconciliationTest with(Map<String, String> scope, String state, long n) {
    tallies.add(
        Replay.tally(
            NIGHT,
            NIGHT,
            "reconciliations",
            scope,
            Map.of(),
            Map.of("state", state, "source", "lineage"),
            n));
    return this;
  }

  private Night night() {
    return replay.night(NIGHT, tallies);
  }

  @Test
  void changesThatAllBearADecisionSettleTheRule() {
    Night night = with(OUTPUTS, "matched", 400).night();
    assertThat(night.findings()).isEmpty();
    Evidence.Violations rule = replay.rule("changes-have-decisions");
    assertThat(rule.checked()).isEqualTo(400);
    assertThat(rule.sentence())
        .startsWith("Outputs named training: 0 of 400 bear no decision executed within 24 hours")
        .contains("99.08 % to 100.00 %");
    assertThat(night.answers().get(Question.RECORD.ordinal()).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void aChangeWithoutADecisionIsNamedWithItsPlace() {
    with(OUTPUTS, "matched", 95).with(OUTPUTS, "unlogged", 5).with(OUTPUTS, "unmatched", 10);
    ExtractRow row =
        new ExtractRow(
            NIGHT,
            "reconciliation-places",
            "k",
            List.of(70L),
            List.of("lineage", "l.jsonl", "", "lineage", "training", "training/p", "unlogged"));
    Night night = replay.night(NIGHT, tallies, List.of(row), List.of());
    Finding found = night.findings().get(0);
    assertThat(found.verdict()).isEqualTo(Verdict.ATTENTION);
    assertThat(found.violations()).isEqualTo(5);
    assertThat(found.attackIds()).containsExactly("X21");
    assertThat(found.rows()).hasSize(1);
    assertThat(found.rows().get(0).offset()).isEqualTo(70);
    assertThat(found.query()).contains("silver.reconciliations", "kind = 'training'");
    assertThat(found.because())
        .contains("5 of 100 bear no decision", "there were at least 111 (capture and recapture");
  }

  @Test
  void looseLinksWidenTheBandAndAreCounted() {
    with(OUTPUTS, "matched", 90)
        .with(OUTPUTS, "matched_loosely", 5)
        .with(OUTPUTS, "unlogged", 5)
        .with(OUTPUTS, "unmatched", 10)
        .night();
    assertThat(replay.rule("changes-have-decisions").sentence())
        .contains("5 meet one only by name or with clocks apart");
  }

  @Test
  void sidesThatNeverMetGiveNoRule() {
    Night night = with(OUTPUTS, "unlogged", 300).night();
    assertThat(night.findings()).isEmpty();
    Evidence evidence = replay.evidence("changes-have-decisions");
    assertThat(evidence.status()).isEqualTo(Status.NO_DATA);
    assertThat(evidence.sentence())
        .isEqualTo(
            "Outputs named training: 300 shown, and none of them met an executed decision, so that"
                + " none can be said to be missing one.");
  }

  @Test
  void anUndecidedArchitectureChangeIsFoundWhereOtherCommitsBearDecisions() {
    Night night = with(COMMITS, "matched", 40).with(ARCHITECTURE, "unlogged", 1).night();
    assertThat(night.findings()).hasSize(1);
    assertThat(night.findings().get(0).because())
        .startsWith("Commits to model architecture files: 1 of 1 bear no decision");
  }

  @Test
  void whatStillWaitsIsListedTheSameNightAndRaisesNoAlarm() {
    with(OUTPUTS, "matched", 95).with(OUTPUTS, "awaited", 2);
    ExtractRow row =
        new ExtractRow(
            NIGHT,
            "reconciliation-places",
            "k",
            List.of(70L),
            List.of("lineage", "l.jsonl", "", "lineage", "training", "training/p", "awaited"));
    Night night = replay.night(NIGHT, tallies, List.of(row), List.of());
    assertThat(night.answers().get(Question.RECORD.ordinal()).verdict()).isEqualTo(Verdict.PASS);
    Finding listed = night.findings().get(0);
    assertThat(listed.isDeterministic()).isTrue();
    assertThat(listed.tier()).contains(Finding.Tier.ADVISORY);
    assertThat(listed.attackIds()).containsExactly("X21");
    assertThat(listed.rows()).hasSize(1);
    assertThat(listed.because())
        .isEqualTo(
            "Outputs named training: 2 have no decision executed within 24 hours before on record"
                + " so far. A late one may still come; what has none by the night of 2026-01-04,"
                + " or later for what happened later, is counted as missing.");
    assertThat(night.overall().sentence())
        .endsWith("open findings: 0, listed without an alarm: 1.");
    assertThat(replay.rule("changes-have-decisions").checked()).isEqualTo(95);
  }

  @Test
  void aListingLeavesByItselfWhenNothingWaitsAnyMore() {
    with(OUTPUTS, "matched", 95).with(OUTPUTS, "awaited", 1).night();
    Night second = replay.night(NIGHT.plusDays(1), List.of());
    Finding gone = second.findings().get(0);
    assertThat(gone.state()).isEqualTo(Finding.State.CLOSED);
    assertThat(gone.closing().orElseThrow().reason())
        .isEqualTo("Nothing waits any more: what did has come, or is counted as missing.");
  }

  @Test
  void whereTheSidesNeverMetNothingIsSaidToWait() {
    Night night = with(OUTPUTS, "awaited", 3).night();
    assertThat(night.findings()).isEmpty();
  }

  @Test
  void aRunWithoutItsLogIsFoundWhereOtherRunsHaveOne() {
    Night night = with(RUNS, "matched", 30).with(RUNS, "unlogged", 7).night();
    Finding found = night.findings().get(0);
    assertThat(found.attackIds()).containsExactly("X09");
    assertThat(found.because())
        .startsWith(
            "Evaluation runs of job evals/reasoning: 7 of 37 that were executed have left no log;"
                + " the logs hold");
  }

  @Test
  void aFindingThatWasClosedIsCountedAnewAndStillBinds() {
    Night first = with(OUTPUTS, "matched", 95).with(OUTPUTS, "unlogged", 5).night();
    String id = first.findings().get(0).id();
    tallies.clear();
    LocalDate next = NIGHT.plusDays(1);
    Night second =
        replay.night(
            next,
            List.of(
                Replay.tally(
                    next,
                    next,
                    "reconciliations",
                    OUTPUTS,
                    Map.of(),
                    Map.of("state", "unlogged", "source", "lineage"),
                    1)),
            List.of(),
            List.of(new Closing(id, "ann", "a backfill by hand")));
    Finding again =
        second.findings().stream()
            .filter(found -> found.state() != Finding.State.CLOSED)
            .findFirst()
            .orElseThrow();
    assertThat(again.violations()).isEqualTo(1);
  }
}
