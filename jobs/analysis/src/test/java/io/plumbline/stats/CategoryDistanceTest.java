package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CategoryDistanceTest {

  private static final double[] P = {10, 20, 30};
  private static final double[] Q = {25, 20, 5};
  private static final long[] N = {10, 20, 30};
  private static final long[] M = {25, 20, 5};

  @Test
  void jensenShannonMatchesScipy() {
    // scipy 1.10.1: jensenshannon(p, q)**2, jensenshannon(p, q, 2)**2
    assertThat(CategoryDistance.jensenShannonNats(P, Q))
        .hasValueCloseTo(0.11789704891900962, within(1e-14));
    assertThat(CategoryDistance.jensenShannonBits(P, Q))
        .hasValueCloseTo(0.17008948781089875, within(1e-14));
    assertThat(CategoryDistance.jensenShannonDistance(P, Q))
        .hasValueCloseTo(Math.sqrt(0.17008948781089875), within(1e-14));
  }

  @Test
  void jensenShannonIsSymmetricAndBounded() {
    assertThat(CategoryDistance.jensenShannonBits(Q, P).orElseThrow())
        .isEqualTo(CategoryDistance.jensenShannonBits(P, Q).orElseThrow(), within(1e-15));
    assertThat(CategoryDistance.jensenShannonBits(new double[] {1, 0}, new double[] {0, 3}))
        .hasValueCloseTo(1.0, within(1e-15));
    assertThat(CategoryDistance.jensenShannonBits(P, P)).hasValue(0);
  }

  @Test
  void divergenceOfSamplesHasTheDeltaMethodError() {
    FixedEstimate js = CategoryDistance.jensenShannon(N, M, 0.95);
    assertThat(js.value()).hasValueCloseTo(0.17008948781089875, within(1e-14));
    // numpy 1.24: sum over samples of (sum p g^2 - (sum p g)^2) / n, g = log2(p/m)/2
    assertThat(js.standardError()).hasValueCloseTo(0.061026251352626744, within(1e-14));
    assertThat(js.interval().lower())
        .hasValueCloseTo(
            0.17008948781089875 - 1.959963984540054 * 0.061026251352626744, within(1e-12));
    assertThat(js.interval().upper())
        .hasValueCloseTo(
            0.17008948781089875 + 1.959963984540054 * 0.061026251352626744, within(1e-12));
    assertThat(js.n()).isEqualTo(110);
    assertThat(js.status()).isEqualTo(Status.OK);
  }

  @Test
  void divergenceIntervalsStayWithinZeroAndOne() {
    FixedEstimate small =
        CategoryDistance.jensenShannon(new long[] {3, 2}, new long[] {2, 3}, 0.95);
    assertThat(small.interval().lower()).hasValue(0);
    FixedEstimate large =
        CategoryDistance.jensenShannon(new long[] {9, 1, 0}, new long[] {0, 1, 9}, 0.95);
    assertThat(large.interval().upper()).hasValue(1);
    FixedEstimate equal = CategoryDistance.jensenShannon(N, N, 0.95);
    assertThat(equal.value()).hasValue(0);
    assertThat(equal.status()).isEqualTo(Status.DEGENERATE_VARIANCE);
    assertThat(equal.interval().lower()).hasValue(0);
    assertThat(equal.interval().upper()).hasValue(1);
    FixedEstimate none = CategoryDistance.jensenShannon(new long[] {0, 0, 0}, N, 0.95);
    assertThat(none.status()).isEqualTo(Status.NO_DATA);
  }

  @Test
  void stabilityIndexMatchesItsFormula() {
    // numpy 1.24: sum((p-q) * log(p/q)), also after adding 0.5 to every count
    assertThat(CategoryDistance.stabilityIndex(P, Q))
        .hasValueCloseTo(1.0221340316492737, within(1e-14));
    assertThat(CategoryDistance.smoothedStabilityIndex(P, Q))
        .hasValueCloseTo(0.9544400179123977, within(1e-14));
    assertThat(CategoryDistance.stabilityIndex(new double[] {1, 0, 1}, new double[] {1, 1, 0}))
        .hasValue(Double.POSITIVE_INFINITY);
    assertThat(CategoryDistance.stabilityIndex(new double[] {1, 0, 1}, new double[] {1, 0, 3}))
        .hasValueCloseTo(0.5 * Math.log(3) / 2, within(1e-14));
    assertThat(
            CategoryDistance.smoothedStabilityIndex(new double[] {1, 0}, new double[] {0, 1})
                .orElseThrow())
        .isFinite();
  }

  @Test
  void correctedIndexLosesWhatSampleSizeAlwaysAdds() {
    FixedEstimate index = CategoryDistance.correctedStabilityIndex(N, M, 0.95);
    // numpy 1.24: smoothed index - 2 (1/60 + 1/50); delta method with g = log(p/q) + 1 - q/p
    assertThat(index.value())
        .hasValueCloseTo(0.9544400179123977 - 0.07333333333333333, within(1e-13));
    assertThat(index.standardError()).hasValueCloseTo(0.38666127026073005, within(1e-13));
    assertThat(index.n()).isEqualTo(110);
    FixedEstimate equal = CategoryDistance.correctedStabilityIndex(N, N, 0.95);
    assertThat(equal.value()).hasValueCloseTo(-2 * 2 / 60.0, within(1e-13));
    assertThat(equal.status()).isEqualTo(Status.DEGENERATE_VARIANCE);
    assertThat(equal.interval().lower()).isEmpty();
    assertThat(equal.interval().upper()).isEmpty();
    assertThat(CategoryDistance.correctedStabilityIndex(new long[] {0, 0, 0}, N, 0.95).status())
        .isEqualTo(Status.NO_DATA);
    assertThat(CategoryDistance.correctedStabilityIndex(N, new long[] {0, 0, 0}, 0.95).status())
        .isEqualTo(Status.NO_DATA);
  }

  @Test
  void nullPointIsTheChiSquareQuantileOverTheSamples() {
    // scipy 1.10.1: chi2.ppf(.95, 2) * (1/60 + 1/50)
    assertThat(CategoryDistance.stabilityIndexNullPoint(3, 60, 50, 0.95))
        .isEqualTo(0.21968703339395923, within(1e-9));
    assertThatThrownBy(() -> CategoryDistance.stabilityIndexNullPoint(1, 60, 50, 0.95))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid samples: 1 categories, sizes 60 and 50 (must be at least 2 categories and not empty)");
    assertThatThrownBy(() -> CategoryDistance.stabilityIndexNullPoint(2, 0, 50, 0.95))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid samples: 2 categories, sizes 0 and 50 (must be at least 2 categories and not empty)");
    assertThatThrownBy(() -> CategoryDistance.stabilityIndexNullPoint(2, 1, 0, 0.95))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid samples: 2 categories, sizes 1 and 0 (must be at least 2 categories and not empty)");
    assertThat(CategoryDistance.stabilityIndexNullPoint(2, 1, 1, 0.5)).isPositive();
  }

  @Test
  void weightlessSidesAreUndefined() {
    double[] none = {0, 0, 0};
    assertThat(CategoryDistance.jensenShannonNats(none, Q)).isEmpty();
    assertThat(CategoryDistance.jensenShannonBits(P, none)).isEmpty();
    assertThat(CategoryDistance.jensenShannonDistance(P, none)).isEmpty();
    assertThat(CategoryDistance.stabilityIndex(none, Q)).isEmpty();
  }

  @Test
  void weightsAreComparable() {
    assertThatThrownBy(() -> CategoryDistance.stabilityIndex(P, new double[] {1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid categories: 3 and 1 (must be equally many)");
    double[][][] invalid = {
      {{1, -1}, {1, 1}},
      {{1, 1}, {1, -1}},
      {{1, Double.POSITIVE_INFINITY}, {1, 1}},
      {{1, 1}, {1, Double.NaN}}
    };
    for (double[][] pair : invalid) {
      assertThatThrownBy(() -> CategoryDistance.jensenShannonNats(pair[0], pair[1]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Invalid weights: "
                  + pair[0][1]
                  + " and "
                  + pair[1][1]
                  + " (must be finite and at least 0)");
      assertThatThrownBy(() -> CategoryDistance.smoothedStabilityIndex(pair[0], pair[1]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Invalid weights: "
                  + pair[0][1]
                  + " and "
                  + pair[1][1]
                  + " (must be finite and at least 0)");
    }
    assertThatThrownBy(() -> CategoryDistance.jensenShannon(N, M, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid level: 1.0 (must be in (0, 1))");
    assertThatThrownBy(() -> CategoryDistance.correctedStabilityIndex(N, M, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid level: 1.0 (must be in (0, 1))");
  }
}
