package io.plumbline.detect;

import static io.plumbline.detect.Replay.FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.findings.Answer;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Finding;
import io.plumbline.findings.Night;
import io.plumbline.findings.Question;
import io.plumbline.findings.Verdict;
import io.plumbline.stats.Status;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OwnLineageTest {

  private static final String MEASUREMENT = "own-lineage";

  @Test
  void tiltTowardsTheOwnLineagePages() {
    Replay replay = new Replay(new OwnLineage());
    SplittableRandom random = new SplittableRandom(1);
    Night night = null;
    int nights = 0;
    do {
      LocalDate date = FIRST.plusDays(nights++);
      long with = SelectionNight.binomial(1000, 0.3, random);
      long hits = SelectionNight.draw(1000, with, 400, 0.5, random);
      night =
          replay.night(date, SelectionNight.of(date).counts(MEASUREMENT, 1000, with, 400, hits));
    } while (night.findings().isEmpty() && nights < 30);
    assertThat(nights).isLessThan(12);
    Finding finding = night.findings().get(0);
    assertThat(finding.tier()).contains(Finding.Tier.PAGE);
    assertThat(finding.verdict()).isEqualTo(Verdict.ATTENTION);
    assertThat(finding.logE().getAsDouble())
        .isGreaterThanOrEqualTo(finding.thresholdLogE().getAsDouble());
    assertThat(finding.effect().orElseThrow().value().getAsDouble()).isBetween(0.2, 1.0);
    assertThat(night.overall().exitCode()).isEqualTo(10);
  }

  @Test
  void tiltAwayFromTheOwnLineageDoesNotPage() {
    Replay replay = new Replay(new OwnLineage());
    SplittableRandom random = new SplittableRandom(2);
    for (int t = 0; t < 30; t++) {
      LocalDate date = FIRST.plusDays(t);
      long hits = SelectionNight.draw(1000, 300, 400, -0.5, random);
      Night night =
          replay.night(date, SelectionNight.of(date).counts(MEASUREMENT, 1000, 300, 400, hits));
      assertThat(night.findings()).isEmpty();
    }
  }

  @Test
  void enoughFairPicksSettleTheQuestion() {
    Replay replay = new Replay(new OwnLineage());
    SplittableRandom random = new SplittableRandom(3);
    Night night = null;
    for (int t = 0; t < 60; t++) {
      LocalDate date = FIRST.plusDays(t);
      long hits = SelectionNight.draw(1000, 300, 400, 0, random);
      night = replay.night(date, SelectionNight.of(date).counts(MEASUREMENT, 1000, 300, 400, hits));
    }
    Answer answer = night.answers().get(Question.SELECTION.ordinal());
    assertThat(answer.verdict()).isEqualTo(Verdict.PASS);
    assertThat(answer.effect().orElseThrow().interval().isWithin(0.10)).isTrue();
    assertThat(answer.mde80()).isPresent();
  }

  @Test
  void everythingTakenIsNoInformation() {
    Replay replay = new Replay(new OwnLineage());
    replay.night(FIRST, SelectionNight.of(FIRST).counts(MEASUREMENT, 100, 30, 100, 30));
    Evidence.Measured evidence = replay.measured(SelectionNight.PURPOSE);
    assertThat(evidence.status()).isEqualTo(Status.NO_INFORMATION);
    assertThat(evidence.logE().getAsDouble()).isNotPositive();
    assertThat(evidence.mde80()).isEmpty();
  }

  @Test
  void poolsInWhichAllUnitsAreAlikeMakeNoHypothesis() {
    Replay replay = new Replay(new OwnLineage());
    replay.night(FIRST, SelectionNight.of(FIRST).counts(MEASUREMENT, 100, 0, 40, 0));
    LocalDate next = FIRST.plusDays(1);
    replay.night(next, SelectionNight.of(next).counts(MEASUREMENT, 100, 100, 40, 40));
    assertThat(replay.evidence()).isEmpty();
    assertThat(replay.ledger().entries()).isEmpty();
  }

  @Test
  void aHypothesisStaysOnceItsPoolsWereMixed() {
    Replay replay = new Replay(new OwnLineage());
    replay.night(FIRST, SelectionNight.of(FIRST).counts(MEASUREMENT, 100, 30, 40, 12));
    LocalDate next = FIRST.plusDays(1);
    replay.night(next, SelectionNight.of(next).counts(MEASUREMENT, 100, 0, 40, 0));
    assertThat(replay.measured(SelectionNight.PURPOSE).units()).isEqualTo(40);
  }

  @Test
  void latePicksAreTestedAgainstWhatRemainedOfTheirPool() {
    Replay replay = new Replay(new OwnLineage());
    SelectionNight first = SelectionNight.of(FIRST);
    replay.night(FIRST, first.counts(MEASUREMENT, 1000, 300, 0, 0));
    LocalDate next = FIRST.plusDays(1);
    SelectionNight late =
        new SelectionNight(next, FIRST, first.pool(), first.selector(), first.version());
    replay.night(next, late.counts(MEASUREMENT, 60, 50, 60, 50));
    Evidence.Measured evidence = replay.measured(SelectionNight.PURPOSE);
    assertThat(evidence.units()).isEqualTo(60);
    assertThat(evidence.effect().value().getAsDouble()).isGreaterThan(1);
    assertThat(evidence.sentence()).contains("Of 60 units", "50 came", "19.8 were expected");
  }

  @Test
  void aPoolIsForgottenAfterThirtyFiveNights() {
    Replay replay = new Replay(new OwnLineage());
    SelectionNight first = SelectionNight.of(FIRST);
    replay.night(FIRST, first.counts(MEASUREMENT, 1000, 300, 0, 0));
    for (int t = 1; t <= PoolMemory.NIGHTS; t++) {
      replay.night(FIRST.plusDays(t), List.of());
    }
    LocalDate late = FIRST.plusDays(PoolMemory.NIGHTS + 1);
    replay.night(
        late,
        new SelectionNight(late, FIRST, first.pool(), first.selector(), first.version())
            .counts(MEASUREMENT, 60, 50, 60, 50));
    assertThat(replay.measured(SelectionNight.PURPOSE).status()).isEqualTo(Status.NO_INFORMATION);
  }
}
