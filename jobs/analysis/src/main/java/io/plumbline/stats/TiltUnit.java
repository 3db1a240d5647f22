package io.plumbline.stats;

/**
 * What one selected unit can tell about a tilt: the variance it contributes without a tilt, and the
 * divergence of a tilt from none.
 *
 * <p>Source: Kullback and Leibler 1951 (Ann. Math. Stat. 22:79).
 */
public sealed interface TiltUnit {

  /** Variance of the hits without a tilt, per unit. */
  double information();

  /** Kullback-Leibler divergence of the tilt from none, in nats per unit. */
  double divergence(double theta);

  /**
   * A unit of {@link ShareBlock}: one choice against a share.
   *
   * @param share in (0, 1)
   */
  static TiltUnit ofShare(double share) {
    Counts.openShare("share", share);
    return new Share(share);
  }

  /** A unit of {@link PairBlock}: one pair with a winner. */
  static TiltUnit ofPair() {
    return new Share(0.5);
  }

  /**
   * A unit of {@link PoolBlock} with margins as they come every night; pool and attribute must be
   * able to tell something.
   */
  static TiltUnit ofPool(long poolTotal, long poolWithAttribute, long selected) {
    return new Pool(NoncentralHypergeometric.of(poolTotal, poolWithAttribute, selected), selected);
  }

  /**
   * Kernels B and P.
   *
   * @param share the share without a tilt
   */
  record Share(double share) implements TiltUnit {

    @Override
    public double information() {
      return share * (1 - share);
    }

    @Override
    public double divergence(double theta) {
      double log = Math.log1p(share * Math.expm1(theta));
      return theta * tilted(theta) - log;
    }

    /** The share under the tilt. */
    double tilted(double theta) {
      return share * Math.exp(theta) / (1 + share * Math.expm1(theta));
    }
  }

  /**
   * Kernel H.
   *
   * @param distribution of the hits
   * @param selected units selected from the pool
   */
  record Pool(NoncentralHypergeometric distribution, long selected) implements TiltUnit {

    @Override
    public double information() {
      return distribution.variance(0) / selected;
    }

    @Override
    public double divergence(double theta) {
      double above = distribution.mean(theta) - distribution.low();
      return (theta * above - distribution.logMoment(theta)) / selected;
    }
  }
}
