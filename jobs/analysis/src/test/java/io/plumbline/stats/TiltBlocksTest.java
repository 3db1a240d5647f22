package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** The kernels. Reference values: numpy 2.4.6 and scipy 1.17.1, from the formulas. */
class TiltBlocksTest {

  @Test
  void poolBlockIsTheNoncentralHypergeometricRatio() {
    TiltSum sum = TiltSum.of(List.of(new PoolBlock(80, 25, 20, 11), new PoolBlock(60, 12, 15, 5)));

    assertThat(sum.logRatio(20)).isEqualTo(0.9062436904568113, within(1e-12));
    assertThat(sum.logRatio(-7)).isEqualTo(-0.250643862274592, within(1e-12));
    assertThat(sum.logRatio(60)).isEqualTo(-4.214848532498287, within(1e-11));
    assertThat(sum.logMixture(Direction.EITHER)).isEqualTo(1.6585158157761928, within(1e-12));
    assertThat(sum.logMixture(Direction.UP)).isEqualTo(2.320036706282547, within(1e-12));
    assertThat(sum.logMixture(Direction.DOWN)).isEqualTo(-1.1178750136701119, within(1e-12));
  }

  @Test
  void poolBlockCountsWhatItRestsOn() {
    TiltSum sum = new PoolBlock(80, 25, 20, 11).evidence();

    assertThat(sum.blocks()).isEqualTo(1);
    assertThat(sum.informativeBlocks()).isEqualTo(1);
    assertThat(sum.units()).isEqualTo(20);
    assertThat(sum.hits()).isEqualTo(11);
    assertThat(sum.expectedHits()).isEqualTo(6.25, within(1e-15));
    assertThat(sum.information()).isEqualTo(20 * 0.3125 * 0.6875 * 60 / 79, within(1e-12));
    assertThat(sum.shareDifference().orElseThrow()).isEqualTo(4.75 / 20, within(1e-15));
  }

  @Test
  void selectionOfAllOrNoneAndAttributeOfAllOrNoneSayNothing() {
    for (PoolBlock block :
        List.of(
            new PoolBlock(8, 2, 8, 2),
            new PoolBlock(8, 2, 0, 0),
            new PoolBlock(8, 0, 3, 0),
            new PoolBlock(8, 8, 3, 3),
            new PoolBlock(0, 0, 0, 0))) {
      TiltSum sum = block.evidence();

      assertThat(sum.status()).as("%s", block).isEqualTo(Status.NO_INFORMATION);
      assertThat(sum.logMixture(Direction.EITHER)).isZero();
      assertThat(sum.hits()).isEqualTo(block.selectedWithAttribute());
      assertThat(sum.units()).isZero();
    }
  }

  @Test
  void choosingWhatWasNotOfferedIsAMismatchNotEvidence() {
    for (PoolBlock block :
        List.of(new PoolBlock(8, 0, 3, 1), new PoolBlock(8, 7, 4, 2), new PoolBlock(8, 4, 9, 4))) {
      assertThat(block.isPossible()).isFalse();
      assertThat(block.evidence().status()).as("%s", block).isEqualTo(Status.POOL_MISMATCH);
      assertThat(block.evidence().logMixture(Direction.EITHER)).isZero();
      assertThat(block.evidence().hits()).isZero();
    }
  }

  @Test
  void aboveTwentyThousandTheBinomialFormIsUsed() {
    PoolBlock large = new PoolBlock(200_000, 60_000, 50_000, 15_100);
    PoolBlock limit = new PoolBlock(200_000, 20_000, 50_000, 5_100);

    assertThat(large.evidence().logRatio(5))
        .isEqualTo(new ShareBlock(50_000, 15_100, 0.3).evidence().logRatio(5));
    assertThat(limit.evidence().logRatio(5))
        .isEqualTo(
            NoncentralHypergeometric.of(200_000, 20_000, 50_000).logRatio(5_100, TiltGrid.theta(5)),
            within(1e-9));
  }

