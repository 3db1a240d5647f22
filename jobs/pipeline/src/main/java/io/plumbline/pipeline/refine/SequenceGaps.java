package io.plumbline.pipeline.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.max;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Sequence numbers that an emitter never sent.
 *
 * <p>On a night an emitter's numbers may pass the highest one known from the {@value #MEMORY}
 * nights before (on its first night: the lowest of the night). What lies between and the new
 * highest is expected from then on. Numbers that have not come {@value #PATIENCE} nights later are
 * a gap, reported on that night and once: a late line closes its place before it alarms. Lines that
 * cannot be used count as sent. An emitter that was silent for longer than the memory starts anew.
 */
final class SequenceGaps {

  /** Nights for which the highest number of an emitter is remembered. */
  static final int MEMORY = 30;

  /** Nights a number may come late. */
  static final int PATIENCE = 3;

  private SequenceGaps() {}

  /** Nights of lines that must be read before the first night of a period. */
  static int lookBack() {
    return MEMORY + PATIENCE;
  }

  /**
   * The gaps reported in a period, one row per emitter and night on which numbers were passed.
   *
   * @param lines rows of {@code bronze.cloudevents} of the period and of {@link #lookBack} nights
   *     before
   */
  static Dataset<Row> of(Dataset<Row> lines, Period period) {
    Dataset<Row> numbered =
        lines
            .where("event_source is not null and sequence is not null")
            .withColumn("number", expr("try_cast(sequence as bigint)"))
            .where("number is not null")
            .select("event_source", "night", "number", "source", "file", "begin", "ordinal");
    Dataset<Row> highest =
        numbered
            .groupBy("event_source", "night")
            .agg(
                expr("min(number)").as("lowest"),
                expr("max(struct(number, source, file, begin + ordinal as position))").as("top"))
            .withColumn("day", expr("unix_date(night)"))
            .withColumn(
                "known",
                max("top.number")
                    .over(
                        Window.partitionBy("event_source")
                            .orderBy("day")
                            .rangeBetween(-MEMORY, -1)));
    Dataset<Row> passed =
        highest
            .withColumn("passed", expr("coalesce(known, lowest - 1)"))
            .where("top.number > passed")
            .withColumn("report", expr("date_add(night, " + PATIENCE + ")"))
            .where(period.contains("report"))
            .select("event_source", "night", "report", "passed", "top");
    Dataset<Row> expected =
        passed
            .withColumn("on", explode(expr("sequence(night, report)")))
            .select(
                col("event_source").as("emitter"),
                col("night").as("passed_on"),
                col("on"),
                col("passed"),
                col("top.number").as("highest"));
    // A number lies in at most one stretch of its emitter that was passed and is still open.
    Column sent =
        col("event_source")
            .equalTo(col("emitter"))
            .and(col("night").equalTo(col("on")))
            .and(col("number").gt(col("passed")))
            .and(col("number").leq(col("highest")));
    Dataset<Row> came =
        numbered
            .join(expected, sent)
            .groupBy("emitter", "passed_on")
            .agg(expr("count(distinct number)").as("came"));
    return passed
        .join(
            came,
            col("event_source").equalTo(col("emitter")).and(col("night").equalTo(col("passed_on"))),
            "left")
        .withColumn("missing", expr("top.number - passed - coalesce(came, 0)"))
        .where("missing > 0")
        .select(
            col("report").as("night"),
            col("report").as("record_night"),
            col("top.source"),
            col("top.file"),
            col("top.position"),
            expr("'sequence_gap'").as("kind"),
            col("event_source").as("subject"),
            col("missing"),
            expr("concat(missing, ' of ', top.number - passed, ' sequence numbers after ', passed,"
                    + " ' and up to ', top.number, ', passed on ', night, ', have not come')")
                .as("detail"));
  }
}
