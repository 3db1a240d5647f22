package io.plumbline.stats.oracles;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.stats.ConfoundingStrength;
import io.plumbline.stats.ConfoundingStrength.Measure;
import io.plumbline.stats.ConfoundingStrength.RiskRatio;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Sensitivity to hidden confounding. */
final class SensitivityAdapters {

  static final Map<String, Adapter> ALL =
      Map.of("confounding_e_value", SensitivityAdapters::confounding);

  private static final Map<String, Measure> MEASURES =
      Map.of(
          "RR", Measure.RISK_RATIO,
          "OR_rare", Measure.ODDS_RATIO_RARE,
          "OR_common", Measure.ODDS_RATIO_COMMON,
          "HR_rare", Measure.HAZARD_RATIO_RARE,
          "HR_common", Measure.HAZARD_RATIO_COMMON);

  private SensitivityAdapters() {}

  private static Object confounding(JsonNode input) {
    String name = input.path("measure").asText();
    double estimate = input.path("est").asDouble();
    OptionalDouble low = optional(input.path("lo_or_se"));
    OptionalDouble high = optional(input.path("hi"));
    RiskRatio ratio =
        MEASURES.containsKey(name)
            ? RiskRatio.of(MEASURES.get(name), estimate, low, high)
            : RiskRatio.ofDifference(estimate, low);
    ConfoundingStrength strength = ratio.strength();
    return Map.of(
        "rr_point_lo_hi", three(ratio.estimate(), ratio.lower(), ratio.upper()),
        "evalue_point_lo_hi", three(strength.estimate(), strength.lower(), strength.upper()));
  }

  private static OptionalDouble optional(JsonNode node) {
    return node.isNumber() ? OptionalDouble.of(node.asDouble()) : OptionalDouble.empty();
  }

  private static List<@Nullable Double> three(
      double estimate, OptionalDouble lower, OptionalDouble upper) {
    List<@Nullable Double> three = new ArrayList<>();
    three.add(estimate);
    three.add(Json.number(lower));
    three.add(Json.number(upper));
    return three;
  }
}
