package io.plumbline.pipeline.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Commits as decisions of domain {@code code_change}: the one place of the rules for git.
 *
 * <p>A commit is a decision only where it bears a marker of AI help or names who signed it. A
 * marker proves AI help; no marker proves nothing, so an unmarked author is of kind {@code unknown}
 * and never {@code human}.
 *
 * <p>Markers: the address or name of a known agent in author, committer or {@code Co-authored-by};
 * the trailers {@code Assisted-by}, {@code Generated-by}, {@code AI-assisted-by}; a note of an
 * agent session. Signers are {@code Reviewed-by}, {@code Approved-by}, {@code Acked-by} and {@code
 * Signed-off-by}. The best of these rows counts; the class is that of {@link ApproverRules}:
 *
 * <table>
 * <caption>Rules</caption>
 * <tr><th>signer</th><th>approver class</th><th>authority</th></tr>
 * <tr><td>a person other than the author</td><td>human_nominal</td><td>assisted</td></tr>
 * <tr><td>the author of a commit with a marker</td><td>human_nominal</td><td>assisted</td></tr>
 * <tr><td>the author, without a marker</td><td>human_nominal</td><td>self_approved</td></tr>
 * <tr><td>an agent</td><td>ai_reviewer</td><td>autonomous</td></tr>
 * <tr><td>another bot</td><td>standing_policy</td><td>autonomous</td></tr>
 * <tr><td>nobody, with a marker</td><td>unknown</td><td>unknown</td></tr>
 * </table>
 *
 * <p>A signature is part of the commit and so never later than it; that somebody opened the change
 * is not recorded.
 */
final class CommitDecisions {

  private static final String AGENT =
      "(?i)noreply@anthropic\\.com|noreply@openai\\.com|(cursor)?agent@cursor\\.com"
          + "|\\+copilot@users\\.noreply\\.github\\.com|copilot-swe-agent|^copilot <"
          + "|@aider\\.chat|\\(aider\\)|devin-ai-integration|bot@devin\\.ai|google-labs-jules"
          + "|gemini-code-assist|lovable-dev|replit-agent";

  private static final String BOT = "(?i)\\[bot\\]|^bot@|noreply@github\\.com";

  private static final String SIGNERS =
      "('reviewed-by', 'approved-by', 'acked-by', 'signed-off-by')";

  private static final String HELPERS = "('assisted-by', 'generated-by', 'ai-assisted-by')";

  private static final String SIGNER =
      "case signature.place when 1 then 'a person' when 2 then 'the author'"
          + " when 3 then 'an agent' when 4 then 'a bot' else 'nobody' end";

  private CommitDecisions() {}

  /**
   * The commits that are decisions, as rows of {@code silver.decisions} without policy and
   * generation.
   *
   * @param commits rows of {@code bronze.git}
   */
  static Dataset<Row> of(Dataset<Row> commits) {
    return described(signed(marked(commits)));
  }

  /** Usable commits with {@code helper}: who a marker says helped, null where there is none. */
  static Dataset<Row> marked(Dataset<Row> commits) {
    return commits
        .where("reason is null and commit_id is not null")
        .withColumn(
            "author",
            expr("concat(coalesce(author_name, ''), ' <', coalesce(author_email, ''), '>')"))
        .withColumn(
            "committer",
            expr("concat(coalesce(committer_name, ''), ' <', coalesce(committer_email, ''), '>')"))
        .withColumn("agent", lit(AGENT))
        .withColumn("bot", lit(BOT))
        .withColumn(
            "helpers",
            expr(
                "filter(concat(coalesce(transform(filter(trailers, t -> t.key in "
                    + HELPERS
                    + " or t.key = 'co-authored-by' and regexp_like(t.value, agent)),"
                    + " t -> t.value), array()),"
                    + " array(if(regexp_like(author, agent), author, null),"
                    + " if(regexp_like(committer, agent), committer, null),"
                    + " if(regexp_like(notes, 's_[0-9A-Za-z]+::t_'), 'agent session <>', null))),"
                    + " h -> h is not null)"))
        .withColumn("helper", expr("get(helpers, 0)"));
  }

