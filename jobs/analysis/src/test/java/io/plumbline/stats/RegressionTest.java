package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.stats.StandardErrors.Form;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RegressionTest {

  /** Fuel, weight, gearbox and carburettors of 32 cars (R's mtcars, Motor Trend 1974). */
  private static final double[] MPG = {
    21, 21, 22.8, 21.4, 18.7, 18.1, 14.3, 24.4, 22.8, 19.2, 17.8, 16.4, 17.3, 15.2, 10.4, 10.4,
    14.7, 32.4, 30.4, 33.9, 21.5, 15.5, 15.2, 13.3, 19.2, 27.3, 26, 30.4, 15.8, 19.7, 15, 21.4
  };

  private static final double[] WEIGHT = {
    2.62, 2.875, 2.32, 3.215, 3.44, 3.46, 3.57, 3.19, 3.15, 3.44, 3.44, 4.07, 3.73, 3.78, 5.25,
    5.424, 5.345, 2.2, 1.615, 1.835, 2.465, 3.52, 3.435, 3.84, 3.845, 1.935, 2.14, 1.513, 3.17,
    2.77, 3.57, 2.78
  };

  private static final double[] MANUAL = {
    1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1
  };

  private static final int[] CARBURETTORS = {
    4, 4, 1, 1, 2, 1, 4, 2, 2, 4, 4, 3, 3, 3, 4, 4, 4, 1, 2, 1, 1, 2, 2, 4, 2, 1, 2, 2, 4, 6, 8, 2
  };

  private static final double[][] X = withIntercept(WEIGHT);
  private static final Regression LINEAR = Regression.leastSquares(X, MPG);
  private static final Regression LOGISTIC = Regression.logistic(X, MANUAL);

  private static double[][] withIntercept(double... values) {
    return Arrays.stream(values)
        .mapToObj(value -> new double[] {1, value})
        .toArray(double[][]::new);
  }

  private static void assertErrors(
      Regression fit, StandardErrors errors, double intercept, double slope, double by) {
    List<FixedEstimate> estimates = fit.coefficients(errors, 0.95);
    assertThat(estimates.get(0).standardError()).hasValueCloseTo(intercept, within(by));
    assertThat(estimates.get(1).standardError()).hasValueCloseTo(slope, within(by));
  }

  private static StandardErrors clustered(Form form) {
    return StandardErrors.clustered(form, CARBURETTORS);
  }

  @Test
  void leastSquaresMatchStatsmodels() {
    List<FixedEstimate> estimates = LINEAR.coefficients(StandardErrors.ofModel(), 0.95);
    // statsmodels 0.13.5: OLS(mpg, [1, wt]).fit(), cov_type='HC0', 'cluster' by carb
    assertThat(estimates.get(0).value()).hasValueCloseTo(37.28512617, within(1e-8));
    assertThat(estimates.get(1).value()).hasValueCloseTo(-5.34447157, within(1e-8));
    assertErrors(LINEAR, StandardErrors.ofModel(), 1.87762734, 0.55910105, 1e-8);
    assertErrors(LINEAR, StandardErrors.heteroscedastic(), 2.12528428, 0.63370101, 1e-8);
    assertErrors(LINEAR, clustered(Form.CR0), 2.81612952, 0.76110245, 1e-8);
    assertErrors(LINEAR, clustered(Form.CR1S), 3.13590911, 0.84752782, 1e-8);
    double factor = Math.sqrt(6.0 / 5);
    assertErrors(LINEAR, clustered(Form.CR1), 2.81612952 * factor, 0.76110245 * factor, 2e-8);
    List<Significance> tests = LINEAR.tests(StandardErrors.ofModel());
    assertThat(tests.get(1).p().orElseThrow() / 1.29395870e-10).isEqualTo(1, within(1e-7));
    assertThat(tests.get(1).degreesOfFreedom()).hasValue(30);
    assertThat(tests.get(1).n()).isEqualTo(32);
    assertThat(LINEAR.logLikelihood()).isEmpty();
    assertThat(LINEAR.deviance()).isEmpty();
  }

  @Test
  void cr2MatchesTheDenseFormula() {
    // numpy 1.24: Pustejovsky and Tipton 2018 eq. 5 and 11 with full matrices
    assertErrors(LINEAR, clustered(Form.CR2), 3.61273512, 1.01592326, 1e-7);
    List<Significance> tests = LINEAR.tests(clustered(Form.CR2));
    assertThat(tests.get(0).degreesOfFreedom()).hasValueCloseTo(2.2179446343632776, within(1e-8));
    assertThat(tests.get(1).degreesOfFreedom()).hasValueCloseTo(2.150747332942992, within(1e-8));
    double t = -5.34447157 / 1.01592326;
    assertThat(tests.get(1).statistic()).hasValueCloseTo(t, within(1e-6));
    assertThat(tests.get(1).p())
        .hasValueCloseTo(Tails.tBothSides(t, 2.150747332942992), within(1e-7));
    assertErrors(LOGISTIC, clustered(Form.CR2), 5.93908643, 1.84753996, 1e-6);
    List<Significance> logistic = LOGISTIC.tests(clustered(Form.CR2));
    assertThat(logistic.get(1).degreesOfFreedom())
        .hasValueCloseTo(3.1952901804135356, within(1e-6));
  }

  @Test
  void cr2OfSingleRowsIsHc2() {
    int[] single = IntStream.range(0, 32).toArray();
    StandardErrors errors = StandardErrors.clustered(Form.CR2, single);
    // statsmodels 0.13.5: cov_type='HC2'; degrees of freedom by the dense formula
    assertErrors(LINEAR, errors, 2.26893185, 0.68327636, 1e-8);
    assertThat(LINEAR.tests(errors).get(1).degreesOfFreedom())
        .hasValueCloseTo(8.99744544380474, within(1e-8));
    assertThat(LINEAR.coefficients(errors, 0.95).get(1).clusters()).isEqualTo(32);
  }

  @Test
  void cr2OfAMeanOverEqualClustersIsCr1() {
    double[] y = {1, 2, 4, 3, 5, 9, 2, 2, 7, 6, 1, 0};
    int[] cluster = {0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5};
    double[][] ones =
        IntStream.range(0, 12).mapToObj(i -> new double[] {1}).toArray(double[][]::new);
    Regression mean = Regression.leastSquares(ones, y);
    FixedEstimate expected = ClusteredMean.atLevel(0.95).mean(y, cluster, ClusteredMean.Form.CR1);
    FixedEstimate got = mean.coefficients(StandardErrors.clustered(Form.CR2, cluster), 0.95).get(0);
    assertThat(got.standardError().orElseThrow())
        .isEqualTo(expected.standardError().orElseThrow(), within(1e-13));
    assertThat(got.interval().upper().orElseThrow())
        .isEqualTo(expected.interval().upper().orElseThrow(), within(1e-8));
    assertThat(got.status()).isEqualTo(Status.OK);
    assertThat(got.clusters()).isEqualTo(6);
  }

  @Test
  void logisticMatchesStatsmodels() {
    List<FixedEstimate> estimates = LOGISTIC.coefficients(StandardErrors.ofModel(), 0.95);
    // statsmodels 0.13.5: GLM(am, [1, wt], Binomial()).fit(tol=1e-14)
    assertThat(estimates.get(0).value()).hasValueCloseTo(12.04036973, within(1e-7));
    assertThat(estimates.get(1).value()).hasValueCloseTo(-4.02396996, within(1e-7));
    assertErrors(LOGISTIC, StandardErrors.ofModel(), 4.51006621, 1.43652774, 1e-6);
    assertErrors(LOGISTIC, StandardErrors.heteroscedastic(), 4.95606459, 1.55774316, 1e-6);
    assertErrors(LOGISTIC, clustered(Form.CR0), 4.82280759, 1.51958532, 1e-6);
    assertThat(LOGISTIC.logLikelihood()).hasValueCloseTo(-9.58804240372254, within(1e-10));
    assertThat(LOGISTIC.deviance()).hasValueCloseTo(2 * 9.58804240372254, within(1e-10));
    // The normal law: no degrees of freedom, interval of 1.96 errors.
    Significance slope = LOGISTIC.tests(StandardErrors.ofModel()).get(1);
    assertThat(slope.degreesOfFreedom()).isEmpty();
    double z = -4.02396996 / 1.43652774;
    assertThat(slope.p()).hasValueCloseTo(Tails.normalBothSides(z), within(1e-7));
    assertThat(estimates.get(1).interval().upper())
        .hasValueCloseTo(-4.02396996 + 1.959963984540054 * 1.43652774, within(1e-5));
    assertThat(LOGISTIC.status()).isEqualTo(Status.OK);
  }

  @Test
  void fewerThanSixClustersAreNotToBeReported() {
    int[] five = Arrays.stream(CARBURETTORS).map(c -> Math.min(c, 6)).toArray();
    StandardErrors errors = StandardErrors.clustered(Form.CR2, five);
    FixedEstimate slope = LINEAR.coefficients(errors, 0.95).get(1);
    assertThat(slope.status()).isEqualTo(Status.INSUFFICIENT);
    assertThat(slope.clusters()).isEqualTo(5);
    assertThat(slope.standardError()).isPresent();
    Significance test = LINEAR.tests(errors).get(1);
    assertThat(test.p()).isPresent();
    assertThat(test.rejectsAt(0.9)).isFalse();
    assertThat(LINEAR.coefficients(clustered(Form.CR2), 0.95).get(1).status()).isEqualTo(Status.OK);
    int[] one = new int[32];
    FixedEstimate alone = LINEAR.coefficients(StandardErrors.clustered(Form.CR0, one), 0.95).get(1);
    assertThat(alone.standardError()).isEmpty();
    assertThat(alone.value()).hasValueCloseTo(-5.34447157, within(1e-8));
    assertThat(alone.status()).isEqualTo(Status.INSUFFICIENT);
    assertThat(LINEAR.tests(StandardErrors.clustered(Form.CR0, one)).get(1).p()).isEmpty();
  }

  @Test
  void clusterSignsCountClustersFittedAlone() {
    // Slopes of mpg on weight among cars with 1, 2, 3 and 4 carburettors are negative.
    assertThat(LINEAR.clusterSigns(1, CARBURETTORS))
        .isEqualTo(new Regression.ClusterSigns(0, 4, 2));
    double[][] x = withIntercept(0, 1, 0, 1, 0, 1);
    int[] cluster = {1, 1, 2, 2, 3, 3};
    assertThat(Regression.leastSquares(x, new double[] {0, 1, 1, 0, 2, 2}).clusterSigns(1, cluster))
        .isEqualTo(new Regression.ClusterSigns(1, 1, 1));
    double[][] y = withIntercept(0, 0, 1, 1, 0, 0, 1, 1);
    assertThat(
            Regression.logistic(y, new double[] {0, 1, 1, 1, 1, 0, 1, 0})
                .clusterSigns(1, new int[] {1, 1, 1, 1, 2, 2, 2, 2}))
        .isEqualTo(new Regression.ClusterSigns(0, 0, 2));
    assertThat(
            Regression.logistic(
                    withIntercept(0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1),
                    new double[] {0, 0, 1, 1, 1, 0, 1, 1, 0, 1, 0, 0})
                .clusterSigns(1, new int[] {1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2}))
        .isEqualTo(new Regression.ClusterSigns(1, 1, 0));
  }

  @Test
  void separatedClassesHaveALimitButNoCoefficients() {
    double[][] x = withIntercept(1, 2, 3, 4);
    Regression separated = Regression.logistic(x, new double[] {0, 0, 1, 1});
    assertThat(separated.status()).isEqualTo(Status.NOT_ESTIMABLE);
    assertThat(separated.deviance().orElseThrow()).isEqualTo(0, within(1e-6));
    assertThat(separated.coefficients(StandardErrors.ofModel(), 0.9).get(1))
        .isEqualTo(FixedEstimate.undefined(Status.NOT_ESTIMABLE, 0.9, 4, 4));
    assertThat(separated.tests(StandardErrors.ofModel()).get(1))
        .isEqualTo(Significance.undefined(Status.NOT_ESTIMABLE, 4));
    // Quasi-separation: the limit is that of the tied rows alone, 2 log 2 twice.
    Regression quasi = Regression.logistic(withIntercept(1, 2, 2, 3), new double[] {0, 0, 1, 1});
    assertThat(quasi.status()).isEqualTo(Status.NOT_ESTIMABLE);
    assertThat(quasi.deviance()).hasValueCloseTo(4 * Math.log(2), within(1e-6));
  }

  @Test
  void degenerateDataSayWhy() {
    assertThat(Regression.logistic(withIntercept(1, 2), new double[] {1, 1}).status())
        .isEqualTo(Status.SINGLE_CLASS);
    assertThat(Regression.logistic(withIntercept(1, 2), new double[] {0, 0}).status())
        .isEqualTo(Status.SINGLE_CLASS);
    assertThat(Regression.logistic(new double[0][], new double[0]).status())
        .isEqualTo(Status.NO_DATA);
    assertThat(Regression.leastSquares(new double[0][], new double[0]).status())
        .isEqualTo(Status.NO_DATA);
    assertThat(
            Regression.leastSquares(new double[0][], new double[0])
                .coefficients(StandardErrors.ofModel(), 0.9))
        .isEmpty();
    assertThat(Regression.logistic(withIntercept(2, 2, 2), new double[] {1, 0, 1}).status())
        .isEqualTo(Status.NOT_IDENTIFIED);
    assertThat(Regression.logistic(withIntercept(2, 2, 2), new double[] {1, 0, 1}).logLikelihood())
        .isEmpty();
    Regression collinear = Regression.leastSquares(withIntercept(2, 2, 2), new double[] {1, 0, 1});
    assertThat(collinear.status()).isEqualTo(Status.NOT_IDENTIFIED);
    assertThat(collinear.coefficients(StandardErrors.ofModel(), 0.9)).hasSize(2);
    assertThat(
            collinear
                .coefficients(StandardErrors.clustered(Form.CR1, new int[] {1, 1, 2}), 0.9)
                .get(0)
                .clusters())
        .isEqualTo(2);
    Regression saturated = Regression.leastSquares(withIntercept(1, 2), new double[] {3, 5});
    assertThat(saturated.status()).isEqualTo(Status.INSUFFICIENT);
    assertThat(saturated.coefficients(StandardErrors.ofModel(), 0.9).get(1).value())
        .hasValueCloseTo(2.0, within(1e-12));
    Regression exact = Regression.leastSquares(withIntercept(1, 2, 4), new double[] {3, 5, 9});
    assertThat(exact.status()).isEqualTo(Status.DEGENERATE_VARIANCE);
    assertThat(exact.coefficients(StandardErrors.ofModel(), 0.9).get(1).value())
        .hasValueCloseTo(2.0, within(1e-12));
    assertThat(exact.coefficients(StandardErrors.ofModel(), 0.9).get(1).standardError()).isEmpty();
  }

  @Test
  void unitsOfMeasurementDoNotDecide() {
    double[] grams = Arrays.stream(WEIGHT).map(w -> w * 1e9).toArray();
    Regression rescaled = Regression.leastSquares(withIntercept(grams), MPG);
    assertThat(rescaled.status()).isEqualTo(Status.OK);
    assertThat(rescaled.coefficients(StandardErrors.ofModel(), 0.9).get(1).value().orElseThrow())
        .isEqualTo(-5.34447157e-9, within(1e-16));
    Regression logistic = Regression.logistic(withIntercept(grams), MANUAL);
    assertThat(logistic.coefficients(StandardErrors.ofModel(), 0.9).get(1).value().orElseThrow())
        .isEqualTo(-4.02396996e-9, within(1e-15));
  }

  @Test
  void theFitKeepsItsOwnCopy() {
    double[][] x = withIntercept(1, 2, 3, 4, 5, 6);
    double[] y = {1, 3, 2, 5, 4, 6};
    Regression fit = Regression.leastSquares(x, y);
    int[] cluster = {1, 1, 1, 2, 2, 2};
    Regression.ClusterSigns before = fit.clusterSigns(1, cluster);
    x[0][1] = 99;
    y[5] = -99;
    assertThat(fit.clusterSigns(1, cluster)).isEqualTo(before);
  }

  @Test
  void clusterRobustTestsKeepTheirRateUnderClusterNoise() {
    SplittableRandom random = new SplittableRandom(5);
    int robust = 0;
    int naive = 0;
    int[] cluster = IntStream.range(0, 96).map(i -> i / 8).toArray();
    for (int round = 0; round < 300; round++) {
      double[][] x = new double[96][];
      double[] y = new double[96];
      double[] shared = random.doubles(12).toArray();
      double[] predictor = random.doubles(12).toArray();
      for (int i = 0; i < 96; i++) {
        x[i] = new double[] {1, predictor[cluster[i]]};
        y[i] = shared[cluster[i]] + 0.3 * random.nextDouble();
      }
      Regression fit = Regression.leastSquares(x, y);
      robust +=
          fit.tests(StandardErrors.clustered(Form.CR2, cluster)).get(1).rejectsAt(0.05) ? 1 : 0;
      naive += fit.tests(StandardErrors.ofModel()).get(1).rejectsAt(0.05) ? 1 : 0;
    }
    // 300 rounds at 0.05: at most 28 with probability 0.999.
    assertThat(robust).isBetween(3, 28);
    assertThat(naive).isGreaterThan(100);
  }

  @Test
  void shapesAndResponsesAreChecked() {
    assertThatThrownBy(() -> Regression.leastSquares(X, new double[] {1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid rows and responses: 32 and 1 (must be equally many)");
    assertThatThrownBy(
            () -> Regression.leastSquares(new double[][] {{1}, {1, 2}}, new double[] {1, 2}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid predictors: 1 and 2 (must be equally many)");
    assertThatThrownBy(() -> Regression.leastSquares(new double[][] {{}}, new double[] {1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid predictors: 0 (must be at least 1)");
    assertThatThrownBy(() -> Regression.logistic(withIntercept(1), new double[] {0.5}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid response: 0.5 (must be 0 or 1)");
    assertThatThrownBy(() -> Regression.logistic(withIntercept(Double.NaN), new double[] {1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid value: NaN at 1 (must be finite)");
    assertThatThrownBy(() -> Regression.leastSquares(withIntercept(1), new double[] {Double.NaN}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid value: NaN at 0 (must be finite)");
    StandardErrors short1 = StandardErrors.clustered(Form.CR0, new int[] {1});
    assertThatThrownBy(() -> LINEAR.coefficients(short1, 0.9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid rows and clusters: 32 and 1 (must be equally many)");
    assertThatThrownBy(() -> LINEAR.clusterSigns(1, new int[] {1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid rows and clusters: 32 and 1 (must be equally many)");
    assertThatThrownBy(() -> LINEAR.coefficients(StandardErrors.ofModel(), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid level: 1.0 (must be in (0, 1))");
    for (Form form : new Form[] {Form.MODEL, Form.HC0}) {
      assertThatThrownBy(() -> StandardErrors.clustered(form, CARBURETTORS))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Invalid form: %s (must be one for clusters)", form);
    }
  }
}
