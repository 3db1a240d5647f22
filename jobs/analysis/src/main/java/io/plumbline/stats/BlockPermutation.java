package io.plumbline.stats;

import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.statistics.inference.AlternativeHypothesis;

/**
 * Whether treated runs score differently from control runs, when a run is the unit and only labels
 * within a matched block could have been exchanged: for instance whether training on a teacher's
 * filtered data passes on a trait.
 *
 * <p>Blocks of treated and control run scores in, the difference of means and the exact permutation
 * p-value out. Blocks are weighted by {@code n1 n0 / (n1 + n0)}; with one block it is the plain
 * difference of run means. Up to two million label arrangements are enumerated, beyond that 99,999
 * are drawn with the caller's seed. Blocks without both arms carry no information; fewer than six
 * runs in informative blocks: {@link Status#UNDERPOWERED}, with the smallest attainable p.
 *
 * <p>Source: Fisher 1935, The Design of Experiments, ch. 3; Cloud et al. 2025 for the question.
 */
public final class BlockPermutation {

  private static final double MOST_ARRANGEMENTS = 2e6;
  private static final int DRAWN = 99_999;
  private static final int FEWEST_RUNS = 6;

  /** Sums that are equal in exact arithmetic may differ in their last bits. */
  private static final double SLACK = 1e-12;

  private BlockPermutation() {}

  /**
   * The scores of one block's runs.
   *
   * @param treated scores of treated runs
   * @param control scores of control runs
   */
  public record Block(List<Double> treated, List<Double> control) {

    /**
     * @throws IllegalArgumentException if a score is not finite
     */
    public Block {
      treated = List.copyOf(treated);
      control = List.copyOf(control);
      Samples.requireFinite(treated.stream().mapToDouble(Double::doubleValue).toArray());
      Samples.requireFinite(control.stream().mapToDouble(Double::doubleValue).toArray());
    }

    boolean isInformative() {
      return !treated.isEmpty() && !control.isEmpty();
    }

    int runs() {
      return treated.size() + control.size();
    }

    double arrangements() {
      double ways = 1;
      for (int i = 1; i <= treated.size(); i++) {
        ways *= (double) (control.size() + i) / i;
      }
      return Math.rint(ways);
    }

    double[] scores() {
      double[] scores = new double[runs()];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = i < treated.size() ? treated.get(i) : control.get(i - treated.size());
      }
      return scores;
    }

