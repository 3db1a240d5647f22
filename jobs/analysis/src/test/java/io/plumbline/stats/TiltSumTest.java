package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TiltSumTest {

  private static final PoolBlock ONE = new PoolBlock(80, 25, 20, 11);
  private static final PoolBlock TWO = new PoolBlock(60, 12, 15, 5);

  @Test
  void nothingIsNeutral() {
    assertThat(TiltSum.NONE.plus(ONE.evidence()).toArray()).isEqualTo(ONE.evidence().toArray());
    assertThat(TiltSum.NONE.status()).isEqualTo(Status.NO_DATA);
    assertThat(TiltSum.NONE.logMixture(Direction.EITHER)).isZero();
    assertThat(TiltSum.NONE.shareDifference()).isEmpty();
  }

  @Test
  void blocksAddedAtOnceAreTheSumOfEach() {
    assertThat(TiltSum.of(List.of(ONE, TWO)).toArray())
        .isEqualTo(TiltSum.NONE.plus(ONE.evidence()).plus(TWO.evidence()).toArray());
  }

  @Test
  void oneMismatchMarksTheWhole() {
    TiltSum sum = TiltSum.of(List.of(ONE, new PoolBlock(8, 0, 3, 1)));

    assertThat(sum.status()).isEqualTo(Status.POOL_MISMATCH);
    assertThat(sum.logMixture(Direction.UP)).isEqualTo(ONE.evidence().logMixture(Direction.UP));
  }

  @Test
  void storageRestoresItBitForBit() {
    TiltSum sum = TiltSum.of(List.of(ONE, TWO));

    assertThat(TiltSum.of(sum.toArray()).toArray()).isEqualTo(sum.toArray());
    assertThat(sum.toArray()).hasSize(TiltSum.LENGTH);
  }

  @Test
  void whatIsHandedOutCannotChangeIt() {
    TiltSum sum = ONE.evidence();
    sum.toArray()[0] = 99;
    double[] stored = sum.toArray();
    TiltSum restored = TiltSum.of(stored);
    stored[0] = 99;

    assertThat(sum.logRatio(-60)).isNotEqualTo(99);
    assertThat(restored.logRatio(-60)).isNotEqualTo(99);
  }

  @Test
  void brokenStorageIsRefused() {
    double[] broken = ONE.evidence().toArray();
    broken[7] = Double.NaN;

    assertThatThrownBy(() -> TiltSum.of(new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid state: 3 numbers (must be " + TiltSum.LENGTH + ")");
    assertThatThrownBy(() -> TiltSum.of(broken))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid state: NaN at 7 (must be a number)");
  }

  // By hand: tables [[11, 9], [14, 46]] and [[5, 10], [7, 38]].
  @Test
  void mantelHaenszelIsTheRatioOfCrossProducts() {
    TiltSum sum = TiltSum.of(List.of(ONE, TWO));
    double r = 11.0 * 46 / 80 + 5.0 * 38 / 60;
    double s = 9.0 * 14 / 80 + 10.0 * 7 / 60;

    assertThat(sum.logOdds().orElseThrow()).isEqualTo(Math.log(r / s), within(1e-14));
  }

  @Test
  void varianceOfTheLogOddsIsThatOfRobinsBreslowAndGreenland() {
    double[][] tables = {{11, 9, 14, 46}, {5, 10, 7, 38}};
    double r = 0;
    double s = 0;
    double pr = 0;
    double mixed = 0;
    double qs = 0;
    for (double[] t : tables) {
      double n = t[0] + t[1] + t[2] + t[3];
      double ri = t[0] * t[3] / n;
      double si = t[1] * t[2] / n;
      r += ri;
      s += si;
      pr += (t[0] + t[3]) / n * ri;
      mixed += (t[0] + t[3]) / n * si + (t[1] + t[2]) / n * ri;
      qs += (t[1] + t[2]) / n * si;
    }
    double variance = pr / (2 * r * r) + mixed / (2 * r * s) + qs / (2 * s * s);

    assertThat(TiltSum.of(List.of(ONE, TWO)).logOddsVariance().orElseThrow())
        .isEqualTo(variance, within(1e-14));
  }

  @Test
  void oddsRatioOfAZeroCellIsUndefined() {
    TiltSum sum = new PairBlock(5, 0).evidence();

    assertThat(sum.logOdds()).isEmpty();
    assertThat(sum.logOddsVariance()).isEmpty();
    assertThat(new PairBlock(0, 5).evidence().logOdds()).isEmpty();
  }

  @Test
  void maximumLikelihoodOfPairsIsTheirLogRatio() {
    assertThat(new PairBlock(300, 200).evidence().maximumLikelihood().orElseThrow())
        .isEqualTo(Math.log(1.5), within(2e-5));
    assertThat(new PairBlock(80, 400).evidence().maximumLikelihood().orElseThrow())
        .isEqualTo(Math.log(0.2), within(3e-3));
  }

  @Test
  void maximumAtTheEndOfTheGridIsUndefined() {
    assertThat(new PairBlock(5, 0).evidence().maximumLikelihood()).isEmpty();
    assertThat(new PairBlock(0, 5).evidence().maximumLikelihood()).isEmpty();
    assertThat(TiltSum.NONE.maximumLikelihood()).isEmpty();
  }

  @Test
  void gridMaximumIsTheFirstOfEquals() {
    assertThat(TiltSum.NONE.gridMaximum()).isEqualTo(-60);
    assertThat(new PairBlock(5, 5).evidence().gridMaximum()).isZero();
  }

  @Test
  void confidenceSequenceHoldsThePointsTheMixtureCannotBeat() {
    TiltSum sum = new PairBlock(60, 40).evidence();
    double evidence = sum.logMixture(Direction.EITHER);
    double[] range = sum.undecidedRange(0.05);
    Interval interval = sum.confidence(0.05);
    for (int j = -60; j <= 60; j++) {
      boolean isUndecided = evidence - sum.logRatio(j) < Math.log(20);
      boolean isInRange = TiltGrid.theta(j) >= range[0] && TiltGrid.theta(j) <= range[1];
      assertThat(isUndecided).as("point %d", j).isEqualTo(isInRange);
    }
    assertThat(interval.lower().orElseThrow()).isLessThan(range[0]);
    assertThat(interval.upper().orElseThrow()).isGreaterThan(range[1]);
    assertThat(interval.level()).isEqualTo(0.95);
    assertThat(interval.kind()).isEqualTo(Interval.Kind.ANYTIME);
  }

  @Test
  void sideThatReachesTheEndOfTheGridIsUnbounded() {
    Interval interval = new PairBlock(12, 0).evidence().confidence(0.05);

    assertThat(interval.upper()).isEmpty();
    assertThat(interval.lower()).isPresent();
    assertThat(new PairBlock(0, 12).evidence().confidence(0.05).lower()).isEmpty();
  }

  @Test
  void withoutInformationAndForBetsTheSequenceIsUnbounded() {
    TiltSum bet = new ClusterBlock(0.5, List.of(new ClusterBlock.Cell(1, 1, 40))).evidence();

    assertThat(TiltSum.NONE.confidence(0.05))
        .isEqualTo(Interval.unbounded(0.95, Interval.Kind.ANYTIME));
    assertThat(bet.confidence(0.05)).isEqualTo(Interval.unbounded(0.95, Interval.Kind.ANYTIME));
    assertThat(bet.maximumLikelihood()).isEmpty();
  }
}
