package io.plumbline.stats;

import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * How strong a hidden factor would have to be to explain an excess of wins in matched pairs:
 * Rosenbaum's Gamma, the factor by which it may multiply the odds of either side.
 *
 * <p>Source: Rosenbaum 2002 (Observational Studies, section 4.3), with the tail {@code P(X >= b)}
 * that includes the value seen.
 */
public final class HiddenBias {

  /** Beyond this Gamma nothing is reported. */
  private static final double STRONGEST = 1e6;

  private HiddenBias() {}

  /**
   * The largest one-sided p-value that a hidden factor of strength Gamma allows: {@code P(Bin(b +
   * c, Gamma / (1 + Gamma)) >= b)}. 1 without pairs.
   *
   * @param first b, pairs the first side won
   * @param second c, pairs the second side won
   * @param gamma at least 1
   */
  public static double largestP(long first, long second, double gamma) {
    Counts.nonNegative("first wins", first);
    Counts.nonNegative("second wins", second);
    if (!(gamma >= 1)) {
      throw new IllegalArgumentException("Invalid Gamma: " + gamma + " (must be at least 1)");
    }
    if (first == 0) {
      return 1;
    }
    // The tail of a binomial as that of a beta law, so that counts may exceed an int.
    return BetaDistribution.of(first, second + 1.0).cumulativeProbability(gamma / (1 + gamma));
  }

  /**
   * The strongest hidden factor that leaves the excess significant, {@code sup {Gamma : p <=
   * alpha}}; empty when even Gamma = 1 does not, or when no Gamma explains it.
   */
  public static OptionalDouble explainedBy(long first, long second, double alpha) {
    Counts.openShare("alpha", alpha);
    if (largestP(first, second, 1) > alpha || largestP(first, second, STRONGEST) <= alpha) {
      return OptionalDouble.empty();
    }
    double holds = 1;
    double fails = STRONGEST;
    while (fails - holds > 1e-12 * holds) {
      double middle = Math.sqrt(holds * fails);
      if (middle <= holds || middle >= fails) {
        break;
      }
      if (largestP(first, second, middle) <= alpha) {
        holds = middle;
      } else {
        fails = middle;
      }
    }
    return OptionalDouble.of(holds);
  }

  /**
   * The anytime-valid form: log e-value against any hidden factor up to {@code Gamma = e^theta_j},
   * {@code LSE over theta > theta_j of (log pi' + L) - L_j}, for tilts upwards.
   *
   * @param sum evidence of kernels H, B, P or N; of bets it is undefined
   * @param j grid point from 0 to 59
   */
  public static OptionalDouble logEvidence(TiltSum sum, int j) {
    return sum.isLikelihood()
        ? OptionalDouble.of(TiltPrior.above(j).logMixture(sum.logRatios()) - sum.logRatio(j))
        : OptionalDouble.empty();
  }

  /**
   * The strongest hidden factor on the grid that the evidence still rejects, {@code max {Gamma : E
   * >= 1/alpha}}; empty when not even Gamma = 1 is rejected.
   */
  public static OptionalDouble explainedBy(TiltSum sum, double alpha) {
    Counts.openShare("alpha", alpha);
    OptionalDouble strongest = OptionalDouble.empty();
    for (int j = 0; j < TiltGrid.HALF; j++) {
      OptionalDouble evidence = logEvidence(sum, j);
      if (evidence.isPresent() && evidence.getAsDouble() >= -Math.log(alpha)) {
        strongest = OptionalDouble.of(TiltGrid.PSI[TiltGrid.HALF + j]);
      }
    }
    return strongest;
  }
}
