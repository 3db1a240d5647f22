package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/** Samples without replacement from a finite population. */
class AuditsTest {

  // scipy 1.17.1: stats.hypergeom.cdf and sf, N = 300, n = 40, searched over every D
  @Test
  void boundsAgreeWithReferenceValues() {
    int[][] expected = {{0, 20, 0}, {2, 42, 4}, {5, 71, 17}};
    for (int[] row : expected) {
      FinitePopulation audit = new FinitePopulation(300, 40, row[0]);
      assertThat(audit.upperDefects(0.05)).as("defects %d", row[0]).isEqualTo(row[1]);
      assertThat(audit.lowerDefects(0.05)).as("defects %d", row[0]).isEqualTo(row[2]);
    }
  }

  @Test
  void boundsAgreeWithTheDefinitionForEverySmallPopulation() {
    for (int population = 1; population <= 9; population++) {
      for (int sample = 0; sample <= population; sample++) {
        for (int defects = 0; defects <= sample; defects++) {
          FinitePopulation audit = new FinitePopulation(population, sample, defects);
          int upper = -1;
          int lower = -1;
          for (int d = 0; d <= population; d++) {
            double below = tail(population, sample, d, 0, defects);
            double above = tail(population, sample, d, defects, sample);
            upper = below > 0.1 ? d : upper;
            lower = lower < 0 && above > 0.1 ? d : lower;
          }
          assertThat(audit.upperDefects(0.1)).as("%s", audit).isEqualTo(upper);
          assertThat(audit.lowerDefects(0.1)).as("%s", audit).isEqualTo(lower);
        }
      }
    }
  }

  private static double tail(int population, int sample, int defective, int from, int to) {
    BigInteger sum = BigInteger.ZERO;
    for (int k = from; k <= to; k++) {
      sum = sum.add(choose(defective, k).multiply(choose(population - defective, sample - k)));
    }
    return sum.doubleValue() / choose(population, sample).doubleValue();
  }

  private static BigInteger choose(int n, int k) {
    if (k < 0 || k > n) {
      return BigInteger.ZERO;
    }
    BigInteger product = BigInteger.ONE;
    for (int i = 1; i <= k; i++) {
      product = product.multiply(BigInteger.valueOf(n - k + i)).divide(BigInteger.valueOf(i));
    }
    return product;
  }

  @Test
  void everythingReviewedIsKnownAndNothingReviewedIsNot() {
    assertThat(new FinitePopulation(50, 50, 7).upperDefects(0.05)).isEqualTo(7);
    assertThat(new FinitePopulation(50, 50, 7).lowerDefects(0.05)).isEqualTo(7);
    assertThat(new FinitePopulation(50, 0, 0).upperDefects(0.05)).isEqualTo(50);
    assertThat(new FinitePopulation(50, 0, 0).lowerDefects(0.05)).isZero();
    assertThat(new FinitePopulation(0, 0, 0).upperDefects(0.05)).isZero();
    assertThat(new FinitePopulation(0, 0, 0).lowerDefects(0.05)).isZero();
  }

  // scipy 1.17.1: stats.hypergeom.pmf(0, N, ceil(N / 100), n), searched over every n
  @Test
  void discoverySampleAgreesWithReferenceValues() {
    assertThat(FinitePopulation.discoverySample(300, 0.05)).isEqualTo(189);
    assertThat(FinitePopulation.discoverySample(301, 0.05)).isEqualTo(158);
    assertThat(FinitePopulation.discoverySample(1, 0.05)).isEqualTo(1);
  }

