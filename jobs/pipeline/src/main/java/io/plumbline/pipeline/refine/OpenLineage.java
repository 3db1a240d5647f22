package io.plumbline.pipeline.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * OpenLineage events as rows.
 *
 * <p>A dataset is the node {@code namespace/name}, or the model it carries a {@code
 * plumbline_model} facet of, or the model that a name {@code model/<id>} names.
 */
final class OpenLineage {

  private static final String DATASET =
      "struct<namespace:string,name:string,facets:struct<plumbline_model:struct<model_id:string,"
          + "digest:string,generation:int,parents:array<string>,parameters:bigint>>>";

  private static final String DATA =
      "inputs array<"
          + DATASET
          + ">, outputs array<"
          + DATASET
          + ">, dataset "
          + DATASET
          + ", run struct<facets:struct<plumbline_participation:struct<"
          + "actor:struct<kind:string,id:string,model:string>,role:string,subject_model:string>>>";

  private OpenLineage() {}

  /**
   * One row per usable event, with its payload in {@code event} and {@code run}: what accumulates,
   * the run id, or the event itself where it has none. Events of failed and aborted runs made
   * nothing and are left out.
   */
  static Dataset<Row> events(Dataset<Row> lines) {
    return Payload.of(
            lines.where(
                "reason is null and data is not null"
                    + " and coalesce(event_type, '') not in ('FAIL', 'ABORT')"),
            DATA,
            "run_id")
        .withColumn("run", expr("coalesce(run_id, concat(source, '/', file, '#', position))"));
  }

  /**
   * One row per dataset of each event: {@code side} (in, out or none), {@code name} (with
   * namespace), {@code facet}, {@code node}, {@code model_id} (null for what is no model).
   */
  static Dataset<Row> datasets(Dataset<Row> events) {
    return events
        .withColumn(
            "each",
            explode(
                expr(
                    "concat(coalesce(transform(event.inputs, d -> struct('in' as side, d as dataset)), array()),"
                        + " coalesce(transform(event.outputs, d -> struct('out' as side, d as dataset)), array()),"
                        + " if(event.dataset is null, array(), array(struct('none' as side, event.dataset as dataset))))")))
        .where("each.dataset.name is not null")
        .withColumn("side", col("each.side"))
        .withColumn(
            "name", expr("concat_ws('/', nullif(each.dataset.namespace, ''), each.dataset.name)"))
        .withColumn("facet", col("each.dataset.facets.plumbline_model"))
        .withColumn(
            "model_id",
            expr(
                "coalesce(facet.model_id,"
                    + " if(startswith(each.dataset.name, 'model/'), substring(each.dataset.name, 7), null))"))
        .withColumn("node", expr("coalesce(model_id, name)"))
        .drop("each", "event");
  }

  /** One row per event that says who took part: {@code actor}, {@code role}, {@code subject}. */
  static Dataset<Row> participations(Dataset<Row> events) {
    return events
        .withColumn("facet", col("event.run.facets.plumbline_participation"))
        .withColumn("actor", expr("coalesce(facet.actor.model, facet.actor.id)"))
        .withColumn("role", col("facet.role"))
        .withColumn("subject", col("facet.subject_model"))
        .where("facet.actor.kind = 'model' and actor is not null and role is not null")
        .drop("facet", "event");
  }
}
