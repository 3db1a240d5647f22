package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** What must hold for every null: means of at most one, summed exactly over all outcomes. */
class LawsTest {

  private static final double ROUNDING = 1e-11;

  /** P(x) for n drawn of a pool, the marked at odds e^theta. */
  private static double drawn(int pool, int marked, int n, int x, double theta) {
    double total = 0;
    double own = 0;
    for (int u = Math.max(0, n + marked - pool); u <= Math.min(marked, n); u++) {
      double term = choose(marked, u) * choose(pool - marked, n - u) * Math.exp(theta * u);
      total += term;
      own = u == x ? term : own;
    }
    return own / total;
  }

  private static double choose(int n, int k) {
    double product = 1;
    for (int i = 1; i <= k; i++) {
      product = product * (n - k + i) / i;
    }
    return product;
  }

  /** E of something about a night's block when the marked are chosen at odds e^theta. */
  private static double mean(
      int pool, int marked, int n, double theta, LongFunction<Double> value) {
    double sum = 0;
    for (int x = Math.max(0, n + marked - pool); x <= Math.min(marked, n); x++) {
      sum += drawn(pool, marked, n, x, theta) * value.apply(x);
    }
    return sum;
  }

  @Test
  void likelihoodRatiosOfEveryKernelHaveMeanOneWithoutATilt() {
    for (int j = -60; j <= 60; j++) {
      int at = j;
      assertThat(
              mean(12, 5, 6, 0, x -> Math.exp(new PoolBlock(12, 5, 6, x).evidence().logRatio(at))))
          .as("kernel H, point %d", j)
          .isEqualTo(1, within(ROUNDING));
      double binomial = 0;
      double poisson = 0;
      double probability = Math.exp(-2);
      for (int x = 0; x <= 200; x++) {
        if (x <= 8) {
          binomial +=
              choose(8, x)
                  * Math.pow(0.3, x)
                  * Math.pow(0.7, 8 - x)
                  * Math.exp(new ShareBlock(8, x, 0.3).evidence().logRatio(j));
        }
        poisson += probability * Math.exp(new CountBlock(x, 2).evidence().logRatio(j));
        probability *= 2.0 / (x + 1);
      }
      assertThat(binomial).as("kernel B, point %d", j).isEqualTo(1, within(ROUNDING));
      assertThat(poisson).as("kernel N, point %d", j).isEqualTo(1, within(1e-9));
    }
  }

