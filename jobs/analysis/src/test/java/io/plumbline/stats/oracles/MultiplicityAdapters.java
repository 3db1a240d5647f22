package io.plumbline.stats.oracles;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.stats.EBenjaminiHochberg;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/** Many hypotheses at once. */
final class MultiplicityAdapters {

  static final Map<String, Adapter> ALL = Map.of("e_bh", MultiplicityAdapters::eBh);

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
}
