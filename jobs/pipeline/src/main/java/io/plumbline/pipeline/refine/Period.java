package io.plumbline.pipeline.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.time.LocalDate;
import org.apache.spark.sql.Column;

/**
 * The nights that are refined in one pass.
 *
 * @param from first night
 * @param to last night, not before {@code from}
 */
record Period(LocalDate from, LocalDate to) {

  Period {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException(
          "Invalid period: " + from + " to " + to + " (must not end before it starts)");
    }
  }

  /** Whether a row counts in the period. */
  Column contains() {
    return contains("night");
  }

  /** Whether a date lies in the period. */
  Column contains(String column) {
    return col(column).between(lit(from), lit(to));
  }

  /** Whether a row counted before the period. */
  Column follows() {
    return col("night").lt(lit(from));
  }
}
