package io.plumbline.stats.zoo;

import io.plumbline.stats.Direction;
import io.plumbline.stats.PairBlock;
import io.plumbline.stats.TiltBlock;
import io.plumbline.stats.simulated.Draws;
import java.util.List;

/** The same thing counted again and again. */
final class ReuseTraps {

  private static final int ITEMS = 200;
  private static final int A_NIGHT = 20;

  private ReuseTraps() {}

  static List<Trap> all() {
    return List.of(storedBaselines(), repeatedItems());
  }

  /** One judge that does not change re-judges anchors; its first verdicts are kept. */
  private static final class Anchors implements Trap.Nights {
    private final boolean isFresh;
    private final double[] passes = new double[ITEMS];
    private final boolean[] stored = new boolean[ITEMS];
    private boolean isStored;

    Anchors(boolean isFresh) {
      this.isFresh = isFresh;
    }

    @Override
    public List<TiltBlock> night(Draws draws) {
      for (int i = 0; i < ITEMS && !isStored; i++) {
        passes[i] = draws.uniform();
        stored[i] = draws.happens(passes[i]);
      }
      isStored = true;
      long better = 0;
      long worse = 0;
      for (int i = 0; i < A_NIGHT; i++) {
        int anchor = draws.below(ITEMS);
        boolean now = draws.happens(passes[anchor]);
        boolean before = isFresh ? draws.happens(passes[anchor]) : stored[anchor];
        better += now && !before ? 1 : 0;
        worse += before && !now ? 1 : 0;
      }
      return List.of(new PairBlock(better, worse));
    }
  }

  private static Trap storedBaselines() {
    return new Trap(
        "verdicts compared with stored ones of the same judge",
        seed -> Trap.pages(seed, 365, Direction.EITHER, new Anchors(false)),
        0.25,
        seed -> Trap.pages(seed, 365, Direction.EITHER, new Anchors(true)),
        Trap.ALPHA);
  }

  /** Two judges disagree on some items, either way alike; an item's verdicts never change. */
  private static final class Items implements Trap.Nights {
    private final boolean isOnce;
    private final int[] side = new int[ITEMS];
    private int night;

    Items(boolean isOnce) {
      this.isOnce = isOnce;
    }

    @Override
    public List<TiltBlock> night(Draws draws) {
      for (int i = 0; i < ITEMS && night == 0; i++) {
        side[i] = draws.happens(0.5) ? 0 : draws.happens(0.5) ? 1 : -1;
      }
      long first = 0;
      long second = 0;
      for (int i = 0; i < A_NIGHT; i++) {
        int item = night * A_NIGHT + i;
        if (!isOnce || item < ITEMS) {
          first += side[item % ITEMS] > 0 ? 1 : 0;
          second += side[item % ITEMS] < 0 ? 1 : 0;
        }
      }
      night++;
      return List.of(new PairBlock(first, second));
    }
  }

  private static Trap repeatedItems() {
    return new Trap(
        "repeated items",
        seed -> Trap.pages(seed, 365, Direction.EITHER, new Items(false)),
        0.5,
        seed -> Trap.pages(seed, 365, Direction.EITHER, new Items(true)),
        Trap.ALPHA);
  }
}
