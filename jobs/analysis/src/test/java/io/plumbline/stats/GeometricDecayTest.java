package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.stats.GeometricDecay.Verdict;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GeometricDecayTest {

  private static final double[] GAINS = {0.9, 0.5, 0.35, 0.2, 0.1};
  private static final double[] ERRORS = {0.05, 0.04, 0.05, 0.06, 0.05};
  private static final GeometricDecay FAMILY = GeometricDecay.atLevel(0.95);

  private static double chiSquare(double b, double r, double[] y, double[] error) {
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      sum += Math.pow((y[i] - b * Math.pow(r, i)) / error[i], 2);
    }
    return sum;
  }

  private static double[] same(int k, double value) {
    double[] values = new double[k];
    Arrays.fill(values, value);
    return values;
  }

  @Test
  void theFitMatchesNls() {
    GeometricDecay.Fit fit = FAMILY.fit(GAINS, ERRORS);
    // R 4.2.2: nls(y ~ b*r^(i-1), weights = 1/se^2); errors divided by the residual sigma
    assertThat(fit.first().value()).hasValueCloseTo(0.88748460556907, within(1e-7));
    assertThat(fit.ratio().value()).hasValueCloseTo(0.59472992371110, within(1e-7));
    assertThat(fit.chiSquare()).hasValueCloseTo(1.16512406767200, within(1e-10));
    assertThat(fit.first().standardError()).hasValueCloseTo(0.04675316151487, within(1e-6));
    assertThat(fit.ratio().standardError()).hasValueCloseTo(0.03272789398073, within(1e-6));
    assertThat(fit.dispersion()).isEqualTo(1);
    assertThat(fit.ratio().n()).isEqualTo(5);
  }

  @Test
  void intervalEndsLieAtTheQuantileOfTheProfile() {
    GeometricDecay.Fit fit = FAMILY.fit(GAINS, ERRORS);
    double least = fit.chiSquare().orElseThrow();
    for (double r :
        new double[] {
          fit.ratio().interval().lower().orElseThrow(), fit.ratio().interval().upper().orElseThrow()
        }) {
      double up = 0;
      double down = 0;
      for (int i = 0; i < 5; i++) {
        double x = Math.pow(r, i);
        up += x * GAINS[i] / (ERRORS[i] * ERRORS[i]);
        down += x * x / (ERRORS[i] * ERRORS[i]);
      }
      // scipy 1.10.1: chi2.ppf(.95, 1)
      assertThat(chiSquare(up / down, r, GAINS, ERRORS) - least)
          .isEqualTo(3.841458820694124, within(1e-7));
    }
    assertThat(fit.ratio().interval().contains(0.594)).isTrue();
    assertThat(fit.ratio().interval().level()).isEqualTo(0.95);
  }

  @Test
  void theLimitIsTheSumOfAllGainsAndItsEndsAreExtreme() {
    GeometricDecay.Fit fit = FAMILY.fit(GAINS, ERRORS);
    double b = fit.first().value().orElseThrow();
    double r = fit.ratio().value().orElseThrow();
    assertThat(fit.limit().value()).hasValueCloseTo(b / (1 - r), within(1e-12));
    assertThat(fit.limit().standardError()).isEmpty();
    // The extremes of b/(1-r) over a fine grid of pairs within the region.
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    double reach = fit.chiSquare().orElseThrow() + 3.841458820694124;
    for (double br = 0.7; br < 1.1; br += 0.0005) {
      for (double rr = 0.45; rr < 0.75; rr += 0.0005) {
        if (chiSquare(br, rr, GAINS, ERRORS) <= reach) {
          least = Math.min(least, br / (1 - rr));
          most = Math.max(most, br / (1 - rr));
        }
      }
    }
    assertThat(fit.limit().interval().lower()).hasValueCloseTo(least, within(0.004));
    assertThat(fit.limit().interval().upper()).hasValueCloseTo(most, within(0.004));
  }

  @Test
  void theVerdictNeedsTheWholeIntervalBeyondTheMargin() {
    assertThat(FAMILY.fit(GAINS, ERRORS).verdict()).isEqualTo(Verdict.DIMINISHING);
    double[] growing = {0.1, 0.15, 0.225, 0.3375};
    assertThat(FAMILY.fit(growing, same(4, 0.01)).verdict()).isEqualTo(Verdict.ACCELERATING);
    assertThat(FAMILY.fit(growing, same(4, 0.2)).verdict())
        .isEqualTo(Verdict.CONSTANT_NOT_EXCLUDED);
    // A ratio of 0.97, however precise, is not beyond the margin of 0.05.
    double[] nearly = {0.5, 0.485, 0.47045, 0.4563365};
    assertThat(FAMILY.fit(nearly, same(4, 0.0001)).verdict())
        .isEqualTo(Verdict.CONSTANT_NOT_EXCLUDED);
    double[] slightly = {0.5, 0.515, 0.53045, 0.5463635};
    assertThat(FAMILY.fit(slightly, same(4, 0.0001)).verdict())
        .isEqualTo(Verdict.CONSTANT_NOT_EXCLUDED);
  }

  @Test
  void constantGainsHaveNoLimit() {
    GeometricDecay.Fit fit = FAMILY.fit(same(4, 0.4), same(4, 0.02));
    assertThat(fit.ratio().value()).hasValueCloseTo(1.0, within(1e-6));
    assertThat(fit.verdict()).isEqualTo(Verdict.CONSTANT_NOT_EXCLUDED);
    GeometricDecay.Fit growing = FAMILY.fit(new double[] {1, 2, 4}, same(3, 0.1));
    assertThat(growing.limit().value()).isEmpty();
    assertThat(growing.limit().status()).isEqualTo(Status.NOT_ESTIMABLE);
    assertThat(growing.ratio().value()).hasValueCloseTo(2.0, within(1e-6));
  }

  @Test
  void aRatioThatMayReachOneLeavesTheLimitOpen() {
    GeometricDecay.Fit fit = FAMILY.fit(new double[] {0.5, 0.45, 0.42}, same(3, 0.1));
    assertThat(fit.limit().value()).isPresent();
    assertThat(fit.limit().interval().upper()).isEmpty();
    assertThat(fit.limit().interval().lower().orElseThrow()).isPositive();
  }

  @Test
  void endsBeyondTheSearchedRangeAreOpen() {
    GeometricDecay.Fit fit = FAMILY.fit(new double[] {0.1, 0.1, 0.1}, same(3, 1));
    assertThat(fit.ratio().interval().lower()).hasValue(0);
    assertThat(fit.ratio().interval().upper()).isEmpty();
    GeometricDecay.Fit lost = FAMILY.fit(new double[] {0.9, 0.0, 0.0}, same(3, 0.1));
    assertThat(lost.ratio().value().orElseThrow()).isLessThan(1e-4);
    assertThat(lost.ratio().interval().lower()).hasValue(0);
    assertThat(lost.verdict()).isEqualTo(Verdict.DIMINISHING);
  }

  @Test
  void scatterInflatesTheErrorsFromFourGenerationsOn() {
    double[] scattered = {0.9, 0.3, 0.6, 0.1};
    GeometricDecay.Fit fit = FAMILY.fit(scattered, same(4, 0.05));
    double scatter = fit.chiSquare().orElseThrow() / 2;
    assertThat(scatter).isGreaterThan(2);
    assertThat(fit.dispersion()).isEqualTo(scatter, within(1e-12));
    double scale = Math.sqrt(scatter);
    GeometricDecay.Fit inflated = FAMILY.fit(scattered, same(4, 0.05 * scale));
    assertThat(inflated.dispersion()).isEqualTo(1);
    assertThat(fit.ratio().standardError().orElseThrow())
        .isEqualTo(inflated.ratio().standardError().orElseThrow(), within(1e-6));
    assertThat(fit.first().standardError().orElseThrow())
        .isEqualTo(inflated.first().standardError().orElseThrow(), within(1e-6));
    assertThat(fit.ratio().interval().upper().orElseThrow())
        .isEqualTo(inflated.ratio().interval().upper().orElseThrow(), within(1e-6));
    GeometricDecay.Fit three = FAMILY.fit(new double[] {0.9, 0.1, 0.9}, same(3, 0.05));
    assertThat(three.dispersion()).isEqualTo(1);
  }

  @Test
  void fewOrFlatGainsHaveNoFit() {
    GeometricDecay.Fit few = FAMILY.fit(new double[] {0.5, 0.4}, same(2, 0.1));
    assertThat(few.ratio().status()).isEqualTo(Status.INSUFFICIENT);
    assertThat(few.chiSquare()).isEmpty();
    assertThat(few.ratio().n()).isEqualTo(2);
    GeometricDecay.Fit flat = FAMILY.fit(new double[] {0, 0, 0}, same(3, 0.1));
    assertThat(flat.limit().status()).isEqualTo(Status.NOT_IDENTIFIED);
    assertThat(flat.verdict()).isEqualTo(Verdict.CONSTANT_NOT_EXCLUDED);
    assertThat(FAMILY.fit(new double[] {0, -0.1, 0}, same(3, 0.1)).ratio().value()).isPresent();
  }

  @Test
  void gainsThatScatterAboutAConstantAreRarelyCalledGrowing() {
    // Finely measured, and nothing but chance from one generation to the next.
    int series = 2_000;
    int called = 0;
    for (int one = 0; one < series; one++) {
      double least = 1;
      for (int k = 3; k <= 10; k++) {
        double[] gains = new double[k];
        SplittableRandom draws = new SplittableRandom(one);
        for (int i = 0; i < k; i++) {
          gains[i] = 0.3 + 0.2 * draws.nextGaussian();
        }
        double level = GeometricDecay.levelAtGeneration(0.05, k);
        double[] error = new double[k];
        Arrays.fill(error, 0.02);
        double p = GeometricDecay.atLevel(level).pAtMost(gains, error, 1.05).orElse(1);
        least = Math.min(least, p * 0.05 / (1 - level));
      }
      called += least <= 0.05 ? 1 : 0;
    }
    System.out.println("called growing: " + called + " of " + series);
    // 0.05 and three standard errors of it.
    assertThat(called / (double) series).isLessThan(0.05 + 3 * Math.sqrt(0.05 * 0.95 / series));
  }

  @Test
  void clearGrowthIsCalledGrowing() {
    double[] gains = new double[8];
    double[] error = new double[8];
    for (int i = 0; i < 8; i++) {
      gains[i] = 0.12 * Math.pow(1.4, i) + (i % 2 == 0 ? 0.01 : -0.01);
      error[i] = 0.02;
    }
    assertThat(GeometricDecay.atLevel(0.999).pAtMost(gains, error, 1.05).orElseThrow())
        .isLessThan(1e-5);
    assertThat(GeometricDecay.atLevel(0.999).pAtMost(gains, error, 1.5)).hasValue(1);
  }

  @Test
  void levelsSpendAlphaOverAllGenerations() {
    assertThat(GeometricDecay.levelAtGeneration(0.05, 1))
        .isEqualTo(1 - 0.05 * 6 / (Math.PI * Math.PI), within(1e-15));
    double spent = 0;
    for (int k = 1; k <= 100_000; k++) {
      spent += 1 - GeometricDecay.levelAtGeneration(0.05, k);
    }
    assertThat(spent).isEqualTo(0.05, within(1e-6));
  }

  @Test
  void gainsAreChecked() {
    assertThatThrownBy(() -> FAMILY.fit(GAINS, same(4, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid gains and errors: 5 and 4 (must be equally many)");
    assertThatThrownBy(() -> FAMILY.fit(new double[] {1, 2, Double.NaN}, same(3, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid value: NaN at 2 (must be finite)");
    assertThatThrownBy(() -> FAMILY.fit(new double[] {1, 2, 3}, new double[] {1, Double.NaN, 1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid value: NaN at 1 (must be finite)");
    assertThatThrownBy(() -> FAMILY.fit(new double[] {1, 2, 3}, new double[] {1, 0, 1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid standard error: 0.0 (must be positive)");
    assertThatThrownBy(() -> GeometricDecay.levelAtGeneration(0.05, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid generation: 0 (must be at least 1)");
    assertThatThrownBy(() -> GeometricDecay.levelAtGeneration(0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid level: 0.0 (must be in (0, 1))");
    assertThatThrownBy(() -> GeometricDecay.atLevel(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid level: 1.0 (must be in (0, 1))");
  }
}
