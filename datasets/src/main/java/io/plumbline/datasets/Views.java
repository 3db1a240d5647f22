package io.plumbline.datasets;

import static io.plumbline.datasets.ColumnSpec.optional;
import static io.plumbline.datasets.ColumnSpec.required;

import java.util.List;
import java.util.Optional;

/** Every view over the lake, in the order in which readers tend to ask. */
public final class Views {

  private static final ViewSpec NIGHTS =
      new ViewSpec(
          "nights",
          "How did each night end?",
          List.of(
              required("night", "date", "Night."),
              required("verdict", "string", "Overall verdict."),
              required("exit_code", "int", "Exit code of the night."),
              required("breaches", "bigint", "Findings in breach that were open."),
              required("attentions", "bigint", "Findings needing attention that were open."),
              required("opened", "bigint", "Findings opened that night."),
              required("root", "string", "Root that seals the night.")),
          """
          select n.night, n.verdict, n.exit_code,
            count_if(f.verdict = 'BREACH' and f.state <> 'closed') breaches,
            count_if(f.verdict = 'ATTENTION' and f.state <> 'closed') attentions,
            count_if(f.verdict in ('BREACH', 'ATTENTION') and f.state = 'new') opened,
            n.root
          from gold.nights n left join gold.findings f on f.night = n.night
          group by n.night, n.verdict, n.exit_code, n.root
          """);

  private static final ViewSpec OPEN_FINDINGS =
      new ViewSpec(
          "open_findings",
          "What is open, and since when?",
          List.of(
              required("finding_id", "string", "Id that plumbline close takes."),
              required("question", "string", "One of the seven questions."),
              required("verdict", "string", "BREACH or ATTENTION."),
              optional("tier", "string", "page, worklist or advisory; null for a rule."),
              required("detector", "string", "Detector id, family/version."),
              required("scope", "string", "Whom it is about: a JSON object with sorted keys."),
              required("first_night", "date", "Night it was opened."),
              required("nights_open", "int", "Nights since it was opened, both counted."),
              optional("because", "string", "The evidence in one sentence.")),
          """
          select finding_id, question, verdict, tier, detector, scope, first_night,
            datediff(night, first_night) + 1 nights_open,
            get_json_object(body, '$.because') because
          from gold.findings
          where night = (select max(night) from gold.nights)
            and verdict in ('BREACH', 'ATTENTION') and state <> 'closed'
          """);

  private static final ViewSpec WHO_DECIDED =
      new ViewSpec(
          "who_decided",
          "Who decides what, on whose proposals?",
          List.of(
              required("domain", "string", "Kind of decision."),
              required("proposed_kind", "string", "Kind of the proposer; unknown where no one is."),
              required(
                  "decided_kind", "string", "Kind of the decider; nobody where there is none."),
              required("decided_by", "string", "Id of the decider; nobody where there is none."),
              required("decisions", "bigint", "Decisions that ended: each counts once."),
              required("executed", "bigint", "Of these, those that were executed."),
              required("breaches", "bigint", "Executed without the approval the policy asks for."),
              optional(
                  "median_review_seconds",
                  "double",
                  "Half of the reviews took at most so many seconds; null where none is timed.")),
          """
          select domain, coalesce(proposed_kind, 'unknown') proposed_kind,
            coalesce(decided_kind, 'nobody') decided_kind,
            coalesce(decided_by, 'nobody') decided_by,
            count(*) decisions, count_if(executions > 0) executed,
            count_if(coalesce(breach, false)) breaches,
            median(review_seconds) median_review_seconds
          from silver.decisions where counted
          group by domain, coalesce(proposed_kind, 'unknown'), coalesce(decided_kind, 'nobody'),
            coalesce(decided_by, 'nobody')
          """);

  private static final ViewSpec AUTHORITY_BY_DOMAIN =
      new ViewSpec(
          "authority_by_domain",
          "Did humans keep decision authority, by domain?",
          List.of(
              required("domain", "string", "Kind of decision."),
              required("decisions", "bigint", "Decisions that ended: each counts once."),
              required("assisted", "bigint", "A human decided on a model's work."),
              required("autonomous", "bigint", "No human decided before it was done."),
              required("retroactive", "bigint", "Approved after it was done."),
              required("self_approved", "bigint", "Approved by whoever proposed it."),
              required("unknown", "bigint", "The record does not say."),
              required("breaches", "bigint", "Executed without the approval the policy asks for."),
              optional("assisted_share", "double", "Share of decisions a human decided.")),
          """
          select domain, count(*) decisions, count_if(authority = 'assisted') assisted,
            count_if(authority = 'autonomous') autonomous,
            count_if(authority = 'retroactive') retroactive,
            count_if(authority = 'self_approved') self_approved,
            count_if(authority = 'unknown') unknown, count_if(coalesce(breach, false)) breaches,
            cast(count_if(authority = 'assisted') as double) / count(*) assisted_share
          from silver.decisions where counted group by domain
          """);

