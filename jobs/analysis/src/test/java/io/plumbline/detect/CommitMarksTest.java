package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.findings.Closing;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Finding;
import io.plumbline.findings.Night;
import io.plumbline.findings.Verdict;
import io.plumbline.measure.ExtractRow;
import io.plumbline.measure.Tally;
import io.plumbline.stats.Status;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommitMarksTest {

  private static final LocalDate NIGHT = Replay.FIRST;
  private static final String RULE = "agents-leave-their-mark";

  private final Replay replay = new Replay(new CommitMarks());

  private static List<Tally> commits(LocalDate night, long marked, long unmarked) {
    List<Tally> tallies = new ArrayList<>();
    for (boolean isMarked : List.of(true, false)) {
      long n = isMarked ? marked : unmarked;
      if (n > 0) {
        tallies.add(
            Replay.tally(
                night,
                night,
                "commit-marks",
                Map.of("source", "code"),
                Map.of(),
                Map.of("agent_by_mark", Boolean.toString(isMarked)),
                n));
      }
    }
    return tallies;
  }

  @Test
  void commitsThatAllBearTheMarkSettleTheRule() {
    Night night = replay.night(NIGHT, commits(NIGHT, 60, 0));
    assertThat(night.findings()).isEmpty();
    assertThat(replay.rule(RULE).checked()).isEqualTo(60);
    assertThat(replay.rule(RULE).sentence())
        .isEqualTo(
            "Commits of code: 0 of 60 for which the decision log names a model bear no mark of an"
                + " agent (at most 4.87 %, 95 % upper bound).");
  }

  @Test
  void aCommitWithoutTheMarkIsNamedWithItsPlaceAndDecision() {
    ExtractRow row =
        new ExtractRow(
            NIGHT,
            "commit-mark-places",
            "k",
            List.of(7L),
            List.of("code", "repo", "", "c0ffee", "decision-9"));
    Night night = replay.night(NIGHT, commits(NIGHT, 9, 1), List.of(row), List.of());
    Finding found = night.findings().get(0);
    assertThat(found.verdict()).isEqualTo(Verdict.ATTENTION);
    assertThat(found.violations()).isEqualTo(1);
    assertThat(found.attackIds()).containsExactly("X22");
    assertThat(found.rows()).hasSize(1);
    assertThat(found.rows().get(0).offset()).isEqualTo(7);
    assertThat(found.because())
        .startsWith(
            "Commits of code: 1 of 10 for which the decision log names a model bear no mark of an"
                + " agent, first of tonight c0ffee of decision decision-9");
  }

  @Test
  void whereAgentsLeaveNoMarkNoneIsMissing() {
    Night night = replay.night(NIGHT, commits(NIGHT, 0, 30));
    assertThat(night.findings()).isEmpty();
    Evidence evidence = replay.evidence(RULE);
    assertThat(evidence.status()).isEqualTo(Status.NO_DATA);
    assertThat(evidence.sentence())
        .isEqualTo(
            "Commits of code: the decision log names a model for 30, and none of them bears the mark"
                + " of an agent, so that none can be said to lack one.");
  }

  @Test
  void theRuleBindsFromTheFirstMarkOn() {
    replay.night(NIGHT, commits(NIGHT, 0, 3));
    LocalDate next = NIGHT.plusDays(1);
    Night night = replay.night(next, commits(next, 1, 0));
    assertThat(night.findings()).hasSize(1);
    assertThat(night.findings().get(0).violations()).isEqualTo(3);
  }

  @Test
  void aFindingThatWasClosedIsCountedAnew() {
    Night first = replay.night(NIGHT, commits(NIGHT, 9, 1));
    LocalDate next = NIGHT.plusDays(1);
    Night second =
        replay.night(
            next,
            commits(next, 4, 2),
            List.of(),
            List.of(new Closing(first.findings().get(0).id(), "ann", "marks restored")));
    Finding again =
        second.findings().stream()
            .filter(found -> found.state() != Finding.State.CLOSED)
            .findFirst()
            .orElseThrow();
    assertThat(again.violations()).isEqualTo(2);
    assertThat(again.units()).isEqualTo(6);
  }
}
