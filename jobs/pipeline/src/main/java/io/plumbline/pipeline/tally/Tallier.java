package io.plumbline.pipeline.tally;

import io.plumbline.measure.Measurement;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Counts a table's rows into rows of {@code gold.tallies}, exactly and in one scan: over columnar
 * batches where the table's plan is a plain scan and all columns used are plain, else by SQL.
 */
public final class Tallier {

  private Tallier() {}

  /**
   * Counts the rows of these nights, both included, for all measurements of one table at once.
   *
   * <p>Labels are the text of their expression; a null label is absent from its object. A row whose
   * night, record night or {@code where} is null or false counts nowhere. A group without rows has
   * no tally. The order of the result is not defined.
   *
   * @param snapshot the table, pinned to the version that is to be counted
   * @param measurements what to count; all of the same table
   * @throws IllegalArgumentException if the measurements are of several tables, share an id, name a
   *     label twice in one object, or sum anything but integers
   * @throws ArithmeticException if a sum leaves the range of a long
   */
  public static Tallied tally(
      Dataset<Row> snapshot, List<Measurement> measurements, LocalDate from, LocalDate to) {
    return tally(snapshot, measurements, from, to, ColumnarTally.LARGEST_ROOM);
  }

  static Tallied tally(
      Dataset<Row> snapshot,
      List<Measurement> measurements,
      LocalDate from,
      LocalDate to,
      long largestRoom) {
    check(measurements);
    SqlTally.requireIntegers(snapshot, measurements);
    if (measurements.isEmpty()) {
      return new Tallied(
          SqlTally.rows(snapshot, measurements, from, to), Way.sql("there is nothing to count"));
    }
    ColumnarTally.Attempt attempt =
        ColumnarTally.rows(snapshot, measurements, from, to, largestRoom);
    return attempt
        .rows()
        .map(rows -> new Tallied(rows, Way.columnar(attempt.reason())))
        .orElseGet(
            () ->
                new Tallied(
                    SqlTally.rows(snapshot, measurements, from, to), Way.sql(attempt.reason())));
  }

  private static void check(List<Measurement> measurements) {
    Set<String> ids = new HashSet<>();
    for (Measurement measurement : measurements) {
      if (!measurement.table().equals(measurements.get(0).table())) {
        throw new IllegalArgumentException(
            "Invalid measurement '%s': of table %s (must be of %s, as '%s' is)"
                .formatted(
                    measurement.id(),
                    measurement.table().qualifiedName(),
                    measurements.get(0).table().qualifiedName(),
                    measurements.get(0).id()));
      }
      if (!ids.add(measurement.id())) {
        throw new IllegalArgumentException(
            "Invalid measurement '%s': occurs twice".formatted(measurement.id()));
      }
      LabelObject.scope(measurement).requireDistinctNames(measurement.id());
      LabelObject.stratum(measurement).requireDistinctNames(measurement.id());
      LabelObject.cell(measurement).requireDistinctNames(measurement.id());
    }
  }
}
