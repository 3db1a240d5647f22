package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PluginBetsTest {

  private static double[] uniform(int seed, int n) {
    return new SplittableRandom(seed).doubles(n).toArray();
  }

  @Test
  void firstStakeFollowsThePriorAloneAndNothingIsExcluded() {
    double[] wealth = PluginBets.hedgedLogWealth(new double[] {0.9}, 0.4, 0.05);
    double stake = Math.min(0.5 / 0.4, Math.sqrt(2 * Math.log(40) / (Math.log(2) * 0.25)));

    assertThat(wealth[0]).isEqualTo(Math.log(0.5 * (1 + stake * 0.5)), within(1e-14));
  }

  @Test
  void stakesNeverUseTheValueTheyAreStakedOn() {
    double[] one = {0.2, 0.8, 0.5};
    double[] other = {0.2, 0.8, 0.9};

    assertThat(Arrays.copyOf(PluginBets.hedgedLogWealth(one, 0.4, 0.05), 2))
        .isEqualTo(Arrays.copyOf(PluginBets.hedgedLogWealth(other, 0.4, 0.05), 2));
  }

  @Test
  void sequencesNarrowAroundTheMean() {
    double[] values = uniform(4, 3_000);
    for (PluginBets.Bounds bounds :
        new PluginBets.Bounds[] {
          PluginBets.empiricalBernstein(values, 0.05), PluginBets.hoeffding(values, 0.05)
        }) {
      double width = bounds.last()[1] - bounds.last()[0];
      assertThat(bounds.last()[0]).isLessThan(0.5);
      assertThat(bounds.last()[1]).isGreaterThan(0.5);
      assertThat(width).isBetween(0.03, 0.12);
      assertThat(bounds.lower()[0]).isZero();
      assertThat(bounds.upper()[0]).isEqualTo(1);
    }
  }

  @Test
  void reflectedValuesGiveReflectedSequences() {
    double[] values = uniform(5, 60);
    double[] reflected = Arrays.stream(values).map(x -> 1 - x).toArray();
    for (int t : new int[] {1, 20, 59}) {
      assertThat(PluginBets.hoeffding(reflected, 0.05).upper()[t])
          .isEqualTo(1 - PluginBets.hoeffding(values, 0.05).lower()[t], within(1e-12));
      assertThat(PluginBets.empiricalBernstein(reflected, 0.05).lower()[t])
          .isEqualTo(1 - PluginBets.empiricalBernstein(values, 0.05).upper()[t], within(1e-12));
    }
  }

  @Test
  void runningIntersectionsNeverWiden() {
    double[] values = uniform(6, 80);
    for (PluginBets.Bounds bounds :
        new PluginBets.Bounds[] {
          PluginBets.hedged(values, 0.05, 100), PluginBets.diversified(values, 0.05, 10, 100)
        }) {
      for (int t = 1; t < 80; t++) {
        assertThat(bounds.lower()[t]).isGreaterThanOrEqualTo(bounds.lower()[t - 1]);
        assertThat(bounds.upper()[t]).isLessThanOrEqualTo(bounds.upper()[t - 1]);
      }
      assertThat(bounds.last()[0]).isLessThan(0.5);
      assertThat(bounds.last()[1]).isGreaterThan(0.5);
      assertThat(bounds.last()[1] - bounds.last()[0]).isLessThan(0.6);
    }
  }

  @Test
  void hedgedPointsAreExcludedExactlyWhenTheirWealthReachesTheAlarm() {
    double[] values = uniform(7, 150);
    PluginBets.Bounds bounds = PluginBets.hedged(values, 0.05, 50);
    double lower = bounds.last()[0];
    double inside = PluginBets.hedgedLogWealth(values, lower + 0.02, 0.05)[149];

    assertThat(lower).isGreaterThan(0.1);
    assertThat(Arrays.stream(PluginBets.hedgedLogWealth(values, lower, 0.05)).max().orElseThrow())
        .isGreaterThanOrEqualTo(Math.log(20));
    assertThat(inside).isLessThan(Math.log(20));
  }

  @Test
  void nothingSeenExcludesNothing() {
    assertThat(PluginBets.empiricalBernstein(new double[0], 0.05).last()).containsExactly(0, 1);
    assertThat(PluginBets.hedged(new double[0], 0.05, 10).last()).containsExactly(0, 1);
  }

  @Test
  void constantValuesAtAnEndKeepThatEnd() {
    double[] zeros = new double[200];
    double[] ones = new double[200];
    Arrays.fill(ones, 1);

    assertThat(PluginBets.diversified(zeros, 0.05, 10, 100).last()[0]).isZero();
    assertThat(PluginBets.diversified(zeros, 0.05, 10, 100).last()[1]).isLessThan(0.1);
    assertThat(PluginBets.hedged(ones, 0.05, 100).last()[1]).isEqualTo(1);
    assertThat(PluginBets.hedged(ones, 0.05, 100).last()[0]).isGreaterThan(0.9);
  }

  @Test
  void valuesOutsideTheUnitIntervalAreRefused() {
    double[] broken = {0.5, 1.5};

    assertThatThrownBy(() -> PluginBets.empiricalBernstein(broken, 0.05))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid value: 1.5 (must be in [0, 1])");
    assertThatThrownBy(() -> PluginBets.hoeffding(broken, 0.05))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid value: 1.5 (must be in [0, 1])");
    assertThatThrownBy(() -> PluginBets.hedged(broken, 0.05, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid value: 1.5 (must be in [0, 1])");
    assertThatThrownBy(() -> PluginBets.diversified(broken, 0.05, 10, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid value: 1.5 (must be in [0, 1])");
    assertThatThrownBy(() -> PluginBets.hedgedLogWealth(uniform(1, 2), 2, 0.05))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid supposed mean: 2.0 (must be in [0, 1])");
    assertThatThrownBy(() -> PluginBets.hoeffding(uniform(1, 2), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid alpha: 0.0 (must be in (0, 1))");
  }
}
