package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NoncentralHypergeometricTest {

  // scipy 1.17.1: stats.nchypergeom_fisher(M=30, n=11, N=9, odds=1.7), stats.hypergeom(30, 11, 9)
  @Test
  void agreesWithReferenceValues() {
    NoncentralHypergeometric distribution = NoncentralHypergeometric.of(30, 11, 9);
    double theta = Math.log(1.7);

    assertThat(distribution.logRatio(6, theta)).isEqualTo(1.2163208728276342, within(1e-11));
    assertThat(distribution.mean(theta)).isEqualTo(4.119894176678231, within(1e-12));
    assertThat(distribution.variance(theta)).isEqualTo(1.562677364175835, within(1e-12));
  }

  @Test
  void agreesWithExactIntegerSumsForEverySmallPool() {
    for (int pool = 1; pool <= 9; pool++) {
      for (int marked = 0; marked <= pool; marked++) {
        for (int drawn = 0; drawn <= pool; drawn++) {
          NoncentralHypergeometric distribution = NoncentralHypergeometric.of(pool, marked, drawn);
          assertThat(distribution.low()).isEqualTo(Math.max(0, drawn + marked - pool));
          assertThat(distribution.high()).isEqualTo(Math.min(marked, drawn));
          for (int x = (int) distribution.low(); x <= distribution.high(); x++) {
            assertThat(distribution.logRatio(x, Math.log(3)))
                .as("pool %d, marked %d, drawn %d, x %d", pool, marked, drawn, x)
                .isEqualTo(exactLogRatio(pool, marked, drawn, x, 3), within(1e-13));
          }
        }
      }
    }
  }

  @Test
  void meanAndVarianceWithoutTiltAreThoseOfTheHypergeometric() {
    NoncentralHypergeometric distribution = NoncentralHypergeometric.of(1_000, 200, 100);

    assertThat(distribution.mean(0)).isEqualTo(20, within(1e-11));
    assertThat(distribution.variance(0)).isEqualTo(100 * 0.2 * 0.8 * 900 / 999, within(1e-11));
  }

  @Test
  void bothWaysOfSummingTheGridAgreeWithTheSingleTilt() {
    long[][] margins = {
      {500, 200, 100},
      {500, 151, 300},
      {5_000, 1_000, 220},
      {5_000, 2_500, 1_500},
      {90, 80, 85},
      {3_000, 900, 221},
      {1_000_000_000_000L, 300, 300},
      {60_000, 30_000, 20_000}
    };
    for (long[] margin : margins) {
      NoncentralHypergeometric distribution =
          NoncentralHypergeometric.of(margin[0], margin[1], margin[2]);
      long x = distribution.low() + (distribution.high() - distribution.low()) / 3;
      double[] grid = distribution.logRatios(x);
      for (int j = -60; j <= 60; j++) {
        double single = distribution.logRatio(x, TiltGrid.theta(j));
        assertThat(grid[60 + j])
            .as("pool %d, point %d", margin[0], j)
            .isEqualTo(single, within(1e-10 * (1 + Math.abs(single))));
      }
    }
  }

  @Test
  void wideSupportAgreesWithExactArithmetic() {
    NoncentralHypergeometric distribution = NoncentralHypergeometric.of(1_000, 500, 500);
    double exact = exactLogRatio(1_000, 500, 500, 280, 2);

    assertThat(distribution.logRatio(280, Math.log(2))).isEqualTo(exact, within(1e-9));
  }

  @Test
  void rarityFarBelowTheSmallestDoubleDoesNotHurt() {
    NoncentralHypergeometric distribution =
        NoncentralHypergeometric.of(1_000_000_000_000L, 100, 100);

    assertThat(distribution.logRatio(0, 3)).isEqualTo(0, within(1e-6));
    assertThat(distribution.logRatios(100)[120]).isEqualTo(300, within(1e-6));
  }

  @Test
  void probabilitiesUnderEveryTiltSumToOne() {
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 50; round++) {
      int pool = random.nextInt(2, 60);
      int marked = random.nextInt(0, pool + 1);
      int drawn = random.nextInt(0, pool + 1);
      NoncentralHypergeometric distribution = NoncentralHypergeometric.of(pool, marked, drawn);
      double theta = 6 * random.nextDouble() - 3;
      double total = 0;
      for (int x = (int) distribution.low(); x <= distribution.high(); x++) {
        total += Math.exp(distribution.logRatio(x, theta)) * central(pool, marked, drawn, x);
      }
      assertThat(total).as("round %d", round).isEqualTo(1, within(1e-10));
    }
  }

  @Test
  void marginsBeyondThePoolAreRefused() {
    assertThatThrownBy(() -> NoncentralHypergeometric.of(5, 6, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid margins: 6 with the attribute and 1 selected of 5 (must be between 0 and the"
                + " pool)");
  }

  @Test
  void supportTooWideToSumIsRefused() {
    assertThatThrownBy(() -> NoncentralHypergeometric.of(100_000, 30_000, 30_000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid support: 30001 values (must be at most 20001)");
  }

  private static double central(int pool, int marked, int drawn, int x) {
    return new BigDecimal(weight(pool, marked, drawn, x))
        .divide(new BigDecimal(choose(pool, drawn)), MathContext.DECIMAL128)
        .doubleValue();
  }

  private static double exactLogRatio(int pool, int marked, int drawn, int x, int odds) {
    BigInteger tilted = BigInteger.ZERO;
    BigInteger plain = BigInteger.ZERO;
    BigInteger power = BigInteger.ONE;
    BigInteger atX = BigInteger.ONE;
    for (int u = 0; u <= Math.min(marked, drawn); u++) {
      if (u == x) {
        atX = power;
      }
      BigInteger weight = weight(pool, marked, drawn, u);
      tilted = tilted.add(weight.multiply(power));
      plain = plain.add(weight);
      power = power.multiply(BigInteger.valueOf(odds));
    }
    BigDecimal ratio =
        new BigDecimal(atX.multiply(plain)).divide(new BigDecimal(tilted), new MathContext(60));
    int scale = ratio.precision() - ratio.scale();
    return Math.log(ratio.movePointLeft(scale).doubleValue()) + scale * Math.log(10);
  }

  private static BigInteger weight(int pool, int marked, int drawn, int u) {
    return choose(marked, u).multiply(choose(pool - marked, drawn - u));
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

  /**
   * The whole grid at the widest support that is summed, against sums of 50 digits. Terms follow
   * from each other by exact ratios, so nothing is lost but the last of 50 places.
   */
  @Test
  void widestSupportAgreesWithFiftyDigits() {
    long pool = 100_000;
    long marked = 20_000;
    long drawn = 20_000;
    MathContext fifty = new MathContext(50);
    NoncentralHypergeometric distribution = NoncentralHypergeometric.of(pool, marked, drawn);
    double[] grid = distribution.logRatios(4_300);

    for (int j : new int[] {-60, -25, -1, 1, 7, 40, 60}) {
      BigDecimal psi = new BigDecimal(Math.exp(TiltGrid.theta(j)));
      BigDecimal term = BigDecimal.ONE;
      BigDecimal tilted = BigDecimal.ONE;
      BigDecimal plain = BigDecimal.ONE;
      BigDecimal power = BigDecimal.ONE;
      for (long u = 0; u < marked; u++) {
        term =
            term.multiply(BigDecimal.valueOf((marked - u) * (drawn - u)), fifty)
                .divide(BigDecimal.valueOf((u + 1) * (pool - marked - drawn + u + 1)), fifty);
        power = power.multiply(psi, fifty);
        plain = plain.add(term, fifty);
        tilted = tilted.add(term.multiply(power, fifty), fifty);
      }
      BigDecimal moment = tilted.divide(plain, fifty);
      double exact = TiltGrid.theta(j) * 4_300 - log(moment);

      assertThat(grid[60 + j])
          .as("point %d", j)
          .isEqualTo(exact, within(1e-12 * (1 + Math.abs(TiltGrid.theta(j)) * 4_300)));
      assertThat(distribution.logRatio(4_300, TiltGrid.theta(j)))
          .isEqualTo(exact, within(1e-12 * (1 + Math.abs(TiltGrid.theta(j)) * 4_300)));
    }
  }

  private static double log(BigDecimal value) {
    int digits = value.precision() - value.scale();
    return Math.log(value.movePointLeft(digits).doubleValue()) + digits * Math.log(10);
  }
}
