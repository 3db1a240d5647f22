package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;

class DetectableTiltTest {

  private static final DetectableTilt UP = DetectableTilt.of(0.05, Direction.UP);
  private static final DetectableTilt EITHER = DetectableTilt.of(0.05, Direction.EITHER);

  @Test
  void thresholdIsThatOfTheFormula() {
    double theta = Math.log(1.2);
    double density = 2 / (0.2 * Math.PI * (1 + theta * theta / 0.04));

    assertThat(UP.threshold(theta, 240))
        .isEqualTo(
            Math.log(20) + Math.log(2) - Math.log(density) + 0.5 * Math.log(240 / (2 * Math.PI)),
            within(1e-12));
  }

  @Test
  void thresholdNeverFallsBelowThePlainAlarm() {
    assertThat(UP.threshold(0.01, 1e-6)).isEqualTo(Math.log(40), within(1e-12));
  }

  @Test
  void theDetectableTiltItselfIsFoundWithTheStatedPower() {
    assertThat(DetectableTilt.certainty(1, 0.05)).isEqualTo(0.8, within(1e-4));
  }

  // By hand: alarm log(20) + log(2) = 3.689; D - 0.8416 sqrt(2 D) = alarm at D = 6.790;
  // (4 * 6.790 - 3.689) / sqrt(8 * 6.790) = 3.185, of which the normal distribution leaves 0.00072.
  @Test
  void twiceTheDetectableTiltIsFoundAlmostAlways() {
    assertThat(DetectableTilt.certainty(2, 0.05)).isEqualTo(0.99928, within(1e-5));
    assertThat(DetectableTilt.certainty(2, 0.0005))
        .isGreaterThan(DetectableTilt.certainty(2, 0.05));
  }

  @Test
  void aMultipleBelowOneIsRefused() {
    assertThatThrownBy(() -> DetectableTilt.certainty(0.5, 0.05))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid multiple of a detectable tilt: 0.5 (must be at least 1)");
  }

  @Test
  void categoriesPayForTheirNumber() {
    assertThat(DetectableTilt.ofCategories(0.05, 5).threshold(0.01, 1e-6))
        .isEqualTo(Math.log(40 * 5 / 0.8), within(1e-12));
  }

  @Test
  void smallestTiltMeetsItsConditionWithEquality() {
    TiltUnit unit = TiltUnit.ofShare(0.2);
    double theta = UP.after(10_000, unit).up().orElseThrow();
    double divergence = 10_000 * unit.divergence(theta);

    assertThat(divergence - 0.8416 * Math.sqrt(2 * divergence))
        .isEqualTo(UP.threshold(theta, 1_600), within(1e-4));
  }

  @Test
  void atMostTwoThousandChoicesHaveTheirPowerSummedExactly() {
    double theta = UP.after(500, TiltUnit.ofShare(0.2)).up().orElseThrow();
    double share = 0.2 * Math.exp(theta) / (0.8 + 0.2 * Math.exp(theta));
    BinomialDistribution hits = BinomialDistribution.of(500, share);
    double power = 0;
    for (int x = 0; x <= 500; x++) {
      double logE = TiltSum.of(List.of(new ShareBlock(500, x, 0.2))).logMixture(Direction.UP);
      power += logE >= Math.log(40) ? hits.probability(x) : 0;
    }

    assertThat(power).isEqualTo(0.8, within(1e-6));
  }

  @Test
  void exactAndApproximateFormsMeetAtTheirBorder() {
    double exact = EITHER.after(2_000, TiltUnit.ofPair()).up().orElseThrow();
    double approximate = EITHER.after(2_001, TiltUnit.ofPair()).up().orElseThrow();

    assertThat(approximate / exact).isBetween(0.95, 1.08);
  }

  @Test
  void pairsAreDetectedAlikeOnBothSides() {
    DetectableTilt.Sides sides = EITHER.after(700, TiltUnit.ofPair());

    assertThat(sides.up().orElseThrow()).isEqualTo(sides.down().orElseThrow(), within(1e-6));
    assertThat(sides.of(Direction.EITHER)).isPresent();
  }

  @Test
  void rarityMakesUnderRepresentationHarder() {
    DetectableTilt.Sides sides = EITHER.after(1_000, TiltUnit.ofShare(0.05));

    assertThat(sides.down().orElseThrow()).isGreaterThan(sides.up().orElseThrow());
    assertThat(sides.of(Direction.EITHER)).isEqualTo(sides.down());
  }

