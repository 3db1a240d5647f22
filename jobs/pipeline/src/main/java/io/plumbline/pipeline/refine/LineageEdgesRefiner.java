package io.plumbline.pipeline.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.plumbline.datasets.silver.LineageEdges;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * What sources say of where things came from, to {@code silver.lineage_edges}.
 *
 * <ul>
 *   <li>Each output of a run comes from each of its inputs, on the night on which the run is known
 *       to have both: a model from a dataset is {@code trained_on}, anything else {@code
 *       derived_from}. A dataset that a run reads and writes says nothing.
 *   <li>A model is {@code derived_from} its parents.
 *   <li>Participation is {@code judged_by} for the role judged, {@code selected_by} for selected,
 *       {@code participated_in_building} for all others, from the subject model. Where no subject
 *       is named, and for what was generated or selected, also from the outputs of the run, where
 *       generated is {@code derived_from}. A model may take part in building itself.
 *   <li>A training set is {@code derived_from} the teacher of a trace in it and {@code selected_by}
 *       the model that kept the trace: not declared.
 * </ul>
 *
 * <p>Names are resolved to model ids as known on the night. An edge is a row once a night, however
 * often it is said. The edges that follow from others are made with the closure: {@link
 * LineageGraph}.
 */
final class LineageEdgesRefiner {

  private static final String PLACE =
      "struct(night, record_night, late, source, file, member, position)";

  private LineageEdgesRefiner() {}

  /** Edges of runs; {@code events}: all events of each run, see {@link OpenLineage#events}. */
  static Dataset<Row> ofRuns(Dataset<Row> events) {
    Dataset<Row> sides =
        OpenLineage.datasets(OpenLineage.fed(events))
            .groupBy("run", "side", "node")
            .agg(
                expr("min(" + PLACE + ")").as("place"),
                expr("max(model_id is not null)").as("is_model"),
                expr("max(digest)").as("digest"),
                expr("min_by(fed, struct(night, source, file, position))").as("fed"),
                expr("max(run_id)").as("run_id"));
    Dataset<Row> outputs =
        sides
            .where("side = 'out'")
            .select(
                col("run"),
                col("run_id"),
                col("node").as("from_node"),
                col("is_model").as("makes_model"),
                col("digest").as("from_digest"),
                col("fed"),
                col("place").as("out_place"));
    Dataset<Row> inputs =
        sides
            .where("side = 'in'")
            .select(
                col("run"),
                col("node").as("to_node"),
                col("is_model").as("takes_model"),
                col("place").as("in_place"));
    // Outputs times inputs of one run.
    Dataset<Row> made =
        outputs
            .join(inputs, "run")
            .select(
                expr("greatest(out_place, in_place)").as("place"),
                col("from_node"),
                col("to_node"),
                expr("if(makes_model and not takes_model, 'trained_on', 'derived_from')")
                    .as("relation"),
                lit(null).cast("string").as("role"),
                lit(true).as("declared"),
                col("run_id"),
                col("from_digest"),
                lit(null).cast("boolean").as("inputless"));
    Dataset<Row> participations =
        OpenLineage.participations(events)
            .groupBy("run", "actor", "role", "subject")
            .agg(expr("min(" + PLACE + ")").as("place"), expr("max(run_id)").as("own_run_id"));
    Dataset<Row> subjects =
        participations
            .where("subject is not null")
            .select(
                col("place"),
                col("subject").as("from_node"),
                col("actor").as("to_node"),
                expr(relation("'participated_in_building'")).as("relation"),
                col("role"),
                lit(true).as("declared"),
                col("own_run_id").as("run_id"),
                lit(null).cast("string").as("from_digest"),
                lit(null).cast("boolean").as("inputless"));
    // Participations times outputs of one run.
    Dataset<Row> touched =
        participations
            .where("subject is null or role in ('generated', 'selected')")
            .join(outputs, "run")
            .select(
                expr("greatest(place, out_place)").as("place"),
                col("from_node"),
                col("actor").as("to_node"),
                expr(relation("if(role = 'generated', 'derived_from', 'participated_in_building')"))
                    .as("relation"),
                col("role"),
                lit(true).as("declared"),
                col("run_id"),
                col("from_digest"),
                expr("if(role in ('generated', 'selected'), not fed, null)").as("inputless"));
    return made.union(subjects).union(touched);
  }

  private static String relation(String otherwise) {
    return "case role when 'judged' then 'judged_by' when 'selected' then 'selected_by' else "
        + otherwise
        + " end";
  }

  /** Whether an edge is one of ancestry: what a job read and wrote is no ancestor by itself. */
  static Column isAncestry() {
    return expr("relation not in ('output_of', 'has_input', 'part_of')");
  }

