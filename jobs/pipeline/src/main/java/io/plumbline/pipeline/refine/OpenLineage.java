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
      "struct<namespace:string,name:string,facets:struct<version:struct<datasetVersion:string>,"
          + "plumbline_model:struct<model_id:string,digest:string,generation:int,parents:array<string>,parameters:bigint>>>";

  private static final String DATA =
      "inputs array<"
          + DATASET
          + ">, outputs array<"
          + DATASET
          + ">, dataset "
          + DATASET
          + ", run struct<facets:struct<parent:struct<job:struct<namespace:string,name:string>>,"
          + "plumbline_participation:struct<"
          + "actor:struct<kind:string,id:string,model:string>,role:string,subject_model:string>>>";

  private OpenLineage() {}

  /**
   * One row per usable event, with its payload in {@code event} and {@code run}: what accumulates,
   * the run of a job, or the event itself where it has no run id. Events of failed and aborted runs
   * made nothing and are left out.
   */
  static Dataset<Row> events(Dataset<Row> lines) {
    return Payload.of(
            lines.where(
                "reason is null and data is not null"
                    + " and coalesce(event_type, '') not in ('FAIL', 'ABORT')"),
            DATA,
            "run_id",
            "job_namespace",
            "job_name")
        // A run is of one job; an id that stands for several, as in templates, joins nothing.
        .withColumn(
            "run",
            expr(
                "if(run_id is null, concat(source, '/', file, '#', position),"
                    + " concat_ws('|', run_id, job_namespace, job_name))"))
        .drop("job_namespace", "job_name");
  }

  /**
   * One row per event that names a job, with its payload in {@code event} and {@code job}. What an
   * event says of its job and data sets needs no run and no time: events that are quarantined for
   * want of these are among them.
   */
  static Dataset<Row> ofJobs(Dataset<Row> lines) {
    return Payload.of(
            lines.where("data is not null and job_name is not null"),
            DATA,
            "run_id",
            "job_namespace",
            "job_name")
        .withColumn("job", expr("concat_ws('/', 'job', nullif(job_namespace, ''), job_name)"))
        .withColumn(
            "parent",
            expr(
                "if(event.run.facets.parent.job.name is null, null, concat_ws('/', 'job',"
                    + " nullif(event.run.facets.parent.job.namespace, ''),"
                    + " event.run.facets.parent.job.name))"));
  }

  /** Adds {@code fed}: whether an event of the run, up to this one's night, names an input. */
  static Dataset<Row> fed(Dataset<Row> events) {
    return events.withColumn(
        "fed",
        expr("max(coalesce(size(event.inputs), 0) > 0) over (partition by run order by night)"));
  }

  /**
   * One row per dataset of each event: {@code side} (in, out or none), {@code name} (with
   * namespace), {@code facet}, {@code digest}, {@code node}, {@code model_id} (null for what is no
   * model).
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
            "digest", expr("coalesce(each.dataset.facets.version.datasetVersion, facet.digest)"))
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
