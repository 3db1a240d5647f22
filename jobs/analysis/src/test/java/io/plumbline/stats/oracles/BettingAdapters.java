package io.plumbline.stats.oracles;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.stats.AnytimeT;
import io.plumbline.stats.BetaBinomial;
import io.plumbline.stats.BettingProcess;
import io.plumbline.stats.BettingSequence;
import io.plumbline.stats.ClusterMeans;
import io.plumbline.stats.Direction;
import io.plumbline.stats.Interval;
import io.plumbline.stats.PluginBets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Bets on a mean, and their closed forms. */
final class BettingAdapters {

  static final Map<String, Adapter> ALL =
      Map.of(
          "betting_confidence_sequence", BettingAdapters::betting,
          "empirical_bernstein_cs", BettingAdapters::empiricalBernstein,
          "beta_binomial_e_process", BettingAdapters::betaBinomial,
          "anytime_valid_t", BettingAdapters::anytimeT);

  private static final double[] SUPPOSED = {0.2, 0.5, 0.55};

  private BettingAdapters() {}

  private static Object betting(JsonNode input) {
    double[] x = Json.numbers(input.path("x"));
    double alpha = input.path("alpha").asDouble();
    List<ClusterMeans> clusters = Arrays.stream(x).mapToObj(ClusterMeans::exactly).toList();
    Map<String, Object> result = new LinkedHashMap<>();
    for (double supposed : SUPPOSED) {
      BettingProcess process = BettingProcess.start(supposed);
      double[] logE = new double[x.length];
      for (int t = 0; t < x.length; t++) {
        process = process.night(List.of(clusters.get(t)));
        logE[t] = process.logPlain(Direction.EITHER);
      }
      result.put("log_wealth_m_" + supposed, at(logE));
      result.put(
          "hedged_default_log_m_" + supposed, at(PluginBets.hedgedLogWealth(x, supposed, alpha)));
    }
    result.put(
        "const_bet_cs_final_breaks200",
        ends(BettingSequence.NONE.plus(clusters).confidence(alpha)));
    result.put("hedged_cs_running_intersection_final", PluginBets.hedged(x, alpha, 1_000).last());
    result.put("dKelly10_cs_final_breaks200", PluginBets.diversified(x, alpha, 10, 200).last());
    return result;
  }

  private static Object empiricalBernstein(JsonNode input) {
    double[] x = Json.numbers(input.path("x"));
    double alpha = input.path("alpha").asDouble();
    PluginBets.Bounds bernstein = PluginBets.empiricalBernstein(x, alpha);
    PluginBets.Bounds hoeffding = PluginBets.hoeffding(x, alpha);
    return Map.of(
        "predmix_empbern_lower", at(bernstein.lower()),
        "predmix_empbern_upper", at(bernstein.upper()),
        "predmix_hoeffding_lower", at(hoeffding.lower()),
        "predmix_hoeffding_upper", at(hoeffding.upper()));
  }

  /** First, middle and last. */
  private static double[] at(double[] values) {
    return new double[] {values[0], values[values.length / 2], values[values.length - 1]};
  }

  private static double[] ends(Interval interval) {
    return new double[] {interval.lower().orElseThrow(), interval.upper().orElseThrow()};
  }

  private static Object betaBinomial(JsonNode input) {
    BetaBinomial method = new BetaBinomial(input.path("a").asDouble(), input.path("b").asDouble());
    long hits = input.path("k").asLong();
    long trials = input.path("n").asLong();
    return Map.of(
        "log_e", method.logE(hits, trials, input.path("p0").asDouble()),
        "cs95", ends(method.confidence(hits, trials, input.path("alpha").asDouble())));
  }

  private static Object anytimeT(JsonNode input) {
    AnytimeT method = new AnytimeT(input.path("g").asDouble());
    long freedom = input.path("nu").asLong();
    long observations = input.path("n").asLong();
    double alpha = input.path("alpha").asDouble();
    return Map.of(
        "log_e", method.logE(input.path("t").asDouble(), freedom, observations),
        "t_radius", method.radius(freedom, observations, alpha),
        "z_radius", method.normalRadius(observations, alpha));
  }
}