  /** Edges of jobs to data sets and to parent jobs; {@code events}: {@link OpenLineage#ofJobs}. */
  static Dataset<Row> ofJobs(Dataset<Row> events) {
    Dataset<Row> touched =
        OpenLineage.datasets(events)
            .where("side in ('in', 'out')")
            .select(
                expr(PLACE).as("place"),
                expr("if(side = 'out', node, job)").as("from_node"),
                expr("if(side = 'out', job, node)").as("to_node"),
                expr("if(side = 'out', 'output_of', 'has_input')").as("relation"),
                col("run_id"));
    Dataset<Row> nested =
        events
            .where("parent is not null and parent <> job")
            .select(
                expr(PLACE).as("place"),
                col("job").as("from_node"),
                col("parent").as("to_node"),
                lit("part_of").as("relation"),
                col("run_id"));
    return touched
        .union(nested)
        .select(
            col("place"),
            col("from_node"),
            col("to_node"),
            col("relation"),
            lit(null).cast("string").as("role"),
            lit(true).as("declared"),
            col("run_id"),
            lit(null).cast("string").as("from_digest"),
            lit(null).cast("boolean").as("inputless"));
  }

  /** Edges to parents; {@code models}: rows of {@code silver.models}. */
  static Dataset<Row> ofModels(Dataset<Row> models) {
    return models
        .withColumn("parent", explode(col("parents")))
        .select(
            expr(PLACE).as("place"),
            col("model_id").as("from_node"),
            col("parent").as("to_node"),
            lit("derived_from").as("relation"),
            lit(null).cast("string").as("role"),
            lit(true).as("declared"),
            lit(null).cast("string").as("run_id"),
            col("digest").as("from_digest"),
            lit(null).cast("boolean").as("inputless"));
  }

  /** Edges of traces; {@code traces}: {@link TracesRefiner#traces}. */
  static Dataset<Row> ofTraces(Dataset<Row> traces) {
    return traces
        .where("training_set is not null")
        .select(
            expr(PLACE).as("place"),
            col("training_set").as("from_node"),
            explode(
                    expr(
                        "filter(array(struct(teacher as node, 'derived_from' as relation, 'generated' as role),"
                            + " struct(selector_model as node, 'selected_by' as relation, 'selected' as role)),"
                            + " e -> e.node is not null)"))
                .as("edge"))
        .select(
            col("place"),
            col("from_node"),
            col("edge.node").as("to_node"),
            col("edge.relation"),
            col("edge.role"),
            lit(false).as("declared"),
            lit(null).cast("string").as("run_id"),
            lit(null).cast("string").as("from_digest"),
            lit(null).cast("boolean").as("inputless"));
  }

  /** The same rows, those that close a cycle with it; {@code cycles}: {@code night, ..., cycle}. */
  static Dataset<Row> withCycles(Dataset<Row> edges, Dataset<Row> cycles) {
    String[] edge = {"night", "from_node", "to_node", "relation"};
    // Many ways of saying an edge to the at most one cycle it closes.
    return Payload.as(
        LineageEdges.SPEC,
        edges.drop("cycle_kind", "cycle").join(functions.broadcast(cycles), edge, "left"));
  }

  /**
   * The rows of a period.
   *
   * @param edges edges as the methods above give them
   * @param names see {@link Names}; kin is not read
   */
  static Dataset<Row> refine(Dataset<Row> edges, Dataset<Row> names, Period period) {
    Dataset<Row> placed = edges.withColumn("night", col("place.night")).where(period.contains());
    return Payload.as(
        LineageEdges.SPEC,
        Names.join(Names.join(placed, names, "from_node", "from"), names, "to_node", "to")
            .withColumn("from_node", expr("coalesce(from_model_id, from_node)"))
            .withColumn("to_node", expr("coalesce(to_model_id, to_node)"))
            .where("from_node <> to_node or relation = 'participated_in_building'")
            .groupBy("night", "from_node", "to_node", "relation", "role")
            .agg(
                expr("min(struct(not declared as inferred, place, run_id))").as("said"),
                expr("max(from_digest)").as("from_digest"),
                expr("bool_or(inputless)").as("inputless"))
            .withColumn("cycle_kind", lit(null).cast("string"))
            .withColumn("cycle", lit(null).cast("string"))
            .select(
                col("from_node"),
                col("to_node"),
                col("relation"),
                col("role"),
                expr("not said.inferred").as("declared"),
                col("said.run_id"),
                col("from_digest"),
                col("inputless"),
                col("cycle_kind"),
                col("cycle"),
                col("said.place.*")));
  }
}
