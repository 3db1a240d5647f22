package io.plumbline.stats;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The evidence of one hypothesis over the nights of a budget year: is a label over- or
 * under-represented among what was chosen, given what could have been chosen?
 *
 * <p>Immutable; one night in, a new process out. Keeps three vectors over {@link TiltGrid}: the
 * plain log likelihood ratios ({@link TiltSum}), their restarts, and the restarts against the
 * margin of practical equivalence; together {@value #LENGTH} doubles. O(121) a night beside the
 * kernels. Inside a night blocks may be added in any grouping; nights must come in order.
 *
 * <p>Every {@code log...(Direction)} without a margin is the logarithm of an e-process for no
 * effect: the chance that it ever reaches {@code log(1/alpha)} is at most alpha, however often
 * somebody looks (Ville 1939). After 365 nights no further stake is available and restarts only
 * continue; a new budget year starts a new process.
 *
 * <p>Source: Robbins 1970 (mixtures); Shin, Ramdas and Rinaldo 2024 (restarts); Lindon and Malek
 * 2022 (anytime-valid counts).
 */
public final class TiltProcess {

  /** The margin of practical equivalence used by default, on the log odds scale. */
  public static final double ROPE = 0.10;

  /** How many doubles {@link #toArray} gives. */
  public static final int LENGTH = 2 + TiltSum.LENGTH + 2 * TiltGrid.SIZE;

  private final int margin;
  private final int nights;
  private final TiltSum plain;
  private final double[] restarted;
  private final double[] beyond;

  private TiltProcess(int margin, int nights, TiltSum plain, double[] restarted, double[] beyond) {
    this.margin = margin;
    this.nights = nights;
    this.plain = plain;
    this.restarted = restarted;
    this.beyond = beyond;
  }

  /** A process that has seen no night, with margin 0.10. */
  public static TiltProcess start() {
    return start(ROPE);
  }

  /**
   * A process that has seen no night.
   *
   * @param rope log odds ratio up to which a tilt is practically none, above 0 and below 3;
   *     replaced by the first grid point at or above it (0.1006 for 0.10)
   */
  public static TiltProcess start(double rope) {
    return new TiltProcess(
        TiltGrid.firstAtLeast(rope),
        0,
        TiltSum.NONE,
        Restarts.nothing(TiltGrid.SIZE),
        Restarts.nothing(TiltGrid.SIZE));
  }

  /** After one more night with these blocks, possibly none. */
  public TiltProcess night(List<? extends TiltBlock> blocks) {
    return night(TiltSum.of(blocks));
  }

  /** After one more night whose blocks are already added up. */
  public TiltProcess night(TiltSum tonight) {
    double logStake = nights < Restarts.YEAR ? Restarts.LOG_YEARLY_STAKE : Double.NEGATIVE_INFINITY;
    double[] increments = tonight.logRatios();
    double[] nextRestarted = restarted.clone();
    Restarts.step(nextRestarted, logStake, increments, 0, TiltGrid.SIZE, 0);
    double[] nextBeyond = beyond.clone();
    int up = TiltGrid.index(margin);
    Restarts.step(nextBeyond, logStake, increments, up + 1, TiltGrid.SIZE, increments[up]);
    int down = TiltGrid.index(-margin);
    Restarts.step(nextBeyond, logStake, increments, 0, down, increments[down]);
    return new TiltProcess(margin, nights + 1, plain.plus(tonight), nextRestarted, nextBeyond);
  }

  /** Everything seen so far, without restarts. */
  public TiltSum sum() {
    return plain;
  }

  /** Nights seen. */
  public int nights() {
    return nights;
  }

  /** The margin of practical equivalence in effect, a grid point. */
  public double rope() {
    return TiltGrid.theta(margin);
  }

  /** Log e-value against no effect, betting from the first night on. */
  public double logPlain(Direction direction) {
    return plain.logMixture(direction);
  }

  /** Log e-value against no effect, betting from every night on; minus infinity before any. */
  public double logRestart(Direction direction) {
    return TiltPrior.of(direction).logMixture(restarted);
  }

  /**
   * Log e-value against no effect that the pager compares with {@code log(1/alpha)}: half plain,
   * half restart.
   */
  public double logPager(Direction direction) {
    return Restarts.half(logPlain(direction), logRestart(direction));
  }

  /**
   * Log e-value against a tilt within the margin, without restarts. EITHER: the mixture against the
   * likeliest tilt within the margin, which assumes one tilt for all blocks. UP: mixture over tilts
   * above the margin against the margin itself, null {@code theta <= rope}; DOWN likewise. Empty
   * for bets (kernels S and C), which are valid against zero alone.
   */
  public OptionalDouble logBeyondRopePlain(Direction direction) {
    if (!plain.isLikelihood()) {
      return OptionalDouble.empty();
    }
    double[] ratios = plain.logRatios();
    return OptionalDouble.of(
        switch (direction) {
          case UP -> TiltPrior.above(margin).logMixture(ratios) - ratios[TiltGrid.index(margin)];
          case DOWN -> TiltPrior.below(margin).logMixture(ratios) - ratios[TiltGrid.index(-margin)];
          case EITHER -> plain.logMixture(Direction.EITHER) - likeliestWithin();
        });
  }

  private double likeliestWithin() {
    double best = Double.NEGATIVE_INFINITY;
    for (int j = -margin; j <= margin; j++) {
      best = Math.max(best, plain.logRatio(j));
    }
    return best;
  }

  /**
   * Log e-value against a tilt within the margin, half plain and half restart: the default form.
   * UP: null {@code theta <= rope}, block by block; DOWN likewise; EITHER: half UP, half DOWN.
   * Empty for bets (kernels S and C).
   */
  public OptionalDouble logBeyondRope(Direction direction) {
    if (!plain.isLikelihood()) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        switch (direction) {
          case UP -> oneSidedBeyond(Direction.UP, TiltPrior.above(margin));
          case DOWN -> oneSidedBeyond(Direction.DOWN, TiltPrior.below(margin));
          case EITHER ->
              Restarts.half(
                  oneSidedBeyond(Direction.UP, TiltPrior.above(margin)),
                  oneSidedBeyond(Direction.DOWN, TiltPrior.below(margin)));
        });
  }

  private double oneSidedBeyond(Direction direction, TiltPrior prior) {
    return Restarts.half(logBeyondRopePlain(direction).orElseThrow(), prior.logMixture(beyond));
  }

  /** The confidence sequence of the log odds ratio; see {@link TiltSum#confidence}. */
  public Interval confidence(double alpha) {
    return plain.confidence(alpha);
  }

  /**
   * Everything the report needs: the Mantel-Haenszel log odds ratio (where the kernel has no 2x2
   * table, or a zero cell, the maximum likelihood one), its confidence sequence, the pager's log
   * e-value, and the smallest tilt that would have been noticed.
   *
   * @param alpha one minus the level of the confidence sequence
   * @param detectable knows the budget of the hypothesis
   */
  public Result result(Direction direction, double alpha, DetectableTilt detectable) {
    OptionalDouble logOdds = plain.logOdds();
    return new Result(
        logOdds.isPresent() ? logOdds : plain.maximumLikelihood(),
        plain.confidence(alpha),
        OptionalDouble.of(logPager(direction)),
        detectable.after(plain).of(direction),
        plain.units(),
        plain.units(),
        plain.status());
  }

  /** The state as plain doubles, for storage; {@link #of} restores it bit for bit. */
  public double[] toArray() {
    double[] stored = new double[LENGTH];
    stored[0] = margin;
    stored[1] = nights;
    System.arraycopy(plain.toArray(), 0, stored, 2, TiltSum.LENGTH);
    System.arraycopy(restarted, 0, stored, 2 + TiltSum.LENGTH, TiltGrid.SIZE);
    System.arraycopy(beyond, 0, stored, 2 + TiltSum.LENGTH + TiltGrid.SIZE, TiltGrid.SIZE);
    return stored;
  }

  /**
   * The process that {@link #toArray} stored.
   *
   * @throws IllegalArgumentException if the length differs, a number is NaN, or the margin or the
   *     night count cannot be
   */
  public static TiltProcess of(double[] stored) {
    Stored.check(stored, LENGTH);
    int margin = Stored.count(stored[0], 1, TiltGrid.HALF - 1);
    int nights = Stored.count(stored[1], 0, Integer.MAX_VALUE);
    int restarts = 2 + TiltSum.LENGTH;
    return new TiltProcess(
        margin,
        nights,
        TiltSum.of(Arrays.copyOfRange(stored, 2, restarts)),
        Arrays.copyOfRange(stored, restarts, restarts + TiltGrid.SIZE),
        Arrays.copyOfRange(stored, restarts + TiltGrid.SIZE, LENGTH));
  }
}
