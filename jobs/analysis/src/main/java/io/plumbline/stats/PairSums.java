package io.plumbline.stats;

/**
 * Sums over pairs of points within and between two samples, from which a point can be taken out
 * without going over the pairs again.
 *
 * @param xx sum over ordered pairs within the first sample, a point with itself included
 * @param yy the same within the second sample
 * @param xy sum over pairs across
 * @param diagonalX what points of the first sample contribute with themselves
 * @param diagonalY the same of the second
 * @param toX sum of every point with the points of the first sample
 * @param toY the same with the second
 */
record PairSums(
    double xx,
    double yy,
    double xy,
    double diagonalX,
    double diagonalY,
    double[] toX,
    double[] toY) {

  static PairSums of(double[][] pairs, int n) {
    double[] toX = new double[pairs.length];
    double[] toY = new double[pairs.length];
    double xx = 0;
    double yy = 0;
    double xy = 0;
    double diagonalX = 0;
    double diagonalY = 0;
    for (int i = 0; i < pairs.length; i++) {
      for (int j = 0; j < pairs.length; j++) {
        if (j < n) {
          toX[i] += pairs[i][j];
        } else {
          toY[i] += pairs[i][j];
        }
      }
      if (i < n) {
        xx += toX[i];
        xy += toY[i];
        diagonalX += pairs[i][i];
      } else {
        yy += toY[i];
        diagonalY += pairs[i][i];
      }
    }
    return new PairSums(xx, yy, xy, diagonalX, diagonalY, toX, toY);
  }

  /** The sums without point i of the first sample, whose pair with itself is given. */
  PairSums withoutX(int i, double self) {
    return new PairSums(
        xx - 2 * toX[i] + self, yy, xy - toY[i], diagonalX - self, diagonalY, toX, toY);
  }

  /** The sums without point i, one of the second sample. */
  PairSums withoutY(int i, double self) {
    return new PairSums(
        xx, yy - 2 * toY[i] + self, xy - toX[i], diagonalX, diagonalY - self, toX, toY);
  }

  /**
   * Mean within the first plus mean within the second less twice the mean across; with {@code
   * excluded} = 1 points are not paired with themselves.
   */
  double contrast(double n, double m, double excluded) {
    return (xx - excluded * diagonalX) / (n * (n - excluded))
        + (yy - excluded * diagonalY) / (m * (m - excluded))
        - 2 * xy / (n * m);
  }
}
