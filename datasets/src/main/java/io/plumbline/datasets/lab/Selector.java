package io.plumbline.datasets.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * How one selector chooses: it takes the best clusters of a batch by merit, shared quality and a
 * taste of its own, and nearly every item of a cluster it takes.
 *
 * @param share share of the clusters it takes
 * @param merit weight of the stratum
 * @param quality weight of the shared quality
 * @param taste weight of its own taste
 * @param thoroughness chance that an item of a taken cluster is taken too
 */
record Selector(double share, double merit, double quality, double taste, double thoroughness) {

  static final Selector MODEL = new Selector(0.48, 0.3, 0.6, 0.6, 0.93);
  static final Selector HUMAN = new Selector(0.42, 0.3, 0.6, 0.75, 0.93);
  static final Selector CONTROL = new Selector(0.45, 0, 0, 1, 1);

  /** Selectors that keep most of what they see. */
  Selector keeping(double newShare) {
    return new Selector(newShare, merit, quality, taste, thoroughness);
  }

  /** For every cluster and item whether it is taken. */
  boolean[][] choose(List<Pool.Cluster> clusters, Draws draws) {
    double[] score = new double[clusters.size()];
    List<Integer> order = new ArrayList<>(clusters.size());
    for (int i = 0; i < score.length; i++) {
      Pool.Cluster cluster = clusters.get(i);
      score[i] = merit * cluster.merit() + quality * cluster.quality() + taste * draws.normal();
      order.add(i);
    }
    order.sort(Comparator.comparingDouble((Integer i) -> score[i]).reversed());
    boolean[][] taken = new boolean[clusters.size()][];
    int quota = (int) Math.round(share * clusters.size());
    for (int rank = 0; rank < order.size(); rank++) {
      int i = order.get(rank);
      taken[i] = new boolean[clusters.get(i).items().size()];
      if (rank < quota) {
        for (int k = 0; k < taken[i].length; k++) {
          taken[i][k] = draws.chance(thoroughness);
        }
      }
    }
    assert Arrays.stream(taken).allMatch(row -> row.length > 0);
    return taken;
  }
}
