package io.plumbline.stats.oracles;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.stats.FixedEstimate;
import io.plumbline.stats.FourfoldTable;
import io.plumbline.stats.Interval;
import io.plumbline.stats.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The shapes of reference files: arrays of numbers in, named numbers out. */
final class JsonArrays {

  private JsonArrays() {}

  static double[] doubles(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  static long[] longs(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).mapToLong(JsonNode::asLong).toArray();
  }

  static int[] ints(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).mapToInt(JsonNode::asInt).toArray();
  }

  static List<JsonNode> list(JsonNode array) {
    List<JsonNode> nodes = new ArrayList<>();
    array.forEach(nodes::add);
    return nodes;
  }

  static long[][] table(JsonNode rows) {
    return list(rows).stream().map(JsonArrays::longs).toArray(long[][]::new);
  }

  static double[][] matrix(JsonNode rows) {
    return list(rows).stream().map(JsonArrays::doubles).toArray(double[][]::new);
  }

  static FourfoldTable fourfold(JsonNode rows) {
    long[][] cells = table(rows);
    return new FourfoldTable(cells[0][0], cells[0][1], cells[1][0], cells[1][1]);
  }

  static List<FourfoldTable> fourfolds(JsonNode tables) {
    return list(tables).stream().map(JsonArrays::fourfold).toList();
  }

  /** Names and values by turns; an absent number becomes null. */
  static Map<String, Object> answer(Object... namesAndValues) {
    Map<String, Object> answer = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      answer.put((String) namesAndValues[i], value(namesAndValues[i + 1]));
    }
    return answer;
  }

  static @Nullable Double number(OptionalDouble number) {
    return number.isPresent() ? number.getAsDouble() : null;
  }

  private static @Nullable Object value(Object given) {
    if (given instanceof OptionalDouble number) {
      return number(number);
    }
    if (given instanceof OptionalDouble[] numbers) {
      return Arrays.stream(numbers).map(JsonArrays::number).toList();
    }
    if (given instanceof Optional<?> present) {
      return present.isPresent() ? present.get() : null;
    }
    if (given instanceof FixedEstimate estimate) {
      return number(estimate.value());
    }
    return given;
  }

  static double @Nullable [] ends(FixedEstimate estimate) {
    return ends(estimate.interval());
  }

  /** Both ends, an unbounded one infinite; null when the interval says nothing. */
  static double @Nullable [] ends(Interval interval) {
    if (interval.lower().isEmpty() && interval.upper().isEmpty()) {
      return null;
    }
    return new double[] {
      interval.lower().orElse(Double.NEGATIVE_INFINITY),
      interval.upper().orElse(Double.POSITIVE_INFINITY)
    };
  }

  /** The ends, or null where the method says that its conditions are not met. */
  static double @Nullable [] endsWhenSound(FixedEstimate estimate) {
    return estimate.status() == Status.OK ? ends(estimate) : null;
  }
}
