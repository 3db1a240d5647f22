package io.plumbline.pipeline.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import io.plumbline.datasets.silver.Quarantine;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Bronze records with a reason to {@code silver.quarantine}. */
final class QuarantineRefiner {

  private static final int MOST_CHARACTERS = 4096;

  private QuarantineRefiner() {}

  /** The rows of a period; {@code bronze}: its rows of every bronze table of records. */
  static Dataset<Row> refine(List<Dataset<Row>> bronze) {
    return bronze.stream()
        .map(QuarantineRefiner::refused)
        .reduce(Dataset::union)
        .map(rows -> Payload.as(Quarantine.SPEC, rows))
        .orElseThrow();
  }

  private static Dataset<Row> refused(Dataset<Row> lines) {
    return lines
        .where("reason is not null")
        .select(
            col("night"),
            col("record_night"),
            col("late"),
            col("source"),
            col("file"),
            col("member"),
            expr("begin + ordinal").as("position"),
            col("reason"),
            col("sha256"),
            expr("substring(raw, 1, " + MOST_CHARACTERS + ")").as("raw"));
  }
}
