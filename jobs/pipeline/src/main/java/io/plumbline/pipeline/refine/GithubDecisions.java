package io.plumbline.pipeline.refine;

import static io.plumbline.pipeline.refine.DecisionSteps.actor;
import static io.plumbline.pipeline.refine.DecisionSteps.ruling;
import static io.plumbline.pipeline.refine.DecisionSteps.step;
import static io.plumbline.pipeline.refine.DecisionSteps.steps;
import static org.apache.spark.sql.functions.expr;

import io.plumbline.datasets.ForeignType;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * GitHub's audit log as decision events.
 *
 * <p>A pull request is a decision about code: created, reviewed, merged. A merge or push past a
 * protected branch is one that nobody approved. A workflow job that waits for a person is one about
 * a deployment. A change of branch protection, rulesets or environments is one about
 * infrastructure, on the word of whoever made it. All other events are kept and decide nothing.
 *
 * <p>An agent acts on behalf of the {@code user} that started it.
 */
final class GithubDecisions {

  private static final String PAYLOAD =
      "action string, actor string, actor_is_bot string, actor_is_agent string,"
          + " agent_session_id string, user string, repo string, programmatic_access_type string,"
          + " pull_request_url string, pull_request_id string, review_state string, state string,"
          + " workflow_run_id string, environment string, environment_name string,"
          + " data struct<pull_request_url:string,pull_request_id:string,review_state:string,"
          + "state:string,workflow_run_id:string,environment:string,environment_name:string>";

  private static final String RULED =
      ApproverRules.sql(
          "github-audit",
          "event.action",
          Map.of(
              "actor_is_agent", "event.actor_is_agent",
              "actor", "event.actor",
              "actor_is_bot", "event.actor_is_bot",
              "programmatic_access_type", "event.programmatic_access_type"));

  private static final String KIND =
      "case ruled when 'ai_reviewer' then 'model' when 'standing_policy' then 'service'"
          + " when 'human_nominal' then 'human' else 'unknown' end";

  private static final String PULL = "event.action like 'pull\\\\_request%' and pull is not null";

  private static final String GATE =
      "event.action in ('workflows.approve_workflow_job', 'workflows.reject_workflow_job')";

  private static final String SETTING =
      "(event.action like 'protected\\\\_branch.%' and event.action <> 'protected_branch.policy_override'"
          + " and event.action <> 'protected_branch.rejected_ref_update'"
          + " or event.action like 'repository\\\\_ruleset.%' or event.action like 'environment.%')";

  private static final String OVERRIDE = "event.action = 'protected_branch.policy_override'";

  private GithubDecisions() {}

  /** The decision events; {@code records}: usable rows of {@code bronze.cloudevents}. */
  static Dataset<Row> of(Dataset<Row> records) {
    String actor =
        actor(
            KIND,
            "coalesce(event.actor, event.agent_session_id)",
            "null",
            "if(lower(event.actor_is_agent) = 'true', event.user, null)");
    String policy = actor(KIND, "coalesce(event.actor, 'unknown')", "null", "null");
    Dataset<Row> named =
        DecisionSteps.read(records, PAYLOAD, ForeignType.GITHUB_AUDIT)
            .withColumn("ruled", expr(RULED))
            .withColumn(
                "pull",
                expr(
                    "coalesce("
                        + either("pull_request_url")
                        + ", concat(event.repo, '/pull/', "
                        + either("pull_request_id")
                        + "))"))
            .withColumn(
                "stated",
                expr("lower(coalesce(" + either("review_state") + ", " + either("state") + "))"))
            .withColumn(
                "place",
                expr(
                    "coalesce(" + either("environment_name") + ", " + either("environment") + ")"));
    return DecisionSteps.events(
        named
            .withColumn(
                "decision_id",
                expr(
                    "concat('github/', case when "
                        + PULL
                        + " then pull when "
                        + GATE
                        + " then concat(event.repo, '/run/', "
                        + either("workflow_run_id")
                        + ") when "
                        + SETTING
                        + " or "
                        + OVERRIDE
                        + " then event_id end)"))
            .withColumn(
                "domain",
                expr(
                    "case when "
                        + GATE
                        + " then 'deployment' when "
                        + SETTING
                        + " then 'infrastructure' else 'code_change' end"))
            .withColumn(
                "artifact",
                expr(
                    "case when "
                        + GATE
                        + " then concat('deployment/', place) when "
                        + SETTING
                        + " then concat(event.repo, '/', split_part(event.action, '.', 1))"
                        + " else coalesce(pull, event.repo) end"))
            .withColumn(
                "steps",
                expr(
                    steps(
                        step("event.action = 'pull_request.create'", "'proposed'", actor),
                        ruling(
                            "event.action = 'pull_request_review.submit'",
                            "case stated when 'approved' then 'approved'"
                                + " when 'changes_requested' then 'rejected' else 'reviewed' end",
                            actor,
                            "ruled",
                            "'this'"),
                        ruling(
                            GATE,
                            "if(event.action like '%approve%', 'approved', 'rejected')",
                            actor,
                            "ruled",
                            "'this'"),
                        ruling(SETTING, "'approved'", policy, "ruled", "'this'"),
                        step(
                            "event.action in ('pull_request.merge', 'workflows.approve_workflow_job')"
                                + " or "
                                + OVERRIDE
                                + " or "
                                + SETTING,
                            "'executed'",
                            "if("
                                + GATE
                                + ", "
                                + actor("'service'", "'github-actions'", "null", "null")
                                + ", "
                                + actor
                                + ")")))));
  }

  /** A member that stands at the top or in {@code data}. */
  private static String either(String member) {
    return "coalesce(event." + member + ", event.data." + member + ")";
  }
}
