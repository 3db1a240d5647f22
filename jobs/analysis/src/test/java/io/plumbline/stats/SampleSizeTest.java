package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.stats.SampleSize.ScoreVariance;
import org.junit.jupiter.api.Test;

class SampleSizeTest {

  private static final double Z = 1.959963984540054 + 0.8416212335729142;
  private static final SampleSize DESIGN = SampleSize.of(0.05, 0.8);

  @Test
  void pairsMatchR() {
    // R 4.2.2: power.t.test(delta=.3, sd=1, power=.8, type="paired", tol=1e-12)$n
    assertThat(DESIGN.pairs(0.3, 1)).isEqualTo(89.1495772662431, within(1e-5));
    assertThat(DESIGN.pairs(-0.6, 2)).isEqualTo(89.1495772662431, within(1e-5));
    // R 4.2.2: power.t.test(n=50, sd=2, power=.9, type="paired", tol=1e-12)$delta
    assertThat(SampleSize.of(0.05, 0.9).detectablePairedDifference(50, 2))
        .isEqualTo(0.9353589488244, within(1e-7));
    assertThat(DESIGN.pairs(100, 1)).isEqualTo(2);
  }

  @Test
  void sizeAndDetectableDifferenceAreInverse() {
    double n = DESIGN.pairs(0.4, 1.5);
    assertThat(DESIGN.detectablePairedDifference(n, 1.5)).isEqualTo(0.4, within(1e-8));
    double few = DESIGN.detectablePairedDifference(3, 1);
    assertThat(few).isGreaterThan(2);
    assertThat(DESIGN.pairs(few, 1)).isEqualTo(3, within(1e-6));
  }

  @Test
  void twoSharesMatchR() {
    // R 4.2.2: power.prop.test(p1=.25, p2=.35, power=.9)$n, power.prop.test(n=150, ...)$power
    assertThat(SampleSize.of(0.05, 0.9).perGroup(0.25, 0.35))
        .isEqualTo(439.2309237107995, within(1e-6));
    assertThat(DESIGN.powerOfTwoShares(0.25, 0.35, 150)).isEqualTo(0.4718728214253, within(1e-10));
    double n = DESIGN.perGroup(0.02, 0.05);
    assertThat(DESIGN.powerOfTwoShares(0.05, 0.02, n)).isEqualTo(0.8, within(1e-10));
  }

  @Test
  void itemsFollowMiller() {
    ScoreVariance variance = new ScoreVariance(1.0 / 9, 1.0 / 6, 1, 1.0 / 6, 1);
    assertThat(DESIGN.items(0.03, variance))
        .isEqualTo(Z * Z * (1.0 / 9 + 2.0 / 6) / 0.0009, within(1e-6));
    ScoreVariance resampled = new ScoreVariance(1.0 / 9, 1.0 / 6, 10, 1.0 / 6, 10);
    assertThat(DESIGN.items(0.03, resampled))
        .isEqualTo(Z * Z * (1.0 / 9 + 2.0 / 60) / 0.0009, within(1e-6));
    ScoreVariance uneven = new ScoreVariance(0.1, 0.2, 4, 0.3, 5);
    assertThat(DESIGN.items(-0.1, uneven)).isEqualTo(Z * Z * 0.21 / 0.01, within(1e-6));
    double n = DESIGN.items(0.02, variance);
    assertThat(DESIGN.detectableScoreDifference(n, variance)).isEqualTo(0.02, within(1e-10));
  }

