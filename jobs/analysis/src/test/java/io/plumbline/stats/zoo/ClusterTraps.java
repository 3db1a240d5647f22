package io.plumbline.stats.zoo;

import io.plumbline.stats.Direction;
import io.plumbline.stats.DirichletMultinomial;
import io.plumbline.stats.PoolBlock;
import io.plumbline.stats.simulated.Draws;
import io.plumbline.stats.simulated.Selector;
import java.util.ArrayList;
import java.util.List;

/** Items that were chosen together, or share what they are. */
final class ClusterTraps {

  private static final int NIGHTS = 120;

  private ClusterTraps() {}

  static List<Trap> all() {
    return List.of(
        copies(), copiesOverCategories(), splitOverStrata(), unequalSizes(), longerInOneArm());
  }

  /** Counts of one block as items come in. */
  static final class Block {
    private long pool;
    private long marked;
    private long selected;
    private long both;

    void add(boolean isMarked, boolean isSelected) {
      pool++;
      marked += isMarked ? 1 : 0;
      selected += isSelected ? 1 : 0;
      both += isMarked && isSelected ? 1 : 0;
    }

    PoolBlock counted() {
      return new PoolBlock(pool, marked, selected, both);
    }
  }

  /** A cluster of a pool. */
  private record Cluster(boolean isMarked, boolean isSelected, int size) {}

  private static List<Cluster> clusters(Draws draws, int count, int size) {
    List<Cluster> clusters = new ArrayList<>();
    for (int c = 0; c < count; c++) {
      clusters.add(new Cluster(draws.happens(0.3), draws.happens(0.4), size));
    }
    return clusters;
  }

  private static Trap copies() {
    Trap.Nights items =
        draws -> {
          Block block = new Block();
          for (Cluster cluster : clusters(draws, 20, 5)) {
            for (int i = 0; i < cluster.size; i++) {
              block.add(cluster.isMarked, cluster.isSelected);
            }
          }
          return List.of(block.counted());
        };
    Trap.Nights representatives =
        draws -> {
          Block block = new Block();
          clusters(draws, 20, 5)
              .forEach(cluster -> block.add(cluster.isMarked, cluster.isSelected));
          return List.of(block.counted());
        };
    return trap("five identical items per cluster, counted one by one", items, representatives);
  }

  /** Whether the mixture over five categories ever alarms; five items of a cluster are alike. */
  private static boolean mixtureAlarms(long seed, int counted) {
    Draws draws = new Draws(seed);
    DirichletMultinomial process = DirichletMultinomial.start(100, Selector.FIVE.length);
    for (int night = 0; night < NIGHTS; night++) {
      long[] counts = draws.multinomial(8, Selector.FIVE);
      for (int k = 0; k < counts.length; k++) {
        counts[k] *= counted;
      }
      process = process.night(Selector.FIVE, counts);
      if (Trap.isAlarm(process.logE())) {
        return true;
      }
    }
    return false;
  }

  private static Trap copiesOverCategories() {
    return new Trap(
        "five identical items per cluster, counted one by one over categories",
        seed -> mixtureAlarms(seed, 5),
        0.5,
        seed -> mixtureAlarms(seed, 1),
        Trap.ALPHA);
  }

  /** A third of the items of each cluster falls into each of three strata. */
  private static Trap splitOverStrata() {
    Trap.Nights items =
        draws -> {
          List<Block> strata = List.of(new Block(), new Block(), new Block());
          for (Cluster cluster : clusters(draws, 20, 9)) {
            for (int i = 0; i < cluster.size; i++) {
              strata.get(i % 3).add(cluster.isMarked, cluster.isSelected);
            }
          }
          return strata.stream().map(Block::counted).toList();
        };
    Trap.Nights representatives =
        draws -> {
          List<Block> strata = List.of(new Block(), new Block(), new Block());
          for (Cluster cluster : clusters(draws, 20, 9)) {
            strata.get(draws.below(3)).add(cluster.isMarked, cluster.isSelected);
          }
          return strata.stream().map(Block::counted).toList();
        };
    return trap("clusters split over strata", items, representatives);
  }

  /** Every item is picked with the same chance; large clusters carry the attribute more often. */
  private static Trap unequalSizes() {
    Trap.Nights anyPicked =
        draws -> {
          Block block = new Block();
          for (int c = 0; c < 40; c++) {
            int size = 1 + draws.below(10);
            boolean isMarked = draws.happens(size / 11.0);
            block.add(isMarked, draws.binomial(size, 0.15) > 0);
          }
          return List.of(block.counted());
        };
    Trap.Nights fixedRepresentative =
        draws -> {
          List<Block> sizes = List.of(new Block(), new Block(), new Block(), new Block());
          for (int c = 0; c < 40; c++) {
            int size = 1 + draws.below(10);
            boolean isMarked = draws.happens(size / 11.0);
            int sizeClass = 31 - Integer.numberOfLeadingZeros(size);
            sizes.get(sizeClass).add(isMarked, draws.happens(0.15));
          }
          return sizes.stream().map(Block::counted).toList();
        };
    return trap("items picked from clusters of unequal size", anyPicked, fixedRepresentative);
  }

  /** Conversations of deployment are longer; the behaviour is as frequent per turn. */
  private static Trap longerInOneArm() {
    Trap.Nights anyTurn =
        draws -> {
          Block block = new Block();
          for (int c = 0; c < 40; c++) {
            boolean isDeployment = c % 2 == 0;
            block.add(isDeployment, draws.binomial(isDeployment ? 12 : 4, 0.1) > 0);
          }
          return List.of(block.counted());
        };
    Trap.Nights oneTurn =
        draws -> {
          Block block = new Block();
          for (int c = 0; c < 40; c++) {
            block.add(c % 2 == 0, draws.happens(0.1));
          }
          return List.of(block.counted());
        };
    return trap("longer clusters in one arm", anyTurn, oneTurn);
  }

  private static Trap trap(String name, Trap.Nights tempting, Trap.Nights ours) {
    return new Trap(
        name,
        seed -> Trap.pages(seed, NIGHTS, Direction.EITHER, tempting),
        0.5,
        seed -> Trap.pages(seed, NIGHTS, Direction.EITHER, ours),
        Trap.ALPHA);
  }
}
