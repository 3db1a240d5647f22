package io.plumbline.pipeline.refine;

import static org.apache.spark.sql.functions.row_number;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Tables whose rows are entries: an entry id counts once, the first time. */
final class Entries {

  private Entries() {}

  /** The first row of each entry id that was not there before. */
  static Dataset<Row> firsts(Dataset<Row> entries, Dataset<Row> earlier) {
    return entries
        .where("entry_id is not null")
        .withColumn(
            "turn",
            row_number()
                .over(
                    Window.partitionBy("entry_id").orderBy("night", "source", "file", "position")))
        .where("turn = 1")
        .join(earlier.select("entry_id"), new String[] {"entry_id"}, "left_anti");
  }
}
