package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RestartsTest {

  private static final double[] HALVES = {Math.log(0.5), Math.log(0.5)};

  @Test
  void recursionIsTheSumOverStartNights() {
    SplittableRandom random = new SplittableRandom(3);
    double[][] increments = new double[25][2];
    Restarts restarts = Restarts.start(2, 0.01);
    for (int t = 0; t < increments.length; t++) {
      increments[t][0] = random.nextDouble() - 0.5;
      increments[t][1] = 2 * random.nextDouble() - 1.1;
      restarts = restarts.night(increments[t]);
      double mixture = 0;
      double cusum = 0;
      for (int j = 0; j < 2; j++) {
        double best = Double.NEGATIVE_INFINITY;
        for (int start = 0; start <= t; start++) {
          double sum = 0;
          for (int i = start; i <= t; i++) {
            sum += increments[i][j];
          }
          mixture += 0.5 * 0.01 * Math.exp(sum);
          best = Math.max(best, sum);
        }
        cusum += 0.5 * Math.exp(best);
      }
      assertThat(restarts.logMixture(HALVES)).isEqualTo(Math.log(mixture), within(1e-12));
      assertThat(restarts.logCusum(HALVES)).isEqualTo(Math.log(cusum), within(1e-12));
    }
  }

  @Test
  void beforeAnyNightThereIsNothing() {
    Restarts restarts = Restarts.start(2, 0.5);

    assertThat(restarts.logMixture(HALVES)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(restarts.logCusum(HALVES)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void hugeWealthNeitherOverflowsNorForgets() {
    Restarts restarts = Restarts.start(1, 0.5).night(new double[] {5_000});
    double[] one = {0};

    assertThat(restarts.logMixture(one)).isEqualTo(5_000 + Math.log(0.5), within(1e-9));
    assertThat(restarts.night(new double[] {-5_000}).logMixture(one))
        .isEqualTo(Math.log(0.5), within(1e-9));
    assertThat(restarts.night(new double[] {-9_000}).night(new double[] {0}).logMixture(one))
        .isEqualTo(Math.log(0.5), within(1e-9));
  }

  @Test
  void stakesMustBePositiveAndAtMostOne() {
    assertThatThrownBy(() -> Restarts.start(2, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid stake: 0.0 (must be in (0, 1])");
    assertThatThrownBy(() -> Restarts.start(2, 1.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid stake: 1.1 (must be in (0, 1])");
    assertThat(Restarts.start(1, 1).night(new double[] {0}).logMixture(new double[] {0})).isZero();
  }

  @Test
  void everyComponentNeedsItsIncrement() {
    assertThatThrownBy(() -> Restarts.start(2, 0.5).night(new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid increments: 3 (must be 2)");
  }

  @Test
  void likeliestStartIsWhereTheSumFromThereIsLargest() {
    assertThat(Restarts.likeliestStart(new double[] {-1, 0.5, -2, 1, 1, -0.5, 1})).isEqualTo(3);
    assertThat(Restarts.likeliestStart(new double[] {-1, -2, -0.5})).isEqualTo(2);
    assertThat(Restarts.likeliestStart(new double[] {0, 0, 1})).isZero();
    assertThat(Restarts.likeliestStart(new double[0])).isEqualTo(-1);
  }

  @Test
  void halfAndHalfIsTheMean() {
    assertThat(Restarts.half(Math.log(3), Math.log(5))).isEqualTo(Math.log(4), within(1e-15));
  }
}
