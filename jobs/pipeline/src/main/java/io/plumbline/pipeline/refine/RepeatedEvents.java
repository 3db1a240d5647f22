package io.plumbline.pipeline.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.sort_array;

import java.util.Collection;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Events whose id was there before.
 *
 * <p>The key is (event source, event id). A line is a repetition when an earlier line with its key,
 * in the order (night, source, file, begin, ordinal), counted on the line's own record night or on
 * one of the {@value #NIGHTS} nights before the line counts: so a copy of the same bytes, which has
 * the same record night, is found however late it comes as long as the first was in time. What has
 * the bytes of the earliest such line is a duplicate, anything else is an id conflict; neither
 * counts.
 */
final class RepeatedEvents {

  /** How many nights back an id is remembered besides the line's own record night. */
  static final int NIGHTS = 7;

  private static final String PRIOR =
      "get(filter(slice(copies, 1, i), f -> f.night >= date_sub(copy.night, "
          + NIGHTS
          + ") or f.night = copy.record_night), 0)";

  private RepeatedEvents() {}

  /**
   * The repetitions that count in the period.
   *
   * @param lines rows of {@code bronze.cloudevents}: those of the period and of the nights looked
   *     back to
   * @return where each repetition is, its {@code kind} ({@code duplicate} or {@code id_conflict}),
   *     and where the line is that counted instead
   */
  static Dataset<Row> of(Dataset<Row> lines, Period period) {
    Dataset<Row> named =
        lines.where("reason is null and event_id is not null and event_source is not null");
    // Few ids repeat: only their lines are collected and sorted.
    Dataset<Row> repeated =
        named
            .groupBy("event_source", "event_id")
            .agg(count(lit(1)).as("lines"))
            .where("lines > 1")
            .select("event_source", "event_id");
    return named
        .join(repeated, new String[] {"event_source", "event_id"}, "left_semi")
        .groupBy("event_source", "event_id")
        .agg(
            sort_array(
                    collect_list(
                        expr(
                            "struct(night, source, file, begin, ordinal, record_night, late, sha256)")))
                .as("copies"))
        .where("size(copies) > 1")
        .select(
            col("event_source"),
            col("event_id"),
            col("copies"),
            posexplode(col("copies")).as(new String[] {"i", "copy"}))
        .withColumn("prior", expr(PRIOR))
        .where("prior is not null")
        .select(
            col("copy.*"),
            col("event_source"),
            col("event_id"),
            expr("if(copy.sha256 = prior.sha256, 'duplicate', 'id_conflict')").as("kind"),
            expr("concat(prior.night, ' from ', prior.source, '/', prior.file, ' at ', prior.begin)")
                .as("first"))
        .where(period.contains());
  }

  /** The usable lines of these types that are no repetitions. */
  static Dataset<Row> without(
      Dataset<Row> lines, Dataset<Row> repetitions, Collection<String> types) {
    // (source, file, begin, ordinal) is the key of a line: each meets at most one repetition.
    return lines
        .where("reason is null and data is not null")
        .where(col("type").isin(types.toArray()))
        .join(
            repetitions.select("source", "file", "begin", "ordinal"),
            new String[] {"source", "file", "begin", "ordinal"},
            "left_anti");
  }
}
