package io.plumbline.stats.zoo;

import io.plumbline.stats.Direction;
import io.plumbline.stats.TiltBlock;
import io.plumbline.stats.TiltProcess;
import io.plumbline.stats.simulated.Draws;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * A situation without any effect, counted in two ways.
 *
 * @param name what the situation is
 * @param tempting whether the tempting way alarms in the run of a seed
 * @param temptingAtLeast how often it does at the least, in truth
 * @param ours whether our way alarms in the same run
 * @param promised how often ours may
 */
record Trap(
    String name,
    LongPredicate tempting,
    double temptingAtLeast,
    LongPredicate ours,
    double promised) {

  /** The level of a single hypothesis in all traps. */
  static final double ALPHA = 0.05;

  private static final double ALARM = -Math.log(ALPHA);

  /** Tonight's blocks. */
  @FunctionalInterface
  interface Nights {
    List<? extends TiltBlock> night(Draws draws);
  }

  /** Whether a process of so many nights ever pages. */
  static boolean pages(long seed, int nights, Direction direction, Nights blocks) {
    Draws draws = new Draws(seed);
    TiltProcess process = TiltProcess.start();
    for (int night = 0; night < nights; night++) {
      process = process.night(blocks.night(draws));
      if (isPaged(process, direction)) {
        return true;
      }
    }
    return false;
  }

  static boolean isPaged(TiltProcess process, Direction direction) {
    return process.logPager(direction) >= ALARM;
  }

  static boolean isAlarm(double logE) {
    return logE >= ALARM;
  }
}
