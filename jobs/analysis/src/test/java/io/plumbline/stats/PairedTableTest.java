package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PairedTableTest {

  /** Approval of the prime minister in two surveys (Agresti 1990, p. 350; R's mcnemar.test). */
  private static final PairedTable APPROVAL = PairedTable.of(new long[][] {{794, 150}, {86, 570}});

  @Test
  void mcnemarMatchesR() {
    // R 4.2.2: mcnemar.test(matrix(c(794, 86, 150, 570), 2), correct = FALSE), then TRUE
    assertThat(APPROVAL.mcnemar().statistic()).hasValueCloseTo(17.35593220339, within(1e-10));
    assertThat(APPROVAL.mcnemar().p()).hasValueCloseTo(3.099293441045e-05, within(1e-15));
    assertThat(APPROVAL.mcnemarCorrected().statistic())
        .hasValueCloseTo(16.81779661017, within(1e-10));
    assertThat(APPROVAL.mcnemarCorrected().p()).hasValueCloseTo(4.114562281346e-05, within(1e-15));
    assertThat(APPROVAL.mcnemar().n()).isEqualTo(1600);
  }

  @Test
  void exactMcnemarIsABinomialTest() {
    // R 4.2.2: binom.test(5, 17)$p.value
    PairedTable pairs = PairedTable.of(new long[][] {{7, 5}, {12, 3}});
    assertThat(pairs.mcnemarExact().p()).hasValueCloseTo(0.1434631347656, within(1e-12));
    assertThat(pairs.mcnemarExact().n()).isEqualTo(27);
    assertThat(PairedTable.of(new long[][] {{7, 12}, {5, 3}}).mcnemarExact())
        .isEqualTo(pairs.mcnemarExact());
    assertThat(PairedTable.of(new long[][] {{7, 4}, {4, 3}}).mcnemarExact().p()).hasValue(1);
    assertThat(PairedTable.of(new long[][] {{7, 0}, {6, 3}}).mcnemarExact().p())
        .hasValueCloseTo(2.0 / 64, within(1e-15));
  }

  @Test
  void equalDisagreementsAreCorrectedAsPrinted() {
    PairedTable even = PairedTable.of(new long[][] {{20, 5}, {5, 20}});
    assertThat(even.mcnemar().statistic()).hasValue(0);
    assertThat(even.mcnemarCorrected().statistic()).hasValueCloseTo(0.1, within(1e-15));
  }

  @Test
  void squareTablesMatchStatsmodels() {
    PairedTable pairs = PairedTable.of(new long[][] {{12, 3, 2}, {5, 20, 4}, {1, 9, 30}});
    // statsmodels 0.13.5: SquareTable(shift_zeros=False).symmetry(), .homogeneity()
    assertThat(pairs.bowker().statistic()).hasValueCloseTo(2.7564102564102564, within(1e-13));
    assertThat(pairs.bowker().p()).hasValueCloseTo(0.43072592192807047, within(1e-12));
    assertThat(pairs.bowker().degreesOfFreedom()).hasValue(3);
    assertThat(pairs.stuartMaxwell().statistic())
        .hasValueCloseTo(1.0059880239520917, within(1e-12));
    assertThat(pairs.stuartMaxwell().p()).hasValueCloseTo(0.6047174154456497, within(1e-12));
    assertThat(pairs.stuartMaxwell().degreesOfFreedom()).hasValue(2);
    assertThat(pairs.bhapkar().statistic()).hasValueCloseTo(1.017894885162741, within(1e-12));
    assertThat(pairs.bhapkar().p()).hasValueCloseTo(0.6011279676429926, within(1e-12));
    assertThat(pairs.bhapkar().degreesOfFreedom()).hasValue(2);
    assertThat(pairs.bhapkar().n()).isEqualTo(86);
  }

  @Test
  void categoriesWithoutDisagreementCountForNothing() {
    PairedTable padded = PairedTable.of(new long[][] {{5, 2, 0}, {3, 5, 0}, {0, 0, 5}});
    PairedTable plain = PairedTable.of(new long[][] {{5, 2}, {3, 5}});
    assertThat(padded.bowker().statistic()).hasValueCloseTo(0.2, within(1e-15));
    assertThat(padded.bowker().degreesOfFreedom()).hasValue(1);
    assertThat(padded.stuartMaxwell().statistic().orElseThrow())
        .isEqualTo(plain.stuartMaxwell().statistic().orElseThrow(), within(1e-13));
    assertThat(padded.stuartMaxwell().degreesOfFreedom()).hasValue(1);
    // With two categories all tests but Bhapkar's are McNemar's.
    assertThat(plain.stuartMaxwell().statistic().orElseThrow())
        .isEqualTo(plain.mcnemar().statistic().orElseThrow(), within(1e-13));
    // Disagreements in two separate pairs of categories leave two degrees of freedom of three.
    PairedTable apart =
        PairedTable.of(new long[][] {{9, 4, 0, 0}, {1, 9, 0, 0}, {0, 0, 9, 2}, {0, 0, 6, 9}});
    assertThat(apart.stuartMaxwell().degreesOfFreedom()).hasValue(2);
    assertThat(apart.stuartMaxwell().statistic())
        .hasValueCloseTo(9.0 / 5 + 16.0 / 8, within(1e-12));
  }

  @Test
  void withoutDisagreementThereIsNoInformation() {
    PairedTable agree = PairedTable.of(new long[][] {{5, 0}, {0, 3}});
    assertThat(agree.mcnemar()).isEqualTo(Significance.undefined(Status.NO_INFORMATION, 8));
    assertThat(agree.mcnemarCorrected().status()).isEqualTo(Status.NO_INFORMATION);
    assertThat(agree.mcnemarExact().p()).hasValue(1);
    assertThat(agree.mcnemarExact().status()).isEqualTo(Status.NO_INFORMATION);
    assertThat(agree.stuartMaxwell().status()).isEqualTo(Status.NO_INFORMATION);
    assertThat(agree.bhapkar().status()).isEqualTo(Status.NO_INFORMATION);
    assertThat(agree.bowker().statistic()).hasValue(0);
    assertThat(agree.bowker().degreesOfFreedom()).hasValue(0);
    assertThat(agree.bowker().p()).hasValue(1);
    assertThat(agree.bowker().status()).isEqualTo(Status.NO_INFORMATION);
    PairedTable none = PairedTable.of(new long[2][2]);
    assertThat(none.mcnemarExact().status()).isEqualTo(Status.NO_DATA);
    assertThat(none.bowker()).isEqualTo(Significance.undefined(Status.NO_DATA, 0));
    assertThat(none.stuartMaxwell().status()).isEqualTo(Status.NO_DATA);
    assertThat(PairedTable.of(new long[0][0]).stuartMaxwell().status()).isEqualTo(Status.NO_DATA);
  }

  @Test
  void bhapkarIsInfiniteWhenEveryItemMovedTheSameWay() {
    // d = 4, S = 4, W = n.
    PairedTable moved = PairedTable.of(new long[][] {{0, 4}, {0, 0}});
    assertThat(moved.stuartMaxwell().statistic()).hasValueCloseTo(4.0, within(1e-13));
    assertThat(moved.bhapkar().statistic()).hasValue(Double.POSITIVE_INFINITY);
    assertThat(moved.bhapkar().p()).hasValue(0);
  }

  @Test
  void mcnemarIsForTwoCategories() {
    PairedTable three = PairedTable.of(new long[][] {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}});
    assertThat(three.mcnemar().status()).isEqualTo(Status.NOT_APPLICABLE);
    assertThat(three.mcnemarExact()).isEqualTo(Significance.undefined(Status.NOT_APPLICABLE, 45));
    assertThatThrownBy(() -> PairedTable.of(new long[][] {{1, 2, 3}, {1, 2, 3}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid table: 2 x 3 (must be square)");
  }
}
