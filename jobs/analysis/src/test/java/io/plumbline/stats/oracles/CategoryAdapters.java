package io.plumbline.stats.oracles;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.stats.Calibrator;
import io.plumbline.stats.DirichletMultinomial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Counts of several categories. */
final class CategoryAdapters {

  static final Map<String, Adapter> ALL =
      Map.of(
          "dirichlet_multinomial_e_process", CategoryAdapters::fixedPolicy,
          "tilted_dirichlet_multinomial", CategoryAdapters::changingPool);

  private CategoryAdapters() {}

  private static Object fixedPolicy(JsonNode input) {
    double[] policy = Json.numbers(input.path("theta0"));
    long[] totals = new long[policy.length];
    List<Double> logE = new ArrayList<>();
    double highest = Double.NEGATIVE_INFINITY;
    for (JsonNode night : input.path("nightly_counts")) {
      long[] counts = Json.counts(night);
      for (int k = 0; k < totals.length; k++) {
        totals[k] += counts[k];
      }
      double now =
          DirichletMultinomial.logE(input.path("concentration").asDouble(), policy, totals);
      logE.add(now);
      highest = Math.max(highest, now);
    }
    return Map.of("log_e_after_each_night", logE, "anytime_p", Calibrator.anytimeP(highest));
  }

  private static Object changingPool(JsonNode input) {
    int categories = input.path("nights").path(0).path("counts").size();
    DirichletMultinomial process =
        DirichletMultinomial.start(input.path("concentration").asDouble(), categories);
    List<Double> logE = new ArrayList<>();
    for (JsonNode night : input.path("nights")) {
      process =
          process.night(Json.numbers(night.path("pool_share")), Json.counts(night.path("counts")));
      logE.add(process.logE());
    }
    return Map.of("log_e_after_each_night", logE);
  }
}
