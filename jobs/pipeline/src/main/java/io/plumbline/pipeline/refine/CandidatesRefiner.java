package io.plumbline.pipeline.refine;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.plumbline.datasets.silver.Candidates;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;

/**
 * Selection events to {@code silver.candidates}, one row per item offered.
 *
 * <ul>
 *   <li>A repeated offer of an item by the same selector in the same batch is a later version and
 *       no evidence. Of several on one night the one that was taken comes first: an item that was
 *       taken cannot be hidden behind an offer that was not.
 *   <li>The unit of a cluster is the item with the smallest hash of (cluster, item) among those
 *       offered to the selector on the first night on which the cluster counts: nothing a selector
 *       did is read, so all selectors that were offered the same items have the same unit. A
 *       cluster is a unit once per purpose and selector, ever. Without a cluster every first
 *       version is a unit.
 *   <li>What a human selector or the random control arm took is what is known up to the night.
 * </ul>
 */
final class CandidatesRefiner {

  /** Selector id of the standing random control arm. */
  static final String CONTROL = "random-control";

  private static final String BY_CONTROL = "selector_id = '" + CONTROL + "'";

  private static final String DATA =
      "pool_id string, purpose string, subject_model string, decision_id string,"
          + " selector struct<kind:string,id:string,model:string>,"
          + " items array<struct<item_id:string,selected:boolean,cluster_id:string,stratum:string,"
          + "origin_model:string,attributes:map<string,string>,measures:map<string,double>>>";

  /** Three significant digits: few enough values to count, and whole numbers to 999 exactly. */
  private static final String BINS =
      "transform_values(map_filter(measures, (name, value) -> abs(value) < 1e300),"
          + " (name, value) -> format_string('%.2e', value))";

  private CandidatesRefiner() {}

  /** One row per item of each selection event, before anything is compared with anything. */
  static Dataset<Row> offers(Dataset<Row> events) {
    return Payload.of(events, DATA)
        .select(col("*"), posexplode(col("event.items")).as(new String[] {"item_index", "item"}))
        .select(
            col("night"),
            col("record_night"),
            col("late"),
            col("source"),
            col("file"),
            col("member"),
            col("position"),
            col("item_index"),
            col("event.pool_id"),
            col("item.item_id"),
            col("item.cluster_id"),
            col("event.purpose"),
            col("event.subject_model"),
            col("event.selector.kind").as("selector_kind"),
            col("event.selector.id").as("selector_id"),
            col("event.selector.model").as("selector_model"),
            col("event.decision_id"),
            col("item.selected"),
            col("item.stratum"),
            col("item.attributes"),
            col("item.measures"),
            col("item.origin_model"));
  }

  /** What offers are brought together and put in order by. */
  private static final List<String> ASKED_FOR =
      List.of(
          "night",
          "source",
          "file",
          "position",
          "item_index",
          "purpose",
          "pool_id",
          "item_id",
          "cluster_id",
          "selector_kind",
          "selector_id",
          "selector_model",
          "selected");

  /**
   * The rows of a period.
   *
   * @param offers offers that count in the period: {@link #offers} and mapped rows
   * @param earlier rows of {@code silver.candidates} before the period; those of batches that
   *     recur, at least
   * @param units rows of {@code silver.candidates} before the period that are units; those of
   *     clusters that recur, at least
   * @param names see {@link Names}
   */
  static Dataset<Row> refine(
      Dataset<Row> offers, Dataset<Row> earlier, Dataset<Row> units, Dataset<Row> names) {
    return Payload.as(
        Candidates.SPEC,
        withLineage(withUnit(compared(usable(offers), earlier), units), names)
            // Last: every step before copies whole rows.
            .withColumn("measure_bins", expr(BINS)));
  }

  private static Dataset<Row> usable(Dataset<Row> offers) {
    // Only events hold several items: a mapped row is one, and a lake may have no events at all.
    boolean isOfEvents = Arrays.asList(offers.columns()).contains("item_index");
    return (isOfEvents ? offers : offers.withColumn("item_index", lit(0)))
        .where(
            "pool_id is not null and item_id is not null and purpose is not null"
                + " and selector_id is not null and selected is not null")
        .withColumn("selector_kind", coalesce(col("selector_kind"), lit("unknown")));
  }

