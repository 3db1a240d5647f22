package io.plumbline.stats.oracles;

import static io.plumbline.stats.oracles.JsonArrays.answer;
import static io.plumbline.stats.oracles.JsonArrays.doubles;
import static io.plumbline.stats.oracles.JsonArrays.longs;
import static io.plumbline.stats.oracles.JsonArrays.table;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.stats.Contingency;
import io.plumbline.stats.GoodnessOfFit;
import io.plumbline.stats.Significance;
import java.util.Map;

/** Chi-square and likelihood-ratio tests of one table and of one row of counts. */
final class ContingencyAdapters {

  static final Map<String, Adapter> ALL =
      Map.of(
          "chi_square_contingency", ContingencyAdapters::chiSquare,
          "g_test_contingency",
              input -> test(Contingency.of(table(input.path("table"))).likelihoodRatio()),
          "chi_square_gof", input -> test(goodness(input).pearson()),
          "g_test_gof", input -> test(goodness(input).likelihoodRatio()));

  private ContingencyAdapters() {}

  private static Object chiSquare(JsonNode input) {
    Contingency contingency = Contingency.of(table(input.path("table")));
    Significance pearson = contingency.pearson();
    Significance yates = contingency.yates();
    return answer(
        "statistic", pearson.statistic(),
        "df", pearson.degreesOfFreedom(),
        "p_value", pearson.p(),
        "expected_freq", contingency.expected(),
        "cramers_v", contingency.cramersV(0.95),
        "tschuprow_t", contingency.tschuprowT(),
        "pearson_c", contingency.pearsonC(),
        "yates_statistic", yates.statistic(),
        "yates_p_value", yates.p());
  }

  private static GoodnessOfFit goodness(JsonNode input) {
    return GoodnessOfFit.of(longs(input.path("observed")), doubles(input.path("probs")));
  }

  private static Object test(Significance test) {
    return answer(
        "statistic", test.statistic(), "df", test.degreesOfFreedom(), "p_value", test.p());
  }
}
