package io.plumbline.stats.oracles;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.stats.Restarts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Restarts of any components. */
final class RestartAdapters {

  static final Map<String, Adapter> ALL =
      Map.of("restart_e_detector", RestartAdapters::restartDetector);

  private RestartAdapters() {}

  private static Object restartDetector(JsonNode input) {
    double[] logWeights = Json.numbers(input.path("component_weights"));
    for (int i = 0; i < logWeights.length; i++) {
      logWeights[i] = Math.log(logWeights[i]);
    }
    Restarts restarts =
        Restarts.start(logWeights.length, input.path("start_weight_per_night").asDouble());
    List<Double> mixtures = new ArrayList<>();
    List<Double> cusums = new ArrayList<>();
    for (JsonNode night : input.path("log_increments_night_by_component")) {
      restarts = restarts.night(Json.numbers(night));
      mixtures.add(restarts.logMixture(logWeights));
      cusums.add(restarts.logCusum(logWeights));
    }
    return Map.of("log_sr_mixture", mixtures, "log_cusum_mixture", cusums);
  }
}