  /**
   * Adds version, human_selected and control_selected.
   *
   * <p>One shuffle and one sort for three windows: rows of a batch come together, in an order that
   * suits the finest window, which comes first, and therefore the coarser ones. A hash leads each
   * key, for comparing numbers is quicker than comparing texts that begin alike.
   */
  private static Dataset<Row> compared(Dataset<Row> offers, Dataset<Row> earlier) {
    Column[] batch = columns("batch_hash", "purpose", "pool_id");
    Column[] item = columns("batch_hash", "purpose", "pool_id", "item_id");
    WindowSpec repeats =
        Window.partitionBy(
                columns(
                    "batch_hash", "purpose", "pool_id", "item_id", "selector_id", "selector_model"))
            .orderBy(
                col("night"),
                expr("not selected"),
                col("source"),
                col("file"),
                col("position"),
                col("item_index"));
    return carrying(offers)
        .withColumn("before", lit(false))
        .unionByName(
            earlier
                .select(
                    "night",
                    "purpose",
                    "pool_id",
                    "item_id",
                    "selector_kind",
                    "selector_id",
                    "selector_model",
                    "selected")
                .withColumn("before", lit(true)),
            true)
        .withColumn("batch_hash", xxhash64(col("purpose"), col("pool_id")))
        .repartition(batch)
        .withColumn("version", row_number().over(repeats))
        .withColumn("human_took", first("selected and selector_kind = 'human'", item))
        .withColumn("control_took", first("selected and " + BY_CONTROL, item))
        .withColumn("human_came", first("selector_kind = 'human'", batch))
        .withColumn("control_came", first(BY_CONTROL, batch))
        .where("not before")
        .withColumn("human_selected", upToNow("human_came", "human_took"))
        .withColumn("control_selected", upToNow("control_came", "control_took"))
        .drop("batch_hash");
  }

  /**
   * What no window asks for in one column: each window copies it at once and not value by value.
   */
  private static Dataset<Row> carrying(Dataset<Row> offers) {
    Column[] carried =
        Arrays.stream(offers.columns())
            .filter(name -> !ASKED_FOR.contains(name))
            .map(functions::col)
            .toArray(Column[]::new);
    return offers.select(
        Stream.concat(
                ASKED_FOR.stream().map(functions::col),
                Stream.of(functions.struct(carried).as("carried")))
            .toArray(Column[]::new));
  }

  /** The first night on which something holds of a row of the partition; null for never. */
  private static Column first(String condition, Column[] partition) {
    return min(when(expr(condition), col("night"))).over(Window.partitionBy(partition));
  }

  /** Whether an arm has taken the item by the row's night; null when it was not offered by then. */
  private static Column upToNow(String came, String took) {
    return expr("if(%1$s <= night, coalesce(%2$s <= night, false), null)".formatted(came, took));
  }

  private static Column[] columns(String... names) {
    return Arrays.stream(names).map(functions::col).toArray(Column[]::new);
  }

  private static Dataset<Row> withUnit(Dataset<Row> offers, Dataset<Row> units) {
    WindowSpec cluster =
        Window.partitionBy(
                columns("cluster_hash", "purpose", "selector_id", "selector_model", "cluster"))
            .orderBy(
                expr("version > 1"), col("night"), col("hash"), col("item_id"), col("pool_id"));
    Dataset<Row> ranked =
        offers
            // An item without a cluster is a cluster of its own, and spreads over partitions.
            .withColumn(
                "cluster", expr("coalesce(concat('c', cluster_id), concat('i', pool_id, item_id))"))
            .withColumn("cluster_hash", xxhash64(col("cluster"), col("selector_id")))
            .withColumn("hash", expr("xxhash64(cluster_id, item_id)"))
            .withColumn("rank", row_number().over(cluster))
            // The same rows in the same order and frame: no further sort, and nothing compared.
            .withColumn(
                "cluster_since",
                functions
                    .first_value(col("night"))
                    .over(cluster.rowsBetween(Window.unboundedPreceding(), Window.currentRow())))
            .select(col("*"), col("carried.*"))
            .drop("carried");
    Dataset<Row> counted =
        units
            .where("unit and cluster_id is not null")
            .select(
                col("purpose").as("counted_purpose"),
                col("selector_id").as("counted_selector"),
                col("selector_model").as("counted_model"),
                col("cluster_id").as("counted_cluster"));
    // Many offers to at most one earlier unit of their cluster.
    return ranked
        .join(
            counted,
            ranked
                .col("purpose")
                .equalTo(counted.col("counted_purpose"))
                .and(ranked.col("selector_id").equalTo(counted.col("counted_selector")))
                .and(ranked.col("selector_model").eqNullSafe(counted.col("counted_model")))
                .and(ranked.col("cluster_id").equalTo(counted.col("counted_cluster"))),
            "left")
        .withColumn("unit", expr("rank = 1 and version = 1 and counted_cluster is null"))
        .withColumn(
            "recurring",
            expr(
                "if(cluster_id is null, null,"
                    + " counted_cluster is not null or cluster_since < night)"));
  }

  private static Dataset<Row> withLineage(Dataset<Row> offers, Dataset<Row> names) {
    return Names.join(
            Names.join(offers, names, "selector_model", "selector"),
            names,
            "origin_model",
            "origin")
        .withColumn(
            "own_lineage",
            expr(
                "case when origin_model = selector_model then true"
                    + " when selector_model_id is null or origin_model_id is null then null"
                    + " else array_contains(selector_kin, origin_model) end"));
  }
}
