package io.plumbline.datasets.silver;

import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.Layer;
import io.plumbline.datasets.Provenance;
import io.plumbline.datasets.TableSpec;
import java.util.List;
import java.util.Map;

/** A version of a development decision: the fold of its events up to a night. */
public final class Decisions {

  public static final TableSpec SPEC =
      new TableSpec(
          "decisions",
          Layer.SILVER,
          "A version of a development decision: the fold of its events up to a night.",
          Provenance.ofSilver(
              List.of(
                  ColumnSpec.required("decision_id", "string", "Id of the decision."),
                  ColumnSpec.required(
                      "version",
                      "int",
                      "1 for the first night on which the decision is known, one more for each night that changed it."),
                  ColumnSpec.required(
                      "domain",
                      "string",
                      "What kind of decision it is (`training_data_selection`, `deployment`, ...)."),
                  ColumnSpec.optional(
                      "subject_model", "string", "Model generation being built or operated."),
                  ColumnSpec.optional(
                      "generation",
                      "int",
                      "Generation of `subject_model`; null where no source says it."),
                  ColumnSpec.optional(
                      "artifact", "string", "Name of what changes, as lineage names it."),
                  ColumnSpec.optional(
                      "artifact_digest",
                      "string",
                      "Digest that was executed, else the one last proposed."),
                  ColumnSpec.optional("proposed_at", "timestamp", "Time of the first proposal."),
                  ColumnSpec.optional(
                      "proposed_kind",
                      "string",
                      "Kind of the proposer: human, model, service, policy, unknown."),
                  ColumnSpec.optional("proposed_by", "string", "Id of the proposer."),
                  ColumnSpec.optional(
                      "proposed_model", "string", "Model id of the proposer, where it is a model."),
                  ColumnSpec.optional(
                      "decided_at", "timestamp", "Time of the approval or rejection that counts."),
                  ColumnSpec.optional("decided_kind", "string", "Kind of the decider."),
                  ColumnSpec.optional("decided_by", "string", "Id of the decider."),
                  ColumnSpec.optional(
                      "decided_model", "string", "Model id of the decider, where it is a model."),
                  ColumnSpec.optional("executed_at", "timestamp", "Time of the first execution."),
                  ColumnSpec.optional("executed_kind", "string", "Kind of the executor."),
                  ColumnSpec.optional("executed_by", "string", "Id of the executor."),
                  ColumnSpec.optional(
                      "executed_model", "string", "Model id of the executor, where it is a model."),
                  ColumnSpec.required("executions", "int", "How often the decision was executed."),
                  ColumnSpec.optional("reverted_at", "timestamp", "Time of the first reversal."),
                  ColumnSpec.required("outcome", "string", "open, executed, rejected or reverted."),
                  ColumnSpec.required(
                      "counted",
                      "boolean",
                      "True in the one version that brought the first terminal event: the version tests use."),
                  ColumnSpec.required(
                      "approver_class",
                      "string",
                      "human_with_sight, human_nominal, ai_reviewer, standing_policy, none or unknown."),
                  ColumnSpec.required(
                      "authority",
                      "string",
                      "assisted, autonomous, retroactive, self_approved or unknown (Plumbline's order of rules, clock tolerance 120 s)."),
                  ColumnSpec.optional(
                      "required_class",
                      "string",
                      "Approver class the stated policy asks for in this domain; null where the policy is silent."),
                  ColumnSpec.optional(
                      "breach",
                      "boolean",
                      "True when it was executed without the required class; null where nothing was required or nothing executed."),
                  ColumnSpec.required(
                      "executed_before_approved",
                      "boolean",
                      "True when an approval came more than 120 s after the execution."),
                  ColumnSpec.required(
                      "digest_mismatch",
                      "boolean",
                      "True when what was executed is not what was approved."),
                  ColumnSpec.optional("approval_scope", "string", "this, session or standing."),
                  ColumnSpec.optional(
                      "viewed",
                      "boolean",
                      "Whether the approver opened the change; null when not recorded."),
                  ColumnSpec.optional(
                      "review_seconds",
                      "bigint",
                      "Seconds from proposal (or request) to decision."),
                  ColumnSpec.optional(
                      "change_size", "bigint", "Size of the change in `change_unit`."),
                  ColumnSpec.optional("change_unit", "string", "Unit of `change_size`."),
                  ColumnSpec.optional(
                      "evaluation_code",
                      "boolean",
                      "True for a commit that changes evaluation code, by its paths; null for all else."),
                  ColumnSpec.optional(
                      "proposed_relation",
                      "string",
                      "How the proposing model stands to `subject_model` by lineage: as judge_relation of evaluation_runs; null where no model proposed or no subject is named."),
                  ColumnSpec.required("has_reason", "boolean", "Whether a reason was given."),
                  ColumnSpec.optional(
                      "participants",
                      "array<string>",
                      "Models that acted on it, by the names its events give."),
                  ColumnSpec.optional(
                      "participation",
                      "string",
                      "The nearest of `participants` to `subject_model`: early_version (itself), ancestor (by training), other_model, none, or unknown (a model is not named, or lineage does not know the subject)."),
                  ColumnSpec.required("events", "int", "Events folded so far."),
                  ColumnSpec.optional(
                      "second_person",
                      "boolean",
                      "Whether the stated policy asks that proposer and approver differ; null where it is silent on the domain."),
                  ColumnSpec.required(
                      "reviewed",
                      "boolean",
                      "True in the one version on whose night the first approval or rejection arrived: the version review tests use."),
                  ColumnSpec.required(
                      "review_unit",
                      "boolean",
                      "True for one reviewed decision per person and night, by a hash of the decision's id: what stands for a sitting."),
                  ColumnSpec.required(
                      "batch_unit",
                      "boolean",
                      "True for one counted decision per domain, night, proposer and artifact, by a hash of its id: what stands for a batch."),
                  ColumnSpec.optional(
                      "reviews_in_hour",
                      "int",
                      "Reviews of the same person in the 60 minutes that end with this one, itself included, among those that arrived the same night; null unless a person reviewed it."),
                  ColumnSpec.optional(
                      "review_cap",
                      "int",
                      "Most reviews an hour that the stated policy allows one person; null where it states none."),
                  ColumnSpec.required(
                      "reversed",
                      "boolean",
                      "True in the one version on whose night the first reversal arrived."),
                  ColumnSpec.optional(
                      "canary",
                      "string",
                      "For a decision seeded as a bad one to test the review: caught (first rejected) or missed (first approved), in the one version that first shows both the seed and the review; else null."),
                  ColumnSpec.optional(
                      "audit",
                      "string",
                      "Result of a person's review after the execution, sound or defective, in the version on whose night the first such result arrived; else null."),
                  ColumnSpec.optional(
                      "risk_micro",
                      "bigint",
                      "Risk in millionths that somebody other than proposer and decider gave it; null where nobody did."))),
          List.of("decision_id", "version"),
          List.of("night"),
          Map.of(
              "outcome_known",
              "outcome in ('open','executed','rejected','reverted')",
              "authority_known",
              "authority in ('assisted','autonomous','retroactive','self_approved','unknown')",
              "approver_class_known",
              "approver_class in ('human_with_sight','human_nominal','ai_reviewer','standing_policy','none','unknown')",
              "canary_known",
              "canary is null or canary in ('caught','missed')",
              "audit_known",
              "audit is null or audit in ('sound','defective')"));

  private Decisions() {}
}
