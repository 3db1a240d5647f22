package io.plumbline.pipeline.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.plumbline.datasets.silver.RecordBreaks;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Places where the record is not what it was or should be, to {@code silver.record_breaks}: files
 * whose past changed, repeated events ({@link RepeatedEvents}), sequence gaps ({@link
 * SequenceGaps}) and silent nights ({@link MissingNights}).
 */
final class RecordBreaksRefiner {

  private RecordBreaksRefiner() {}

  /** Changed pasts; {@code reads}: rows of {@code bronze.files} of the period. */
  static Dataset<Row> pasts(Dataset<Row> reads) {
    return reads
        .where("past in ('edited', 'truncated', 'vanished', 'rewritten')")
        .withColumn("kind", expr("if(past = 'rewritten', 'rewritten_history', past)"))
        .withColumn("position", expr("if(past = 'rewritten', 0, coalesce(past_position, 0))"))
        .groupBy("night", "source", "file", "kind", "position")
        .agg(
            expr("max(if(past = 'rewritten', coalesce(past_position, 0), 0))").as("missing"),
            expr("max(end)").as("end"),
            expr("max(size_bytes)").as("size_bytes"))
        .withColumn("record_night", col("night"))
        .withColumn("subject", col("file"))
        .withColumn(
            "detail",
            expr(
                "case kind when 'edited' then concat('bytes from ', position,"
                    + " ' on differ from those read before')"
                    + " when 'truncated' then concat('the file has ', size_bytes,"
                    + " ' bytes, and more had been read')"
                    + " when 'vanished' then 'the file is gone'"
                    + " else concat(missing, ' commits are no longer reachable') end"));
  }

  /** Repeated events; {@code repetitions}: {@link RepeatedEvents#of}. */
  static Dataset<Row> repeated(Dataset<Row> repetitions) {
    return repetitions.select(
        col("night"),
        col("record_night"),
        col("source"),
        col("file"),
        expr("begin + ordinal").as("position"),
        col("kind"),
        expr("concat(event_source, ' ', event_id)").as("subject"),
        expr("if(kind = 'duplicate', 1, 0)").as("missing"),
        expr("concat(if(kind = 'duplicate', 'the same event', 'another event with this id'),"
                + " ' counts on ', first)")
            .as("detail"));
  }

  /** The rows of a period; {@code breaks}: all kinds of them. */
  static Dataset<Row> refine(List<Dataset<Row>> breaks) {
    return breaks.stream()
        .reduce((some, more) -> some.unionByName(more, true))
        .map(all -> all.withColumn("late", expr("night > record_night")))
        .map(all -> all.withColumn("member", lit(null).cast("string")))
        .map(all -> Payload.as(RecordBreaks.SPEC, all))
        .orElseThrow();
  }
}
