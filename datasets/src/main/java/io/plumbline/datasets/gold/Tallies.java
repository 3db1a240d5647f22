package io.plumbline.datasets.gold;

import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.Layer;
import io.plumbline.datasets.TableSpec;
import java.util.List;
import java.util.Map;

/** What a night counted: the integers every number of a report follows from. */
public final class Tallies {

  public static final TableSpec SPEC =
      new TableSpec(
          "tallies",
          Layer.GOLD,
          "What a night counted: the integers every number of a report follows from.",
          List.of(
              ColumnSpec.required("night", "date", "Night on which the rows count."),
              ColumnSpec.required("measurement", "string", "Id of the measurement."),
              ColumnSpec.required(
                  "scope", "string", "Whom the question is about: a JSON object with sorted keys."),
              ColumnSpec.required("record_night", "date", "Night of the records themselves."),
              ColumnSpec.required(
                  "stratum", "string", "What is held fixed: a JSON object with sorted keys."),
              ColumnSpec.required(
                  "cell", "string", "What is counted apart: a JSON object with sorted keys."),
              ColumnSpec.required("n", "bigint", "Rows counted."),
              ColumnSpec.required(
                  "sums",
                  "array<bigint>",
                  "Sums of the measurement's integer expressions, in its order.")),
          List.of("night", "measurement", "scope", "record_night", "stratum", "cell"),
          List.of("night"),
          Map.of("n_range", "n >= 0"));

  private Tallies() {}
}
