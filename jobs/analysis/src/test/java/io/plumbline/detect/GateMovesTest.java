package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.findings.Question;
import io.plumbline.findings.Verdict;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateMovesTest {

  private static final LocalDate NIGHT = Replay.FIRST;

  @Test
  void aGateMovedBelowAResultThatMissedItNeedsAttention() {
    Replay replay = new Replay(new GateMoves());
    var night =
        replay.night(
            NIGHT,
            List.of(),
            List.of(
                LoopRows.run(NIGHT, "r1", 2, 0.3, 0.48, 0.5, 0.45),
                LoopRows.run(NIGHT, "r2", 2, 0.4, 0.7, 0.5)),
            List.of());
    assertThat(replay.rule("gate-fixed-before-result").violations()).isEqualTo(1);
    assertThat(replay.rule("gate-fixed-before-result").checked()).isEqualTo(2);
    assertThat(replay.rule("gate-fixed-before-result").attackIds()).containsExactly("X08");
    assertThat(replay.rule("gate-fixed-before-result").sentence())
        .contains("r1: score 0.480, gate 0.500 moved to 0.450");
    assertThat(replay.rule("gate-fixed-before-result").rows()).hasSize(1);
    assertThat(night.answers().get(Question.CRITERIA.ordinal()).verdict())
        .isEqualTo(Verdict.ATTENTION);
  }

  @Test
  void anEditThatLeavesTheResultWhereItStoodIsOnlyCounted() {
    Replay replay = new Replay(new GateMoves());
    replay.night(
        NIGHT, List.of(), List.of(LoopRows.run(NIGHT, "r1", 2, 0.3, 0.7, 0.5, 0.6)), List.of());
    assertThat(replay.rule("gate-fixed-before-result").violations()).isZero();
    assertThat(replay.rule("gate-fixed-before-result").sentence())
        .contains("the gate was edited after the result in 1");
  }

  @Test
  void aMoveSeenOnALaterNightCountsOnThatNight() {
    Replay replay = new Replay(new GateMoves());
    replay.night(
        NIGHT, List.of(), List.of(LoopRows.run(NIGHT, "r1", 2, 0.3, 0.48, 0.5)), List.of());
    assertThat(replay.rule("gate-fixed-before-result").violations()).isZero();
    LocalDate next = NIGHT.plusDays(1);
    replay.night(
        next, List.of(), List.of(LoopRows.run(next, "r1", 2, 0.3, 0.48, 0.5, 0.45)), List.of());
    assertThat(replay.rule("gate-fixed-before-result").violations()).isEqualTo(1);
    assertThat(replay.rule("gate-fixed-before-result").checked()).isEqualTo(1);
  }

  @Test
  void aRunWithoutAGateIsNotChecked() {
    Replay replay = new Replay(new GateMoves());
    replay.night(NIGHT, List.of(), List.of(LoopRows.run(NIGHT, "r1", 2, 0.3, 0.48)), List.of());
    assertThat(replay.evidence()).isEmpty();
  }
}
