package io.plumbline.stats.oracles;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.stats.AdjustedP;
import io.plumbline.stats.EBenjaminiHochberg;
import io.plumbline.stats.OnlineLevels;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/** Many hypotheses at once. */
final class MultiplicityAdapters {

  static final Map<String, Adapter> ALL =
      Map.of(
          "e_bh", MultiplicityAdapters::eBh,
          "e_lond", MultiplicityAdapters::eLond,
          "online_fdr", MultiplicityAdapters::onlineFdr,
          "bh_by_holm", MultiplicityAdapters::adjusted);

  private MultiplicityAdapters() {}

  private static Object eBh(JsonNode input) {
    double[] logE = Arrays.stream(Json.numbers(input.path("e"))).map(Math::log).toArray();
    boolean[] listed = EBenjaminiHochberg.listed(logE, input.path("alpha").asDouble());
    return Map.of(
        "reject",
        listed,
        "n_reject",
        IntStream.range(0, listed.length).filter(i -> listed[i]).count());
  }

  private static Object eLond(JsonNode input) {
    double[] logE = Arrays.stream(Json.numbers(input.path("e"))).map(Math::log).toArray();
    return path(OnlineLevels.eLond(logE, input.path("alpha").asDouble()));
  }

  private static Object onlineFdr(JsonNode input) {
    double[] p = Json.numbers(input.path("p"));
    double alpha = input.path("alpha").asDouble();
    return Map.of(
        "lord_pp", path(OnlineLevels.lordPlusPlus(p, alpha)),
        "saffron", path(OnlineLevels.saffron(p, alpha)),
        "addis", path(OnlineLevels.addis(p, alpha)),
        "lond", path(OnlineLevels.lond(p, alpha)),
        "lord3", path(OnlineLevels.lordThreeOfOnlineFdr(p, alpha)));
  }

  private static Map<String, Object> path(OnlineLevels.Path path) {
    boolean[] rejected = path.rejected();
    int[] flags = IntStream.range(0, rejected.length).map(i -> rejected[i] ? 1 : 0).toArray();
    return Map.of("alphai", path.levels(), "R", flags);
  }

  private static Object adjusted(JsonNode input) {
    double[] p = Json.numbers(input.path("p"));
    double alpha = input.path("alpha").asDouble();
    return Map.of(
        "fdr_bh", both(AdjustedP.benjaminiHochberg(p, alpha)),
        "fdr_by", both(AdjustedP.benjaminiYekutieli(p, alpha)),
        "holm", both(AdjustedP.holm(p, alpha)),
        "bonferroni", both(AdjustedP.bonferroni(p, alpha)));
  }

  private static Map<String, Object> both(AdjustedP result) {
    return Map.of("adjusted", result.adjusted(), "reject", result.rejected());
  }
}
