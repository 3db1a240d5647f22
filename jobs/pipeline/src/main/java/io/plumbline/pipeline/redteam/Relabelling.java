package io.plumbline.pipeline.redteam;

import static org.apache.spark.sql.functions.expr;

import io.plumbline.datasets.TableSpec;
import io.plumbline.datasets.silver.Behaviours;
import io.plumbline.datasets.silver.Candidates;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A lake's own history in which nothing leans, by construction: within every block the labels that
 * a test compares are dealt anew among the same units, by hash.
 *
 * @param table the table
 * @param title what is dealt anew
 * @param detectors those for which nothing leans afterwards
 * @param concerned which rows it deals: where there are none, there is nothing to try
 * @param deal how
 */
record Relabelling(
    TableSpec table, String title, Set<String> detectors, String concerned, Deal deal) {

  /** Deals labels anew. */
  interface Deal {
    Dataset<Row> among(Dataset<Row> rows, long seed);
  }

  static final List<Relabelling> ALL =
      List.of(
          new Relabelling(
              Candidates.SPEC,
              "which units of a batch and stratum a model took",
              Set.of("selection-pool/1", "own-lineage/1", "safety-data/1", "item-survival/1"),
              "selector_kind = 'model'",
              Relabelling::picks),
          new Relabelling(
              Candidates.SPEC,
              "whether a model or people took what only one of them took",
              Set.of("selection-human/1"),
              "selector_kind = 'model' and selected <> human_selected",
              (rows, seed) -> discordant(rows, seed, "human_selected")),
          new Relabelling(
              Candidates.SPEC,
              "whether a model or the control arm took what only one of them took",
              Set.of("selection-control/1"),
              "selector_kind = 'model' and selected <> control_selected",
              (rows, seed) -> discordant(rows, seed, "control_selected")),
          new Relabelling(
              Behaviours.SPEC,
              "which samples of a stratum were of deployment",
              Set.of("behaviour-gap/1"),
              "true",
              Relabelling::contexts));

  Relabelling {
    detectors = Set.copyOf(detectors);
  }

  private static Dataset<Row> picks(Dataset<Row> rows, long seed) {
    return dealt(rows, "selector_kind = 'model'", seed)
        .withColumn("selected", expr("if(dealt, place <= kept, selected)"))
        .drop("dealt", "place", "kept");
  }

  /** Of what exactly one of two took, both labels change together. */
  private static Dataset<Row> discordant(Dataset<Row> rows, long seed, String other) {
    return dealt(
            rows, "selector_kind = 'model' and coalesce(selected <> " + other + ", false)", seed)
        .withColumn("selected", expr("if(dealt, place <= kept, selected)"))
        .withColumn(other, expr("if(dealt, place > kept, " + other + ")"))
        .drop("dealt", "place", "kept");
  }

  /** Adds which rows are dealt, their place in their block, and how many of it were selected. */
  private static Dataset<Row> dealt(Dataset<Row> rows, String which, long seed) {
    String block =
        "(partition by night, record_night, purpose, pool_id, stratum, selector_id,"
            + " selector_model, unit, version, dealt";
    return rows.withColumn("dealt", expr(which))
        .withColumn("place", place(block, seed, "item_id"))
        .withColumn("kept", expr("sum(if(selected, 1, 0)) over " + block + ")"));
  }

  private static Dataset<Row> contexts(Dataset<Row> rows, long seed) {
    String block = "(partition by night, record_night, model, behaviour, stratum, unit, version";
    return rows.withColumn("place", place(block, seed, "sample_id"))
        .withColumn("kept", expr("sum(if(context = 'deployment', 1, 0)) over " + block + ")"))
        .withColumn("context", expr("if(place <= kept, 'deployment', 'test')"))
        .drop("place", "kept");
  }

  private static Column place(String block, long seed, String key) {
    return expr(
        "row_number() over "
            + block
            + " order by xxhash64("
            + seed
            + "L, "
            + key
            + "), "
            + key
            + ")");
  }
}