  private static final ViewSpec SKEW_BY_ATTRIBUTE =
      new ViewSpec(
          "skew_by_attribute",
          "What is taken more or less often than its pools would give?",
          List.of(
              required("purpose", "string", "What was selected."),
              required("selector_id", "string", "Who selected."),
              required("attribute", "string", "Name of the attribute."),
              required("value", "string", "Its value."),
              required("offered", "bigint", "Units offered that have it; one for each cluster."),
              required("taken", "bigint", "Units taken that have it."),
              required(
                  "expected",
                  "double",
                  "Units that a selector blind to it takes on average: pool by pool, stratum by"
                      + " stratum."),
              required("excess", "double", "Taken less expected. A description, not a test.")),
          """
          with units as (
            select purpose, selector_id, coalesce(selector_model, '') selector_model, pool_id,
              record_night, coalesce(stratum, '') stratum, selected, attributes
            from silver.candidates where unit and version = 1),
          pools as (
            select purpose, selector_id, selector_model, pool_id, record_night, stratum,
              count(*) offered, count_if(selected) taken
            from units group by all),
          labelled as (
            select purpose, selector_id, selector_model, pool_id, record_night, stratum, attribute,
              value, count(*) offered, count_if(selected) taken
            from units lateral view explode(attributes) as attribute, value
            group by all)
          select l.purpose, l.selector_id, l.attribute, l.value, sum(l.offered) offered,
            sum(l.taken) taken,
            cast(sum(cast(p.taken * l.offered as decimal(38, 6)) / p.offered) as double) expected,
            cast(sum(l.taken - cast(p.taken * l.offered as decimal(38, 6)) / p.offered) as double)
              excess
          from labelled l join pools p on p.purpose = l.purpose and p.selector_id = l.selector_id
            and p.selector_model = l.selector_model and p.pool_id = l.pool_id
            and p.record_night = l.record_night and p.stratum = l.stratum
          group by l.purpose, l.selector_id, l.attribute, l.value
          """);

  private static final ViewSpec CRITERIA_CHANGES =
      new ViewSpec(
          "criteria_changes",
          "Which evaluation criteria changed, and was it declared?",
          List.of(
              required("first_night", "date", "Night of the first run under the new criteria."),
              required("task", "string", "Task."),
              optional("declared_version", "string", "Version its author gives."),
              optional("declared", "boolean", "Whether that version changed with the criteria."),
              required("changed", "string", "What differs, separated by commas."),
              required("criteria_id", "string", "Fingerprint of the new criteria."),
              optional("previous_criteria_id", "string", "Fingerprint of those before.")),
          """
          select first_night, task, declared_version, bumped declared,
            array_join(changed, ', ') changed, criteria_id, previous_criteria_id
          from silver.evaluation_criteria
          where previous_criteria_id is not null and size(changed) > 0
          """);

  private static final ViewSpec JUDGE_RELATIONS =
      new ViewSpec(
          "judge_relations",
          "Who judges whom, and are they related?",
          List.of(
              required("judge", "string", "Judge."),
              required("model", "string", "Model that was judged."),
              required("relation", "string", "How the judge stands to it by lineage."),
              optional(
                  "related_micro",
                  "bigint",
                  "Largest relatedness of the two, in millionths; null where lineage is silent."),
              required("runs", "bigint", "Evaluation runs, each in its latest version."),
              optional("mean_score_micro", "double", "Mean score in millionths.")),
          """
          with latest as (
            select *, row_number() over (partition by run_id order by version desc) latest
            from silver.evaluation_runs)
          select judge, coalesce(model, 'unknown') model, coalesce(judge_relation, 'unknown') relation,
            max(judge_related_micro) related_micro, count(*) runs, avg(score_micro) mean_score_micro
          from latest where latest = 1 and judge is not null
          group by judge, coalesce(model, 'unknown'), coalesce(judge_relation, 'unknown')
          """);

