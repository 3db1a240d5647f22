package io.plumbline.pipeline.refine;

import static io.plumbline.pipeline.refine.ApproverRule.ANY;
import static io.plumbline.pipeline.refine.ApproverRule.PRESENT;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Who approved, as each kind of log says it: the one table of all sources, from which the queries
 * are made. Within a source the first rule that fits decides, and what fits none is unknown. {@code
 * docs/approvers.md} prints it.
 *
 * <p>A rule reads what the log says of one approval. What that makes of the decision, with its
 * times, digests and lineage, is decided in {@link Authority} alike for all sources.
 */
final class ApproverRules {

  static final String SIGHT = "human_with_sight";
  static final String NOMINAL = "human_nominal";
  static final String AI = "ai_reviewer";
  static final String STANDING = "standing_policy";
  static final String UNKNOWN = "unknown";

  static final String CODEX = "codex.tool_decision";
  static final String CLAUDE = "claude_code.tool_decision";

  private static final String[] AGENTS = {
    "copilot*",
    "*claude*[bot]",
    "*codex*[bot]",
    "cursor*[bot]",
    "devin-ai-integration*",
    "gemini-code-assist*",
    "google-labs-jules*"
  };

  private static final List<String> DECISION = List.of("decision.v1");
  private static final List<String> COMMIT = List.of("commit");

  /** All rules, those of a source in the order in which they are tried. */
  static final List<ApproverRule> ALL =
      List.of(
          rule("cloudevents", DECISION, STANDING, "a rule agreed to earlier decided")
              .with("approval_scope", "standing"),
          rule("cloudevents", DECISION, STANDING, "a program that follows rules decided")
              .with("actor.kind", "policy", "service"),
          rule("cloudevents", DECISION, UNKNOWN, "nobody can be held to it").with("actor.id", ""),
          rule("cloudevents", DECISION, AI, "a model decided").with("actor.kind", "model"),
          rule("cloudevents", DECISION, SIGHT, "recorded to have opened the change, here or before")
              .with("actor.kind", "human")
              .with("viewed", "true"),
          rule("cloudevents", DECISION, NOMINAL, "that the change was opened is not recorded")
              .with("actor.kind", "human"),
          rule("git", COMMIT, NOMINAL, "signed by name; that the change was opened is not recorded")
              .with("signer", "a person", "the author"),
          rule("git", COMMIT, AI, "signed by an agent").with("signer", "an agent"),
          rule("git", COMMIT, STANDING, "signed by another bot").with("signer", "a bot"),
          rule("git", COMMIT, UNKNOWN, "who let it in is not recorded").with("signer", "nobody"),
          rule("otlp", List.of(CODEX, CLAUDE), STANDING, "a setting or a script decided")
              .with("source", "config", "hook"),
          rule("otlp", List.of(CODEX), AI, "a model reviewed the call")
              .with("source", "automated_reviewer", "automatedreviewer"),
          rule("otlp", List.of(CODEX), STANDING, "one word that covers calls not yet made")
              .with("source", "user")
              .with("decision", "approved_for_session", "approved_execpolicy_amendment*"),
          rule("otlp", List.of(CODEX), NOMINAL, "a person was asked about this call")
              .with("source", "user"),
          rule("otlp", List.of(CLAUDE), STANDING, "a permission given for good")
              .with("source", "user_permanent"),
          rule("otlp", List.of(CLAUDE), NOMINAL, "a person was asked about this call")
              .with("source", "user_temporary", "user_abort", "user_reject"),
          rule("github-audit", List.of(ANY), AI, "an agent acted; `user` is who started it")
              .with("actor_is_agent", "true"),
          rule("github-audit", List.of(ANY), AI, "the account of an agent").with("actor", AGENTS),
          rule("github-audit", List.of(ANY), STANDING, "a bot acted").with("actor_is_bot", "true"),
          rule("github-audit", List.of(ANY), STANDING, "a bot acted").with("actor", "*[bot]"),
          rule("github-audit", List.of(ANY), UNKNOWN, "a token acted: a person or a script")
              .with("programmatic_access_type", PRESENT),
          rule("github-audit", List.of(ANY), UNKNOWN, "no actor is named").with("actor", ""),
          rule("github-audit", List.of(ANY), NOMINAL, "a person's account; no record of sight")
              .with("actor_is_bot", "false"),
          rule("k8s-audit", List.of(ANY), UNKNOWN, "nobody was asked who it is")
              .with("user.username", "system:anonymous", ""),
          rule("k8s-audit", List.of(ANY), STANDING, "a controller of the cluster acted")
              .with("user.username", "system:serviceaccount:kube-system:*"),
          rule("k8s-audit", List.of(ANY), UNKNOWN, "a workload acted, on whose word is not said")
              .with("user.username", "system:serviceaccount:*"),
          rule("k8s-audit", List.of(ANY), STANDING, "a part of the cluster acted")
              .with("user.username", "system:*"),
          rule("k8s-audit", List.of(ANY), NOMINAL, "a person acted under their own name")
              .with("user.username", "*@*"));

  private ApproverRules() {}

  private static ApproverRule rule(
      String source, List<String> events, String approverClass, String because) {
    return new ApproverRule(source, events, List.of(), approverClass, because);
  }

  /** The class of an approver by the rules of a source, as SQL. */
  static String sql(String source, String event, Map<String, String> fields) {
    return ALL.stream()
        .filter(rule -> rule.source().equals(source))
        .map(rule -> rule.sql(event, fields))
        .collect(Collectors.joining(" ", "case ", " else '" + UNKNOWN + "' end"));
  }
}
