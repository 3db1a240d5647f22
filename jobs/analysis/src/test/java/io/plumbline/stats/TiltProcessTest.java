package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Reference values: numpy 2.4.6 and scipy 1.17.1, night by night from the formulas. */
class TiltProcessTest {

  private static final List<PoolBlock> NIGHTS =
      List.of(
          new PoolBlock(80, 25, 20, 11),
          new PoolBlock(60, 12, 15, 5),
          new PoolBlock(100, 30, 25, 12));

  private static TiltProcess threeNights() {
    TiltProcess process = TiltProcess.start();
    for (PoolBlock block : NIGHTS) {
      process = process.night(List.of(block));
    }
    return process;
  }

  @Test
  void plainRestartAndPagerEvidenceAreThoseOfTheFormulas() {
    TiltProcess process = threeNights();

    assertThat(process.logPlain(Direction.EITHER)).isEqualTo(3.6212346845991825, within(1e-11));
    assertThat(process.logRestart(Direction.EITHER)).isEqualTo(-2.1473638496148784, within(1e-11));
    assertThat(process.logPager(Direction.EITHER)).isEqualTo(2.9312067668894057, within(1e-11));
    assertThat(process.logPager(Direction.UP)).isEqualTo(3.6212740660107086, within(1e-11));
    assertThat(process.logPager(Direction.DOWN)).isEqualTo(-2.160049774718586, within(1e-11));
  }

  @Test
  void evidenceBeyondTheMarginIsThatOfTheFormulas() {
    TiltProcess process = threeNights();

    assertThat(process.logBeyondRope(Direction.UP).orElseThrow())
        .isEqualTo(2.9072638961865698, within(1e-11));
    assertThat(process.logBeyondRope(Direction.DOWN).orElseThrow())
        .isEqualTo(-2.2478504266853014, within(1e-11));
    assertThat(process.logBeyondRope(Direction.EITHER).orElseThrow())
        .isEqualTo(2.219869954379333, within(1e-11));
  }

  @Test
  void plainEvidenceBeyondTheMarginIsThatOfTheFormulas() {
    TiltProcess process = TiltProcess.start().night(NIGHTS.subList(0, 2));

    assertThat(process.logBeyondRopePlain(Direction.UP).orElseThrow())
        .isEqualTo(2.000826401763436, within(1e-11));
    assertThat(process.logBeyondRopePlain(Direction.DOWN).orElseThrow())
        .isEqualTo(-1.2024049561340509, within(1e-11));
    assertThat(process.logBeyondRopePlain(Direction.EITHER).orElseThrow())
        .isEqualTo(1.0052909157971575, within(1e-11));
  }

  @Test
  void confidenceSequenceIsOneGridStepOutwards() {
    Interval interval = threeNights().confidence(0.05);

    assertThat(interval.lower().orElseThrow()).isEqualTo(0.054817447380924984, within(1e-12));
    assertThat(interval.upper().orElseThrow()).isEqualTo(2.395380623028355, within(1e-12));
  }

