package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MannWhitneyTest {

  private static final MannWhitney TIED =
      MannWhitney.of(new double[] {1, 2, 2, 3, 5}, new double[] {2, 4, 4, 5, 6, 7});
  private static final MannWhitney PLAIN =
      MannWhitney.of(new double[] {1.1, 2.2, 3.3, 0.4, 5.9}, new double[] {1.7, 2.9, 6.1, 7.3});

  @Test
  void tiesMatchR() {
    // R 4.2.2: wilcox.test(x, y, exact = FALSE), then correct = FALSE
    assertThat(TIED.u()).isEqualTo(5.5);
    assertThat(TIED.asymptoticCorrected().p()).hasValueCloseTo(0.09570475117488, within(1e-12));
    assertThat(TIED.asymptotic().p()).hasValueCloseTo(0.07864522326072, within(1e-12));
    assertThat(TIED.asymptotic().statistic()).hasValue(5.5);
    assertThat(TIED.asymptotic().n()).isEqualTo(11);
  }

  @Test
  void exactMatchesRWithoutTiesAndBruteForceWithThem() {
    // R 4.2.2: wilcox.test(x, y, exact = TRUE)
    assertThat(PLAIN.u()).isEqualTo(5);
    assertThat(PLAIN.exact().p()).hasValueCloseTo(0.2857142857143, within(1e-12));
    // All 462 choices of 5 of 11 midranks, in plain Python.
    assertThat(TIED.exact().p()).hasValueCloseTo(0.08441558441558442, within(1e-14));
    assertThat(TIED.exact().statistic()).hasValue(5.5);
    assertThat(TIED.exact().n()).isEqualTo(11);
  }

  @Test
  void aucHasDeLongsError() {
    FixedEstimate auc = TIED.auc(0.95);
    // numpy 1.24: variances of the placements
    assertThat(auc.value()).hasValueCloseTo(0.18333333333333332, within(1e-15));
    assertThat(auc.standardError()).hasValueCloseTo(0.13773969007596257, within(1e-14));
    assertThat(auc.interval().lower()).hasValue(0);
    assertThat(auc.interval().upper())
        .hasValueCloseTo(
            0.18333333333333332 + 1.959963984540054 * 0.13773969007596257, within(1e-10));
    assertThat(auc.n()).isEqualTo(11);
    FixedEstimate other =
        MannWhitney.of(new double[] {2, 4, 4, 5, 6, 7}, new double[] {1, 2, 2, 3, 5}).auc(0.95);
    assertThat(other.value()).hasValueCloseTo(1 - 0.18333333333333332, within(1e-14));
    assertThat(other.interval().upper()).hasValue(1);
    assertThat(other.interval().lower().orElseThrow())
        .isEqualTo(1 - auc.interval().upper().orElseThrow(), within(1e-14));
  }

  @Test
  void theOrderOfValuesDoesNotMatter() {
    MannWhitney shuffled =
        MannWhitney.of(new double[] {5, 2, 1, 3, 2}, new double[] {6, 4, 2, 7, 5, 4});
    assertThat(shuffled.auc(0.95)).isEqualTo(TIED.auc(0.95));
    assertThat(shuffled.exact()).isEqualTo(TIED.exact());
    assertThat(shuffled.asymptotic()).isEqualTo(TIED.asymptotic());
  }

  @Test
  void separatedSamplesHaveNoEarnedWidth() {
    FixedEstimate auc = MannWhitney.of(new double[] {1, 2}, new double[] {3, 4}).auc(0.95);
    assertThat(auc.value()).hasValue(0);
    assertThat(auc.status()).isEqualTo(Status.DEGENERATE_VARIANCE);
    assertThat(auc.interval().lower()).hasValue(0);
    assertThat(auc.interval().upper()).hasValue(1);
    FixedEstimate lonely = MannWhitney.of(new double[] {1}, new double[] {3, 4}).auc(0.95);
    assertThat(lonely.status()).isEqualTo(Status.INSUFFICIENT);
    assertThat(lonely.standardError()).isEmpty();
    assertThat(lonely.interval().upper()).hasValue(1);
    assertThat(MannWhitney.of(new double[] {1, 5}, new double[] {3}).auc(0.95).status())
        .isEqualTo(Status.INSUFFICIENT);
  }

  @Test
  void allValuesEqualIsNoEvidence() {
    MannWhitney equal = MannWhitney.of(new double[] {1, 1, 1}, new double[] {1, 1});
    assertThat(equal.u()).isEqualTo(3);
    assertThat(equal.asymptotic()).isEqualTo(Significance.undefined(Status.DEGENERATE_VARIANCE, 5));
    assertThat(equal.asymptoticCorrected().p()).hasValue(1);
    assertThat(equal.asymptoticCorrected().status()).isEqualTo(Status.DEGENERATE_VARIANCE);
    assertThat(equal.exact().p()).hasValueCloseTo(1.0, within(1e-14));
    assertThat(equal.auc(0.9).value()).hasValue(0.5);
  }

  @Test
  void bothZerosAreOneValue() {
    MannWhitney zeros = MannWhitney.of(new double[] {0.0, -0.0, 1}, new double[] {-0.0, 2, 3});
    MannWhitney plain = MannWhitney.of(new double[] {0.0, 0.0, 1}, new double[] {0.0, 2, 3});
    assertThat(zeros.asymptotic()).isEqualTo(plain.asymptotic());
    assertThat(zeros.u()).isEqualTo(plain.u());
  }

  @Test
  void emptySamplesAreNoData() {
    MannWhitney empty = MannWhitney.of(new double[0], new double[] {1});
    assertThat(empty.auc(0.9).status()).isEqualTo(Status.NO_DATA);
    assertThat(empty.asymptotic().status()).isEqualTo(Status.NO_DATA);
    assertThat(empty.exact().status()).isEqualTo(Status.NO_DATA);
    MannWhitney other = MannWhitney.of(new double[] {1}, new double[0]);
    assertThat(other.auc(0.9).status()).isEqualTo(Status.NO_DATA);
    assertThat(other.asymptoticCorrected().status()).isEqualTo(Status.NO_DATA);
    assertThat(other.exact()).isEqualTo(Significance.undefined(Status.NO_DATA, 1));
  }

  @Test
  void samplesOfOneHundredHaveAnExactTest() {
    double[] x = IntStream.range(0, 100).mapToDouble(i -> i).toArray();
    double[] y = IntStream.range(0, 100).mapToDouble(i -> i + 0.5).toArray();

    // scipy 1.17.1: mannwhitneyu(np.arange(100.), np.arange(100.) + .5, method="exact")
    assertThat(MannWhitney.of(x, y).exact().p()).hasValueCloseTo(0.903947509618638, within(1e-10));
  }

  @Test
  void largeSamplesHaveNoExactTest() {
    SplittableRandom random = new SplittableRandom(1);
    double[] x = random.doubles(400).toArray();
    double[] y = random.doubles(400).toArray();
    assertThat(MannWhitney.of(x, y).exact())
        .isEqualTo(Significance.undefined(Status.NOT_APPLICABLE, 800));
  }

  @Test
  void exchangingSamplesChangesNoProbability() {
    MannWhitney turned =
        MannWhitney.of(new double[] {2, 4, 4, 5, 6, 7}, new double[] {1, 2, 2, 3, 5});
    assertThat(turned.u()).isEqualTo(30 - 5.5);
    assertThat(turned.exact().p().orElseThrow())
        .isEqualTo(TIED.exact().p().orElseThrow(), within(1e-14));
  }

  @Test
  void valuesAreFinite() {
    assertThatThrownBy(() -> MannWhitney.of(new double[] {1, Double.NaN}, new double[] {1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid value: NaN at 1 (must be finite)");
    assertThatThrownBy(() -> TIED.auc(1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid level: 1.5 (must be in (0, 1))");
  }
}
