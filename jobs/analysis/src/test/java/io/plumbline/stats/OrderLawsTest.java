package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What must hold for every input: free order of adding, mirrors, shape, storage and no NaN. */
class OrderLawsTest {

  private static List<TiltBlock> blocks(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<TiltBlock> blocks = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      int pool = 20 + random.nextInt(300);
      int marked = random.nextInt(pool + 1);
      int n = random.nextInt(pool + 1);
      int low = Math.max(0, n + marked - pool);
      int high = Math.min(marked, n);
      blocks.add(new PoolBlock(pool, marked, n, low + random.nextInt(high - low + 1)));
      blocks.add(new PairBlock(random.nextInt(9), random.nextInt(9)));
      blocks.add(new ShareBlock(12, random.nextInt(13), 0.05 + 0.9 * random.nextDouble()));
    }
    return blocks;
  }

  @Test
  void evidenceIsTheSameInEveryOrderAndGrouping() {
    for (long seed = 1; seed <= 20; seed++) {
      List<TiltBlock> blocks = blocks(seed);
      List<TiltBlock> shuffled = new ArrayList<>(blocks);
      Collections.shuffle(shuffled, new Random(seed));
      TiltSum whole = TiltSum.of(blocks);
      TiltSum grouped =
          TiltSum.of(shuffled.subList(0, 50)).plus(TiltSum.of(shuffled.subList(50, 120)));
      double[] a = whole.toArray();
      double[] b = grouped.toArray();
      for (int i = 0; i < a.length; i++) {
        assertThat(b[i])
            .as("seed %d, number %d", seed, i)
            .isEqualTo(a[i], within(1e-12 * (1 + Math.abs(a[i]))));
      }
      assertThat(grouped.units()).isEqualTo(whole.units());
      assertThat(grouped.blocks()).isEqualTo(whole.blocks());
    }
  }

  @Test
  void swappingSelectedAndUnselectedOrAttributeMirrorsTheEvidence() {
    SplittableRandom random = new SplittableRandom(12);
    for (int round = 0; round < 50; round++) {
      int pool = 10 + random.nextInt(200);
      int marked = 1 + random.nextInt(pool - 1);
      int n = 1 + random.nextInt(pool - 1);
      int low = Math.max(0, n + marked - pool);
      int x = low + random.nextInt(Math.min(marked, n) - low + 1);
      TiltSum sum = new PoolBlock(pool, marked, n, x).evidence();
      TiltSum unselected = new PoolBlock(pool, marked, pool - n, marked - x).evidence();
      TiltSum without = new PoolBlock(pool, pool - marked, n, n - x).evidence();
      TiltSum transposed = new PoolBlock(pool, n, marked, x).evidence();
      for (int j = -60; j <= 60; j++) {
        double expected = sum.logRatio(j);
        assertThat(unselected.logRatio(-j)).isEqualTo(expected, within(1e-9));
        assertThat(without.logRatio(-j)).isEqualTo(expected, within(1e-9));
        assertThat(transposed.logRatio(j)).isEqualTo(expected, within(1e-9));
      }
    }
  }

  @Test
  void evidenceIsConcaveInTheTilt() {
    for (long seed = 1; seed <= 10; seed++) {
      TiltSum sum = TiltSum.of(blocks(seed));
      for (int j = -59; j <= 59; j++) {
        double left = TiltGrid.theta(j) - TiltGrid.theta(j - 1);
        double right = TiltGrid.theta(j + 1) - TiltGrid.theta(j);
        double rise = (sum.logRatio(j) - sum.logRatio(j - 1)) / left;
        double next = (sum.logRatio(j + 1) - sum.logRatio(j)) / right;
        assertThat(next).as("seed %d, point %d", seed, j).isLessThanOrEqualTo(rise + 1e-7);
      }
    }
  }

  @Test
  void processRestoredEveryNightEndsWithTheSameBits() {
    TiltProcess straight = TiltProcess.start(0.2);
    TiltProcess stored = TiltProcess.start(0.2);
    for (long seed = 1; seed <= 30; seed++) {
      straight = straight.night(blocks(seed));
      stored = TiltProcess.of(stored.night(blocks(seed)).toArray());
    }

    assertThat(stored.toArray()).isEqualTo(straight.toArray());
  }

  @Test
  void noNumberIsEverNan() {
    SplittableRandom random = new SplittableRandom(99);
    for (int round = 0; round < 300; round++) {
      int pool = random.nextInt(6);
      int marked = random.nextInt(pool + 1);
      int n = random.nextInt(pool + 2);
      int x = random.nextInt(n + 1);
      TiltProcess process =
          TiltProcess.start()
              .night(List.of(new PoolBlock(pool, marked, n, x), new PairBlock(n, x)));
      for (Direction direction : Direction.values()) {
        Result result = process.result(direction, 0.05, DetectableTilt.of(0.05, direction));
        assertThat(result.logE().orElseThrow()).isNotNaN();
        assertThat(process.logBeyondRope(direction).orElseThrow()).isNotNaN();
      }
      for (double number : process.toArray()) {
        assertThat(number).isNotNaN();
      }
    }
  }
}
