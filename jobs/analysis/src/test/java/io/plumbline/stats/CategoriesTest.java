package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Attributes of three or more categories. */
class CategoriesTest {

  private static final double[] POLICY = {0.2, 0.3, 0.5};

  // scipy 1.17.1: special.gammaln, from the formula
  @Test
  void fixedPolicyAgreesWithReferenceValues() {
    assertThat(DirichletMultinomial.logE(50, POLICY, new long[] {9, 4, 12}))
        .isEqualTo(0.3442353433648364, within(1e-11));
  }

  @Test
  void longAndShortProductsAgree() {
    double below = DirichletMultinomial.logE(50, POLICY, new long[] {1_000, 400, 900});
    double[] expected = {1_000, 400, 900};
    double sum = 0;
    for (int k = 0; k < 3; k++) {
      sum +=
          org.apache.commons.math3.special.Gamma.logGamma(50 * POLICY[k] + expected[k])
              - org.apache.commons.math3.special.Gamma.logGamma(50 * POLICY[k])
              - expected[k] * Math.log(POLICY[k]);
    }
    sum -=
        org.apache.commons.math3.special.Gamma.logGamma(2_350)
            - org.apache.commons.math3.special.Gamma.logGamma(50);

    assertThat(below).isEqualTo(sum, within(1e-9));
  }

  @Test
  void categoryThatCannotHappenIsInfiniteEvidence() {
    double[] policy = {0, 0.5, 0.5};

    assertThat(DirichletMultinomial.logE(50, policy, new long[] {1, 0, 0}))
        .isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(DirichletMultinomial.logE(50, policy, new long[] {0, 0, 0})).isZero();
    assertThat(DirichletMultinomial.logE(50, policy, new long[] {0, 3, 1})).isLessThan(1);
  }

  @Test
  void constantPoolGivesTheFixedPolicyForm() {
    DirichletMultinomial process = DirichletMultinomial.start(50, 3);
    long[][] nights = {{3, 1, 4}, {0, 0, 0}, {4, 2, 6}, {2, 1, 2}};
    long[] total = new long[3];
    for (long[] night : nights) {
      process = process.night(POLICY, night);
      for (int k = 0; k < 3; k++) {
        total[k] += night[k];
      }
      assertThat(process.logE())
          .isEqualTo(DirichletMultinomial.logE(50, POLICY, total), within(1e-11));
    }
    assertThat(process.status()).isEqualTo(Status.OK);
  }

  @Test
  void betOfANightIsFixedBeforeItByTheNightsBefore() {
    double[] other = {0.1, 0.6, 0.3};
    DirichletMultinomial process =
        DirichletMultinomial.start(20, 3).night(POLICY, new long[] {4, 1, 5});
    double increment = process.night(other, new long[] {1, 0, 2}).lastIncrement();
    double[] centre = new double[3];
    long[] seen = {4, 1, 5};
    double sum = 0;
    for (int k = 0; k < 3; k++) {
      double past = 20 * POLICY[k];
      centre[k] = other[k] * (past + seen[k]) / (past + 10 * POLICY[k]);
      sum += centre[k];
    }
    double a0 = 30 * centre[0] / sum;
    double a2 = 30 * centre[2] / sum;
    double expected = a0 * a2 * (a2 + 1) / (30.0 * 31 * 32) / (other[0] * other[2] * other[2]);

    assertThat(increment).isEqualTo(Math.log(expected), within(1e-12));
  }

  @Test
  void categoryNewToThePoolStartsAtItsPoolShare() {
    DirichletMultinomial process =
        DirichletMultinomial.start(20, 3).night(new double[] {0.5, 0.5, 0}, new long[] {2, 2, 0});
    double[] second = {0.25, 0.25, 0.5};

    assertThat(process.night(second, new long[] {0, 0, 1}).lastIncrement())
        .isEqualTo(0, within(1e-14));
  }

  @Test
  void countsOutsideThePoolAreLeftOutAndMarked() {
    DirichletMultinomial before =
        DirichletMultinomial.start(20, 3).night(POLICY, new long[] {1, 1, 1});
    DirichletMultinomial after = before.night(new double[] {0, 0.5, 0.5}, new long[] {1, 0, 0});

    assertThat(after.status()).isEqualTo(Status.POOL_MISMATCH);
    assertThat(after.logE()).isEqualTo(before.logE());
    assertThat(after.lastIncrement()).isZero();
  }