  @Test
  void betsHaveMeanAtMostOneOverEveryDrawWithoutReplacement() {
    double[] scores = {-1.4, -0.2, 0.1, 0.3, 0.9, 2.2, -0.7};
    long[][] clusters = {{3, 1}, {1, 1}, {5, 0}, {2, 2}, {4, 3}, {6, 1}, {1, 0}};
    double share = 0;
    for (long[] cluster : clusters) {
      share += (double) cluster[1] / cluster[0] / clusters.length;
    }
    double[] scoreMean = new double[TiltGrid.SIZE];
    double[] clusterMean = new double[TiltGrid.SIZE];
    int draws = 0;
    for (int subset = 0; subset < 1 << 7; subset++) {
      if (Integer.bitCount(subset) == 3) {
        draws++;
        List<ScoreBlock.Cell> pool = new ArrayList<>();
        List<ClusterBlock.Cell> picked = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
          boolean isPicked = (subset >> i & 1) == 1;
          pool.add(new ScoreBlock.Cell(scores[i], 1, isPicked ? 1 : 0));
          if (isPicked) {
            picked.add(new ClusterBlock.Cell(clusters[i][0], clusters[i][1], 1));
          }
        }
        double[] score = new ScoreBlock(pool).evidence().logRatios();
        double[] cluster = new ClusterBlock(share, picked).evidence().logRatios();
        for (int i = 0; i < TiltGrid.SIZE; i++) {
          scoreMean[i] += Math.exp(score[i]);
          clusterMean[i] += Math.exp(cluster[i]);
        }
      }
    }
    for (int i = 0; i < TiltGrid.SIZE; i++) {
      assertThat(scoreMean[i] / draws).as("kernel S, %d", i).isLessThanOrEqualTo(1 + ROUNDING);
      assertThat(clusterMean[i] / draws).as("kernel C, %d", i).isLessThanOrEqualTo(1 + ROUNDING);
    }
    assertThat(clusterMean[70] / draws).isGreaterThan(0.9);
  }

  /** E over two nights of something about the process, at tilt theta. */
  private static double overTwoNights(double theta, DoubleOf value) {
    double sum = 0;
    for (int first = 0; first <= 4; first++) {
      for (int second = 1; second <= 5; second++) {
        TiltProcess process =
            TiltProcess.start()
                .night(List.of(new PoolBlock(10, 4, 5, first)))
                .night(List.of(new PoolBlock(9, 5, 5, second)));
        sum +=
            drawn(10, 4, 5, first, theta)
                * drawn(9, 5, 5, second, theta)
                * Math.exp(value.of(process));
      }
    }
    return sum;
  }

  /** A number about a process. */
  @FunctionalInterface
  private interface DoubleOf {
    double of(TiltProcess process);
  }

  @Test
  void processesHaveMeanAtMostOneWithoutATilt() {
    for (Direction direction : Direction.values()) {
      assertThat(overTwoNights(0, process -> process.logPlain(direction)))
          .isEqualTo(1, within(ROUNDING));
      assertThat(overTwoNights(0, process -> process.logRestart(direction)))
          .isEqualTo(2.0 / 365, within(ROUNDING));
      assertThat(overTwoNights(0, process -> process.logPager(direction)))
          .isEqualTo(0.5 + 1.0 / 365, within(ROUNDING));
    }
  }

  @Test
  void evidenceBeyondTheMarginHasMeanAtMostOneForEveryTiltWithinIt() {
    for (double theta : new double[] {-TiltGrid.theta(16), -0.05, 0, 0.03, TiltGrid.theta(16)}) {
      for (Direction direction : Direction.values()) {
        assertThat(overTwoNights(theta, process -> process.logBeyondRope(direction).orElseThrow()))
            .as("tilt %s, %s", theta, direction)
            .isLessThanOrEqualTo(1 + ROUNDING);
        assertThat(
                overTwoNights(
                    theta, process -> process.logBeyondRopePlain(direction).orElseThrow()))
            .as("plain, tilt %s, %s", theta, direction)
            .isLessThanOrEqualTo(1 + ROUNDING);
      }
    }
    assertThat(
            overTwoNights(
                TiltGrid.theta(16),
                process -> process.logBeyondRopePlain(Direction.UP).orElseThrow()))
        .isEqualTo(1, within(ROUNDING));
    assertThat(
            overTwoNights(0.5, process -> process.logBeyondRopePlain(Direction.UP).orElseThrow()))
        .isGreaterThan(1.02);
  }

  @Test
  void mixtureOverTheGridPointIsAnEProcessAgainstItToo() {
    for (int j : new int[] {-40, -9, 5, 33}) {
      int at = j;
      assertThat(
              overTwoNights(
                  TiltGrid.theta(j),
                  process -> process.logPlain(Direction.EITHER) - process.sum().logRatio(at)))
          .as("point %d", j)
          .isEqualTo(1, within(ROUNDING));
    }
  }

  @Test
  void latePicksAgainstTheRemainingPoolHaveMeanOne() {
    double sum = 0;
    for (int onTime = 0; onTime <= 3; onTime++) {
      for (int late = 0; late <= 2; late++) {
        int marked = 4 - onTime;
        if (late <= marked && 2 - late <= 10 - 3 - marked) {
          TiltProcess process =
              TiltProcess.start()
                  .night(List.of(new PoolBlock(10, 4, 3, onTime)))
                  .night(List.of(new PoolBlock(7, marked, 2, late)));
          sum +=
              drawn(10, 4, 3, onTime, 0)
                  * drawn(7, marked, 2, late, 0)
                  * Math.exp(process.logPlain(Direction.UP));
        }
      }
    }

    assertThat(sum).isEqualTo(1, within(ROUNDING));
  }

  private static double multinomial(long[] counts, double[] shares) {
    double probability = 1;
    int n = 0;
    for (int k = 0; k < counts.length; k++) {
      for (int i = 1; i <= counts[k]; i++) {
        n++;
        probability *= shares[k] * n / i;
      }
    }
    return probability;
  }

  @Test
  void categoryMixtureHasMeanOneOverChangingPools() {
    double[] first = {0.5, 0.3, 0.2};
    double[] second = {0.2, 0.2, 0.6};
    double sum = 0;
    for (long[] a : compositions(4)) {
      DirichletMultinomial one = DirichletMultinomial.start(5, 3).night(first, a);
      for (long[] b : compositions(3)) {
        sum +=
            multinomial(a, first) * multinomial(b, second) * Math.exp(one.night(second, b).logE());
      }
    }

    assertThat(sum).isEqualTo(1, within(ROUNDING));
  }

  private static List<long[]> compositions(int n) {
    List<long[]> all = new ArrayList<>();
    for (long i = 0; i <= n; i++) {
      for (long j = 0; i + j <= n; j++) {
        all.add(new long[] {i, j, n - i - j});
      }
    }
    return all;
  }

  @Test
  void categoryProcessHasMeanAtMostOneOverDrawsWithoutReplacement() {
    List<Long> pool = List.of(4L, 3L, 5L);
    double sum = 0;
    double plain = 0;
    for (long[] a : compositions(4)) {
      if (a[0] <= 4 && a[1] <= 3 && a[2] <= 5) {
        double probability =
            choose(4, (int) a[0]) * choose(3, (int) a[1]) * choose(5, (int) a[2]) / choose(12, 4);
        CategoryProcess process =
            CategoryProcess.start(3, TiltProcess.ROPE)
                .night(List.of(new CategoryBlock(pool, List.of(a[0], a[1], a[2]))));
        sum += probability * Math.exp(process.logPager());
        plain += probability * Math.exp(process.logPlain());
      }
    }

    assertThat(sum).isLessThanOrEqualTo(0.5 + 0.5 / 365 + ROUNDING);
    assertThat(plain).isBetween(0.95, 1 + ROUNDING);
  }

  @Test
  void betsOnAMeanHaveMeanOneAtItAndAtMostOneBeyondIt() {
    DoubleUnaryOperator up = mean -> overThreeClusters(mean, Direction.UP);
    DoubleUnaryOperator down = mean -> overThreeClusters(mean, Direction.DOWN);

    assertThat(up.applyAsDouble(0.4)).isEqualTo(1, within(ROUNDING));
    assertThat(down.applyAsDouble(0.4)).isEqualTo(1, within(ROUNDING));
    assertThat(overThreeClusters(0.4, Direction.EITHER)).isEqualTo(1, within(ROUNDING));
    assertThat(up.applyAsDouble(0.3)).isLessThan(1);
    assertThat(down.applyAsDouble(0.5)).isLessThan(1);
    assertThat(up.applyAsDouble(0.5)).isGreaterThan(1);
  }

  /** Three clusters whose mean is 0, 0.5 or 1, on average as given; supposed mean 0.4. */
  private static double overThreeClusters(double mean, Direction direction) {
    double[] values = {0, 0.5, 1};
    double half = 0.3;
    double[] weights = {1 - half - (mean - half / 2), half, mean - half / 2};
    double sum = 0;
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < 3; b++) {
        for (int c = 0; c < 3; c++) {
          BettingProcess process =
              BettingProcess.start(0.4)
                  .night(List.of(ClusterMeans.exactly(values[a]), ClusterMeans.exactly(values[b])))
                  .night(List.of(ClusterMeans.exactly(values[c])));
          sum += weights[a] * weights[b] * weights[c] * Math.exp(process.logPlain(direction));
        }
      }
    }
    return sum;
  }

  @Test
  void hedgedAndClosedFormBetsHaveMeanAtMostOne() {
    double hedged = 0;
    double closed = 0;
    for (int outcome = 0; outcome < 1 << 6; outcome++) {
      double[] values = new double[6];
      for (int i = 0; i < 6; i++) {
        values[i] = outcome >> i & 1;
      }
      int hits = Integer.bitCount(outcome);
      double probability = Math.pow(0.3, hits) * Math.pow(0.7, 6 - hits);
      hedged += probability * Math.exp(PluginBets.hedgedLogWealth(values, 0.3, 0.05)[5]);
      closed += probability * Math.exp(new BetaBinomial(1, 1).logE(hits, 6, 0.3));
    }

    assertThat(hedged).isLessThanOrEqualTo(1 + ROUNDING);
    assertThat(closed).isEqualTo(1, within(ROUNDING));
  }

  @Test
  void priorPosteriorRatioHasMeanAtMostOneForEveryPopulation() {
    PriorPosteriorRatio method = new PriorPosteriorRatio(1, 1);
    for (int defective = 0; defective <= 15; defective++) {
      int d = defective;
      assertThat(mean(15, d, 6, 0, k -> Math.exp(method.logRatio(15, 6, k, d))))
          .as("D = %d", defective)
          .isLessThanOrEqualTo(1 + 1e-9);
    }
  }
}
