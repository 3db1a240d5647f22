package io.plumbline.stats;

/**
 * Pairs of which one side won: kernel P, the anytime-valid McNemar or sign test.
 *
 * <p>{@code D(theta) = theta b - (b + c) log((1 + e^theta) / 2)}; ties do not count. Each pair is
 * one cluster.
 *
 * <p>Source: McNemar 1947 (Psychometrika 12:153) for the discordant pairs.
 *
 * @param first b, pairs in which the first side won
 * @param second c, pairs in which the second side won
 */
public record PairBlock(long first, long second) implements TiltBlock {

  public PairBlock {
    Counts.nonNegative("first wins", first);
    Counts.nonNegative("second wins", second);
  }

  @Override
  public TiltSum evidence() {
    long pairs = Math.addExact(first, second);
    if (pairs == 0) {
      return BlockEvidence.uninformative().sum();
    }
    return BlockEvidence.informative(pairs, ShareBlock.logRatios(pairs, first, 0.5))
        .hits(first, pairs * 0.5, pairs * 0.25)
        .table(1, 0, 0, 1, first)
        .table(0, 1, 1, 0, second)
        .sum();
  }
}
