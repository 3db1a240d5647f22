package io.plumbline.stats;

import java.util.List;

/**
 * Whole clusters drawn with equal probability from a pool of clusters, or against an external
 * share: kernel C.
 *
 * <p>{@code D(theta) = sum_c log(1 + lambda (y_c - p))} with {@code y_c} the share of the cluster's
 * items that have the attribute and {@code lambda = (e^theta - 1) / (1 - p + p e^theta)}. It asks
 * no more than that the share of a drawn cluster averages p, whatever the dependence inside the
 * cluster; clusters of one item give exactly {@link ShareBlock}. A bet against theta = 0 alone.
 *
 * <p>Source: Waudby-Smith and Ramdas 2024 (JRSS-B 86:1, capital processes); Joag-Dev and Proschan
 * 1983 (Ann. Stat. 11:286) for draws without replacement.
 *
 * @param poolShare p, the mean over the clusters of the whole pool of the cluster's share
 * @param cells how many drawn clusters had which size and hits
 */
public record ClusterBlock(double poolShare, List<Cell> cells) implements TiltBlock {

  /** Below this a logarithm would follow rounding, not data. */
  private static final double FLOOR = 1e-12;

  /**
   * Clusters that are alike.
   *
   * @param size items in each, at least 1
   * @param hits items in each that have the attribute
   * @param clusters how many such clusters were drawn
   */
  public record Cell(long size, long hits, long clusters) {

    public Cell {
      if (size < 1) {
        throw new IllegalArgumentException(
            "Invalid cluster size: " + size + " (must be at least 1)");
      }
      Counts.atMost("hits", hits, size);
      Counts.nonNegative("clusters", clusters);
    }

    double share() {
      return (double) hits / size;
    }
  }

  public ClusterBlock {
    Counts.share("pool share", poolShare);
    cells = List.copyOf(cells);
  }

  /**
   * The drawn clusters' share less the pool's, moved from [-1, 1] to [0, 1]: {@code (y_c - p + 1) /
   * 2}. A {@link BettingSequence} of them, times two less one, is the confidence sequence of the
   * share difference.
   */
  public List<ClusterMeans> excesses() {
    return cells.stream()
        .map(
            cell -> {
              double scaled = (cell.share() - poolShare + 1) / 2;
              return new ClusterMeans(scaled, scaled, cell.clusters);
            })
        .toList();
  }

  @Override
  public TiltSum evidence() {
    long clusters = 0;
    double shares = 0;
    for (Cell cell : cells) {
      clusters = Math.addExact(clusters, cell.clusters);
      shares += cell.clusters * cell.share();
    }
    boolean isImpossible = poolShare == 0 && shares > 0 || poolShare == 1 && shares < clusters;
    if (isImpossible) {
      return BlockEvidence.mismatched();
    }
    double expected = clusters * poolShare;
    if (clusters == 0 || poolShare == 0 || poolShare == 1) {
      return BlockEvidence.uninformative().hits(shares, expected, 0).sum();
    }
    double[] ratios = new double[TiltGrid.SIZE];
    double spread = 0;
    for (Cell cell : cells) {
      double excess = cell.share() - poolShare;
      spread += cell.clusters * excess * excess;
      for (int i = 0; i < ratios.length; i++) {
        double tilt = StrictMath.expm1(TiltGrid.THETA[i]);
        double lambda = tilt / (1 + poolShare * tilt);
        ratios[i] += cell.clusters * Math.log(Math.max(FLOOR, 1 + lambda * excess));
      }
    }
    return BlockEvidence.informative(clusters, ratios).hits(shares, expected, spread).bet().sum();
  }
}