  @Test
  void statusTellsDataFromInformation() {
    DirichletMultinomial start = DirichletMultinomial.start(20, 3);

    assertThat(start.status()).isEqualTo(Status.NO_DATA);
    assertThat(start.night(POLICY, new long[3]).status()).isEqualTo(Status.NO_INFORMATION);
    assertThat(start.logE()).isZero();
  }

  @Test
  void mixtureIsRestoredBitForBit() {
    DirichletMultinomial process =
        DirichletMultinomial.start(20, 3).night(POLICY, new long[] {4, 1, 5});
    DirichletMultinomial restored = DirichletMultinomial.of(process.toArray());

    assertThat(restored.toArray()).isEqualTo(process.toArray());
    assertThat(restored.night(POLICY, new long[] {1, 2, 3}).logE())
        .isEqualTo(process.night(POLICY, new long[] {1, 2, 3}).logE());
    assertThat(restored.status()).isEqualTo(Status.OK);
  }

  @Test
  void brokenMixturesAreRefused() {
    DirichletMultinomial start = DirichletMultinomial.start(20, 3);

    assertThatThrownBy(() -> DirichletMultinomial.start(0, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid concentration: 0.0 (must be finite and above 0)");
    assertThatThrownBy(() -> DirichletMultinomial.start(1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid categories: 0 (must be at least 1)");
    assertThatThrownBy(() -> start.night(new double[2], new long[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid night: 2 shares and 3 counts (must be 3)");
    assertThatThrownBy(() -> start.night(POLICY, new long[4]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid night: 3 shares and 4 counts (must be 3)");
    assertThatThrownBy(() -> start.night(new double[] {2, 0, 0}, new long[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid pool share: 2.0 (must be in [0, 1])");
    assertThatThrownBy(() -> start.night(POLICY, new long[] {-1, 0, 0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid count: -1 (must be at least 0)");
    assertThatThrownBy(() -> DirichletMultinomial.of(new double[7]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid state: 7 numbers (must be 8)");
  }

  private static final CategoryBlock BLOCK =
      new CategoryBlock(List.of(40L, 30L, 20L, 10L), List.of(6L, 5L, 8L, 1L));
  private static final CategoryBlock OTHER =
      new CategoryBlock(List.of(15L, 15L, 15L, 5L), List.of(2L, 3L, 5L, 0L));

  private static CategoryProcess start() {
    return CategoryProcess.start(4, TiltProcess.ROPE);
  }

  @Test
  void evidenceIsFourFifthsOneVersusRestAndOneFifthMixture() {
    CategoryProcess process = start().night(List.of(BLOCK, OTHER));
    double each = 0;
    for (int k = 0; k < 4; k++) {
      TiltProcess own =
          TiltProcess.start()
              .night(List.of(BLOCK.oneVersusRest().get(k), OTHER.oneVersusRest().get(k)));
      assertThat(process.category(k).toArray()).isEqualTo(own.toArray());
      each += Math.exp(own.logPlain(Direction.EITHER)) / 4;
    }
    double[] expected = new double[4];
    long[] counts = new long[4];
    for (int k = 0; k < 4; k++) {
      expected[k] = (20 * BLOCK.pool().get(k) / 100.0 + 10 * OTHER.pool().get(k) / 50.0) / 30;
      counts[k] = BLOCK.selected().get(k) + OTHER.selected().get(k);
    }
    double mixture =
        0.5 * Math.exp(DirichletMultinomial.start(100, 4).night(expected, counts).logE())
            + 0.5 * Math.exp(DirichletMultinomial.start(1_000, 4).night(expected, counts).logE());

    assertThat(process.logPlain()).isEqualTo(Math.log(0.8 * each + 0.2 * mixture), within(1e-12));
    assertThat(process.logRestart()).isEqualTo(process.logPlain() - Math.log(365), within(1e-12));
    assertThat(process.logPager())
        .isEqualTo(
            Math.log(0.5 * Math.exp(process.logPlain()) + 0.5 * Math.exp(process.logRestart())),
            within(1e-12));
  }

  @Test
  void withoutRepresentativesOnlyOneVersusRestCounts() {
    CategoryProcess process = start().night(List.of(BLOCK));
    double mean = 0;
    for (int k = 0; k < 4; k++) {
      mean += Math.exp(process.category(k).logPager(Direction.EITHER)) / 4;
    }

    assertThat(process.logPagerOneVersusRest()).isEqualTo(Math.log(mean), within(1e-12));
  }

  @Test
  void strongestCategoryIsTheOneThatStandsOut() {
    CategoryProcess process = start();
    for (int night = 0; night < 5; night++) {
      process = process.night(List.of(BLOCK));
    }

    assertThat(process.strongest()).isEqualTo(2);
    assertThat(process.logPager()).isGreaterThan(0);
    assertThat(process.nights()).isEqualTo(5);
    assertThat(start().strongest()).isZero();
  }

  @Test
  void evidenceBeyondTheMarginIsTheMeanOverCategories() {
    CategoryProcess process = start().night(List.of(BLOCK)).night(List.of(OTHER));
    double mean = 0;
    for (int k = 0; k < 4; k++) {
      mean += Math.exp(process.category(k).logBeyondRope(Direction.EITHER).orElseThrow()) / 4;
    }

    assertThat(process.logBeyondRope().orElseThrow()).isEqualTo(Math.log(mean), within(1e-12));
  }

  @Test
  void nightsWithoutBlocksOnlyAddTheirStake() {
    CategoryProcess process = start();
    for (int night = 0; night < 400; night++) {
      process = process.night(List.of());
    }

    assertThat(process.logPlain()).isEqualTo(0, within(1e-14));
    assertThat(process.logRestart()).isEqualTo(0, within(1e-12));
    assertThat(process.status()).isEqualTo(Status.NO_DATA);
  }

  @Test
  void impossibleBlocksSayNothingAndMarkTheProcess() {
    CategoryBlock impossible =
        new CategoryBlock(List.of(0L, 30L, 20L, 10L), List.of(1L, 5L, 8L, 1L));
    CategoryProcess process = start().night(List.of(BLOCK, impossible));

    assertThat(impossible.isPossible()).isFalse();
    assertThat(process.status()).isEqualTo(Status.POOL_MISMATCH);
    assertThat(start().night(List.of(BLOCK)).status()).isEqualTo(Status.OK);
    assertThat(
            start()
                .night(List.of(new CategoryBlock(List.of(0L, 0L, 0L, 0L), List.of(0L, 0L, 0L, 0L))))
                .status())
        .isEqualTo(Status.NO_INFORMATION);
  }

  @Test
  void categoryProcessIsRestoredBitForBit() {
    CategoryProcess process = start().night(List.of(BLOCK, OTHER)).night(List.of());
    CategoryProcess restored = CategoryProcess.of(process.toArray());

    assertThat(restored.toArray()).isEqualTo(process.toArray());
    assertThat(restored.night(List.of(OTHER)).logPager())
        .isEqualTo(process.night(List.of(OTHER)).logPager());
    assertThat(restored.nights()).isEqualTo(2);
  }

  @Test
  void brokenCategoriesAreRefused() {
    List<Long> three = new ArrayList<>(List.of(1L, 2L, 3L));

    assertThatThrownBy(() -> CategoryProcess.start(2, 0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid categories: 2 (must be at least 3)");
    assertThatThrownBy(() -> new CategoryBlock(three, List.of(1L)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid categories: 3 in the pool and 1 selected (must be equal)");
    assertThatThrownBy(() -> new CategoryBlock(three, List.of(1L, -1L, 0L)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid selected: -1 (must be at least 0)");
    assertThatThrownBy(() -> new CategoryBlock(List.of(-1L, 1L, 1L), three))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid pool: -1 (must be at least 0)");
    assertThatThrownBy(() -> start().night(List.of(new CategoryBlock(three, three))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid block: 3 categories (must be 4)");
    assertThatThrownBy(() -> CategoryProcess.of(new double[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Invalid state: 0 numbers");
  }
}
