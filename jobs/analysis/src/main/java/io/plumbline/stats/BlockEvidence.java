package io.plumbline.stats;

/** Collects the evidence of one block before it becomes a {@link TiltSum}. */
final class BlockEvidence {

  private final double[] values = new double[TiltSum.LENGTH];

  private BlockEvidence() {
    add(TiltSum.Part.BLOCKS, 1);
  }

  /** A block in which something was chosen that had not been offered: it says nothing. */
  static TiltSum mismatched() {
    return new BlockEvidence().add(TiltSum.Part.MISMATCHED, 1).sum();
  }

  /** A block that could only have come out as it did. */
  static BlockEvidence uninformative() {
    return new BlockEvidence();
  }

  /** A block of so many units with its 121 log likelihood ratios. */
  static BlockEvidence informative(double units, double[] logRatios) {
    BlockEvidence evidence = new BlockEvidence();
    System.arraycopy(logRatios, 0, evidence.values, 0, TiltGrid.SIZE);
    return evidence.add(TiltSum.Part.INFORMATIVE, 1).add(TiltSum.Part.UNITS, units);
  }

  BlockEvidence hits(double observed, double expected, double variance) {
    return add(TiltSum.Part.HITS, observed)
        .add(TiltSum.Part.EXPECTED, expected)
        .add(TiltSum.Part.INFORMATION, variance);
  }

  BlockEvidence bet() {
    return add(TiltSum.Part.BETS, 1);
  }

  /** The table [[a, b], [c, d]], counted so many times. */
  BlockEvidence table(double a, double b, double c, double d, double times) {
    double total = a + b + c + d;
    double p = (a + d) / total;
    double q = (b + c) / total;
    double r = a * d / total;
    double s = b * c / total;
    return add(TiltSum.Part.R, times * r)
        .add(TiltSum.Part.S, times * s)
        .add(TiltSum.Part.PR, times * p * r)
        .add(TiltSum.Part.PS_QR, times * (p * s + q * r))
        .add(TiltSum.Part.QS, times * q * s);
  }

  private BlockEvidence add(TiltSum.Part part, double value) {
    values[TiltGrid.SIZE + part.ordinal()] += value;
    return this;
  }

  TiltSum sum() {
    return new TiltSum(values);
  }
}
