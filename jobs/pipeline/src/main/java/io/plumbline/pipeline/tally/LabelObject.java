package io.plumbline.pipeline.tally;

import io.plumbline.measure.Expr;
import io.plumbline.measure.Measurement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Names of the members of one JSON object of a tally: a scope, a stratum or a cell.
 *
 * @param part which of the three
 * @param names the names, those of a map's entry last
 * @param own how many are of the measurement's own expressions
 */
record LabelObject(String part, List<String> names, int own) {

  static final String KEY = "key";
  static final String VALUE = "value";

  static LabelObject scope(Measurement measurement) {
    return of("scope", names(measurement.scope()), List.of());
  }

  static LabelObject stratum(Measurement measurement) {
    return of("stratum", names(measurement.stratum()), List.of());
  }

  /** Names of the cell's own expressions, then those of a map's entry where entries are counted. */
  static LabelObject cell(Measurement measurement) {
    return of(
        "cell",
        names(measurement.cell()),
        measurement.each().isPresent() ? List.of(KEY, VALUE) : List.of());
  }

  private static LabelObject of(String part, List<String> own, List<String> entry) {
    return new LabelObject(part, Stream.concat(own.stream(), entry.stream()).toList(), own.size());
  }

  private static List<String> names(List<Expr> expressions) {
    return expressions.stream().map(Expr::name).toList();
  }

  void requireDistinctNames(String measurement) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new IllegalArgumentException(
            "Invalid %s of measurement '%s': label '%s' occurs twice"
                .formatted(part, measurement, name));
      }
    }
  }

  /** Positions of the names in the order in which canonical text has them. */
  List<Integer> sorted() {
    return Stream.iterate(0, i -> i + 1)
        .limit(names.size())
        .sorted((a, b) -> names.get(a).compareTo(names.get(b)))
        .toList();
  }

  /** Whether this member is the key or the value of a map's entry. */
  boolean isOfEntry(int position) {
    return position >= own;
  }
}
