package io.plumbline.detect;

import io.plumbline.measure.Labels;
import io.plumbline.measure.Measurement;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/** Spark SQL that shows the tallies a piece of evidence was computed from. */
final class Query {

  private Query() {}

  /** All tallies of a scope up to a night. */
  static String tallies(List<Measurement> measurements, Labels scope, LocalDate until) {
    return "select night, measurement, record_night, stratum, cell, n, sums from gold.tallies where "
        + "measurement in ("
        + measurements.stream()
            .map(measurement -> literal(measurement.id()))
            .collect(Collectors.joining(", "))
        + ") and scope = "
        + literal(scope.text())
        + " and night <= date'"
        + until
        + "' order by night, measurement, record_night, stratum, cell";
  }

  /** The same, restricted to cells in which a label has a value. */
  static String tallies(
      List<Measurement> measurements, Labels scope, LocalDate until, String label, String value) {
    return tallies(measurements, scope, until)
        .replace(
            " order by ",
            " and coalesce(get_json_object(cell, '$."
                + label
                + "'), "
                + literal(value)
                + ") = "
                + literal(value)
                + " order by ");
  }

  /** A text as a Spark SQL literal. */
  static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
