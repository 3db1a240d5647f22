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
 * Kubernetes' audit log as decision events: what was deployed and scaled.
 *
 * <p>A request counts once, when it is complete, where it succeeded and was no dry run. Changes of
 * deployments and their like are of domain {@code deployment}; of scale, autoscalers, jobs and
 * nodes {@code infrastructure}; requests about other resources decide nothing. The log records
 * nobody's approval but that of who sent the request: a person acts on their own word, a controller
 * on the word of whoever set it up, of any other nothing is known.
 */
final class KubernetesDecisions {

  private static final String PAYLOAD =
      "verb string, stage string, requestURI string, user struct<username:string>,"
          + " impersonatedUser struct<username:string>,"
          + " objectRef struct<resource:string,namespace:string,name:string,subresource:string>,"
          + " responseStatus struct<code:string>, requestObject struct<spec:struct<replicas:string>>";

  private static final String DEPLOYED =
      "('deployments', 'statefulsets', 'daemonsets', 'rollouts', 'inferenceservices', 'services',"
          + " 'ingresses', 'virtualservices', 'httproutes')";

  private static final String SCALED =
      "('horizontalpodautoscalers', 'scaledobjects', 'verticalpodautoscalers', 'nodepools',"
          + " 'nodes', 'machinedeployments', 'jobs', 'cronjobs', 'pytorchjobs', 'rayclusters',"
          + " 'rayjobs', 'trainjobs', 'resourcequotas')";

  private static final String RULED =
      ApproverRules.sql("k8s-audit", "event.verb", Map.of("user.username", "event.user.username"));

  private static final String KIND =
      "case when ruled = 'human_nominal' then 'human'"
          + " when event.user.username like 'system:serviceaccount:%' or ruled = 'standing_policy'"
          + " then 'service' else 'unknown' end";

  private KubernetesDecisions() {}

  /** The decision events; {@code records}: usable rows of {@code bronze.cloudevents}. */
  static Dataset<Row> of(Dataset<Row> records) {
    String actor = actor(KIND, "event.user.username", "null", "event.impersonatedUser.username");
    String approver =
        "if(ruled = 'standing_policy', "
            + actor("'policy'", "concat('rule of ', event.user.username)", "null", "null")
            + ", "
            + actor(
                "if(ruled = 'unknown', 'unknown', kind)",
                "if(ruled = 'unknown', 'unknown', event.user.username)",
                "null",
                "null")
            + ")";
    return DecisionSteps.events(
        DecisionSteps.read(records, PAYLOAD, ForeignType.KUBERNETES_AUDIT)
            .where(
                "event.stage = 'ResponseComplete'"
                    + " and event.verb in ('create', 'update', 'patch', 'delete', 'deletecollection')"
                    + " and coalesce(try_cast(event.responseStatus.code as int), 200) between 200 and 299"
                    + " and coalesce(event.requestURI, '') not like '%dryRun=%'"
                    + " and coalesce(event.objectRef.subresource, '') in ('', 'scale')")
            .withColumn(
                "domain",
                expr(
                    "case when event.objectRef.subresource = 'scale' or event.objectRef.resource in "
                        + SCALED
                        + " then 'infrastructure' when event.objectRef.resource in "
                        + DEPLOYED
                        + " then 'deployment' end"))
            .where("domain is not null")
            .withColumn("ruled", expr(RULED))
            .withColumn("kind", expr(KIND))
            .withColumn("decision_id", expr("concat('k8s/', substring_index(event_id, '/', 1))"))
            .withColumn(
                "artifact",
                expr(
                    "concat_ws('/', if(domain = 'deployment', 'deployment', event.objectRef.resource),"
                        + " event.objectRef.namespace, event.objectRef.name)"))
            .withColumn(
                "change_size", expr("try_cast(event.requestObject.spec.replicas as bigint)"))
            .withColumn("change_unit", expr("if(change_size is null, null, 'replicas')"))
            .withColumn(
                "steps",
                expr(
                    steps(
                        ruling("true", "'approved'", approver, "ruled", "'this'"),
                        step("true", "'executed'", actor)))));
  }
}