  private static Dataset<Row> signed(Dataset<Row> commits) {
    return commits
        .withColumn(
            "signatures",
            expr(
                "transform(filter(trailers, t -> t.key in "
                    + SIGNERS
                    + "), t -> struct(case"
                    + " when regexp_like(t.value, agent) then 3"
                    + " when regexp_like(t.value, bot) then 4"
                    + " when helper is null and lower(regexp_extract(t.value, '<([^>]*)>', 1))"
                    + " = lower(author_email) then 2 else 1 end as place, t.value as who))"))
        .withColumn("signature", expr("array_min(signatures)"))
        .where("helper is not null or signature is not null")
        .withColumn(
            "approver_class", expr(ApproverRules.sql("git", "'commit'", Map.of("signer", SIGNER))))
        .withColumn(
            "authority",
            expr(
                "case signature.place when 1 then 'assisted' when 2 then 'self_approved'"
                    + " when 3 then 'autonomous' when 4 then 'autonomous' else 'unknown' end"))
        .withColumn(
            "decided_kind",
            expr(
                "case signature.place when 1 then 'human' when 2 then 'human'"
                    + " when 3 then 'model' when 4 then 'service' end"))
        .withColumn("decided_by", person("signature.who"))
        .withColumn("decided_at", expr("if(signature is null, null, committed_at)"));
  }

  private static Dataset<Row> described(Dataset<Row> commits) {
    return commits
        .withColumn("position", expr("begin + ordinal"))
        .withColumn("decision_id", expr("concat('commit/', commit_id)"))
        .withColumn("version", lit(1))
        .withColumn("domain", lit("code_change"))
        .withColumn("artifact", col("commit_id"))
        .withColumn("artifact_digest", col("commit_id"))
        .withColumn("proposed_at", col("authored_at"))
        .withColumn(
            "proposed_kind",
            expr(
                "case when helper is not null then 'model'"
                    + " when regexp_like(author, bot) then 'service' else 'unknown' end"))
        .withColumn("proposed_by", person("author"))
        .withColumn("proposed_model", model())
        .withColumn("executed_at", col("committed_at"))
        .withColumn(
            "executed_kind",
            expr(
                "case when regexp_like(committer, agent) then 'model'"
                    + " when regexp_like(committer, bot) then 'service' else 'unknown' end"))
        .withColumn("executed_by", person("committer"))
        .withColumn("executions", lit(1))
        .withColumn("outcome", lit("executed"))
        .withColumn("counted", lit(true))
        .withColumn("was_executed", lit(true))
        .withColumn("executed_before_approved", lit(false))
        .withColumn("digest_mismatch", lit(false))
        .withColumn("change_size", expr("coalesce(lines_added, 0) + coalesce(lines_deleted, 0)"))
        .withColumn("change_unit", lit("lines"))
        .withColumn("evaluation_code", expr("nullif(" + EvaluationCode.CHANGED + ", false)"))
        .withColumn(
            "has_reason",
            expr(
                "coalesce(size(split(trim(message), '\\\\n\\\\s*\\\\n'))"
                    + " > if(coalesce(size(trailers), 0) > 0, 2, 1), false)"))
        .withColumn("events", lit(1))
        .withColumn("viewed", lit(null).cast("boolean"))
        .withColumn("generation", lit(null).cast("int"))
        .withColumn("subject_model", lit(null).cast("string"))
        .withColumn("approval_scope", lit(null).cast("string"))
        .withColumn("review_seconds", lit(null).cast("bigint"))
        .withColumn("decided_model", expr("if(decided_kind = 'model', decided_by, null)"))
        .withColumn("executed_model", expr("if(executed_kind = 'model', executed_by, null)"))
        .withColumn("reverted_at", lit(null).cast("timestamp"))
        .withColumn("reviewed", expr("signature is not null"))
        .withColumn("reversed", lit(false))
        .withColumn("canary", lit(null).cast("string"))
        .withColumn("audit", lit(null).cast("string"))
        .withColumn("risk_micro", lit(null).cast("bigint"))
        .drop("agent", "bot", "helpers", "signatures", "signature", "author", "committer");
  }

  /** The address of {@code Name <address>}, or the whole text where it has none. */
  private static Column person(String who) {
    return expr("coalesce(nullif(regexp_extract(" + who + ", '<([^>]*)>', 1), ''), " + who + ")");
  }

  /** The model in a marker: in brackets (aider), after a colon (Assisted-by), else the name. */
  private static Column model() {
    return expr(
        "case when helper is null then null"
            + " when regexp_like(helper, '(?i)^aider \\\\(') then regexp_extract(helper, '\\\\(([^)]*)\\\\)', 1)"
            + " when regexp_like(helper, '^[^<: ]+:[^ ]+') then regexp_extract(helper, '^[^:]+:([^ ]+)', 1)"
            + " else nullif(trim(regexp_extract(helper, '^([^<(]*)', 1)), '') end");
  }
}
