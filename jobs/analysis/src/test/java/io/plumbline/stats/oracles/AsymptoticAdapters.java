package io.plumbline.stats.oracles;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.stats.ArmTally;
import io.plumbline.stats.AsymptoticSequence;
import io.plumbline.stats.Moments;
import io.plumbline.stats.StandardisedDifference;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Asymptotic confidence sequences. */
final class AsymptoticAdapters {

  static final Map<String, Adapter> ALL =
      Map.of(
          "asymptotic_cs", AsymptoticAdapters::sequence,
          "standardised_difference", AsymptoticAdapters::difference);

  private AsymptoticAdapters() {}

  private static Object sequence(JsonNode input) {
    double[] x = Json.numbers(input.path("x"));
    AsymptoticSequence sequence =
        AsymptoticSequence.of(input.path("alpha").asDouble(), input.path("t_opt").asDouble());
    int[] times = IntStream.of(2, x.length / 2, x.length).sorted().distinct().toArray();
    List<Moments> moments =
        IntStream.of(times).mapToObj(t -> Moments.of(Arrays.copyOf(x, t))).toList();
    ToDoubleFunction<Moments> half = m -> sequence.halfWidth(m.variance(), m.count());
    ToDoubleFunction<Moments> lyapunov = m -> sequence.lyapunovHalfWidth(m.variance(), m.count());
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("rho2", sequence.rho2());
    result.put("at_t", times);
    result.put("lower", each(moments, m -> m.mean() - half.applyAsDouble(m)));
    result.put("upper", each(moments, m -> m.mean() + half.applyAsDouble(m)));
    result.put("cumul_var", each(moments, Moments::variance));
    result.put("lyapunov_lower", each(moments, m -> m.mean() - lyapunov.applyAsDouble(m)));
    result.put("lyapunov_upper", each(moments, m -> m.mean() + lyapunov.applyAsDouble(m)));
    return result;
  }

  private static double[] each(List<Moments> moments, ToDoubleFunction<Moments> number) {
    return moments.stream().mapToDouble(number).toArray();
  }

  private record Key(int stratum, int arm) {}

  private static Object difference(JsonNode input) {
    Map<Integer, Map<Key, double[]>> clusters = new TreeMap<>();
    for (JsonNode row : input.path("rows")) {
      double[] cell =
          clusters
              .computeIfAbsent(row.get(0).asInt(), cluster -> new LinkedHashMap<>())
              .computeIfAbsent(
                  new Key(row.get(1).asInt(), row.get(2).asInt()), key -> new double[2]);
      cell[0]++;
      cell[1] += row.get(3).asDouble();
    }
    ArmTally tally = ArmTally.NONE;
    for (Map<Key, double[]> cells : clusters.values()) {
      tally =
          tally.plus(
              ArmTally.cluster(
                  cells.entrySet().stream()
                      .map(
                          cell ->
                              new ArmTally.Cell(
                                  cell.getKey().stratum(),
                                  ArmTally.Arm.values()[cell.getKey().arm()],
                                  (long) cell.getValue()[0],
                                  cell.getValue()[1],
                                  0))
                      .toList()));
    }
    AsymptoticSequence sequence =
        AsymptoticSequence.of(input.path("alpha").asDouble(), input.path("G_opt").asDouble());
    StandardisedDifference method =
        StandardisedDifference.of(
            sequence,
            DoubleStream.of(Json.numbers(input.path("omega"))).boxed().toList(),
            StandardisedDifference.Scale.BINARY);
    StandardisedDifference.Parts parts = method.parts(tally);
    OptionalDouble halfWidth =
        parts.variance().isPresent()
            ? OptionalDouble.of(method.halfWidth(parts.variance().getAsDouble(), tally.clusters()))
            : OptionalDouble.empty();
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("tau", Json.number(parts.difference()));
    result.put("excluded_share", parts.excludedShare());
    result.put("var_cluster", Json.number(parts.variance()));
    result.put("rho2", sequence.rho2());
    result.put("half_width_anytime", Json.number(halfWidth));
    result.put("n_clusters", tally.clusters());
    return result;
  }
}
