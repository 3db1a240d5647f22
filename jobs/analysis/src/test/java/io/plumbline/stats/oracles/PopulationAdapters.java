package io.plumbline.stats.oracles;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.stats.FinitePopulation;
import io.plumbline.stats.PriorPosteriorRatio;
import java.util.Map;

/** Audits of a finite population. */
final class PopulationAdapters {

  static final Map<String, Adapter> ALL =
      Map.of(
          "finite_population_audit", PopulationAdapters::audit,
          "ppr_without_replacement", PopulationAdapters::priorPosterior);

  private PopulationAdapters() {}

  private static Object audit(JsonNode input) {
    long population = input.path("population").asLong();
    FinitePopulation audit =
        new FinitePopulation(
            population, input.path("sample").asLong(), input.path("defects").asLong());
    double alpha = input.path("alpha_one_sided").asDouble();
    return Map.of(
        "upper_defects", audit.upperDefects(alpha),
        "lower_defects", audit.lowerDefects(alpha),
        "discovery_n_for_1pct_defects_95", FinitePopulation.discoverySample(population, 0.05));
  }

  private static Object priorPosterior(JsonNode input) {
    PriorPosteriorRatio method =
        new PriorPosteriorRatio(input.path("prior_a").asDouble(), input.path("prior_b").asDouble());
    long population = input.path("population").asLong();
    long sample = input.path("sample").asLong();
    long defects = input.path("defects").asLong();
    PriorPosteriorRatio.Range range =
        method.confidence(population, sample, defects, input.path("alpha").asDouble());
    return Map.of(
        "cs95_defects",
        new long[] {range.lower(), range.upper()},
        "log_R_at_k",
        method.logRatio(population, sample, defects, defects));
  }
}
