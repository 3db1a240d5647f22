package io.plumbline.pipeline.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sort_array;

import io.plumbline.datasets.silver.Decisions;
import io.plumbline.pipeline.configuration.Boundary;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Decision events to {@code silver.decisions}: a version for each night on which events of a
 * decision arrived, each the fold of all its events up to that night.
 *
 * <p>Fold order is time (events without one last), sequence, then place in the files. An executed
 * or reverted decision has the outcome of its last such event, whatever was rejected; a decision
 * that was rejected and never executed is rejected; any other is open. What a later event says of
 * artifact and size replaces what an earlier one said, the execution's word before all.
 */
final class DecisionsRefiner {

  private static final String DATA =
      "decision_id string, action string, domain string, subject_model string,"
          + " actor struct<kind:string,id:string,model:string,on_behalf_of:string>,"
          + " artifact string, artifact_digest string, change_size bigint, change_unit string,"
          + " viewed boolean, approval_scope string, reason string, canary boolean, sound boolean,"
          + " risk string";

  private static final String IS_RULING = "e.action in ('approved', 'rejected')";

  private static final String CANARY =
      "if("
          + firstNight("coalesce(e.canary, false)")
          + " is not null and "
          + firstNight(IS_RULING)
          + " is not null and greatest("
          + firstNight("coalesce(e.canary, false)")
          + ", "
          + firstNight(IS_RULING)
          + ") = night, if(get(filter(seen, e -> "
          + IS_RULING
          + "), 0).action = 'rejected', 'caught', 'missed'), null)";

  /** Results of people's reviews after the execution, in order of arrival. */
  private static final String AUDITS =
      "array_sort(transform(filter(seen, e -> e.action = 'reviewed' and e.sound is not null"
          + " and e.actor.kind = 'human' and e.at > execution.at),"
          + " e -> struct(e.night as night, e.at as at, e.sound as sound)))";

  /** Models that acted on a decision, by the names its events give. */
  private static final String ACTING =
      "array_distinct(filter(transform(seen, e -> e.actor.model), m -> coalesce(trim(m), '') <> ''))";

  private static final String NAMELESS =
      "exists(seen, e -> coalesce(e.actor.kind, 'unknown') = 'unknown'"
          + " or (e.actor.kind = 'model' and coalesce(trim(e.actor.model), '') = ''))";

  private static final String STATED =
      "array_distinct(filter(array(proposed_model, decided_model, executed_model),"
          + " m -> coalesce(trim(m), '') <> ''))";

  private static final String STATED_NAMELESS =
      "exists(array(struct(proposed_kind as kind, proposed_model as model),"
          + " struct(decided_kind as kind, decided_model as model),"
          + " struct(executed_kind as kind, executed_model as model)),"
          + " a -> coalesce(a.kind = 'unknown', false)"
          + " or (coalesce(a.kind = 'model', false) and coalesce(trim(a.model), '') = ''))";

  /** The nearest of those who acted; a model that nobody names may be any. */
  private static final String PARTICIPATION =
      "case when exists(participants, m -> m = subject_model"
          + " or coalesce(array_contains(subject_own, m), false)) then 'early_version'"
          + " when exists(participants, m -> coalesce(array_contains(subject_ancestors, m), false))"
          + " then 'ancestor'"
          + " when nameless or (size(participants) > 0 and subject_model_id is null) then 'unknown'"
          + " when size(participants) > 0 then 'other_model' else 'none' end";

  private DecisionsRefiner() {}

  /** One row per decision event. */
  static Dataset<Row> events(Dataset<Row> events) {
    return Payload.of(events, DATA, "record_at", "sequence")
        .select(col("*"), col("event.*"))
        .where("decision_id is not null and action is not null")
        .withColumn("ruled", lit(null).cast("string"))
        .drop("event");
  }

  /**
   * All versions of decisions.
   *
   * @param events every event of each decision up to the last night wanted
   * @param names see {@link Names}
   * @param boundary the stated policy
   * @return versions of all nights of {@code events}: the caller keeps those of its period
   */
  static Dataset<Row> refine(Dataset<Row> events, Dataset<Row> names, Optional<Boundary> boundary) {
    Dataset<Row> judged = Authority.judged(folded(versions(sequenced(events, names))));
    Dataset<Row> measured = Reviews.counted(Authority.measured(described(judged), boundary));
    return Payload.as(
        Decisions.SPEC,
        withLineage(measured, names)
            .withColumn("generation", col("subject_generation"))
            .withColumn("participants", expr(ACTING))
            .withColumn("nameless", expr(NAMELESS))
            .withColumn("participation", expr(PARTICIPATION)));
  }