  private static final ViewSpec TEST_VS_DEPLOYMENT =
      new ViewSpec(
          "test_vs_deployment",
          "Do models behave under test as they do in deployment?",
          List.of(
              required("behaviour", "string", "Name of the behaviour."),
              required("model", "string", "Model version that behaved."),
              required("test_samples", "bigint", "Samples under test; one for each cluster."),
              required("test_shown", "bigint", "Of these, those that show it."),
              required("deployment_samples", "bigint", "Samples in deployment."),
              required("deployment_shown", "bigint", "Of these, those that show it."),
              optional("test_share", "double", "Share under test; null without samples."),
              optional("deployment_share", "double", "Share in deployment."),
              optional(
                  "gap", "double", "Share in deployment less share under test, not standardised.")),
          """
          with counted as (
            select behaviour, model, count_if(context = 'test') test_samples,
              count_if(context = 'test' and shown) test_shown,
              count_if(context = 'deployment') deployment_samples,
              count_if(context = 'deployment' and shown) deployment_shown
            from silver.behaviours where unit and version = 1 group by behaviour, model)
          select *, try_divide(test_shown, test_samples) test_share,
            try_divide(deployment_shown, deployment_samples) deployment_share,
            try_divide(deployment_shown, deployment_samples)
              - try_divide(test_shown, test_samples) gap
          from counted
          """);

  private static final ViewSpec MISSING_RECORDS =
      new ViewSpec(
          "missing_records",
          "What is missing from the record?",
          List.of(
              required("night", "date", "Night on which it showed."),
              required("source", "string", "Source whose record lacks it, or that shows it."),
              required(
                  "kind",
                  "string",
                  "How it is missing: a kind of record_breaks, or unlogged for what happened"
                      + " without a record of it."),
              optional("subject", "string", "Emitter, key, commit or output concerned."),
              required("missing", "bigint", "Records missing; 0 where not countable."),
              required("detail", "string", "In words."),
              required("file", "string", "File it shows in."),
              required("position", "bigint", "Place in that file.")),
          """
          select night, source, kind, subject, missing, detail, file, position
          from silver.record_breaks
          where kind in ('removed', 'truncated', 'vanished', 'rewritten_history', 'sequence_gap',
            'missing_night')
          union all
          select night, source, 'unlogged' kind, subject, 1L missing,
            concat(system, ' shows ', kind, ' without a record of it') detail, file, position
          from silver.reconciliations where state = 'unlogged'
          """);

  private static final ViewSpec GENERATIONS =
      new ViewSpec(
          "generations",
          "How long does a generation take, and who decides in it?",
          List.of(
              required("generation", "int", "Generation number."),
              required("model", "string", "Model of that generation."),
              required("steps", "bigint", "Steps of the loop that are logged, of five."),
              optional("started_at", "timestamp", "Start of its first step."),
              optional("ended_at", "timestamp", "End of its last step."),
              optional("days", "double", "Days between them."),
              required("decisions", "bigint", "Decisions about it that ended."),
              required("proposed_by_models", "bigint", "Of these, those a model proposed."),
              required("decided_by_humans", "bigint", "Of these, those a human decided.")),
          """
          with cycles as (
            select generation, max(model) model, count(distinct step) steps,
              min(started_at) started_at, max(ended_at) ended_at
            from silver.generation_cycles group by generation),
          decided as (
            select generation, count(*) decisions,
              count_if(proposed_kind = 'model') proposed_by_models,
              count_if(decided_kind = 'human') decided_by_humans
            from silver.decisions where counted group by generation)
          select c.generation, c.model, c.steps, c.started_at, c.ended_at,
            (unix_seconds(c.ended_at) - unix_seconds(c.started_at)) / 86400.0D days,
            coalesce(d.decisions, 0) decisions,
            coalesce(d.proposed_by_models, 0) proposed_by_models,
            coalesce(d.decided_by_humans, 0) decided_by_humans
          from cycles c left join decided d on d.generation = c.generation
          """);

  public static final List<ViewSpec> ALL =
      List.of(
          NIGHTS,
          OPEN_FINDINGS,
          WHO_DECIDED,
          AUTHORITY_BY_DOMAIN,
          SKEW_BY_ATTRIBUTE,
          CRITERIA_CHANGES,
          JUDGE_RELATIONS,
          TEST_VS_DEPLOYMENT,
          MISSING_RECORDS,
          GENERATIONS);

  private Views() {}

  /** The view of this name. */
  public static Optional<ViewSpec> view(String name) {
    return ALL.stream().filter(view -> view.name().equals(name)).findFirst();
  }
}
