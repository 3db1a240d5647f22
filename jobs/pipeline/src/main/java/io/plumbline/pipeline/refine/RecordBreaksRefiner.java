package io.plumbline.pipeline.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.plumbline.datasets.silver.RecordBreaks;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Places where the record is not what it was or should be, to {@code silver.record_breaks}: files
 * whose past changed, repeated events ({@link RepeatedEvents}), sequence gaps ({@link
 * SequenceGaps}), claimed times out of order ({@link BackDated}) and silent nights ({@link
 * MissingNights}).
 */
final class RecordBreaksRefiner {

  private RecordBreaksRefiner() {}

  /** Changed pasts; {@code reads}: rows of {@code bronze.files} of the period. */
  static Dataset<Row> pasts(Dataset<Row> reads) {
    return reads
        .where("past in ('edited', 'truncated', 'vanished', 'rewritten')")
        .withColumn(
            "change",
            explode(
                expr(
                    "coalesce(changes, array(named_struct("
                        + "'kind', if(past = 'rewritten', 'rewritten_history', past),"
                        + " 'position', if(past = 'rewritten', 0, coalesce(past_position, 0)),"
                        + " 'records', if(past = 'rewritten', coalesce(past_position, 0), 0))))")))
        .groupBy(
            col("night"),
            col("source"),
            col("file"),
            col("change.kind").as("kind"),
            col("change.position").as("position"))
        .agg(expr("max(change.records)").as("missing"), expr("max(size_bytes)").as("size_bytes"))
        .withColumn("record_night", col("night"))
        .withColumn("subject", col("file"))
        .withColumn(
            "detail",
            expr(
                "case when kind = 'edited' and missing = 0 then concat('bytes from ', position,"
                    + " ' on differ from those read before')"
                    + " when kind in ('edited', 'removed', 'inserted') then concat(missing,"
                    + " if(missing = 1, ' record ', ' records '), kind,"
                    + " ' after the file was read, the first at ', position)"
                    + " when kind = 'truncated' then concat('the file has ', size_bytes,"
                    + " ' bytes, and more had been read')"
                    + " when kind = 'vanished' then 'the file is gone'"
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
