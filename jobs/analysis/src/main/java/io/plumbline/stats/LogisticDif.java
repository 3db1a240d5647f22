package io.plumbline.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Differential item functioning by logistic regression of an item on total score, group and their
 * product: it also sees items whose bias changes with ability.
 *
 * <p>Answers of two groups in, one result per item out; three logistic fits per item. An item that
 * all answer alike: {@link Status#SINGLE_CLASS}; one group only: {@link Status#NOT_IDENTIFIED};
 * answers separated by score: {@link Status#NOT_ESTIMABLE}, in which case the likelihood-ratio
 * tests still hold in the limit but there is no coefficient.
 *
 * <p>Sources: Swaminathan and Rogers 1990 (J. Educ. Meas. 27:361); Nagelkerke 1991 (Biometrika
 * 78:691); Jodoin and Gierl 2001 (Appl. Meas. Educ. 14:329).
 */
public final class LogisticDif {

  private LogisticDif() {}

  /**
   * One item's result.
   *
   * @param any likelihood-ratio test of group and product together, 2 df
   * @param uniform likelihood-ratio test of group alone, 1 df
   * @param rSquaredChange increase of Nagelkerke's R2 by group and product; empty when undefined
   * @param group the group coefficient without product: log odds of the focal group at equal score
   * @param size Jodoin and Gierl's class of the increase; A when undefined
   */
  public record ItemBias(
      Significance any,
      Significance uniform,
      OptionalDouble rSquaredChange,
      FixedEstimate group,
      EtsClass size) {}

  /**
   * Every item, with the number of all right answers as score.
   *
   * @throws IllegalArgumentException if the level is not in (0, 1)
   */
  public static List<ItemBias> items(ItemResponses responses, double level) {
    Defined.requireLevel(level);
    List<ItemBias> biases = new ArrayList<>();
    for (int item = 0; item < responses.items(); item++) {
      biases.add(item(responses, item, level));
    }
    return List.copyOf(biases);
  }

  private static ItemBias item(ItemResponses responses, int item, double level) {
    int n = responses.examinees();
    double[] y = new double[n];
    double[][] nothing = new double[n][];
    double[][] score = new double[n][];
    double[][] group = new double[n][];
    double[][] product = new double[n][];
    for (int i = 0; i < n; i++) {
      double s = responses.score(i, item, Set.of());
      double g = responses.isFocal(i) ? 1 : 0;
      y[i] = responses.isRight(i, item) ? 1 : 0;
      nothing[i] = new double[] {1};
      score[i] = new double[] {1, s};
      group[i] = new double[] {1, s, g};
      product[i] = new double[] {1, s, g, s * g};
    }
    Regression base = Regression.logistic(score, y);
    Regression uniform = Regression.logistic(group, y);
    Regression full = Regression.logistic(product, y);
    FixedEstimate coefficient = uniform.coefficients(StandardErrors.ofModel(), level).get(2);
    OptionalDouble change = change(Regression.logistic(nothing, y), base, full, n);
    return new ItemBias(
        likelihoodRatio(base, full, 2, n),
        likelihoodRatio(base, uniform, 1, n),
        change,
        coefficient,
        change.isEmpty() ? EtsClass.A : EtsClass.ofRSquared(change.getAsDouble()));
  }

  private static Significance likelihoodRatio(Regression small, Regression large, int df, long n) {
    if (small.deviance().isEmpty() || large.deviance().isEmpty()) {
      return Significance.undefined(large.status(), n);
    }
    double gain = small.deviance().getAsDouble() - large.deviance().getAsDouble();
    return Significance.chiSquare(Math.max(0, gain), df, n);
  }

  private static OptionalDouble change(
      Regression nothing, Regression small, Regression large, double n) {
    if (small.deviance().isEmpty() || large.deviance().isEmpty()) {
      return OptionalDouble.empty();
    }
    double none = nothing.deviance().orElseThrow();
    return OptionalDouble.of(
        nagelkerke(none, large.deviance().getAsDouble(), n)
            - nagelkerke(none, small.deviance().getAsDouble(), n));
  }

  private static double nagelkerke(double nullDeviance, double deviance, double n) {
    return Math.expm1((deviance - nullDeviance) / n) / Math.expm1(-nullDeviance / n);
  }
}
