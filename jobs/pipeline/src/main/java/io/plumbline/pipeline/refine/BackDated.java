package io.plumbline.pipeline.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Events that claim an earlier time than their place in their emitter's sequence allows.
 *
 * <p>Among the lines of an emitter that count on one night, in the order of their numbers, a time
 * more than {@value #TOLERANCE} seconds before one that was claimed already is back-dated, or a
 * clock was set back. A line that comes late keeps its number and so its place.
 */
final class BackDated {

  /** Seconds by which clocks may differ: that of the order of approval and execution. */
  static final int TOLERANCE = 120;

  private BackDated() {}

  /** The rows of a period; {@code lines}: rows of {@code bronze.cloudevents} of the period. */
  static Dataset<Row> of(Dataset<Row> lines) {
    return lines
        .where("reason is null and event_source is not null and record_at is not null")
        .withColumn("number", expr("try_cast(sequence as bigint)"))
        .where("number is not null")
        .select(
            "night",
            "record_night",
            "source",
            "file",
            "begin",
            "ordinal",
            "event_source",
            "event_id",
            "number",
            "record_at")
        .withColumn(
            "claimed",
            max("record_at")
                .over(
                    Window.partitionBy("event_source", "night")
                        .orderBy("number")
                        .rangeBetween(Window.unboundedPreceding(), -1)))
        .where("claimed > record_at + interval " + TOLERANCE + " seconds")
        .select(
            col("night"),
            col("record_night"),
            col("source"),
            col("file"),
            expr("begin + ordinal").as("position"),
            lit("back_dated").as("kind"),
            expr("concat(event_source, ' ', coalesce(event_id, ''))").as("subject"),
            lit(0L).as("missing"),
            expr("concat('number ', number, ' claims ', record_at, ', after ', claimed,"
                    + "' had been claimed before it')")
                .as("detail"));
  }
}
