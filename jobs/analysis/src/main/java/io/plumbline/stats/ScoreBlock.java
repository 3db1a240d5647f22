package io.plumbline.stats;

import java.util.List;

/**
 * A selection from a pool of units that carry a numeric attribute: kernel S.
 *
 * <p>{@code D(theta) = theta * sum of selected z - n log((1/M) sum over the pool of e^(theta z))}.
 * Under no effect its exponential has mean at most one, by Hoeffding's theorem 4; conservative when
 * more than a quarter of the pool is selected, and losing a little when all of it is (then use
 * thirds of the pool and {@link PoolBlock}). A bet against theta = 0 alone. A pool of equal scores
 * says nothing.
 *
 * <p>Source: Hoeffding 1963 (JASA 58:13, theorem 4).
 *
 * @param cells how many units of the pool and of the selection had which score
 */
public record ScoreBlock(List<Cell> cells) implements TiltBlock {

  /** Standardised scores beyond this many standard deviations are pulled in to it. */
  public static final double WINSOR = 4;

  /**
   * Units with one score.
   *
   * @param score z
   * @param pool units of the pool with that score
   * @param selected how many of them were selected
   */
  public record Cell(double score, long pool, long selected) {

    public Cell {
      Counts.finite("score", score);
      Counts.nonNegative("pool", pool);
      Counts.nonNegative("selected", selected);
    }
  }

  public ScoreBlock {
    cells = List.copyOf(cells);
  }

  /**
   * The same block with scores standardised to mean 0 and standard deviation 1 over the pool, then
   * winsorised at plus and minus 4. A pool without variation keeps its scores, at zero.
   */
  public ScoreBlock standardised() {
    double units = 0;
    double sum = 0;
    for (Cell cell : cells) {
      units += cell.pool;
      sum += cell.pool * cell.score;
    }
    double mean = units == 0 ? 0 : sum / units;
    double squares = 0;
    for (Cell cell : cells) {
      squares += cell.pool * (cell.score - mean) * (cell.score - mean);
    }
    double deviation = units == 0 ? 0 : Math.sqrt(squares / units);
    return new ScoreBlock(
        cells.stream()
            .map(
                cell ->
                    new Cell(
                        deviation == 0
                            ? 0
                            : Math.max(-WINSOR, Math.min(WINSOR, (cell.score - mean) / deviation)),
                        cell.pool,
                        cell.selected))
            .toList());
  }

  /**
   * The selected units' standardised and winsorised scores moved from [-4, 4] to [0, 1]. A {@link
   * BettingSequence} of them, times eight less four, is the confidence sequence of their mean; zero
   * without an effect.
   */
  public List<ClusterMeans> selectedScores() {
    return standardised().cells.stream()
        .map(
            cell -> {
              double scaled = (cell.score + WINSOR) / (2 * WINSOR);
              return new ClusterMeans(scaled, scaled, cell.selected);
            })
        .toList();
  }

  @Override
  public TiltSum evidence() {
    long pool = 0;
    long selected = 0;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    double selectedSum = 0;
    double poolSum = 0;
    for (Cell cell : cells) {
      if (cell.selected > cell.pool) {
        return BlockEvidence.mismatched();
      }
      pool = Math.addExact(pool, cell.pool);
      selected = Math.addExact(selected, cell.selected);
      selectedSum += cell.selected * cell.score;
      poolSum += cell.pool * cell.score;
      if (cell.pool > 0) {
        low = Math.min(low, cell.score);
        high = Math.max(high, cell.score);
      }
    }
    double expected = pool == 0 ? 0 : selected * (poolSum / pool);
    if (selected == 0 || low == high) {
      return BlockEvidence.uninformative().hits(selectedSum, expected, 0).sum();
    }
    double mean = poolSum / pool;
    double squares = 0;
    for (Cell cell : cells) {
      squares += cell.pool * (cell.score - mean) * (cell.score - mean);
    }
    double[] ratios = new double[TiltGrid.SIZE];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = logRatio(TiltGrid.THETA[i], selected, selectedSum, pool, low, high);
    }
    double variance = selected * (squares / pool) * (pool - selected) / Math.max(1.0, pool - 1);
    return BlockEvidence.informative(selected, ratios)
        .hits(selectedSum, expected, variance)
        .bet()
        .sum();
  }

  /** Exponents are taken from the largest so that none overflows. */
  private double logRatio(
      double theta, long selected, double selectedSum, long pool, double low, double high) {
    double top = Math.max(theta * low, theta * high);
    double sum = 0;
    for (Cell cell : cells) {
      sum += cell.pool * SmoothSteps.exp(theta * cell.score - top);
    }
    return theta * selectedSum - selected * (top + Math.log(sum / pool));
  }
}
