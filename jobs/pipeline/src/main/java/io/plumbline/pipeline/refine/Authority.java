package io.plumbline.pipeline.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.row_number;

import io.plumbline.pipeline.configuration.Boundary;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;

/**
 * Who had authority over a decision, from what its approvers were.
 *
 * <p>Each approval is judged by itself:
 *
 * <ol>
 *   <li>It counts only for the digest that was executed. Its digest is the one it names, else the
 *       one last proposed before it; where either side names none, it counts.
 *   <li>Class: by {@link ApproverRules}. A human is recorded to have opened the change where the
 *       approval, or an earlier review of the same person, says {@code viewed}; the time between
 *       proposal and approval is never taken for sight.
 *   <li>Authority: {@code unknown} for an unknown approver; {@code self_approved} when the approver
 *       is the proposer (the executor, where nobody proposed), acts on behalf of one of them, or is
 *       a model related to the proposing or executing model by at least 0.5; for a human {@code
 *       unknown} where a time is missing, {@code assisted} up to {@value #TOLERANCE_SECONDS} s
 *       after the execution, {@code retroactive} later; {@code autonomous} for any other approver.
 * </ol>
 *
 * <p>The approval that counts is the earliest of the best: assisted with sight, assisted,
 * retroactive, unknown, self-approved, AI reviewer, standing policy; one that came after the
 * execution stands behind one that did not. Without one that counts an executed decision has class
 * {@code none} and is {@code autonomous}. A rejected decision is judged by its rejections in the
 * same way. What nobody has decided yet has class {@code none} and authority {@code unknown}.
 */
final class Authority {

  /** Clock tolerance between the logs of approvers and of executors. */
  static final int TOLERANCE_SECONDS = 120;

  private static final String DECIDING =
      "filter(transform(seen, (e, i) -> struct(e as event, i as i,"
          + " coalesce(e.artifact_digest, get(reverse(filter(slice(seen, 1, i),"
          + " p -> p.action = 'proposed' and p.artifact_digest is not null)), 0).artifact_digest)"
          + " as digest,"
          + " coalesce(e.viewed, false) or exists(slice(seen, 1, i), r -> r.action = 'reviewed'"
          + " and r.actor.id = e.actor.id and coalesce(r.viewed, false)) as sight)),"
          + " d -> d.event.action = if(outcome = 'rejected', 'rejected', 'approved'))";

  private static final String APPROVER_CLASS =
      "case when decider.action is null then 'none'"
          + " when decider.ruled is not null then decider.ruled else "
          + ApproverRules.sql(
              "cloudevents",
              "'decision.v1'",
              Map.of(
                  "approval_scope", "decider.approval_scope",
                  "actor.kind", "decider.actor.kind",
                  "actor.id", "trim(decider.actor.id)",
                  "viewed", "cast(sight as string)"))
          + " end";

  private static final String SELF =
      "coalesce(decider.actor.kind = principal.actor.kind"
          + " and decider.actor.id = principal.actor.id, false)"
          + " or coalesce(decider.actor.on_behalf_of in (principal.actor.id, principal.actor.model,"
          + " execution.actor.id, execution.actor.model) and decider.actor.kind <> 'human', false)"
          + " or coalesce(decider.actor.kind = 'model'"
          + " and decider.actor.model in (principal.actor.model, execution.actor.model), false)"
          + " or coalesce(decider.actor.kind = 'model'"
          + " and array_contains(decider.kin, principal.actor.model), false)"
          + " or coalesce(decider.actor.kind = 'model'"
          + " and array_contains(decider.kin, execution.actor.model), false)";

  private static final String AUTHORITY =
      "case when approver_class = 'none' then if(was_executed, 'autonomous', 'unknown')"
          + " when approver_class = 'unknown' then 'unknown'"
          + " when self then 'self_approved'"
          + " when decider.actor.kind = 'human' and approver_class <> 'standing_policy' then"
          + " case when after_execution is null then 'unknown'"
          + " when after_execution then 'retroactive' else 'assisted' end"
          + " else 'autonomous' end";

  private static final String STANDING =
      "case when decider.action is null then 9 when not bound then 8"
          + " when authority = 'assisted' then if(approver_class = 'human_with_sight', 0, 1)"
          + " when authority = 'retroactive' then 2"
          + " when authority = 'unknown' then 3"
          + " when authority = 'self_approved' then 4"
          + " when approver_class = 'ai_reviewer' then 5 else 6 end";

