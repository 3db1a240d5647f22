package io.plumbline.stats.zoo;

import io.plumbline.stats.Direction;
import io.plumbline.stats.PoolBlock;
import io.plumbline.stats.ShareBlock;
import io.plumbline.stats.TiltBlock;
import io.plumbline.stats.simulated.Draws;
import io.plumbline.stats.zoo.ClusterTraps.Block;
import java.util.List;

/** Things that differ in base rates thrown together, or compared with a base rate of long ago. */
final class BlockTraps {

  private static final int NIGHTS = 150;

  private BlockTraps() {}

  static List<Trap> all() {
    return List.of(
        twoInOneBlock("two batches in one block", 60, 30, 15, 6, 6, 30),
        twoInOneBlock("two model versions in one block", 50, 10, 5, 50, 40, 40),
        commonQuality(),
        driftingPool());
  }

  /** Each batch is selected from without regard to the attribute, at its own rate. */
  private static Trap twoInOneBlock(
      String name, int pool, int marked, int n, int otherPool, int otherMarked, int otherN) {
    int second = Math.max(otherPool, otherN + 10);
    Trap.Nights together =
        draws -> {
          long x = draws.drawn(pool, marked, n, 1) + draws.drawn(second, otherMarked, otherN, 1);
          return List.of(
              new PoolBlock((long) pool + second, (long) marked + otherMarked, n + otherN, x));
        };
    Trap.Nights apart =
        draws ->
            List.<TiltBlock>of(
                new PoolBlock(pool, marked, n, draws.drawn(pool, marked, n, 1)),
                new PoolBlock(
                    second, otherMarked, otherN, draws.drawn(second, otherMarked, otherN, 1)));
    return new Trap(
        name,
        seed -> Trap.pages(seed, NIGHTS, Direction.EITHER, together),
        0.5,
        seed -> Trap.pages(seed, NIGHTS, Direction.EITHER, apart),
        Trap.ALPHA);
  }

  /** Whether either chooser picks an item, both by the same quality. */
  private record Picks(boolean isMarked, boolean byModel, boolean byHuman) {

    static Picks draw(Draws draws) {
      double quality = 1.5 * draws.normal();
      boolean isMarked = draws.happens(logistic(quality));
      return new Picks(
          isMarked, draws.happens(logistic(quality - 0.5)), draws.happens(logistic(quality + 0.5)));
    }

    private static double logistic(double x) {
      return 1 / (1 + Math.exp(-x));
    }
  }

  /** Model and people prefer quality alike, and quality goes with the attribute. */
  private static Trap commonQuality() {
    Trap.Nights bothCounted =
        draws -> {
          Block block = new Block();
          for (int i = 0; i < 60; i++) {
            Picks picks = Picks.draw(draws);
            if (picks.byModel || picks.byHuman) {
              block.add(picks.isMarked, picks.byModel);
            }
          }
          return List.of(block.counted());
        };
    Trap.Nights exactlyOne =
        draws -> {
          Block block = new Block();
          for (int i = 0; i < 60; i++) {
            Picks picks = Picks.draw(draws);
            if (picks.byModel != picks.byHuman) {
              block.add(picks.isMarked, picks.byModel);
            }
          }
          return List.of(block.counted());
        };
    return new Trap(
        "common item quality in the comparison of a model with people",
        seed -> Trap.pages(seed, NIGHTS, Direction.UP, bothCounted),
        0.5,
        seed -> Trap.pages(seed, NIGHTS, Direction.UP, exactlyOne),
        Trap.ALPHA);
  }

  /** The share of the attribute in the pool wanders; selection is without regard to it. */
  private static final class Drift implements Trap.Nights {
    private final boolean isFrozen;
    private double logit = Math.log(0.25);

    Drift(boolean isFrozen) {
      this.isFrozen = isFrozen;
    }

    @Override
    public List<TiltBlock> night(Draws draws) {
      logit += 0.03 * draws.normal();
      long marked = Math.round(200 / (1 + Math.exp(-logit)));
      long x = draws.drawn(200, (int) marked, 40, 1);
      return List.of(isFrozen ? new ShareBlock(40, x, 0.2) : new PoolBlock(200, marked, 40, x));
    }
  }

  private static Trap driftingPool() {
    return new Trap(
        "a drifting pool against the baseline of the first night",
        seed -> Trap.pages(seed, 365, Direction.EITHER, new Drift(true)),
        0.6,
        seed -> Trap.pages(seed, 365, Direction.EITHER, new Drift(false)),
        Trap.ALPHA);
  }
}
