package io.plumbline.pipeline.refine;

import static io.plumbline.pipeline.refine.DecisionSteps.actor;
import static io.plumbline.pipeline.refine.DecisionSteps.ruling;
import static io.plumbline.pipeline.refine.DecisionSteps.step;
import static io.plumbline.pipeline.refine.DecisionSteps.steps;
import static io.plumbline.pipeline.refine.DecisionSteps.undated;
import static org.apache.spark.sql.functions.expr;

import io.plumbline.datasets.ForeignType;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The telemetry of agents as decision events: a call of a tool is a decision, proposed by the
 * agent.
 *
 * <p>{@code codex.tool_decision} and {@code claude_code.tool_decision} say how it was approved or
 * refused, their {@code tool_result}s and spans of operation {@code execute_tool} that it ran. A
 * call whose approval cannot be joined to a result, because it names no call, ran when it was
 * approved. A result that says it did not succeed is no execution: a call that was refused has one
 * too.
 *
 * <p>When the agent asked is not recorded, so no review time is worked out. A tool that edits files
 * is a change of code; what others do is unknown, unless {@code plumbline.domain} says it; {@code
 * plumbline.subject_model} may name the model worked on.
 */
final class AgentDecisions {

  private static final String PAYLOAD =
      "name string, trace_id string, attributes map<string,string>, resource map<string,string>";

  private static final String DECISIONS =
      "event.name in ('" + ApproverRules.CODEX + "', '" + ApproverRules.CLAUDE + "')";

  private static final String RESULTS =
      "event.name in ('codex.tool_result', 'claude_code.tool_result')";

  private static final String EXECUTIONS =
      "event.attributes['gen_ai.operation.name'] = 'execute_tool'";

  private static final String EDITORS =
      "('apply_patch', 'edit', 'multiedit', 'write', 'notebookedit', 'str_replace_based_edit_tool')";

  private static final String RULED =
      ApproverRules.sql(
          "otlp",
          "event.name",
          Map.of("source", attribute("source"), "decision", attribute("decision")));

  private static final String ACTION =
      "case when lower(decision) like 'approved%' or lower(decision) = 'accept' then 'approved'"
          + " when lower(decision) in ('denied', 'abort', 'reject', 'timed_out') then 'rejected'"
          + " else 'reviewed' end";

  private static final String SCOPE =
      "case when lower(decision) = 'approved_for_session' then 'session'"
          + " when ruled = 'standing_policy' then 'standing' else 'this' end";

  private static final String DECIDER_KIND =
      "case when lower(said_by) like 'user%' then 'human' when ruled = 'ai_reviewer' then 'model'"
          + " when ruled = 'standing_policy' then 'policy' else 'unknown' end";

  private static final String DECIDER =
      "case when lower(said_by) like 'user%' then user"
          + " else concat_ws(' ', agent, said_by) end";

  private AgentDecisions() {}

  /** The decision events; {@code records}: usable rows of {@code bronze.cloudevents}. */
  static Dataset<Row> of(Dataset<Row> records) {
    Dataset<Row> calls =
        DecisionSteps.read(records, PAYLOAD, ForeignType.OTLP_LOG, ForeignType.OTLP_SPAN)
            .withColumn("decides", expr("coalesce(" + DECISIONS + ", false)"))
            .withColumn(
                "runs",
                expr(
                    "coalesce("
                        + RESULTS
                        + ", false) and lower(coalesce("
                        + attribute("success")
                        + ", 'true')) <> 'false' or coalesce("
                        + EXECUTIONS
                        + ", false)"))
            .where("decides or runs")
            .withColumn(
                "session",
                expr(any("conversation.id", "gen_ai.conversation.id", "session.id", "thread.id")))
            .withColumn("session", expr("coalesce(session, nullif(event.trace_id, ''))"))
            .withColumn("call", expr(any("call_id", "tool_use_id", "gen_ai.tool.call.id")))
            .withColumn("agent", expr(any("gen_ai.agent.id", "gen_ai.agent.name", "service.name")))
            .withColumn("agent", expr("coalesce(agent, 'agent')"))
            .withColumn(
                "model", expr(any("model", "gen_ai.response.model", "gen_ai.request.model")))
            .withColumn(
                "user", expr(any("user.email", "user.id", "user.account_uuid", "user.account_id")))
            .withColumn("user", expr("coalesce(user, concat('user of ', session))"))
            .withColumn("tool", expr(any("tool_name", "gen_ai.tool.name")))
            .withColumn("decision", expr(attribute("decision")))
            .withColumn("said_by", expr(attribute("source")))
            .withColumn("ruled", expr(RULED))
            .withColumn("ruling", expr(ACTION));
    String agent = actor("'model'", "agent", "model", "user");
    String ran = "runs or decides and call is null and ruling = 'approved'";
    return DecisionSteps.events(
        calls
            .withColumn(
                "decision_id", expr("concat_ws('/', 'agent', session, coalesce(call, event_id))"))
            .withColumn(
                "domain",
                expr(
                    "coalesce("
                        + any("plumbline.domain")
                        + ", if(lower(tool) in "
                        + EDITORS
                        + ", 'code_change', 'unknown'))"))
            .withColumn("subject_model", expr(any("plumbline.subject_model")))
            .withColumn("artifact", expr(any("plumbline.artifact")))
            .withColumn(
                "steps",
                expr(
                    steps(
                        undated("true", "'proposed'", agent),
                        ruling(
                            "decides",
                            "ruling",
                            actor(DECIDER_KIND, DECIDER, "null", "null"),
                            "ruled",
                            SCOPE),
                        step(ran, "'executed'", agent)))));
  }

  private static String attribute(String name) {
    return "event.attributes['" + name + "']";
  }

  /** The first of these that the record says, or else its resource. */
  private static String any(String... names) {
    return Stream.of("attributes", "resource")
        .flatMap(of -> Stream.of(names).map(name -> "nullif(event." + of + "['" + name + "'], '')"))
        .collect(Collectors.joining(", ", "coalesce(", ")"));
  }
}
