package io.plumbline.pipeline.refine;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What is known of a model name on a night: a small Dataset that others join.
 *
 * <p>A name is a model id, an alias of one, or a node of the lineage graph. There is at most one
 * row per name and night.
 */
final class Names {

  /**
   * {@code kin}: every name of every model related to this one by at least 0.5, itself included
   * (METHODS 8.F); {@code own}: every name of the model itself; {@code ancestors}: every name of
   * every model it came from by training. {@code relations}: how the models of other names stand to
   * this one, by name; the first kind that holds: same, ancestor (this one's weights were made from
   * its), descendant, related (by at least 0.5), took_part (in building this one, or what took part
   * in that), distant (related by at least 0.2); a name that is missing is that of a model that is
   * none of these. {@code known_from} to {@code known_to}: nights on which the row holds.
   */
  static final String DDL =
      "name string, model_id string, generation int, kin array<string>, own array<string>, ancestors array<string>,"
          + " relations map<string,struct<kind:string,related:bigint>>,"
          + " known_from date, known_to date";

  private Names() {}

  /**
   * Adds what is known of the model named in a column, on the row's night: columns {@code
   * <prefix>_model_id}, {@code <prefix>_generation}, {@code <prefix>_kin}, {@code <prefix>_own},
   * {@code <prefix>_ancestors} and {@code <prefix>_relations}, null where nothing is known. Many
   * rows to at most one name.
   */
  static Dataset<Row> join(Dataset<Row> rows, Dataset<Row> names, String column, String prefix) {
    Dataset<Row> known =
        names.select(
            col("name").as("known_name"),
            col("model_id").as(prefix + "_model_id"),
            col("generation").as(prefix + "_generation"),
            col("kin").as(prefix + "_kin"),
            col("own").as(prefix + "_own"),
            col("ancestors").as(prefix + "_ancestors"),
            col("relations").as(prefix + "_relations"),
            col("known_from"),
            col("known_to"));
    return rows.join(
            broadcast(known),
            rows.col(column)
                .equalTo(col("known_name"))
                .and(rows.col("night").between(col("known_from"), col("known_to"))),
            "left")
        .drop("known_name", "known_from", "known_to");
  }
}
