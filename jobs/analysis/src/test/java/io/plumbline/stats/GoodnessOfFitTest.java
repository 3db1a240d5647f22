package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GoodnessOfFitTest {

  private static final GoodnessOfFit DICE =
      GoodnessOfFit.of(new long[] {30, 14, 6}, new double[] {0.5, 0.3, 0.2});

  @Test
  void testsMatchScipy() {
    // scipy 1.10.1: chisquare, power_divergence(lambda_='log-likelihood')
    assertThat(DICE.pearson().statistic()).hasValueCloseTo(2.666666666666667, within(1e-13));
    assertThat(DICE.pearson().p()).hasValueCloseTo(0.2635971381157267, within(1e-13));
    assertThat(DICE.pearson().degreesOfFreedom()).hasValue(2);
    assertThat(DICE.likelihoodRatio().statistic())
        .hasValueCloseTo(2.877585520810748, within(1e-13));
    assertThat(DICE.likelihoodRatio().n()).isEqualTo(50);
  }

  @Test
  void impossibleCategoriesAreDroppedOrRefuteTheShares() {
    GoodnessOfFit padded =
        GoodnessOfFit.of(new long[] {30, 0, 14, 6}, new double[] {0.5, 0, 0.3, 0.2});
    assertThat(padded.pearson()).isEqualTo(DICE.pearson());
    GoodnessOfFit refuted = GoodnessOfFit.of(new long[] {3, 1}, new double[] {1, 0});
    assertThat(refuted.pearson().statistic()).hasValue(Double.POSITIVE_INFINITY);
    assertThat(refuted.pearson().p()).hasValue(0);
    assertThat(refuted.likelihoodRatio().statistic()).hasValue(Double.POSITIVE_INFINITY);
    GoodnessOfFit unseen = GoodnessOfFit.of(new long[] {4, 0}, new double[] {0.5, 0.5});
    assertThat(unseen.likelihoodRatio().statistic())
        .hasValueCloseTo(8 * Math.log(2), within(1e-13));
    assertThat(unseen.pearson().statistic()).hasValueCloseTo(4.0, within(1e-14));
  }

  @Test
  void withoutCountsOrCategoriesThereIsNoTest() {
    GoodnessOfFit none = GoodnessOfFit.of(new long[] {0, 0}, new double[] {0.5, 0.5});
    assertThat(none.pearson()).isEqualTo(Significance.undefined(Status.NO_DATA, 0));
    assertThat(none.likelihoodRatio().status()).isEqualTo(Status.NO_DATA);
    assertThat(none.monteCarlo(9, new SplittableRandom(1)).status()).isEqualTo(Status.NO_DATA);
    GoodnessOfFit one = GoodnessOfFit.of(new long[] {4}, new double[] {1});
    assertThat(one.pearson()).isEqualTo(Significance.undefined(Status.NOT_APPLICABLE, 4));
    assertThat(one.recommended(new SplittableRandom(1)).status()).isEqualTo(Status.NOT_APPLICABLE);
  }

  @Test
  void monteCarloApproachesTheExactProbability() {
    // All 3^4 sequences: P(X2 >= that of (3, 1, 0)) = 1 - P((2,1,1) or a permutation) = 1 - 36/81
    GoodnessOfFit fair =
        GoodnessOfFit.of(new long[] {3, 1, 0}, new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0});
    double counted = 1 - 36.0 / 81;
    // (2, 2, 0) has X2 = 2 < 3.5, so it does not count either: 18 sequences.
    double exact = counted - 18.0 / 81;
    Significance drawn = fair.monteCarlo(20_000, new SplittableRandom(2));
    assertThat(drawn.p().orElseThrow()).isEqualTo(exact, within(0.01));
    assertThat(drawn.statistic()).hasValueCloseTo(3.5, within(1e-12));
    assertThat(drawn.degreesOfFreedom()).isEmpty();
    GoodnessOfFit skewed = GoodnessOfFit.of(new long[] {0, 5}, new double[] {0.9, 0.1});
    // Only five misses are as far: 1e-5, so that 99 draws hold none.
    assertThat(skewed.monteCarlo(99, new SplittableRandom(2)).p()).hasValue(0.01);
  }

  @Test
  void sparseCountsAreDrawn() {
    SplittableRandom random = new SplittableRandom(4);
    assertThat(DICE.isSparse()).isFalse();
    assertThat(DICE.recommended(random)).isEqualTo(DICE.pearson());
    GoodnessOfFit few = GoodnessOfFit.of(new long[] {3, 2}, new double[] {0.5, 0.5});
    assertThat(few.isSparse()).isTrue();
    assertThat(few.recommended(new SplittableRandom(4)))
        .isEqualTo(few.monteCarlo(9_999, new SplittableRandom(4)));
    // 24 expected four times and 4 once: a fifth below 5 is allowed.
    assertThat(
            GoodnessOfFit.of(
                    new long[] {24, 24, 24, 24, 4}, new double[] {0.24, 0.24, 0.24, 0.24, 0.04})
                .isSparse())
        .isFalse();
    assertThat(
            GoodnessOfFit.of(
                    new long[] {50, 50, 50, 49, 1}, new double[] {0.25, 0.25, 0.25, 0.246, 0.004})
                .isSparse())
        .isTrue();
    assertThat(GoodnessOfFit.of(new long[] {5, 5}, new double[] {0.5, 0.5}).isSparse()).isFalse();
    assertThat(
            GoodnessOfFit.of(
                    new long[] {50, 50, 50, 49, 1}, new double[] {0.25, 0.25, 0.25, 0.245, 0.005})
                .isSparse())
        .isFalse();
  }

  @Test
  void invalidSharesAreRefused() {
    assertThatThrownBy(() -> GoodnessOfFit.of(new long[] {1, 2}, new double[] {0.5, 0.6}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid shares: sum 1.1 (must be 1)");
    assertThatThrownBy(() -> GoodnessOfFit.of(new long[] {1, 2}, new double[] {1.5, -0.5}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid category 1: count 2, share -0.5 (must be at least 0)");
    assertThatThrownBy(() -> GoodnessOfFit.of(new long[] {1, -2}, new double[] {0.5, 0.5}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid category 1: count -2, share 0.5 (must be at least 0)");
    assertThatThrownBy(() -> GoodnessOfFit.of(new long[] {1}, new double[] {0.5, 0.5}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid counts and shares: 1 and 2 (must be equally many)");
    assertThatThrownBy(() -> DICE.monteCarlo(0, new SplittableRandom(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid replicates: 0 (must be at least 1)");
  }
}
