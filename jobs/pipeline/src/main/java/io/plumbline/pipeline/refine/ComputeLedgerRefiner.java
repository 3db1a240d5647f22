package io.plumbline.pipeline.refine;

import static org.apache.spark.sql.functions.expr;

import io.plumbline.datasets.silver.ComputeLedger;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Mapped rows to {@code silver.compute_ledger}. An entry id counts once, ever. */
final class ComputeLedgerRefiner {

  private ComputeLedgerRefiner() {}

  /** The rows of a period; {@code earlier}: rows of the table before it. */
  static Dataset<Row> refine(Dataset<Row> entries, Dataset<Row> earlier) {
    return Payload.as(
        ComputeLedger.SPEC,
        Entries.firsts(
            entries
                .where("amount_micro is not null and unit is not null")
                .withColumn(
                    "use",
                    expr(
                        "if(use in ('inference', 'training', 'evaluation', 'safety'), use, 'other')")),
            earlier));
  }
}