    double weight() {
      return (double) treated.size() * control.size() / runs();
    }
  }

  /**
   * The outcome.
   *
   * @param difference weighted treated less control mean, with the t interval of the pooled
   *     variance within arms
   * @param test the permutation test, its statistic the difference
   * @param arrangements how many label arrangements there are
   * @param smallestP the smallest p-value this design can give: one over the arrangements
   */
  public record Outcome(
      FixedEstimate difference, Significance test, double arrangements, double smallestP) {}

  /**
   * Tests that labels do not matter.
   *
   * @param random used only when there are too many arrangements to enumerate
   * @throws IllegalArgumentException if the level is not in (0, 1)
   */
  public static Outcome test(
      List<Block> blocks,
      AlternativeHypothesis alternative,
      double level,
      SplittableRandom random) {
    Defined.requireLevel(level);
    List<Block> informative = blocks.stream().filter(Block::isInformative).toList();
    long runs = informative.stream().mapToLong(Block::runs).sum();
    if (runs == 0) {
      Status status =
          blocks.stream().allMatch(block -> block.runs() == 0)
              ? Status.NO_DATA
              : Status.NO_INFORMATION;
      return new Outcome(
          FixedEstimate.undefined(status, level, 0, 0), Significance.undefined(status, 0), 1, 1);
    }
    double arrangements =
        informative.stream().mapToDouble(Block::arrangements).reduce(1, (a, b) -> a * b);
    Contrast contrast = new Contrast(informative);
    double observed = contrast.observed();
    Extremes extremes = new Extremes(observed, alternative, contrast.scale() * SLACK);
    if (arrangements <= MOST_ARRANGEMENTS) {
      contrast.visitAll(extremes);
    } else {
      extremes.accept(observed);
      contrast.draw(DRAWN, random, extremes);
    }
    Status status = runs < FEWEST_RUNS ? Status.UNDERPOWERED : Status.OK;
    return new Outcome(
        contrast.estimate(level, runs, status),
        Significance.of(observed, extremes.share(), runs, status),
        arrangements,
        1 / arrangements);
  }

  /** Counts arrangements at least as far out as the one observed. */
  private static final class Extremes {

    private final double observed;
    private final AlternativeHypothesis alternative;
    private final double slack;
    private long reached;
    private long all;

    Extremes(double observed, AlternativeHypothesis alternative, double slack) {
      this.observed = observed;
      this.alternative = alternative;
      this.slack = slack;
    }

    void accept(double difference) {
      boolean reaches =
          switch (alternative) {
            case TWO_SIDED -> Math.abs(difference) >= Math.abs(observed) - slack;
            case GREATER_THAN -> difference >= observed - slack;
            case LESS_THAN -> difference <= observed + slack;
          };
      reached += reaches ? 1 : 0;
      all++;
    }

    double share() {
      return (double) reached / all;
    }
  }

  /** The weighted difference as a function of which runs carry the treated label. */
  private static final class Contrast {

    private final List<Block> blocks;
    private final double[][] scores;
    private final double totalWeight;

    Contrast(List<Block> blocks) {
      this.blocks = blocks;
      this.scores = blocks.stream().map(Block::scores).toArray(double[][]::new);
      this.totalWeight = blocks.stream().mapToDouble(Block::weight).sum();
    }

    double observed() {
      double sum = 0;
      for (int b = 0; b < scores.length; b++) {
        double treated = 0;
        for (int i = 0; i < blocks.get(b).treated().size(); i++) {
          treated += scores[b][i];
        }
        sum += part(b, treated);
      }
      return sum;
    }

    /** What a block adds when its treated runs' scores sum to {@code treated}. */
    private double part(int b, double treated) {
      Block block = blocks.get(b);
      double total = 0;
      for (double score : scores[b]) {
        total += score;
      }
      double difference =
          treated / block.treated().size() - (total - treated) / block.control().size();
      return block.weight() / totalWeight * difference;
    }

    double scale() {
      double largest = 0;
      for (double[] block : scores) {
        for (double score : block) {
          largest = Math.max(largest, Math.abs(score));
        }
      }
      return largest;
    }

    void visitAll(Extremes extremes) {
      visit(0, 0, 0, 0, 0, extremes);
    }

    private void visit(
        int b, int next, int taken, double treated, double before, Extremes extremes) {
      if (b == scores.length) {
        extremes.accept(before);
        return;
      }
      int wanted = blocks.get(b).treated().size();
      if (taken == wanted) {
        visit(b + 1, 0, 0, 0, before + part(b, treated), extremes);
        return;
      }
      for (int i = next; i <= scores[b].length - (wanted - taken); i++) {
        visit(b, i + 1, taken + 1, treated + scores[b][i], before, extremes);
      }
    }

    void draw(int times, SplittableRandom random, Extremes extremes) {
      int[][] order = new int[scores.length][];
      for (int b = 0; b < scores.length; b++) {
        order[b] = new int[scores[b].length];
        for (int i = 0; i < order[b].length; i++) {
          order[b][i] = i;
        }
      }
      for (int t = 0; t < times; t++) {
        double sum = 0;
        for (int b = 0; b < scores.length; b++) {
          MonteCarlo.shuffle(order[b], random);
          double treated = 0;
          for (int i = 0; i < blocks.get(b).treated().size(); i++) {
            treated += scores[b][order[b][i]];
          }
          sum += part(b, treated);
        }
        extremes.accept(sum);
      }
    }

    FixedEstimate estimate(double level, long runs, Status status) {
      double squares = 0;
      double factor = 0;
      for (Block block : blocks) {
        squares += squares(block.treated()) + squares(block.control());
        double share = block.weight() / totalWeight;
        factor += share * share / block.weight();
      }
      double df = runs - 2.0 * blocks.size();
      if (df < 1 || squares == 0) {
        return FixedEstimate.of(
            observed(),
            df < 1 ? Double.NaN : 0,
            Double.NEGATIVE_INFINITY,
            Double.POSITIVE_INFINITY,
            level,
            runs,
            runs,
            df < 1 || status != Status.OK ? status : Status.DEGENERATE_VARIANCE);
      }
      double error = Math.sqrt(squares / df * factor);
      double half = Tails.tQuantile(level, df) * error;
      return FixedEstimate.of(
          observed(), error, observed() - half, observed() + half, level, runs, runs, status);
    }

    private static double squares(List<Double> scores) {
      double[] values = scores.stream().mapToDouble(Double::doubleValue).toArray();
      return values.length < 2 ? 0 : Samples.variance(values) * (values.length - 1);
    }
  }
}
