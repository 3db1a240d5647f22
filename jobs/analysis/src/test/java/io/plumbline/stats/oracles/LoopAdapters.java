package io.plumbline.stats.oracles;

import static io.plumbline.stats.oracles.JsonArrays.answer;
import static io.plumbline.stats.oracles.JsonArrays.doubles;
import static io.plumbline.stats.oracles.JsonArrays.ends;
import static io.plumbline.stats.oracles.JsonArrays.ints;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.stats.CaptureRecapture;
import io.plumbline.stats.CaptureRecapture.Model;
import io.plumbline.stats.ChangePoints;
import io.plumbline.stats.ClusteredMean;
import io.plumbline.stats.ClusteredMean.Form;
import io.plumbline.stats.FixedEstimate;
import io.plumbline.stats.GeometricDecay;
import io.plumbline.stats.KitagawaDecomposition;
import io.plumbline.stats.ShapleyDecomposition;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Sizes of what was not seen, parts of a change, and the course of a series. */
final class LoopAdapters {

  static final Map<String, Adapter> ALL =
      Map.of(
          "chapman", LoopAdapters::chapman,
          "capture_recapture_loglinear", LoopAdapters::logLinear,
          "shapley_decomposition", LoopAdapters::shapley,
          "kitagawa_decomposition", LoopAdapters::kitagawa,
          "geometric_decay_gain", LoopAdapters::decay,
          "pelt_mean_change", LoopAdapters::changes,
          "paired_clustered_se", LoopAdapters::clustered);

  private LoopAdapters() {}

  private static Object chapman(JsonNode input) {
    CaptureRecapture.TwoLists lists =
        CaptureRecapture.chapman(
            input.path("M").asLong(), input.path("n").asLong(), input.path("m").asLong());
    return answer(
        "N_hat", lists.total(),
        "variance", lists.variance(),
        "se", lists.total().standardError(),
        "normal_ci95", ends(lists.total()),
        "lognormal_ci_unseen", ends(lists.unseen()));
  }

  private static Object logLinear(JsonNode input) {
    Map<Integer, Long> byPattern = new TreeMap<>();
    input
        .path("counts_by_pattern")
        .properties()
        .forEach(
            pattern ->
                byPattern.put(Integer.parseInt(pattern.getKey(), 2), pattern.getValue().asLong()));
    int lists = input.path("counts_by_pattern").fieldNames().next().length();
    long[] counts = new long[1 << lists];
    byPattern.forEach((pattern, count) -> counts[pattern] = count);
    return answer("M0", sizeAndError(counts, Model.M0), "Mt", sizeAndError(counts, Model.MT));
  }

  private static OptionalDouble[] sizeAndError(long[] counts, Model model) {
    FixedEstimate size = CaptureRecapture.logLinear(counts, model, 0.95);
    return new OptionalDouble[] {size.value(), size.standardError()};
  }

  /** Text positions count factors from the left, bits from the right. */
  private static Object shapley(JsonNode input) {
    double[] scores = new double[1 << input.path("factors").asInt()];
    input
        .path("value_by_bitstring")
        .properties()
        .forEach(
            entry -> {
              String leftmostLast = new StringBuilder(entry.getKey()).reverse().toString();
              scores[Integer.parseInt(leftmostLast, 2)] = entry.getValue().asDouble();
            });
    List<Double> shares = ShapleyDecomposition.shares(scores);
    return answer(
        "shapley", shares, "total", shares.stream().mapToDouble(Double::doubleValue).sum());
  }

  private static Object kitagawa(JsonNode input) {
    KitagawaDecomposition parts =
        KitagawaDecomposition.of(
            doubles(input.path("w0")),
            doubles(input.path("r0")),
            doubles(input.path("w1")),
            doubles(input.path("r1")));
    return answer(
        "total", parts.total(),
        "rate_component", parts.rate(),
        "composition_component", parts.composition());
  }

  private static Object decay(JsonNode input) {
    GeometricDecay.Fit fit =
        GeometricDecay.atLevel(0.95).fit(doubles(input.path("y")), doubles(input.path("se")));
    return answer(
        "b", fit.first(),
        "r", fit.ratio(),
        "chi2", fit.chiSquare(),
        "se_b_r", new OptionalDouble[] {fit.first().standardError(), fit.ratio().standardError()},
        "profile_ci95_r", ends(fit.ratio()),
        "asymptote", fit.limit(),
        "nls_b_r", new OptionalDouble[] {fit.first().value(), fit.ratio().value()});
  }

  private static Object changes(JsonNode input) {
    return answer(
        "segment_ends_exclusive",
        ChangePoints.withPenalty(input.path("penalty").asDouble())
            .shortestSegment(input.path("min_size").asInt())
            .of(doubles(input.path("y")))
            .ends());
  }

  private static Object clustered(JsonNode input) {
    double[] a = doubles(input.path("score_a"));
    double[] b = doubles(input.path("score_b"));
    int[] cluster = ints(input.path("cluster"));
    ClusteredMean family = ClusteredMean.atLevel(0.95);
    FixedEstimate difference = family.pairedDifference(a, b, cluster, Form.IID);
    return answer(
        "mean", family.mean(a, cluster, Form.IID),
        "se_iid", family.mean(a, cluster, Form.IID).standardError(),
        "se_cluster_CR0", family.mean(a, cluster, Form.CR0).standardError(),
        "se_cluster_CR1", family.mean(a, cluster, Form.CR1).standardError(),
        "paired_diff_mean", difference,
        "paired_diff_se_iid", difference.standardError(),
        "paired_diff_se_CR1", family.pairedDifference(a, b, cluster, Form.CR1).standardError(),
        "se_miller_eq4", family.mean(a, cluster, Form.MILLER).standardError());
  }
}