  @Test
  void poolBlockRefusesImpossibleCounts() {
    assertThatThrownBy(() -> new PoolBlock(-1, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid pool: -1 (must be at least 0)");
    assertThatThrownBy(() -> new PoolBlock(5, 6, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid pool with attribute: 6 (must be at most 5)");
    assertThatThrownBy(() -> new PoolBlock(5, 2, -1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid selected: -1 (must be at least 0)");
    assertThatThrownBy(() -> new PoolBlock(5, 2, 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid selected with attribute: 3 (must be at most 2)");
  }

  @Test
  void shareBlockIsTheBinomialRatio() {
    TiltSum sum = new ShareBlock(20, 7, 0.3).evidence();

    assertThat(sum.logMixture(Direction.EITHER)).isEqualTo(-0.23094258235326404, within(1e-12));
    assertThat(sum.logRatio(30)).isEqualTo(0.0992870290814869, within(1e-13));
    assertThat(sum.expectedHits()).isEqualTo(6, within(1e-14));
    assertThat(sum.information()).isEqualTo(4.2, within(1e-14));
    assertThat(sum.units()).isEqualTo(20);
  }

  @Test
  void shareOfZeroOrOneSaysNothingUnlessItIsBroken() {
    assertThat(new ShareBlock(4, 0, 0).evidence().status()).isEqualTo(Status.NO_INFORMATION);
    assertThat(new ShareBlock(4, 4, 1).evidence().status()).isEqualTo(Status.NO_INFORMATION);
    assertThat(new ShareBlock(0, 0, 0.3).evidence().status()).isEqualTo(Status.NO_INFORMATION);
    assertThat(new ShareBlock(4, 1, 0).evidence().status()).isEqualTo(Status.POOL_MISMATCH);
    assertThat(new ShareBlock(4, 3, 1).evidence().status()).isEqualTo(Status.POOL_MISMATCH);
  }

  @Test
  void shareBlockRefusesSharesThatAreNone() {
    assertThatThrownBy(() -> new ShareBlock(4, 1, 1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid share: 1.5 (must be in [0, 1])");
    assertThatThrownBy(() -> new ShareBlock(4, 1, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid share: NaN (must be in [0, 1])");
  }

  @Test
  void pairBlockIsTheSignTestRatio() {
    TiltSum sum = new PairBlock(9, 3).evidence();

    assertThat(sum.logMixture(Direction.EITHER)).isEqualTo(0.24436845358988313, within(1e-12));
    assertThat(sum.logRatio(-30)).isEqualTo(-1.0842710992829399, within(1e-12));
    assertThat(sum.expectedHits()).isEqualTo(6);
    assertThat(sum.information()).isEqualTo(3);
    assertThat(sum.logOdds().orElseThrow()).isEqualTo(Math.log(3), within(1e-14));
    assertThat(sum.logOddsVariance().orElseThrow()).isEqualTo(1.0 / 9 + 1.0 / 3, within(1e-14));
    assertThat(new PairBlock(0, 0).evidence().status()).isEqualTo(Status.NO_INFORMATION);
  }

  @Test
  void countBlockIsThePoissonRatio() {
    TiltSum sum = new CountBlock(14, 9.5).evidence();

    assertThat(sum.logMixture(Direction.EITHER)).isEqualTo(-0.034673842890296847, within(1e-12));
    assertThat(sum.logRatio(30)).isEqualTo(0.8902662253903202, within(1e-12));
    assertThat(sum.expectedHits()).isEqualTo(9.5);
    assertThat(sum.information()).isEqualTo(9.5);
  }

  @Test
  void eventsWhereNoneCanHappenAreAMismatch() {
    assertThat(new CountBlock(0, 0).evidence().status()).isEqualTo(Status.NO_INFORMATION);
    assertThat(new CountBlock(1, 0).evidence().status()).isEqualTo(Status.POOL_MISMATCH);
    assertThatThrownBy(() -> new CountBlock(1, Double.POSITIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid mean: Infinity (must be finite and at least 0)");
    assertThatThrownBy(() -> new CountBlock(1, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid mean: -1.0 (must be finite and at least 0)");
  }

  private static final ScoreBlock SCORES =
      new ScoreBlock(
          List.of(
              new ScoreBlock.Cell(-1.2, 1, 0),
              new ScoreBlock.Cell(-0.3, 1, 0),
              new ScoreBlock.Cell(0, 1, 0),
              new ScoreBlock.Cell(0.4, 1, 1),
              new ScoreBlock.Cell(1.1, 1, 0),
              new ScoreBlock.Cell(2.5, 1, 1)));

  @Test
  void scoreBlockIsTheExponentialTiltOfThePool() {
    TiltSum sum = SCORES.evidence();

    assertThat(sum.logMixture(Direction.EITHER)).isEqualTo(-0.012735593452802618, within(1e-12));
    assertThat(sum.logRatio(30)).isEqualTo(0.5073399559793947, within(1e-13));
    assertThat(sum.hits()).isEqualTo(2.9, within(1e-14));
    assertThat(sum.expectedHits()).isEqualTo(2 * 2.5 / 6, within(1e-14));
    assertThat(sum.units()).isEqualTo(2);
    assertThat(sum.isLikelihood()).isFalse();
  }

  @Test
  void equalScoresSayNothing() {
    ScoreBlock equal = new ScoreBlock(List.of(new ScoreBlock.Cell(1.5, 9, 3)));

    assertThat(equal.evidence().status()).isEqualTo(Status.NO_INFORMATION);
    assertThat(new ScoreBlock(List.of()).evidence().status()).isEqualTo(Status.NO_INFORMATION);
    assertThat(equal.standardised().cells().get(0).score()).isZero();
  }

  @Test
  void selectingMoreUnitsOfAScoreThanThePoolHasIsAMismatch() {
    assertThat(new ScoreBlock(List.of(new ScoreBlock.Cell(1, 2, 3))).evidence().status())
        .isEqualTo(Status.POOL_MISMATCH);
  }

  @Test
  void scoresOfNobodyDoNotCount() {
    ScoreBlock withEmpty =
        new ScoreBlock(List.of(new ScoreBlock.Cell(1, 5, 2), new ScoreBlock.Cell(7, 0, 0)));

    assertThat(withEmpty.evidence().status()).isEqualTo(Status.NO_INFORMATION);
  }

  @Test
  void standardisedScoresHaveMeanZeroAndDeviationOneAndAreCutAtFour() {
    ScoreBlock block =
        new ScoreBlock(
                List.of(
                    new ScoreBlock.Cell(10, 50, 0),
                    new ScoreBlock.Cell(20, 50, 5),
                    new ScoreBlock.Cell(1_000, 1, 1)))
            .standardised();
    ScoreBlock even =
        new ScoreBlock(List.of(new ScoreBlock.Cell(3, 7, 0), new ScoreBlock.Cell(5, 7, 1)))
            .standardised();

    assertThat(block.cells().get(2).score()).isEqualTo(ScoreBlock.WINSOR);
    assertThat(even.cells().get(0).score()).isEqualTo(-1, within(1e-14));
    assertThat(even.cells().get(1).score()).isEqualTo(1, within(1e-14));
  }

  @Test
  void selectedScoresAreScaledIntoTheUnitInterval() {
    List<ClusterMeans> scores =
        new ScoreBlock(List.of(new ScoreBlock.Cell(3, 7, 2), new ScoreBlock.Cell(5, 7, 1)))
            .selectedScores();

    assertThat(scores)
        .containsExactly(new ClusterMeans(0.375, 0.375, 2), new ClusterMeans(0.625, 0.625, 1));
  }

  @Test
  void tooLargeScoresDoNotOverflow() {
    TiltSum sum =
        new ScoreBlock(List.of(new ScoreBlock.Cell(0, 5, 0), new ScoreBlock.Cell(900, 5, 5)))
            .evidence();

    assertThat(sum.logRatio(60)).isEqualTo(5 * Math.log(2), within(1e-9));
  }

  private static final ClusterBlock CLUSTERS =
      new ClusterBlock(
          0.25,
          List.of(
              new ClusterBlock.Cell(5, 2, 3),
              new ClusterBlock.Cell(2, 0, 1),
              new ClusterBlock.Cell(1, 1, 2)));

  @Test
  void clusterBlockIsTheBetOnClusterShares() {
    TiltSum sum = CLUSTERS.evidence();

    assertThat(sum.logMixture(Direction.EITHER)).isEqualTo(0.2753570507484593, within(1e-12));
    assertThat(sum.logRatio(30)).isEqualTo(0.5096350912785984, within(1e-13));
    assertThat(sum.units()).isEqualTo(6);
    assertThat(sum.hits()).isEqualTo(3.2, within(1e-14));
    assertThat(sum.expectedHits()).isEqualTo(1.5);
    assertThat(sum.isLikelihood()).isFalse();
    assertThat(sum.information()).isEqualTo(3 * 0.15 * 0.15 + 0.0625 + 2 * 0.5625, within(1e-14));
  }

  @Test
  void clustersOfOneItemGiveTheBinomialForm() {
    LongFunction<ClusterBlock> clusters =
        hits ->
            new ClusterBlock(
                0.3,
                List.of(new ClusterBlock.Cell(1, 1, hits), new ClusterBlock.Cell(1, 0, 20 - hits)));
    for (long hits = 0; hits <= 20; hits++) {
      TiltSum single = clusters.apply(hits).evidence();
      TiltSum binomial = new ShareBlock(20, hits, 0.3).evidence();
      for (int j = -60; j <= 60; j++) {
        assertThat(single.logRatio(j))
            .as("hits %d, point %d", hits, j)
            .isEqualTo(binomial.logRatio(j), within(1e-11));
      }
    }
  }

  @Test
  void excessesAreSharesMovedIntoTheUnitInterval() {
    assertThat(CLUSTERS.excesses())
        .containsExactly(
            new ClusterMeans(0.575, 0.575, 3),
            new ClusterMeans(0.375, 0.375, 1),
            new ClusterMeans(0.875, 0.875, 2));
  }

  @Test
  void poolShareOfZeroOrOneSaysNothingUnlessItIsBroken() {
    List<ClusterBlock.Cell> none = List.of(new ClusterBlock.Cell(3, 0, 2));
    List<ClusterBlock.Cell> all = List.of(new ClusterBlock.Cell(3, 3, 2));

    assertThat(new ClusterBlock(0, none).evidence().status()).isEqualTo(Status.NO_INFORMATION);
    assertThat(new ClusterBlock(1, all).evidence().status()).isEqualTo(Status.NO_INFORMATION);
    assertThat(new ClusterBlock(0, all).evidence().status()).isEqualTo(Status.POOL_MISMATCH);
    assertThat(new ClusterBlock(1, none).evidence().status()).isEqualTo(Status.POOL_MISMATCH);
    assertThat(new ClusterBlock(0.5, List.of()).evidence().status())
        .isEqualTo(Status.NO_INFORMATION);
  }

  @Test
  void clusterCellsRefuseImpossibleCounts() {
    assertThatThrownBy(() -> new ClusterBlock.Cell(0, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid cluster size: 0 (must be at least 1)");
    assertThatThrownBy(() -> new ClusterBlock.Cell(2, 3, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid hits: 3 (must be at most 2)");
    assertThatThrownBy(() -> new ClusterBlock.Cell(2, 1, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid clusters: -1 (must be at least 0)");
    assertThatThrownBy(() -> new ClusterBlock(-0.1, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid pool share: -0.1 (must be in [0, 1])");
  }

  @Test
  void scoreCellsRefuseScoresThatAreNone() {
    assertThatThrownBy(() -> new ScoreBlock.Cell(Double.NaN, 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid score: NaN (must be finite)");
  }

  @Test
  void scoreBlockCountsTheVarianceOfADrawWithoutReplacement() {
    double mean = 2.5 / 6;
    double squares = 0;
    for (double score : new double[] {-1.2, -0.3, 0, 0.4, 1.1, 2.5}) {
      squares += (score - mean) * (score - mean);
    }

    assertThat(SCORES.evidence().information()).isEqualTo(2 * squares / 6 * 4 / 5, within(1e-14));
  }

  @Test
  void standardisedScoresAreMeasuredInDeviationsOfThePool() {
    ScoreBlock block =
        new ScoreBlock(
                List.of(
                    new ScoreBlock.Cell(2, 3, 1),
                    new ScoreBlock.Cell(5, 1, 0),
                    new ScoreBlock.Cell(10, 2, 2)))
            .standardised();
    // Mean 31/6, variance (3 * 2^2 + 5^2 + 2 * 10^2) / 6 - mean^2.
    double mean = 31 / 6.0;
    double deviation = Math.sqrt(237 / 6.0 - mean * mean);

    assertThat(block.cells().get(0).score()).isEqualTo((2 - mean) / deviation, within(1e-13));
    assertThat(block.cells().get(2).score()).isEqualTo((10 - mean) / deviation, within(1e-13));
  }

  @Test
  void negativeCountsOfScoresAndPairsAreRefused() {
    assertThatThrownBy(() -> new ScoreBlock.Cell(1, -1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid pool: -1 (must be at least 0)");
    assertThatThrownBy(() -> new ScoreBlock.Cell(1, 1, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid selected: -1 (must be at least 0)");
    assertThatThrownBy(() -> new PairBlock(-1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid first wins: -1 (must be at least 0)");
    assertThatThrownBy(() -> new PairBlock(0, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid second wins: -1 (must be at least 0)");
    assertThatThrownBy(() -> new ClusterMeans(-0.1, 0.5, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid cluster mean: -0.1 (must be in [0, 1])");
    assertThatThrownBy(() -> new ClusterMeans(0.5, 1.5, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid cluster mean: 1.5 (must be in [0, 1])");
    assertThatThrownBy(() -> new ClusterMeans(0.5, 0.5, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid clusters: -1 (must be at least 0)");
  }
}
