package io.plumbline.stats;

/**
 * One comparison that is closed within itself: the choices of one night and stratum, and what they
 * were chosen from. Without an effect its evidence has mean at most one, whatever came before.
 */
public sealed interface TiltBlock
    permits PoolBlock, ShareBlock, PairBlock, CountBlock, ScoreBlock, ClusterBlock {

  /** What the block says about every tilt. */
  TiltSum evidence();
}
