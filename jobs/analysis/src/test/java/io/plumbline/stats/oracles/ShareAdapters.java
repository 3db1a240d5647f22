package io.plumbline.stats.oracles;

import static io.plumbline.stats.oracles.JsonArrays.answer;
import static io.plumbline.stats.oracles.JsonArrays.doubles;
import static io.plumbline.stats.oracles.JsonArrays.ends;
import static io.plumbline.stats.oracles.JsonArrays.endsWhenSound;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.stats.Equivalence;
import io.plumbline.stats.RiskDifference;
import io.plumbline.stats.SampleSize;
import io.plumbline.stats.ShareInterval;
import java.util.LinkedHashMap;
import java.util.Map;

/** Shares and their differences, equivalence, and sizes of fixed-sample studies. */
final class ShareAdapters {

  static final Map<String, Adapter> ALL =
      Map.of(
          "binomial_ci", ShareAdapters::shares,
          "risk_difference_ci", ShareAdapters::differences,
          "tost_welch", ShareAdapters::equivalence,
          "power_paired_t", ShareAdapters::pairedPower,
          "power_two_proportions", ShareAdapters::sharePower);

  private ShareAdapters() {}

  private static Object shares(JsonNode input) {
    ShareInterval family = ShareInterval.atLevel(1 - input.path("alpha").asDouble());
    long k = input.path("k").asLong();
    long n = input.path("n").asLong();
    return answer(
        "clopper_pearson", ends(family.clopperPearson(k, n)),
        "wilson", ends(family.wilson(k, n)),
        "jeffreys", ends(family.jeffreys(k, n)),
        "agresti_coull", ends(family.agrestiCoull(k, n)));
  }

  private static Object differences(JsonNode input) {
    RiskDifference family = RiskDifference.atLevel(0.95);
    long k1 = input.path("k1").asLong();
    long n1 = input.path("n1").asLong();
    long k2 = input.path("k2").asLong();
    long n2 = input.path("n2").asLong();
    return answer(
        "newcomb", ends(family.newcombe(k1, n1, k2, n2)),
        "score", endsWhenSound(family.scoreOfStatsmodels(k1, n1, k2, n2)),
        "wald", ends(family.wald(k1, n1, k2, n2)),
        "agresti-caffo", ends(family.agrestiCaffo(k1, n1, k2, n2)));
  }

  private static Object equivalence(JsonNode input) {
    Equivalence family =
        Equivalence.within(input.path("low").asDouble(), input.path("upp").asDouble());
    double[] x = doubles(input.path("x"));
    double[] y = doubles(input.path("y"));
    Equivalence.Outcome welch = family.welch(x, y);
    Map<String, Object> answer =
        new LinkedHashMap<>(
            answer(
                "tost_p", welch.p(),
                "t_lower", welch.aboveLow().statistic(),
                "p_lower", welch.aboveLow().p(),
                "t_upper", welch.belowHigh().statistic(),
                "p_upper", welch.belowHigh().p(),
                "welch_df", welch.degreesOfFreedom(),
                "welch_t", welch.noDifference().statistic(),
                "welch_p", welch.noDifference().p()));
    if (x.length == y.length) {
      Equivalence.Outcome paired = family.paired(x, y);
      answer.putAll(
          answer(
              "paired_tost_p", paired.p(),
              "paired_t_lower", paired.aboveLow().statistic(),
              "paired_t_upper", paired.belowHigh().statistic()));
    }
    return answer;
  }

  private static SampleSize design(JsonNode input) {
    return SampleSize.of(input.path("alpha").asDouble(), input.path("power").asDouble());
  }

  private static Object pairedPower(JsonNode input) {
    SampleSize design = design(input);
    double sd = input.path("sd").asDouble();
    return answer(
        "n_pairs", design.pairs(input.path("delta").asDouble(), sd),
        "mde_at_n100", design.detectablePairedDifference(100, sd));
  }

  private static Object sharePower(JsonNode input) {
    SampleSize design = design(input);
    double p1 = input.path("p1").asDouble();
    double p2 = input.path("p2").asDouble();
    return answer(
        "n_per_group", design.perGroup(p1, p2),
        "power_at_n200", design.powerOfTwoShares(p1, p2, 200));
  }
}