  @Test
  void discoveryIsTheSmallestSampleThatWouldFindADefect() {
    // 1 % of 1,000: C(990, n) / C(1000, n) falls to 5 % at 258.
    assertThat(SampleSize.discovery(1000, 10, 0.05)).hasValue(discoveryByProduct(1000, 10, 0.05));
    assertThat(SampleSize.discovery(1000, 10, 0.05)).hasValue(258);
    assertThat(SampleSize.discovery(1_000_000_000L, 10_000_000L, 0.05)).hasValue(299);
    assertThat(SampleSize.discovery(20, 20, 0.05)).hasValue(1);
    assertThat(SampleSize.discovery(20, 1, 0.05)).hasValue(19);
    assertThat(SampleSize.discovery(20, 1, 0.01)).hasValue(20);
    assertThat(SampleSize.discovery(20, 0, 0.05)).isEmpty();
    assertThat(SampleSize.discovery(0, 0, 0.05)).isEmpty();
    // P(0 found in 10 of 20 with 1 defect) is exactly one half.
    assertThat(SampleSize.discovery(20, 1, 0.5)).hasValue(10);
  }

  private static long discoveryByProduct(long population, long defects, double alpha) {
    for (long n = 1; ; n++) {
      double none = 1;
      for (long j = 0; j < defects; j++) {
        none *= (double) (population - n - j) / (population - j);
      }
      if (none <= alpha) {
        return n;
      }
    }
  }

  @Test
  void designsAreChecked() {
    for (double[] design : new double[][] {{0, 0.8}, {0.8, 0.8}, {0.05, 1}, {Double.NaN, 0.8}}) {
      assertThatThrownBy(() -> SampleSize.of(design[0], design[1]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Invalid design: alpha %s, power %s (must be 0 < alpha < power < 1)",
              design[0], design[1]);
    }
    for (double difference : new double[] {0, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> DESIGN.pairs(difference, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Invalid difference: %s (must be finite and not 0)", difference);
    }
    assertThatThrownBy(() -> DESIGN.pairs(1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid standard deviation: 0.0 (must be positive)");
    assertThatThrownBy(() -> DESIGN.detectablePairedDifference(1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid pairs: 1.0 (must be above 1)");
    assertThatThrownBy(() -> DESIGN.detectablePairedDifference(5, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid standard deviation: -1.0 (must be positive)");
    for (double[] shares : new double[][] {{0, 0.5}, {0.5, 0}, {1, 0.5}, {0.5, 1}, {0.5, 0.5}}) {
      assertThatThrownBy(() -> DESIGN.perGroup(shares[0], shares[1]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Invalid shares: %s, %s (must be in (0, 1) and differ)", shares[0], shares[1]);
      assertThatThrownBy(() -> DESIGN.powerOfTwoShares(shares[0], shares[1], 5))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Invalid shares: %s, %s (must be in (0, 1) and differ)", shares[0], shares[1]);
    }
    assertThatThrownBy(() -> DESIGN.powerOfTwoShares(0.1, 0.2, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid group size: 0.0 (must be positive)");
    ScoreVariance variance = new ScoreVariance(0, 0, 1, 0, 1);
    assertThatThrownBy(() -> DESIGN.items(0, variance))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid difference: 0.0 (must be finite and not 0)");
    assertThatThrownBy(() -> DESIGN.detectableScoreDifference(0, variance))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid items: 0.0 (must be positive)");
    for (double[] v : new double[][] {{-1, 0, 0}, {0, -1, 0}, {0, 0, -1}}) {
      assertThatThrownBy(() -> new ScoreVariance(v[0], v[1], 1, v[2], 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Invalid variances: %s, %s, %s (must be at least 0)", v[0], v[1], v[2]);
    }
    assertThatThrownBy(() -> new ScoreVariance(0, 0, 0, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid samples per item: 0, 1 (must be at least 1)");
    assertThatThrownBy(() -> new ScoreVariance(0, 0, 1, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid samples per item: 1, 0 (must be at least 1)");
    Object[][] populations = {{10L, 11L, 0.05}, {10L, -1L, 0.05}, {10L, 2L, 0.0}, {10L, 2L, 1.0}};
    for (Object[] p : populations) {
      assertThatThrownBy(() -> SampleSize.discovery((long) p[0], (long) p[1], (double) p[2]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Invalid design: %d defects of %d, alpha %s (must have 0 <= defects <= population and alpha in (0, 1))",
              p[1], p[0], p[2]);
    }
  }
}
