package io.plumbline.pipeline.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.plumbline.datasets.ForeignType;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Records of other systems as decision events, beside those that are sent as such: what an agent's
 * telemetry, GitHub's and Kubernetes' audit logs say of who proposed, approved and did something.
 */
final class DecisionSteps {

  /** The types of record that are decision events. */
  static final Set<ForeignType> TYPES =
      Set.of(
          ForeignType.OTLP_LOG,
          ForeignType.OTLP_SPAN,
          ForeignType.GITHUB_AUDIT,
          ForeignType.KUBERNETES_AUDIT);

  private static final List<String> DECISION =
      List.of(
          "decision_id",
          "domain",
          "subject_model",
          "artifact",
          "artifact_digest",
          "change_size",
          "change_unit",
          "reason");

  private DecisionSteps() {}

  /** The decision events in usable rows of {@code bronze.cloudevents}, of any type. */
  static Dataset<Row> of(Dataset<Row> records) {
    return AgentDecisions.of(records)
        .unionByName(GithubDecisions.of(records))
        .unionByName(KubernetesDecisions.of(records));
  }

  /**
   * The rows of these types with their payload read, in {@code event}.
   *
   * @param ddl members wanted, as Spark DDL
   */
  static Dataset<Row> read(Dataset<Row> records, String ddl, ForeignType... types) {
    Object[] names = Stream.of(types).map(ForeignType::type).toArray();
    return Payload.of(
        records.where(col("type").isin(names)), ddl, "record_at", "event_id", "event_source");
  }

  /**
   * Rows as decision events: one per step.
   *
   * @param rows {@link #read} rows with {@code decision_id}, {@code domain}, {@code steps}; what
   *     else is known of the decision in further columns
   */
  static Dataset<Row> events(Dataset<Row> rows) {
    Dataset<Row> whole = rows;
    Set<String> known = Set.of(rows.columns());
    for (String name : DECISION) {
      String type = name.equals("change_size") ? "bigint" : "string";
      whole = known.contains(name) ? whole : whole.withColumn(name, lit(null).cast(type));
    }
    Stream<String> place =
        Stream.of("night", "record_night", "late", "source", "file", "member", "position");
    Column[] kept =
        Stream.concat(Stream.concat(place, DECISION.stream()), Stream.of("record_at", "steps"))
            .map(functions::col)
            .toArray(Column[]::new);
    return whole
        .where("decision_id is not null")
        .select(kept)
        .withColumn("step", functions.explode(expr("array_compact(steps)")))
        .withColumn("record_at", expr("if(step.dated, record_at, null)"))
        .withColumn("sequence", lit(null).cast("string"))
        .withColumn("action", col("step.action"))
        .withColumn("actor", col("step.actor"))
        .withColumn("ruled", col("step.ruled"))
        .withColumn("approval_scope", col("step.approval_scope"))
        .withColumn("viewed", lit(null).cast("boolean"))
        .withColumn("canary", lit(null).cast("boolean"))
        .withColumn("sound", lit(null).cast("boolean"))
        .withColumn("risk", lit(null).cast("string"))
        .drop("steps", "step");
  }

  /** Steps that are taken where their conditions hold. */
  static String steps(String... steps) {
    return Stream.of(steps).collect(Collectors.joining(", ", "array(", ")"));
  }

  /** A step by this actor, at the time of the record. */
  static String step(String condition, String action, String actor) {
    return step(condition, action, actor, "null", "null", "true");
  }

  /** A step of which the record says that it was taken, and not when. */
  static String undated(String condition, String action, String actor) {
    return step(condition, action, actor, "null", "null", "false");
  }

  /** An approval or rejection by an approver of this class. */
  static String ruling(
      String condition, String action, String actor, String approverClass, String scope) {
    return step(condition, action, actor, approverClass, scope, "true");
  }

  private static String step(
      String condition,
      String action,
      String actor,
      String approverClass,
      String scope,
      String dated) {
    return "if("
        + condition
        + ", struct("
        + action
        + " as action, "
        + actor
        + " as actor, cast("
        + approverClass
        + " as string) as ruled, cast("
        + scope
        + " as string) as approval_scope, "
        + dated
        + " as dated), null)";
  }

  /** An actor; SQL expressions, {@code null} where nothing is known. */
  static String actor(String kind, String id, String model, String onBehalfOf) {
    return "struct(cast("
        + kind
        + " as string) as kind, cast("
        + id
        + " as string) as id, cast("
        + model
        + " as string) as model, cast("
        + onBehalfOf
        + " as string) as on_behalf_of)";
  }
}