  private static Dataset<Row> withLineage(Dataset<Row> rows, Dataset<Row> names) {
    return Names.join(
            Names.join(rows, names, "subject_model", "subject"),
            names,
            "proposed_model",
            "proposer")
        .withColumn(
            "proposed_relation",
            expr(
                "case when proposed_model is null or subject_model is null then null"
                    + " when proposed_model = subject_model then 'same'"
                    + " when subject_model_id is null or proposer_model_id is null then 'unknown'"
                    + " else coalesce(subject_relations[proposer_model_id].kind, 'unrelated') end"));
  }

  /** Whole decisions of which no event of the period had come by their night: events say more. */
  static Dataset<Row> unsaid(Dataset<Row> whole, Dataset<Row> events) {
    Dataset<Row> said =
        events.groupBy(col("decision_id").as("said_id")).agg(min("night").as("said_on"));
    return whole.join(
        said,
        whole
            .col("decision_id")
            .equalTo(said.col("said_id"))
            .and(said.col("said_on").leq(whole.col("night"))),
        "left_anti");
  }

  /**
   * Decisions that come whole, commits and mapped rows, each counted the first time it is met.
   *
   * @param whole rows that count in the period
   * @param earlier rows of {@code silver.decisions} before the period; those that recur, at least
   */
  static Dataset<Row> whole(
      Dataset<Row> whole, Dataset<Row> earlier, Dataset<Row> names, Optional<Boundary> boundary) {
    Dataset<Row> firsts =
        whole
            .where("decision_id is not null")
            .withColumn(
                "turn",
                row_number()
                    .over(
                        Window.partitionBy("decision_id")
                            .orderBy("night", "source", "file", "position")))
            .where("turn = 1")
            .join(earlier.select("decision_id"), new String[] {"decision_id"}, "left_anti");
    return Payload.as(
        Decisions.SPEC,
        withLineage(Authority.measured(firsts, boundary), names)
            .withColumn("generation", expr("coalesce(generation, subject_generation)"))
            .withColumn("participants", expr(STATED))
            .withColumn("nameless", expr(STATED_NAMELESS))
            .withColumn("participation", expr(PARTICIPATION)));
  }

  /** Mapped decisions with what a mapping may leave out. */
  static Dataset<Row> mapped(Dataset<Row> rows) {
    return rows.withColumn("version", lit(1))
        .withColumn("domain", expr("coalesce(domain, 'unknown')"))
        .withColumn(
            "outcome", expr("coalesce(outcome, if(executed_at is null, 'open', 'executed'))"))
        .withColumn("was_executed", expr("outcome in ('executed', 'reverted')"))
        .withColumn("counted", expr("outcome <> 'open'"))
        .withColumn("executions", expr("coalesce(executions, if(was_executed, 1, 0))"))
        .withColumn("approver_class", expr("coalesce(approver_class, 'unknown')"))
        .withColumn("authority", expr("coalesce(authority, 'unknown')"))
        .withColumn(
            "executed_before_approved",
            expr("coalesce(executed_before_approved, authority = 'retroactive')"))
        .withColumn("digest_mismatch", expr("coalesce(digest_mismatch, false)"))
        .withColumn("has_reason", expr("coalesce(has_reason, false)"))
        .withColumn("events", expr("coalesce(events, 1)"))
        .withColumn("reviewed", expr("coalesce(reviewed, decided_at is not null)"))
        .withColumn("reversed", expr("coalesce(reversed, outcome = 'reverted')"))
        .withColumn("canary", expr("if(canary in ('caught', 'missed'), canary, null)"))
        .withColumn("audit", expr("if(audit in ('sound', 'defective'), audit, null)"));
  }

  private static Dataset<Row> sequenced(Dataset<Row> events, Dataset<Row> names) {
    return Names.join(
            events.withColumn("actor_model", col("actor.model")), names, "actor_model", "actor")
        .groupBy("decision_id")
        .agg(
            sort_array(
                    collect_list(
                        expr(
                            "struct(record_at is null as undated, record_at as at,"
                                + " coalesce(try_cast(sequence as decimal(38, 0)), 0) as sequence,"
                                + " source, file, position, member, night, record_night,"
                                + " action, domain, subject_model, actor, actor_kin as kin, artifact,"
                                + " artifact_digest, change_size, change_unit, viewed,"
                                + " approval_scope, reason, ruled, canary, sound, risk)")))
                .as("events"));
  }

  private static Dataset<Row> versions(Dataset<Row> decisions) {
    return decisions
        .select(
            col("decision_id"),
            col("events"),
            posexplode(expr("array_sort(array_distinct(transform(events, e -> e.night)))"))
                .as(new String[] {"index", "night"}))
        .withColumn("version", expr("index + 1"))
        .withColumn("seen", expr("filter(events, e -> e.night <= night)"));
  }

