package io.plumbline.stats.oracles;

import static io.plumbline.stats.oracles.JsonArrays.answer;
import static io.plumbline.stats.oracles.JsonArrays.doubles;
import static io.plumbline.stats.oracles.JsonArrays.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.stats.CategoryDistance;
import io.plumbline.stats.KolmogorovSmirnov;
import io.plumbline.stats.MannWhitney;
import io.plumbline.stats.PointClouds;
import io.plumbline.stats.SampleDistance;
import io.plumbline.stats.WeightedSample;
import java.util.Map;
import java.util.SplittableRandom;

/** Rank tests of two samples, and distances between them. */
final class DistanceAdapters {

  static final Map<String, Adapter> ALL =
      Map.of(
          "mann_whitney", DistanceAdapters::mannWhitney,
          "ks_two_sample", DistanceAdapters::kolmogorovSmirnov,
          "js_divergence", DistanceAdapters::jensenShannon,
          "psi", DistanceAdapters::stabilityIndex,
          "wasserstein_1", DistanceAdapters::wasserstein,
          "energy_distance_1d", DistanceAdapters::energyOnLine,
          "energy_statistic", DistanceAdapters::energyStatistic,
          "mmd_energy_multivariate", DistanceAdapters::clouds);

  private static final double LEVEL = 0.95;

  private DistanceAdapters() {}

  private static Object mannWhitney(JsonNode input) {
    MannWhitney test = MannWhitney.of(doubles(input.path("x")), doubles(input.path("y")));
    return answer(
        "U1", test.u(),
        "auc", test.auc(LEVEL),
        "p_cc", test.asymptoticCorrected().p(),
        "p_nocc", test.asymptotic().p(),
        "p_exact", test.exact().p());
  }

  private static Object kolmogorovSmirnov(JsonNode input) {
    KolmogorovSmirnov test =
        KolmogorovSmirnov.of(doubles(input.path("x")), doubles(input.path("y")));
    return answer(
        "statistic", test.distance(),
        "p_asymp", test.asymptotic().p(),
        "p_exact_no_ties_formula", test.exactIgnoringTies().p());
  }

  private static Object jensenShannon(JsonNode input) {
    double[] p = doubles(input.path("p"));
    double[] q = doubles(input.path("q"));
    return answer(
        "js_divergence_nats", CategoryDistance.jensenShannonNats(p, q),
        "js_divergence_bits", CategoryDistance.jensenShannonBits(p, q),
        "js_distance_bits", CategoryDistance.jensenShannonDistance(p, q));
  }

  private static Object stabilityIndex(JsonNode input) {
    double[] actual = doubles(input.path("actual"));
    double[] expected = doubles(input.path("expected"));
    return answer(
        "psi_raw", CategoryDistance.stabilityIndex(actual, expected),
        "psi_smoothed_half", CategoryDistance.smoothedStabilityIndex(actual, expected));
  }

  private static WeightedSample sample(JsonNode values, JsonNode weights) {
    return weights.isArray()
        ? WeightedSample.of(doubles(values), doubles(weights))
        : WeightedSample.of(doubles(values));
  }

  private static Object wasserstein(JsonNode input) {
    return answer(
        "wasserstein_1",
        SampleDistance.atLevel(LEVEL)
            .wasserstein(
                sample(input.path("u"), input.path("u_weights")),
                sample(input.path("v"), input.path("v_weights"))));
  }

  private static Object energyOnLine(JsonNode input) {
    SampleDistance.Energy energy =
        SampleDistance.atLevel(LEVEL)
            .energy(
                sample(input.path("u"), input.path("u_weights")),
                sample(input.path("v"), input.path("v_weights")));
    return answer(
        "sqrt_energy_distance", energy.root(),
        "energy_squared_2E|X-Y|-E|XX|-E|YY|", energy.squared());
  }

  private static Object energyStatistic(JsonNode input) {
    return answer(
        "e_statistic",
        PointClouds.of(matrix(input.path("X")), matrix(input.path("Y"))).energyStatistic(LEVEL));
  }

  private static Object clouds(JsonNode input) {
    PointClouds clouds = PointClouds.of(matrix(input.path("X")), matrix(input.path("Y")));
    double sigma = clouds.medianDistance(new SplittableRandom(1));
    return answer(
        "median_heuristic_sigma", sigma,
        "mmd2_biased", clouds.mmdBiased(sigma, LEVEL),
        "mmd2_unbiased", clouds.mmdUnbiased(sigma, LEVEL),
        "energy_distance_2EXY-EXX-EYY_V", clouds.energy(LEVEL));
  }
}
