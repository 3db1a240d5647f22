package io.plumbline.pipeline.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Nights on which a source that speaks every night was silent.
 *
 * <p>A stretch without records is reported on the night on which the source speaks again, when it
 * spoke on each of the {@value #REGULAR} nights before the stretch: what rests at weekends, or runs
 * when somebody likes, misses nothing. Stretches of up to {@value #LONGEST} nights are seen.
 */
final class MissingNights {

  /** Nights in a row that make a source regular: a whole week. */
  static final int REGULAR = 7;

  /** Longest stretch that is looked across. */
  static final int LONGEST = 23;

  private MissingNights() {}

  /** Nights of records that must be read before the first night of a period. */
  static int lookBack() {
    return REGULAR + LONGEST;
  }

  /**
   * The stretches reported in a period.
   *
   * @param records night, source, file and position of the records of every source, of the period
   *     and of {@link #lookBack} nights before
   */
  static Dataset<Row> of(Dataset<Row> records, Period period) {
    WindowSpec nights = Window.partitionBy("source").orderBy("day");
    return records
        .groupBy("source", "night")
        .agg(expr("min(struct(file, position))").as("first"))
        .withColumn("day", expr("unix_date(night)"))
        .withColumn("day_before", lag("day", 1).over(nights))
        .withColumn("week_before", lag("day", REGULAR).over(nights))
        .where(period.contains())
        .withColumn("silent", expr("day - day_before - 1"))
        .where(
            "silent > 0 and silent <= "
                + LONGEST
                + " and week_before = day_before - "
                + (REGULAR - 1))
        .select(
            col("night"),
            col("night").as("record_night"),
            col("source"),
            col("first.file"),
            col("first.position"),
            lit("missing_night").as("kind"),
            col("source").as("subject"),
            lit(0L).as("missing"),
            expr("concat(silent, if(silent = 1, ' night', ' nights'), ' without a record after ',"
                    + " date_from_unix_date(day_before), ', a record on each of the "
                    + REGULAR
                    + " nights before')")
                .as("detail"));
  }
}