  @Test
  void beforeAnyNightThereIsNoEvidence() {
    TiltProcess process = TiltProcess.start();

    assertThat(process.nights()).isZero();
    assertThat(process.logPlain(Direction.EITHER)).isZero();
    assertThat(process.logRestart(Direction.EITHER)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(process.logPager(Direction.EITHER)).isEqualTo(-Math.log(2), within(1e-15));
    assertThat(process.rope()).isEqualTo(TiltGrid.theta(16));
    assertThat(process.logBeyondRopePlain(Direction.UP).orElseThrow()).isEqualTo(0, within(1e-14));
  }

  @Test
  void nightsWithoutBlocksOnlyAddTheirStake() {
    TiltProcess process = TiltProcess.start();
    for (int night = 1; night <= 400; night++) {
      process = process.night(List.of());
      double stakes = Math.min(night, 365) / 365.0;
      assertThat(process.logRestart(Direction.UP))
          .as("night %d", night)
          .isEqualTo(Math.log(stakes), within(1e-12));
    }
    assertThat(process.logPlain(Direction.UP)).isZero();
    assertThat(process.nights()).isEqualTo(400);
  }

  @Test
  void afterAYearRestartsOnlyContinue() {
    TiltProcess process = TiltProcess.start();
    for (int night = 0; night < 365; night++) {
      process = process.night(List.of());
    }
    TiltProcess after = process.night(List.of(NIGHTS.get(0)));

    assertThat(after.logRestart(Direction.UP))
        .isEqualTo(NIGHTS.get(0).evidence().logMixture(Direction.UP), within(1e-11));
  }

  @Test
  void marginsAreRoundedUpToTheGrid() {
    assertThat(TiltProcess.start(0.2).rope()).isGreaterThanOrEqualTo(0.2).isLessThan(0.22);
    assertThatThrownBy(() -> TiltProcess.start(-0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid margin: -0.1 (must be in (0, 3))");
  }

  @Test
  void widerMarginsLeaveLessEvidence() {
    TiltProcess narrow = TiltProcess.start(0.05).night(NIGHTS);
    TiltProcess wide = TiltProcess.start(0.5).night(NIGHTS);

    assertThat(wide.logBeyondRope(Direction.UP).orElseThrow())
        .isLessThan(narrow.logBeyondRope(Direction.UP).orElseThrow());
  }

  @Test
  void betsHaveNoEvidenceBeyondAMargin() {
    TiltProcess process =
        TiltProcess.start()
            .night(List.of(new ClusterBlock(0.5, List.of(new ClusterBlock.Cell(1, 1, 9)))));

    assertThat(process.logBeyondRope(Direction.UP)).isEmpty();
    assertThat(process.logBeyondRopePlain(Direction.EITHER)).isEmpty();
    assertThat(process.logPager(Direction.UP)).isGreaterThan(0);
  }

  @Test
  void storageRestoresItBitForBitAndItGoesOnAlike() {
    TiltProcess process = threeNights();
    TiltProcess restored = TiltProcess.of(process.toArray());

    assertThat(restored.toArray()).isEqualTo(process.toArray());
    assertThat(restored.night(NIGHTS).toArray()).isEqualTo(process.night(NIGHTS).toArray());
    assertThat(restored.nights()).isEqualTo(3);
    assertThat(restored.rope()).isEqualTo(process.rope());
  }

  @Test
  void brokenStorageIsRefused() {
    double[] stored = threeNights().toArray();
    double[] margin = stored.clone();
    margin[0] = 60;
    double[] nights = stored.clone();
    nights[1] = 2.5;

    assertThatThrownBy(() -> TiltProcess.of(new double[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid state: 2 numbers (must be " + TiltProcess.LENGTH + ")");
    assertThatThrownBy(() -> TiltProcess.of(margin))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid state: 60.0 (must be a whole number from 1 to 59)");
    assertThatThrownBy(() -> TiltProcess.of(nights))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid state: 2.5 (must be a whole number from 0 to 2147483647)");
  }

  @Test
  void resultHoldsWhatTheReportNeeds() {
    TiltProcess process = threeNights();
    DetectableTilt detectable = DetectableTilt.of(0.01, Direction.UP);
    Result result = process.result(Direction.UP, 0.05, detectable);

    assertThat(result.estimate()).isEqualTo(process.sum().logOdds());
    assertThat(result.interval()).isEqualTo(process.confidence(0.05));
    assertThat(result.logE()).hasValue(process.logPager(Direction.UP));
    assertThat(result.mde()).isEqualTo(detectable.after(process.sum()).up());
    assertThat(result.units()).isEqualTo(60);
    assertThat(result.status()).isEqualTo(Status.OK);
  }

  @Test
  void resultWithoutATableUsesMaximumLikelihood() {
    TiltProcess process = TiltProcess.start().night(List.of(new ShareBlock(200, 80, 0.3)));
    Result result = process.result(Direction.UP, 0.05, DetectableTilt.of(0.05, Direction.UP));

    assertThat(result.estimate()).isEqualTo(process.sum().maximumLikelihood());
    assertThat(result.estimate().orElseThrow())
        .isEqualTo(Math.log(0.4 / 0.6 * 0.7 / 0.3), within(1e-3));
  }

  @Test
  void resultWithoutDataSaysSo() {
    Result result =
        TiltProcess.start()
            .result(Direction.EITHER, 0.05, DetectableTilt.of(0.05, Direction.EITHER));

    assertThat(result.status()).isEqualTo(Status.NO_DATA);
    assertThat(result.estimate()).isEmpty();
    assertThat(result.mde()).isEmpty();
    assertThat(result.units()).isZero();
  }
}
