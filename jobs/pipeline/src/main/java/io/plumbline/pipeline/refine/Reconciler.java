package io.plumbline.pipeline.refine;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;

import io.plumbline.datasets.EventType;
import io.plumbline.datasets.bronze.Cloudevents;
import io.plumbline.datasets.bronze.Git;
import io.plumbline.datasets.bronze.Inspect;
import io.plumbline.datasets.bronze.Mapped;
import io.plumbline.datasets.bronze.Openlineage;
import io.plumbline.datasets.silver.Decisions;
import io.plumbline.datasets.silver.Reconciliations;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * What one source says happened against what another says of it, to {@code silver.reconciliations}:
 * outputs of runs and commits against executed decisions, both ways, and evaluation runs that were
 * executed against the logs that are there.
 *
 * <p>What happened on a night is settled on the night by which the other side has come as well.
 * What meets nothing waits, night by night, until {@value #PATIENCE} nights later (a decision one
 * night longer), so that late records of the other side are in; what comes more than {@value #LATE}
 * nights late is not compared. Nothing is said of a time in which the other side did not speak at
 * all: an absent source is no contradiction.
 *
 * <p>A change and a decision belong together when they bear the same content digest, or the same
 * name and no two versions, and the decision was executed within 24 hours before. A decision to
 * which nothing belongs like that may stand for one change of its name with another digest, or
 * within 48 hours either way: loosely, as where clocks are hours apart. Merges are no changes.
 */
final class Reconciler {

  /** Nights that the other side may come late. */
  static final int PATIENCE = Reconciliations.PATIENCE;

  /** Nights late beyond which nothing is compared. */
  static final int LATE = 7;

  /** Nights that are looked back over. */
  static final int MEMORY = 14;

  private static final String ARCHITECTURE =
      "(?i)(^|/)(arch|architectures?|models?|modeling|network)[/_.-]";

  private static final String OUTPUTS =
      "outputs array<struct<namespace:string,name:string,facets:struct<"
          + "version:struct<datasetVersion:string>,plumbline_model:struct<digest:string>>>>";

  private static final String TAGS =
      "run struct<facets:struct<tags:struct<tags:array<struct<key:string,value:string>>>>>";

  private static final String DECISION =
      "decision_id string, action string, actor struct<kind:string>, artifact string,"
          + " artifact_digest string";

  /** Waiting for the other side, which may still come. */
  private static final String AWAITED = "awaited";

  private static final String[] PLACE = {
    "night", "record_night", "late", "source", "file", "member", "position"
  };

  private Reconciler() {}

  /**
   * Bronze rows of a period and of {@link #MEMORY} nights before it.
   *
   * @param lineage rows of {@code bronze.openlineage}
   * @param commits rows of {@code bronze.git}
   * @param logs rows of {@code bronze.inspect}
   * @param events rows of {@code bronze.cloudevents}
   * @param mapped rows of {@code bronze.mapped}
   */
  record Sides(
      Dataset<Row> lineage,
      Dataset<Row> commits,
      Dataset<Row> logs,
      Dataset<Row> events,
      Dataset<Row> mapped) {}

  /** The rows of a period; empty where there is nothing to compare. */
  static Optional<Dataset<Row>> of(Bronze bronze, Period period, Kept kept) {
    Sides sides =
        new Sides(
            bronze.since(Openlineage.SPEC, MEMORY),
            bronze.since(Git.SPEC, MEMORY),
            bronze.since(Inspect.SPEC, MEMORY),
            bronze.since(Cloudevents.SPEC, MEMORY),
            bronze.since(Mapped.SPEC, MEMORY));
    boolean isNew = bronze.has(Git.SPEC) || bronze.has(Openlineage.SPEC);
    // Decisions alone show nothing that could be compared.
    return isNew || !sides.commits.select("night").union(sides.lineage.select("night")).isEmpty()
        ? Optional.of(of(sides, period, kept))
        : Optional.empty();
  }

  /** The rows of a period. */
  static Dataset<Row> of(Sides sides, Period period, Kept kept) {
    return Payload.as(
        Reconciliations.SPEC,
        compared(
                outputs(sides.lineage).unionByName(commits(sides.commits)),
                decisions(sides.events, sides.mapped),
                period,
                kept)
            .unionByName(census(executed(sides.lineage), logs(sides.logs), period)));
  }

  /** One row per output of a run that ended. */
  private static Dataset<Row> outputs(Dataset<Row> lines) {
    return first(
            Payload.of(
                    lines.where(
                        "reason is null and data is not null and record_at is not null and"
                            + " coalesce(event_type, '')"
                            + " not in ('START', 'RUNNING', 'FAIL', 'ABORT')"),
                    OUTPUTS,
                    "run_id",
                    "record_at")
                .withColumn("output", explode(col("event.outputs")))
                .where("output.name is not null")
                .withColumn("subject", col("output.name"))
                .withColumn(
                    "digest",
                    expr(
                        "coalesce(output.facets.version.datasetVersion,"
                            + " output.facets.plumbline_model.digest)"))
                .withColumn(
                    "names", expr("array(subject, concat_ws('/', output.namespace, output.name))")),
            "run_id",
            "subject",
            "digest")
        .withColumn("system", lit("lineage"))
        .withColumn("kind", kind("subject"))
        .withColumn("agent_by_mark", lit(false))
        .select(effect());
  }

  /** One row per commit that is no merge. */
  private static Dataset<Row> commits(Dataset<Row> commits) {
    return first(
            CommitDecisions.marked(commits)
                .where("record_at is not null and coalesce(size(parents), 0) <= 1")
                .withColumn("position", expr("begin + ordinal"))
                .withColumn("subject", col("commit_id"))
                .withColumn("digest", col("commit_id"))
                .withColumn("names", expr("concat(array(commit_id), coalesce(paths, array()))")),
            "commit_id")
        .withColumn("system", lit("git"))
        .withColumn(
            "kind",
            expr(
                "if(exists(names, p -> regexp_like(p, '"
                    + ARCHITECTURE
                    + "')),"
                    + " 'architecture', 'commit')"))
        .withColumn("agent_by_mark", expr("helper is not null"))
        .select(effect());
  }

  private static Column kind(String name) {
    return expr("coalesce(nullif(regexp_extract(" + name + ", '^[^/.@:]+', 0), ''), 'other')");
  }

  private static Column[] effect() {
    return columns("system", "kind", "subject", "digest", "names", "record_at", "agent_by_mark");
  }

  private static Column[] columns(String... own) {
    return Stream.concat(Stream.of(PLACE), Stream.of(own))
        .map(org.apache.spark.sql.functions::col)
        .toArray(Column[]::new);
  }

  /** Of rows with the same key, the one that came first. */
  private static Dataset<Row> first(Dataset<Row> rows, String... key) {
    Column[] by = Stream.of(key).map(org.apache.spark.sql.functions::col).toArray(Column[]::new);
    return rows.withColumn(
            "turn",
            row_number()
                .over(
                    Window.partitionBy(by)
                        .orderBy("night", "record_at", "source", "file", "position")))
        .where("turn = 1")
        .drop("turn");
  }

  /** One row per event of a decision, and per decision that came whole. */
  private static Dataset<Row> decisions(Dataset<Row> lines, Dataset<Row> rows) {
    Dataset<Row> events =
        Payload.of(
                lines
                    .where(col("type").equalTo(EventType.DECISION.type()))
                    .where("reason is null and data is not null and record_at is not null"),
                DECISION,
                "record_at")
            .select(col("*"), col("event.*"))
            .where("decision_id is not null and action is not null")
            .drop("event");
    Dataset<Row> mapped =
        MappedRows.of(rows, Decisions.SPEC)
            .where("decision_id is not null and executed_at is not null")
            .withColumn("action", lit("executed"))
            .withColumn("actor", expr("named_struct('kind', proposed_kind)"))
            .withColumn("record_at", col("executed_at"));
    Column[] own =
        columns("decision_id", "action", "actor", "artifact", "artifact_digest", "record_at");
    return events.select(own).union(mapped.select(own));
  }

  private static Dataset<Row> executions(Dataset<Row> decisions) {
    Dataset<Row> proposals =
        decisions
            .where("action = 'proposed'")
            .groupBy("decision_id")
            .agg(
                expr("min(struct(night, record_at, artifact, artifact_digest, actor.kind))")
                    .as("proposal"));
    // One proposal a decision.
    return first(
            decisions.where("action = 'executed'"), "decision_id", "artifact", "artifact_digest")
        .join(proposals, new String[] {"decision_id"}, "left")
        .withColumn("due", expr("greatest(night, date_add(record_night, " + (PATIENCE + 1) + "))"))
        .withColumn("at_once", cameBy("night"))
        .withColumn("known", cameBy("due"))
        .withColumn("artifact_at_once", known("artifact", "at_once"))
        .withColumn("digest_at_once", known("artifact_digest", "at_once"))
        .withColumn("agent_at_once", isAgent("at_once"))
        .withColumn("decided_digest", known("artifact_digest", "known"))
        .withColumn("artifact", known("artifact", "known"))
        .withColumn("agent_by_log", isAgent("known"))
        .where("artifact is not null or decided_digest is not null")
        .drop("proposal", "at_once", "known", "action", "actor", "artifact_digest");
  }

  /** Whether the proposal of an execution had come by a night. */
  private static Column cameBy(String by) {
    return expr("coalesce(proposal.night <= " + by + ", false)");
  }

  /** What an execution states itself, otherwise its proposal where that had come. */
  private static Column known(String what, String by) {
    return expr("coalesce(" + what + ", if(" + by + ", proposal." + what + ", null))");
  }

  private static Column isAgent(String by) {
    return expr("coalesce(actor.kind = 'model' or " + by + " and proposal.kind = 'model', false)");
  }

  /** Nights on which rows count, as one array. */
  private static Dataset<Row> nights(Dataset<Row> rows, String name) {
    return broadcast(rows.agg(expr("array_sort(collect_set(night))").as(name)));
  }

  private static Dataset<Row> compared(
      Dataset<Row> effects, Dataset<Row> decisions, Period period, Kept kept) {
    // Each is read several times below: without keeping them every line would be parsed as often.
    Dataset<Row> changes =
        kept.keep(
            effects
                .where("datediff(night, record_night) <= " + LATE)
                .withColumn(
                    "due", expr("greatest(night, date_add(record_night, " + PATIENCE + "))")));
    Dataset<Row> executions =
        kept.keep(executions(decisions).where("datediff(night, record_night) <= " + LATE));
    Dataset<Row> pairs = kept.keep(pairs(changes, executions));
    Dataset<Row> strict = pairs.where("is_strict");
    Dataset<Row> found =
        nearest(soonest(strict))
            .withColumn("state", lit("matched"))
            .unionByName(
                nearest(loose(pairs, strict).withColumn("settled", col("due")))
                    .withColumn("state", lit("matched_loosely")));
    return said(changes, found, decisions, period)
        .unionByName(unmatched(executions, pairs, changes, period));
  }

  /**
   * Pairs of changes that meet no execution closely with executions that no change meets closely,
   * and of which theirs is the nearest. What is not known by the night on which a change is
   * compared takes nothing from it.
   */
  private static Dataset<Row> loose(Dataset<Row> pairs, Dataset<Row> strict) {
    Dataset<Row> met = strict.groupBy("effect").agg(expr("min(decided_night)").as("met_on"));
    // At most one row of met per change.
    Dataset<Row> open =
        pairs
            .where("not is_strict")
            .join(met, new String[] {"effect"}, "left")
            .where("met_on is null or met_on > effect_night");
    Dataset<Row> taken = strict.select(col("execution"), col("effect_night")).alias("taken");
    Dataset<Row> rivals =
        open.select("execution", "effect", "effect_night", "gap", "met_on").alias("rival");
    return open.where("met_on is null")
        .alias("mine")
        .join(
            taken,
            expr("mine.execution = taken.execution and taken.effect_night <= mine.due"),
            "left_anti")
        .join(
            rivals,
            expr(
                "mine.execution = rival.execution and rival.effect_night <= mine.due"
                    + " and (rival.met_on is null or rival.met_on > mine.due)"
                    + " and struct(rival.gap, rival.effect) < struct(mine.gap, mine.effect)"),
            "left_anti")
        .drop("met_on");
  }

  /** A digest that can be of one content only; a version such as 3 is one of many things. */
  private static String content(String digest) {
    return "if(regexp_like("
        + digest
        + ", '^([a-z0-9]+:)?[0-9a-fA-F]{32,}$'), "
        + digest
        + ", null)";
  }

  private static Column key(String... members) {
    return expr("struct(source, file, position, " + String.join(", ", members) + ")");
  }

  /** Changes and executions that bear a name or digest in common, within 48 hours. */
  private static Dataset<Row> pairs(Dataset<Row> changes, Dataset<Row> executions) {
    Dataset<Row> left =
        changes
            .withColumn("effect", key("subject"))
            .withColumn(
                "key",
                explode(
                    expr(
                        "array_distinct(array_compact(concat(names, array("
                            + content("digest")
                            + "))))")))
            .select(
                col("effect"),
                col("key"),
                col("digest"),
                col("record_at"),
                col("due"),
                col("night").as("effect_night"));
    Dataset<Row> right =
        executions
            .withColumn("execution", key("decision_id"))
            .withColumn(
                "key",
                explode(
                    expr(
                        "array_distinct(array_compact(array(artifact, artifact_at_once, "
                            + content("decided_digest")
                            + ", "
                            + content("digest_at_once")
                            + ")))")))
            .select(
                col("execution"),
                col("key"),
                col("decision_id"),
                col("decided_digest"),
                col("artifact_at_once"),
                col("digest_at_once"),
                col("record_at").as("executed_at"),
                col("night").as("decided_night"),
                col("due").as("decided_due"),
                col("agent_at_once"),
                col("agent_by_log"));
    // Few executions bear one name within two days; equal pairs met by name and digest are one.
    return left.join(right, "key")
        .withColumn("gap", expr("unix_seconds(record_at) - unix_seconds(executed_at)"))
        .where("decided_night <= due and abs(gap) <= 172800")
        .withColumn("is_before", expr("gap between -" + BackDated.TOLERANCE + " and 86400"))
        .withColumn(
            "is_at_once",
            expr(
                "is_before and (key = artifact_at_once or key = digest_at_once)"
                    + " is true and coalesce(digest = digest_at_once, true)"))
        .withColumn(
            "is_strict",
            expr("is_at_once or is_before and coalesce(digest = decided_digest, true)"))
        .groupBy(
            "effect",
            "effect_night",
            "due",
            "execution",
            "decided_night",
            "decided_due",
            "decision_id",
            "executed_at",
            "agent_at_once",
            "agent_by_log")
        .agg(
            expr("bool_or(is_at_once)").as("is_at_once"),
            expr("bool_or(is_strict)").as("is_strict"),
            expr("min(abs(gap))").as("gap"));
  }

  /**
   * Of the executions that meet a change closely, those known first: on the night by which both had
   * come, where they meet without what a proposal said later. What comes after that night changes
   * nothing, so that a night that is run again says the same.
   */
  private static Dataset<Row> soonest(Dataset<Row> strict) {
    return strict
        .withColumn("settled", expr("if(is_at_once, greatest(effect_night, decided_night), due)"))
        .withColumn("agent_by_log", expr("if(is_at_once, agent_at_once, agent_by_log)"))
        .withColumn("first", min("settled").over(Window.partitionBy("effect")))
        .where("settled = first")
        .drop("first");
  }

  /** The nearest execution of each change. */
  private static Dataset<Row> nearest(Dataset<Row> pairs) {
    return pairs
        .withColumn(
            "turn",
            row_number()
                .over(Window.partitionBy("effect").orderBy("gap", "decision_id", "execution")))
        .where("turn = 1")
        .drop("turn");
  }

  /**
   * What each change came to, where the log of decisions had begun two nights before it, and each
   * night on which it waits for a decision.
   */
  private static Dataset<Row> said(
      Dataset<Row> changes, Dataset<Row> found, Dataset<Row> decisions, Period period) {
    return waiting(
            changes
                .crossJoin(nights(decisions, "spoken"))
                .where(
                    "exists(spoken, n -> n between date_sub(due, "
                        + MEMORY
                        + ") and date_sub(record_night, 2))")
                .withColumn("effect", key("subject"))
                .join(
                    found.select(
                        "effect", "decision_id", "executed_at", "agent_by_log", "state", "settled"),
                    new String[] {"effect"},
                    "left"),
            period)
        .withColumn("happened_at", col("record_at"))
        .select(row());
  }

  /**
   * One row on the night on which it is settled what a change or run came to, and one on each night
   * before that from its own on.
   */
  private static Dataset<Row> waiting(Dataset<Row> rows, Period period) {
    return rows.withColumn("settled", expr("coalesce(settled, due)"))
        .withColumn("night", explode(expr("sequence(night, settled)")))
        .where(period.contains("night"))
        .withColumn("is_settled", expr("night = settled"))
        .withColumn("state", expr("if(is_settled, coalesce(state, 'unlogged'), '" + AWAITED + "')"))
        .withColumn("decision_id", expr("if(is_settled, decision_id, null)"))
        .withColumn("executed_at", expr("if(is_settled, executed_at, null)"))
        .withColumn("agent_by_log", expr("is_settled and coalesce(agent_by_log, false)"))
        .withColumn("late", expr("night > record_night"));
  }

  /** Decisions to which nothing belongs, where their system spoke. */
  private static Dataset<Row> unmatched(
      Dataset<Row> executions, Dataset<Row> pairs, Dataset<Row> changes, Period period) {
    Dataset<Row> spoken =
        broadcast(
            changes
                .groupBy("system", "kind")
                .agg(expr("array_sort(collect_set(night))").as("spoken")));
    return executions
        .where(period.contains("due"))
        .withColumn("execution", key("decision_id"))
        .join(
            pairs.where("effect_night <= decided_due").select("execution").distinct(),
            new String[] {"execution"},
            "left_anti")
        .withColumn("name", expr("coalesce(artifact, decided_digest)"))
        .withColumn(
            "system",
            expr(
                "if(regexp_like(coalesce(decided_digest, artifact), '^[0-9a-f]{40}$')"
                    + " or regexp_like(name, '[.][A-Za-z0-9]{1,8}$'), 'git', 'lineage')"))
        .withColumn("prefix", kind("name"))
        .withColumn(
            "kind",
            expr(
                "if(system = 'lineage', prefix, if(regexp_like(name, '"
                    + ARCHITECTURE
                    + "'), 'architecture', 'commit'))"))
        .join(spoken, new String[] {"system", "kind"})
        .where("exists(spoken, n -> n between date_sub(due, " + MEMORY + ") and record_night)")
        .withColumn("subject", col("name"))
        .withColumn("state", lit("unmatched"))
        .withColumn("agent_by_mark", lit(false))
        .withColumn("happened_at", lit(null).cast("timestamp"))
        .withColumn("executed_at", col("record_at"))
        .withColumn("night", col("due"))
        .withColumn("late", expr("due > record_night"))
        .select(row());
  }

  private static Column[] row() {
    return columns(
        "system",
        "kind",
        "subject",
        "state",
        "decision_id",
        "happened_at",
        "executed_at",
        "agent_by_log",
        "agent_by_mark");
  }

  /** One row per evaluation run that the orchestrator says it executed. */
  private static Dataset<Row> executed(Dataset<Row> lines) {
    return first(
        Payload.of(
                lines.where("reason is null and data is not null and record_at is not null"),
                TAGS,
                "job_name",
                "record_at")
            .withColumn(
                "eval_id",
                expr(
                    "get(filter(event.run.facets.tags.tags, t -> t.key = 'inspect_eval_id'), 0)"
                        + ".value"))
            .where("eval_id is not null"),
        "eval_id");
  }

  /** The first night on which anything of each log counts. */
  private static Dataset<Row> logs(Dataset<Row> members) {
    return members
        .where("eval_id is not null")
        .groupBy("eval_id")
        .agg(expr("min(night)").as("logged"));
  }

  /** Executed runs with and without a log. */
  private static Dataset<Row> census(Dataset<Row> runs, Dataset<Row> logs, Period period) {
    return waiting(
            runs.where("datediff(night, record_night) <= " + LATE)
                .withColumn(
                    "due", expr("greatest(night, date_add(record_night, " + PATIENCE + "))"))
                .join(logs, new String[] {"eval_id"}, "left")
                .withColumn("state", expr("if(logged <= due, 'matched', null)"))
                .withColumn("settled", expr("if(logged <= due, greatest(night, logged), null)"))
                .withColumn("decision_id", lit(null).cast("string"))
                .withColumn("executed_at", lit(null).cast("timestamp"))
                .withColumn("agent_by_log", lit(false)),
            period)
        .withColumn("system", lit("evaluation"))
        .withColumn("kind", expr("coalesce(job_name, 'other')"))
        .withColumn("subject", col("eval_id"))
        .withColumn("happened_at", col("record_at"))
        .withColumn("agent_by_mark", lit(false))
        .select(row());
  }
}
