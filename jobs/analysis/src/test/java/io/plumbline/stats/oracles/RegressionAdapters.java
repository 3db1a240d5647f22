package io.plumbline.stats.oracles;

import static io.plumbline.stats.oracles.JsonArrays.answer;
import static io.plumbline.stats.oracles.JsonArrays.doubles;
import static io.plumbline.stats.oracles.JsonArrays.ints;
import static io.plumbline.stats.oracles.JsonArrays.list;
import static io.plumbline.stats.oracles.JsonArrays.matrix;
import static io.plumbline.stats.oracles.JsonArrays.number;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.stats.ConditionalLogit;
import io.plumbline.stats.FixedEstimate;
import io.plumbline.stats.ItemResponses;
import io.plumbline.stats.LogisticDif;
import io.plumbline.stats.MantelHaenszelDif;
import io.plumbline.stats.Regression;
import io.plumbline.stats.Significance;
import io.plumbline.stats.StandardErrors;
import io.plumbline.stats.StandardErrors.Form;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Regressions and what is built on them. */
final class RegressionAdapters {

  static final Map<String, Adapter> ALL =
      Map.of(
          "logistic_regression_clustered", RegressionAdapters::logistic,
          "cluster_robust_cr2", RegressionAdapters::robust,
          "conditional_logit", RegressionAdapters::conditional,
          "mh_dif", RegressionAdapters::mantelHaenszel,
          "logistic_dif", RegressionAdapters::logisticDif);

  private static final double LEVEL = 0.95;

  private RegressionAdapters() {}

  private static <T> List<Double> each(List<T> results, Function<T, OptionalDouble> number) {
    return results.stream().map(result -> number(number.apply(result))).toList();
  }

  private static List<Double> values(Regression fit) {
    return each(fit.coefficients(StandardErrors.ofModel(), LEVEL), FixedEstimate::value);
  }

  private static List<Double> errors(Regression fit, StandardErrors errors) {
    return each(fit.coefficients(errors, LEVEL), FixedEstimate::standardError);
  }

  private static Object logistic(JsonNode input) {
    Regression fit =
        Regression.logistic(matrix(input.path("X_with_intercept")), doubles(input.path("y")));
    int[] cluster = ints(input.path("cluster"));
    return answer(
        "coef", values(fit),
        "se_model", errors(fit, StandardErrors.ofModel()),
        "se_HC0", errors(fit, StandardErrors.heteroscedastic()),
        "se_CR0", errors(fit, StandardErrors.clustered(Form.CR0, cluster)),
        "se_CR1_G/(G-1)*(n-1)/(n-k)", errors(fit, StandardErrors.clustered(Form.CR1S, cluster)),
        "loglik", fit.logLikelihood(),
        "deviance", fit.deviance());
  }

  private static Object robust(JsonNode input) {
    double[][] x =
        Arrays.stream(doubles(input.path("x")))
            .mapToObj(value -> new double[] {1, value})
            .toArray(double[][]::new);
    int[] cluster = ints(input.path("cluster"));
    Regression linear = Regression.leastSquares(x, doubles(input.path("y")));
    Regression logistic = Regression.logistic(x, doubles(input.path("y_binary")));
    StandardErrors cr2 = StandardErrors.clustered(Form.CR2, cluster);
    return answer(
        "ols_coef", values(linear),
        "ols_CR0", errors(linear, StandardErrors.clustered(Form.CR0, cluster)),
        "ols_CR1", errors(linear, StandardErrors.clustered(Form.CR1, cluster)),
        "ols_CR2", errors(linear, cr2),
        "ols_df_satt", each(linear.tests(cr2), Significance::degreesOfFreedom),
        "ols_p_satt", each(linear.tests(cr2), Significance::p),
        "logit_coef", values(logistic),
        "logit_CR0", errors(logistic, StandardErrors.clustered(Form.CR0, cluster)),
        "logit_CR2", errors(logistic, cr2));
  }

  private static Object conditional(JsonNode input) {
    double[] x = doubles(input.path("x"));
    double[] z = doubles(input.path("z"));
    double[][] attributes =
        IntStream.range(0, x.length)
            .mapToObj(row -> new double[] {x[row], z[row]})
            .toArray(double[][]::new);
    ConditionalLogit fit =
        ConditionalLogit.fit(ints(input.path("set")), attributes, booleans(input.path("chosen")));
    List<FixedEstimate> coefficients = fit.coefficients(LEVEL);
    return answer(
        "coef", each(coefficients, FixedEstimate::value),
        "se", each(coefficients, FixedEstimate::standardError),
        "loglik_null_model", new OptionalDouble[] {fit.nullLogLikelihood(), fit.logLikelihood()});
  }

  private static boolean[] booleans(JsonNode array) {
    boolean[] booleans = new boolean[array.size()];
    for (int i = 0; i < booleans.length; i++) {
      booleans[i] = array.get(i).asInt() == 1;
    }
    return booleans;
  }

  private static ItemResponses responses(JsonNode input) {
    boolean[][] right =
        list(input.path("responses")).stream()
            .map(RegressionAdapters::booleans)
            .toArray(boolean[][]::new);
    return ItemResponses.of(right, booleans(input.path("group")));
  }

  private static Object mantelHaenszel(JsonNode input) {
    List<MantelHaenszelDif.ItemBias> items = MantelHaenszelDif.of(LEVEL, 0).items(responses(input));
    return answer(
        "mh_chi2_cc", each(items, item -> item.test().statistic()),
        "alpha_mh", each(items, item -> item.oddsRatio().value()),
        "var_log_alpha", each(items, item -> item.logVariance()),
        "delta_mh", each(items, item -> item.delta().value()),
        "delta_se", each(items, item -> item.delta().standardError()),
        "ets_threshold_only", items.stream().map(MantelHaenszelDif.ItemBias::classBySize).toList(),
        "ets_formal", items.stream().map(MantelHaenszelDif.ItemBias::etsClass).toList());
  }

  private static Object logisticDif(JsonNode input) {
    List<LogisticDif.ItemBias> items = LogisticDif.items(responses(input), LEVEL);
    return answer(
        "lrt_both", each(items, item -> item.any().statistic()),
        "deltaR2_both", each(items, LogisticDif.ItemBias::rSquaredChange),
        "lrt_uniform", each(items, item -> item.uniform().statistic()),
        "group_coef_uniform", each(items, item -> item.group().value()));
  }
}
