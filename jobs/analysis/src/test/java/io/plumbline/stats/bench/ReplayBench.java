package io.plumbline.stats.bench;

import io.plumbline.stats.Direction;
import io.plumbline.stats.PoolBlock;
import io.plumbline.stats.TiltProcess;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How long a year of many hypotheses takes to replay: seconds of the clock, and of one processor,
 * which other programs on the machine do not lengthen.
 */
@Tag("bench")
class ReplayBench {

  private static final int HYPOTHESES = 300;
  private static final int NIGHTS = 365;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  @Test
  void replayOfAYear() {
    SplittableRandom random = new SplittableRandom(1);
    List<PoolBlock> nights = new ArrayList<>();
    for (int night = 0; night < NIGHTS; night++) {
      nights.add(new PoolBlock(200 + random.nextInt(100), 40, 40, 3 + random.nextInt(10)));
    }
    for (int round = 1; round <= 5; round++) {
      long start = System.nanoTime();
      long used = THREADS.getCurrentThreadCpuTime();
      double check = 0;
      for (int h = 0; h < HYPOTHESES; h++) {
        TiltProcess process = TiltProcess.start();
        for (PoolBlock block : nights) {
          process = process.night(List.of(block));
          check += process.logPager(Direction.UP);
        }
      }
      System.out.printf(
          Locale.ROOT,
          "round %d: %d hypotheses x %d nights in %.3f s, processor %.3f s (sum %.6f)%n",
          round,
          HYPOTHESES,
          NIGHTS,
          (System.nanoTime() - start) / 1e9,
          (THREADS.getCurrentThreadCpuTime() - used) / 1e9,
          check);
    }
  }
}