  private static Dataset<Row> folded(Dataset<Row> versions) {
    return versions
        .withColumn("arrived", expr("get(reverse(filter(seen, e -> e.night = night)), 0)"))
        .withColumn("proposal", expr("get(filter(seen, e -> e.action = 'proposed'), 0)"))
        .withColumn("execution", expr("get(filter(seen, e -> e.action = 'executed'), 0)"))
        .withColumn(
            "outcome",
            expr(
                "coalesce(get(reverse(filter(seen, e -> e.action in ('executed', 'reverted'))), 0).action,"
                    + " get(filter(seen, e -> e.action = 'rejected'), 0).action, 'open')"))
        .withColumn(
            "counted",
            expr(
                "coalesce(array_min(transform(filter(seen,"
                    + " e -> e.action in ('executed', 'rejected', 'reverted')), e -> e.night))"
                    + " = night, false)"))
        .withColumn("reviewed", expr(isFirst("e.action in ('approved', 'rejected')")))
        .withColumn("reversed", expr(isFirst("e.action = 'reverted'")))
        .withColumn("canary", expr(CANARY))
        .withColumn("audits", expr(AUDITS))
        .withColumn(
            "audit",
            expr(
                "if(get(audits, 0).night = night,"
                    + " if(get(audits, 0).sound, 'sound', 'defective'), null)"));
  }

  /** Whether the first of these events to arrive came on the version's night. */
  private static String isFirst(String which) {
    return "coalesce(" + firstNight(which) + " = night, false)";
  }

  private static String firstNight(String which) {
    return "array_min(transform(filter(seen, e -> " + which + "), e -> e.night))";
  }

  private static Dataset<Row> described(Dataset<Row> judged) {
    return judged
        .withColumn("record_night", col("arrived.record_night"))
        .withColumn("late", expr("night > record_night"))
        .withColumn("source", col("arrived.source"))
        .withColumn("file", col("arrived.file"))
        .withColumn("member", col("arrived.member"))
        .withColumn("position", col("arrived.position"))
        .withColumn("domain", expr("coalesce(" + earliest("domain") + ", 'unknown')"))
        .withColumn("subject_model", expr(earliest("subject_model")))
        .withColumn("artifact", expr("coalesce(execution.artifact, " + latest("artifact") + ")"))
        .withColumn(
            "artifact_digest",
            expr(
                "coalesce(execution.artifact_digest,"
                    + " get(reverse(filter(seen, e -> e.action = 'proposed'"
                    + " and e.artifact_digest is not null)), 0).artifact_digest)"))
        .withColumn("proposed_at", col("proposal.at"))
        .withColumn("proposed_kind", col("proposal.actor.kind"))
        .withColumn("proposed_by", col("proposal.actor.id"))
        .withColumn("proposed_model", col("proposal.actor.model"))
        .withColumn("decided_at", col("decider.at"))
        .withColumn("decided_kind", col("decider.actor.kind"))
        .withColumn("decided_by", col("decider.actor.id"))
        .withColumn("decided_model", col("decider.actor.model"))
        .withColumn("executed_at", col("execution.at"))
        .withColumn("executed_kind", col("execution.actor.kind"))
        .withColumn("executed_by", col("execution.actor.id"))
        .withColumn("executed_model", col("execution.actor.model"))
        .withColumn("executions", expr("size(filter(seen, e -> e.action = 'executed'))"))
        .withColumn("reverted_at", expr("get(filter(seen, e -> e.action = 'reverted'), 0).at"))
        .withColumn("approval_scope", col("decider.approval_scope"))
        .withColumn("viewed", expr("if(sight, true, decider.viewed)"))
        .withColumn(
            "review_seconds",
            expr(
                "unix_seconds(decider.at) - unix_seconds(get(reverse(filter(seen,"
                    + " e -> e.action = 'proposed' and e.at <= decider.at)), 0).at)"))
        .withColumn(
            "change_size", expr("coalesce(execution.change_size, " + latest("change_size") + ")"))
        .withColumn(
            "change_unit", expr("coalesce(execution.change_unit, " + latest("change_unit") + ")"))
        .withColumn("evaluation_code", lit(null).cast("boolean"))
        .withColumn("has_reason", expr("exists(seen, e -> coalesce(trim(e.reason), '') <> '')"))
        .withColumn("events", expr("size(seen)"))
        .withColumn(
            "risk_micro",
            Payload.micro(
                "get(reverse(filter(seen, e -> e.risk is not null"
                    + " and not coalesce(e.actor.id = proposal.actor.id, false)"
                    + " and not coalesce(e.actor.id = decider.actor.id, false))), 0).risk"));
  }

  private static String earliest(String member) {
    return "get(filter(seen, e -> e." + member + " is not null), 0)." + member;
  }

  private static String latest(String member) {
    return "get(reverse(filter(seen, e -> e." + member + " is not null)), 0)." + member;
  }
}
