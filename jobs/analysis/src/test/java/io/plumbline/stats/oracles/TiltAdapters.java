package io.plumbline.stats.oracles;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.stats.ClusterBlock;
import io.plumbline.stats.CountBlock;
import io.plumbline.stats.Direction;
import io.plumbline.stats.HiddenBias;
import io.plumbline.stats.NoncentralHypergeometric;
import io.plumbline.stats.PairBlock;
import io.plumbline.stats.PoolBlock;
import io.plumbline.stats.ScoreBlock;
import io.plumbline.stats.TiltBlock;
import io.plumbline.stats.TiltProcess;
import io.plumbline.stats.TiltSum;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The tilt process and its kernels. */
final class TiltAdapters {

  static final Map<String, Adapter> ALL =
      Map.of(
          "stratified_tilt_e_process", TiltAdapters::stratified,
          "fisher_noncentral_hypergeometric", TiltAdapters::noncentral,
          "cluster_unit_tilt", TiltAdapters::clusters,
          "paired_sign_tilt_e_process", TiltAdapters::paired,
          "poisson_tilt", TiltAdapters::poisson,
          "score_tilt", TiltAdapters::scores);

  private TiltAdapters() {}

  private static Object stratified(JsonNode input) {
    Map<Integer, List<TiltBlock>> nights = new TreeMap<>();
    for (JsonNode row : input.path("rows")) {
      nights
          .computeIfAbsent(row.get(0).asInt(), night -> new ArrayList<>())
          .add(
              new PoolBlock(
                  row.get(2).asLong(),
                  row.get(3).asLong(),
                  row.get(4).asLong(),
                  row.get(5).asLong()));
    }
    TiltProcess process = TiltProcess.start();
    List<Double> afterEachNight = new ArrayList<>();
    for (List<TiltBlock> blocks : nights.values()) {
      process = process.night(blocks);
      afterEachNight.add(process.logPlain(Direction.EITHER));
    }
    TiltSum sum = process.sum();
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("X", sum.hits());
    result.put("log_e_after_each_night", afterEachNight);
    result.put("L_at_j", at(sum, -50, -20, -5, 5, 20, 40));
    result.put("grid_mle_j", sum.gridMaximum());
    result.put("cs95_grid_points", sum.undecidedRange(input.path("alpha").asDouble()));
    result.put("log_e_rope_j16", Json.number(process.logBeyondRopePlain(Direction.EITHER)));
    return result;
  }

  private static Map<String, Double> at(TiltSum sum, int... points) {
    Map<String, Double> ratios = new LinkedHashMap<>();
    for (int j : points) {
      ratios.put(Integer.toString(j), sum.logRatio(j));
    }
    return ratios;
  }

  private static Object noncentral(JsonNode input) {
    NoncentralHypergeometric distribution =
        NoncentralHypergeometric.of(
            input.path("pool_total").asLong(),
            input.path("pool_with_attribute").asLong(),
            input.path("selected").asLong());
    double theta = Math.log(input.path("odds").asDouble());
    return Map.of(
        "log_pmf_ratio_vs_central",
        distribution.logRatio(input.path("selected_with_attribute").asLong(), theta),
        "mean",
        distribution.mean(theta),
        "var",
        distribution.variance(theta));
  }

  private static Object clusters(JsonNode input) {
    Map<Integer, Map<Double, List<ClusterBlock.Cell>>> nights = new TreeMap<>();
    for (int night = 0; night < input.path("nights").asInt(); night++) {
      nights.put(night, new TreeMap<>());
    }
    for (JsonNode row : input.path("rows")) {
      nights
          .get(row.get(0).asInt())
          .computeIfAbsent(row.get(1).asDouble(), share -> new ArrayList<>())
          .add(new ClusterBlock.Cell(row.get(2).asLong(), row.get(3).asLong(), 1));
    }
    TiltProcess process = TiltProcess.start();
    List<Double> afterEachNight = new ArrayList<>();
    for (Map<Double, List<ClusterBlock.Cell>> night : nights.values()) {
      process =
          process.night(
              night.entrySet().stream()
                  .map(block -> new ClusterBlock(block.getKey(), block.getValue()))
                  .toList());
      afterEachNight.add(process.logPlain(Direction.EITHER));
    }
    return Map.of(
        "log_e_after_each_night",
        afterEachNight,
        "log_e_one_sided_up",
        process.logPlain(Direction.UP));
  }

  private static Object paired(JsonNode input) {
    long first = 0;
    long second = 0;
    TiltProcess process = TiltProcess.start();
    for (int night = 0; night < input.path("b_first_better_by_night").size(); night++) {
      long b = input.path("b_first_better_by_night").get(night).asLong();
      long c = input.path("c_second_better_by_night").get(night).asLong();
      process = process.night(List.of(new PairBlock(b, c)));
      first += b;
      second += c;
    }
    return Map.of(
        "log_e",
        process.logPlain(Direction.EITHER),
        "cs95_grid_points",
        process.sum().undecidedRange(0.05),
        "rosenbaum_one_sided_upper_p",
        List.of(
            rosenbaum(first, second, 1),
            rosenbaum(first, second, 1.25),
            rosenbaum(first, second, 1.5),
            rosenbaum(first, second, 2),
            rosenbaum(first, second, 3)));
  }

  private static double[] rosenbaum(long first, long second, double gamma) {
    return new double[] {gamma, HiddenBias.largestP(first, second, gamma)};
  }

  private static Object poisson(JsonNode input) {
    TiltProcess process = TiltProcess.start();
    for (int night = 0; night < input.path("counts").size(); night++) {
      process =
          process.night(
              List.of(
                  new CountBlock(
                      input.path("counts").get(night).asLong(),
                      input.path("baseline_mean").get(night).asDouble())));
    }
    return Map.of(
        "log_e",
        process.logPlain(Direction.EITHER),
        "cs95_grid_points",
        process.sum().undecidedRange(0.05));
  }

  private static Object scores(JsonNode input) {
    List<TiltBlock> blocks = new ArrayList<>();
    for (JsonNode block : input.path("blocks")) {
      List<ScoreBlock.Cell> cells = new ArrayList<>();
      for (int i = 0; i < block.path("pool_z").size(); i++) {
        int unit = i;
        boolean isSelected =
            block.path("selected_index").valueStream().anyMatch(at -> at.asInt() == unit);
        cells.add(
            new ScoreBlock.Cell(block.path("pool_z").get(i).asDouble(), 1, isSelected ? 1 : 0));
      }
      blocks.add(new ScoreBlock(cells));
    }
    TiltProcess process = TiltProcess.start().night(blocks);
    return Map.of(
        "L_at_j", at(process.sum(), -40, -10, 10, 40), "log_e", process.logPlain(Direction.EITHER));
  }
}