  private Authority() {}

  /**
   * Adds {@code decider} (the approval or rejection that counts, null where none does), {@code
   * approver_class}, {@code authority}, {@code executed_before_approved}, {@code digest_mismatch}
   * and {@code sight}.
   *
   * @param versions one row per decision and night, with {@code seen} (its events in fold order),
   *     {@code outcome}, {@code proposal} and {@code execution} (events, or null)
   */
  static Dataset<Row> judged(Dataset<Row> versions) {
    Dataset<Row> each =
        versions
            .withColumn("was_executed", expr("outcome in ('executed', 'reverted')"))
            .withColumn("principal", expr("coalesce(proposal, execution)"))
            .withColumn("deciding", expr(DECIDING))
            .withColumn("ruling", functions.explode_outer(col("deciding")))
            .withColumn("decider", col("ruling.event"))
            .withColumn("sight", col("ruling.sight"))
            .withColumn(
                "bound",
                expr(
                    "coalesce(not was_executed or ruling.digest = execution.artifact_digest, true)"))
            .withColumn(
                "after_execution",
                expr(
                    "was_executed and decider.at > execution.at + interval "
                        + TOLERANCE_SECONDS
                        + " seconds"))
            .withColumn("approver_class", expr(APPROVER_CLASS))
            .withColumn("self", expr(SELF))
            .withColumn("authority", expr(AUTHORITY))
            .withColumn("standing", expr(STANDING));
    Dataset<Row> best =
        each.withColumn(
                "place",
                row_number()
                    .over(
                        Window.partitionBy("decision_id", "night")
                            .orderBy(
                                col("standing"),
                                expr("coalesce(after_execution, true)"),
                                col("ruling.i"))))
            .where("place = 1");
    // An approval of another digest is the best there is: what was executed was not approved.
    return best.withColumn("digest_mismatch", expr("standing = 8"))
        .withColumn("approver_class", expr("if(digest_mismatch, 'none', approver_class)"))
        .withColumn("authority", expr("if(digest_mismatch, 'autonomous', authority)"))
        .withColumn(
            "executed_before_approved",
            expr("coalesce(after_execution and not digest_mismatch, false)"))
        .withColumn("decider", expr("if(digest_mismatch, null, decider)"));
  }

  /**
   * Adds {@code required_class}, {@code second_person}, {@code review_cap} and {@code breach}. An
   * unknown approver is no proof of a breach.
   *
   * @param decisions judged decisions with {@code domain}
   * @param boundary the stated policy, empty where there is none
   */
  static Dataset<Row> measured(Dataset<Row> decisions, Optional<Boundary> boundary) {
    Column required = functions.lit(null).cast("string");
    Column second = functions.lit(null).cast("boolean");
    Column cap = functions.lit(null).cast("int");
    if (boundary.isPresent()) {
      for (Map.Entry<String, Boundary.Rule> rule : boundary.get().domains().entrySet()) {
        Column here = col("domain").equalTo(rule.getKey());
        required = functions.when(here, rule.getValue().authority()).otherwise(required);
        second = functions.when(here, rule.getValue().secondPerson()).otherwise(second);
      }
      if (boundary.get().reviewsPerHour().isPresent()) {
        cap = functions.lit(boundary.get().reviewsPerHour().getAsInt());
      }
    }
    return decisions
        .withColumn("required_class", required)
        .withColumn("second_person", second)
        .withColumn("review_cap", cap)
        .withColumn(
            "breach",
            expr(
                "case when not was_executed or required_class is null then null"
                    + " when required_class = 'none' then false"
                    + " when approver_class = 'unknown' or authority = 'unknown' then false"
                    + " else executed_before_approved"
                    + " or "
                    + level("approver_class")
                    + " < "
                    + level("required_class")
                    + " or coalesce(second_person, false) and authority = 'self_approved' end"));
  }

  private static String level(String approverClass) {
    return "case "
        + approverClass
        + " when 'human_with_sight' then 4 when 'human_nominal' then 3 when 'ai_reviewer' then 2"
        + " when 'standing_policy' then 1 else 0 end";
  }
}
