package io.plumbline.stats.zoo;

import io.plumbline.stats.Direction;
import io.plumbline.stats.PoolBlock;
import io.plumbline.stats.TiltBlock;
import io.plumbline.stats.TiltProcess;
import io.plumbline.stats.simulated.Draws;
import java.util.ArrayList;
import java.util.List;

/**
 * Selections that are recorded a night late. What was picked on a night is tested on that night
 * against its pool, and the late picks on the night they arrive against what then remains of that
 * pool; whether lateness goes with the attribute is a hypothesis of its own.
 */
final class LatenessTraps {

  private static final int POOL = 100;
  private static final int MARKED = 20;
  private static final int SELECTED = 40;

  private LatenessTraps() {}

  static List<Trap> all() {
    return List.of(latenessByAttribute());
  }

  /** Picks of one night, those with the attribute and all, on time and late. */
  record Night(long onTimeMarked, long onTime, long lateMarked, long late) {

    static Night draw(Draws draws, double psi, double lateIfMarked, double lateIfNot) {
      long marked = draws.drawn(POOL, MARKED, SELECTED, psi);
      long lateMarked = draws.binomial((int) marked, lateIfMarked);
      long lateOther = draws.binomial((int) (SELECTED - marked), lateIfNot);
      long late = lateMarked + lateOther;
      return new Night(marked - lateMarked, SELECTED - late, lateMarked, late);
    }

    PoolBlock punctual() {
      return new PoolBlock(POOL, MARKED, onTime, onTimeMarked);
    }

    /** Late picks against candidates that had not been picked yet. */
    PoolBlock remaining() {
      return new PoolBlock(POOL - onTime, MARKED - onTimeMarked, late, lateMarked);
    }

    /** Late picks against late picks: everything is selected and nothing is said. */
    PoolBlock lateOnly() {
      return new PoolBlock(late, lateMarked, late, lateMarked);
    }

    /** Whether lateness goes with the attribute among what was picked. */
    PoolBlock lateness() {
      return new PoolBlock(SELECTED, onTimeMarked + lateMarked, late, lateMarked);
    }
  }

  /**
   * Whether a finding is paged that is not marked partial within a week; the tempting way leaves
   * late rows out and does not watch them.
   */
  private static boolean isPagedUnmarked(long seed, boolean isLatenessWatched) {
    Draws draws = new Draws(seed);
    TiltProcess main = TiltProcess.start();
    TiltProcess lateness = TiltProcess.start();
    int paged = Integer.MAX_VALUE;
    List<Night> nights = new ArrayList<>();
    for (int t = 0; t < 150; t++) {
      nights.add(Night.draw(draws, 1, 0.35, 0.05));
      List<TiltBlock> blocks = new ArrayList<>();
      blocks.add(nights.get(t).punctual());
      if (t > 0 && isLatenessWatched) {
        blocks.add(nights.get(t - 1).remaining());
        lateness = lateness.night(List.of(nights.get(t - 1).lateness()));
      }
      main = main.night(blocks);
      if (paged == Integer.MAX_VALUE && Trap.isPaged(main, Direction.EITHER)) {
        paged = t;
      }
      if (Trap.isPaged(lateness, Direction.EITHER)) {
        return paged < t - 7;
      }
    }
    return paged < Integer.MAX_VALUE;
  }

  private static Trap latenessByAttribute() {
    return new Trap(
        "lateness that depends on the attribute",
        seed -> isPagedUnmarked(seed, false),
        0.5,
        seed -> isPagedUnmarked(seed, true),
        Trap.ALPHA);
  }

  /** The night on which a tilt whose picks are all recorded late is paged; 0 if never. */
  static int paged(long seed, boolean isRemainingPool) {
    Draws draws = new Draws(seed);
    TiltProcess process = TiltProcess.start();
    Night last = Night.draw(draws, 2, 1, 0);
    for (int t = 1; t <= 150; t++) {
      Night now = Night.draw(draws, 2, 1, 0);
      process = process.night(List.of(isRemainingPool ? last.remaining() : last.lateOnly()));
      if (Trap.isPaged(process, Direction.UP)) {
        return t;
      }
      last = now;
    }
    return 0;
  }

  /** Whether late picks that are late for no reason ever page. */
  static boolean innocentLatenessPages(long seed) {
    Draws draws = new Draws(seed);
    TiltProcess process = TiltProcess.start();
    Night last = Night.draw(draws, 1, 0.3, 0.3);
    for (int t = 1; t <= 200; t++) {
      Night now = Night.draw(draws, 1, 0.3, 0.3);
      process = process.night(List.of(now.punctual(), last.remaining()));
      if (Trap.isPaged(process, Direction.EITHER)) {
        return true;
      }
      last = now;
    }
    return false;
  }
}