  @Test
  void brokenAuditsAreRefused() {
    assertThatThrownBy(() -> new FinitePopulation(5, 6, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid sample: 6 (must be at most 5)");
    assertThatThrownBy(() -> new FinitePopulation(5, 3, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid defects: 4 (must be at most 3)");
    assertThatThrownBy(() -> new FinitePopulation(-1, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid population: -1 (must be at least 0)");
    assertThatThrownBy(() -> FinitePopulation.discoverySample(0, 0.05))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid population: 0 (must be at least 1)");
    assertThatThrownBy(() -> FinitePopulation.discoverySample(10, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid alpha: 0.0 (must be in (0, 1))");
    assertThatThrownBy(() -> new FinitePopulation(5, 3, 1).upperDefects(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid alpha: 0.0 (must be in (0, 1))");
    assertThatThrownBy(() -> new FinitePopulation(5, 3, 1).lowerDefects(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid alpha: 1.0 (must be in (0, 1))");
  }

  private static final PriorPosteriorRatio FLAT = new PriorPosteriorRatio(1, 1);
  private static final PriorPosteriorRatio RARE = new PriorPosteriorRatio(1, 19);

  // scipy 1.17.1: stats.betabinom, stats.hypergeom, N = 300, n = 40, k = 3
  @Test
  void ratioAgreesWithReferenceValues() {
    assertThat(FLAT.logRatio(300, 40, 3, 3)).isEqualTo(2.397720207877647, within(1e-10));
    assertThat(RARE.logRatio(300, 40, 3, 30)).isEqualTo(-0.6974686565275934, within(1e-10));
    assertThat(FLAT.confidence(300, 40, 3, 0.05)).isEqualTo(new PriorPosteriorRatio.Range(3, 79));
    assertThat(RARE.confidence(300, 40, 3, 0.05)).isEqualTo(new PriorPosteriorRatio.Range(4, 69));
  }

  @Test
  void rangeAgreesWithEveryNumberTried() {
    for (int defects = 0; defects <= 25; defects++) {
      PriorPosteriorRatio.Range range = FLAT.confidence(120, 25, defects, 0.05);
      for (int d = 0; d <= 120; d++) {
        boolean isInside = FLAT.logRatio(120, 25, defects, d) < Math.log(20);
        assertThat(isInside)
            .as("defects %d, D %d", defects, d)
            .isEqualTo(d >= range.lower() && d <= range.upper());
      }
    }
  }

  @Test
  void rangeIsEverythingAtFirstAndOneNumberAtLast() {
    assertThat(FLAT.confidence(120, 0, 0, 0.05)).isEqualTo(new PriorPosteriorRatio.Range(0, 120));
    assertThat(FLAT.confidence(120, 120, 9, 0.05)).isEqualTo(new PriorPosteriorRatio.Range(9, 9));
    assertThat(FLAT.confidence(0, 0, 0, 0.05)).isEqualTo(new PriorPosteriorRatio.Range(0, 0));
  }

  @Test
  void impossibleNumbersAreInfinitelyUnlikely() {
    assertThat(FLAT.logRatio(20, 5, 2, 1)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(FLAT.logRatio(20, 5, 2, 18)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(FLAT.logRatio(20, 5, 2, 2)).isLessThan(10);
    assertThat(FLAT.logRatio(20, 5, 2, 17)).isLessThan(20);
  }

  @Test
  void brokenPriorsAndSamplesAreRefused() {
    assertThatThrownBy(() -> new PriorPosteriorRatio(1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid prior: Beta(1.0, 0.0) (must have finite parameters above 0)");
    assertThatThrownBy(() -> FLAT.logRatio(5, 6, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid sample: 6 (must be at most 5)");
    assertThatThrownBy(() -> FLAT.confidence(5, 3, 4, 0.05))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid defects: 4 (must be at most 3)");
    assertThatThrownBy(() -> FLAT.confidence(5, 3, 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid alpha: 0.0 (must be in (0, 1))");
  }

  // mpmath 1.3, 40 digits: the sum of the hypergeometric terms, searched over every D
  @Test
  void populationsMayExceedAnInt() {
    FinitePopulation audit = new FinitePopulation(5_000_000_000L, 500, 3);

    assertThat(audit.upperDefects(0.05)).isEqualTo(77_168_672);
    assertThat(audit.lowerDefects(0.05)).isEqualTo(8_186_606);
    assertThat(FinitePopulation.discoverySample(5_000_000_000L, 0.05)).isEqualTo(299);
  }
}
