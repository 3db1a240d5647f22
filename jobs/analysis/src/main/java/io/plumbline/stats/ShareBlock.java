package io.plumbline.stats;

/**
 * Independent choices against a share that is known beforehand: kernel B.
 *
 * <p>{@code D(theta) = theta x - n log(1 - p + p e^theta)}. Also valid when the units are drawn
 * without replacement from a pool of that share (Hoeffding 1963, theorem 4), but then wasteful: use
 * {@link PoolBlock} unless the pool is unknown or more than fifty times the selection. A hit where
 * the share is 0, or a miss where it is 1, is a mismatch of the data.
 *
 * @param selected n, choices
 * @param selectedWithAttribute x, choices that have the attribute
 * @param share p, the probability of the attribute without an effect
 */
public record ShareBlock(long selected, long selectedWithAttribute, double share)
    implements TiltBlock {

  public ShareBlock {
    Counts.nonNegative("selected", selected);
    Counts.atMost("selected with attribute", selectedWithAttribute, selected);
    Counts.share("share", share);
  }

  @Override
  public TiltSum evidence() {
    boolean isImpossible =
        share == 0 && selectedWithAttribute > 0 || share == 1 && selectedWithAttribute < selected;
    if (isImpossible) {
      return BlockEvidence.mismatched();
    }
    double expected = selected * share;
    if (selected == 0 || share == 0 || share == 1) {
      return BlockEvidence.uninformative().hits(selectedWithAttribute, expected, 0).sum();
    }
    return BlockEvidence.informative(selected, logRatios(selected, selectedWithAttribute, share))
        .hits(selectedWithAttribute, expected, expected * (1 - share))
        .sum();
  }

  static double[] logRatios(long selected, long hits, double share) {
    double[] ratios = new double[TiltGrid.SIZE];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] =
          TiltGrid.THETA[i] * hits - selected * Math.log1p(share * TiltGrid.PSI_LESS_ONE[i]);
    }
    return ratios;
  }
}