  @Test
  void fewChoicesDetectNothing() {
    assertThat(EITHER.after(3, TiltUnit.ofShare(0.2)).of(Direction.EITHER)).isEmpty();
    assertThat(EITHER.after(0, TiltUnit.ofShare(0.2)).up()).isEmpty();
    assertThat(EITHER.after(TiltSum.NONE).up()).isEmpty();
  }

  @Test
  void manyChoicesDetectTheSmallestTiltOfTheGrid() {
    assertThat(UP.after(1_000_000_000L, TiltUnit.ofShare(0.2)).up()).hasValue(0.005);
  }

  @Test
  void sideNotAskedForIsEmpty() {
    assertThat(UP.after(5_000, TiltUnit.ofShare(0.2)).down()).isEmpty();
    assertThat(DetectableTilt.of(0.05, Direction.DOWN).after(5_000, TiltUnit.ofShare(0.2)).up())
        .isEmpty();
  }

  @Test
  void whatAProcessHasSeenGivesTheSameAsItsUnits() {
    PoolBlock block = new PoolBlock(100, 20, 40, 8);
    TiltSum sum = TiltSum.of(Collections.nCopies(100, block));
    DetectableTilt.Sides units = EITHER.after(4_000, TiltUnit.ofPool(100, 20, 40));
    DetectableTilt.Sides seen = EITHER.after(sum);

    assertThat(seen.up().orElseThrow()).isEqualTo(units.up().orElseThrow(), within(1e-4));
    assertThat(seen.down().orElseThrow()).isEqualTo(units.down().orElseThrow(), within(1e-4));
  }

  @Test
  void betsUseTheBinomialFormWithClustersAsUnits() {
    ClusterBlock block = new ClusterBlock(0.2, List.of(new ClusterBlock.Cell(5, 1, 400)));

    assertThat(UP.after(TiltSum.of(List.of(block))))
        .isEqualTo(UP.after(400, TiltUnit.ofShare(0.2)));
  }

  @Test
  void finitePoolTellsMoreThanItsBinomialForm() {
    assertThat(TiltUnit.ofPool(100, 20, 40).information()).isEqualTo(0.16 * 60 / 99, within(1e-12));
    assertThat(UP.after(5_000, TiltUnit.ofPool(100, 20, 40)).up().orElseThrow())
        .isGreaterThan(UP.after(5_000, TiltUnit.ofShare(0.2)).up().orElseThrow());
  }

  // Simulated for this setting: 40 nights directed, 60 undirected with five categories
  // (METHODS table 1); the prediction is an approximation that errs on the long side.
  @Test
  void expectedNightsAreCloseToSimulatedOnes() {
    TiltUnit unit = TiltUnit.ofShare(0.2);

    assertThat(UP.expectedNights(Math.log(1.2), 40, unit).orElseThrow()).isBetween(38.0, 46.0);
    assertThat(
            DetectableTilt.ofCategories(0.05, 5)
                .expectedNights(Math.log(1.2), 40, unit)
                .orElseThrow())
        .isBetween(56.0, 70.0);
  }

  @Test
  void whatNightsBroughtPredictsTheSameAsTheirUnits() {
    TiltSum seen = TiltSum.of(Collections.nCopies(100, new PoolBlock(100, 20, 40, 8)));
    TiltUnit unit = TiltUnit.ofPool(100, 20, 40);

    assertThat(UP.expectedNights(0.25, seen, 50).orElseThrow())
        .isEqualTo(UP.expectedNights(0.25, 80, unit).orElseThrow(), within(1e-2));
    assertThat(EITHER.expectedNights(-0.25, seen, 50).orElseThrow())
        .isEqualTo(EITHER.expectedNights(-0.25, 80, unit).orElseThrow(), within(1e-2));
    assertThat(UP.expectedNights(0.25, TiltSum.NONE, 50)).isEmpty();
    assertThatThrownBy(() -> UP.expectedNights(0.25, seen, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid nights: 0 (must be at least 1)");
  }

  @Test
  void noTiltTakesForEver() {
    assertThat(UP.expectedNights(0, 40, TiltUnit.ofShare(0.2))).isEmpty();
  }

  @Test
  void budgetsOutsideTheUnitIntervalAreRefused() {
    assertThatThrownBy(() -> DetectableTilt.of(1, Direction.UP))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid alpha: 1.0 (must be in (0, 1))");
    assertThatThrownBy(() -> DetectableTilt.ofCategories(0.05, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid categories: 2 (must be at least 3)");
  }
}
