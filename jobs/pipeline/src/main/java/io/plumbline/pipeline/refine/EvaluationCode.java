package io.plumbline.pipeline.refine;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Which models worked on the code that evaluates: the columns {@code code_relation}, {@code
 * code_model} and {@code code_since} of {@code silver.evaluation_runs}; and which people worked on
 * the file of the task, for {@code resources}.
 *
 * <p>A commit changes evaluation code when a folder or file name in one of its paths is, or begins
 * or ends with, a word for it (eval, evals, evaluation, benchmark, scorer, grader, judge, rubric,
 * harness and their plurals). Whose commit it is, is what its markers say: see {@link
 * CommitDecisions}. A run is on the code of every commit that is not younger than its revision. A
 * revision is looked for among the commits of the last {@value #NIGHTS} nights.
 */
final class EvaluationCode {

  /** How many nights back a revision may lie. */
  static final int NIGHTS = 60;

  /** Whether the commit of a row of {@code bronze.git} changes evaluation code. */
  static final String CHANGED =
      "exists(paths, p -> regexp_like(p, "
          + "'(?i)(^|[/_.-])(evals?|evaluations?|evaluators?|benchmarks?|scorers?|scoring|graders?"
          + "|grading|judges?|rubrics?|harness)([/_.-]|$)'))";

  private static final String RANK =
      "array_position(array('same', 'ancestor', 'descendant', 'related', 'took_part', 'distant',"
          + " 'unrelated', 'unknown'), ";

  private EvaluationCode() {}

  /**
   * Adds the columns.
   *
   * @param runs rows with {@code night}, {@code revision}, {@code bare_model} and {@code
   *     model_relations}: see {@link EvaluationRunsRefiner#withLineage}
   * @param commits rows of {@code bronze.git} of the period and the nights before it
   * @param decisions rows of {@code silver.decisions} before the period
   */
  static Dataset<Row> written(
      Dataset<Row> runs, Dataset<Row> commits, Dataset<Row> decisions, Dataset<Row> names) {
    Dataset<Row> revisions =
        commits
            .where("reason is null and commit_id is not null")
            .groupBy(col("commit_id"))
            .agg(
                expr("min(committed_at)").as("revision_at"),
                expr("min(night)").as("revision_night"));
    Dataset<Row> authors =
        CommitDecisions.of(commits.where(CHANGED))
            .select("night", "proposed_model", "executed_at", "evaluation_code")
            .unionByName(
                decisions.select("night", "proposed_model", "executed_at", "evaluation_code"))
            .where("evaluation_code and proposed_model is not null and executed_at is not null")
            .groupBy(col("proposed_model").as("author"))
            .agg(expr("min(struct(executed_at as at, night))").as("first"))
            .join(
                names.select(col("name").as("author")).distinct().withColumn("known", expr("true")),
                new String[] {"author"},
                "left")
            .agg(
                expr("sort_array(collect_list(struct(author, first.at as at, first.night as night,"
                        + " coalesce(known, false) as known)))")
                    .as("authors"));
    Dataset<Row> people =
        commits
            .where("reason is null and author_email is not null and " + CHANGED)
            .groupBy(expr("lower(author_email)").as("person"), expr("paths").as("paths"))
            .agg(expr("min(struct(committed_at as at, night))").as("first"))
            .agg(
                expr("sort_array(collect_list(struct(person, paths, first.at as at,"
                        + " first.night as night)))")
                    .as("people"));
    // Many runs to at most one commit, and to the one row each of all authors and all people.
    return stated(runs)
        .join(
            broadcast(revisions),
            col("revision")
                .equalTo(col("commit_id"))
                .and(expr("revision_night between date_sub(night, " + NIGHTS + ") and night")),
            "left")
        .crossJoin(broadcast(authors))
        .crossJoin(broadcast(people))
        .withColumn(
            "code",
            expr(
                "array_min(transform(filter(authors, a -> a.at <= revision_at and a.night <="
                    + " night), a -> named_struct('place', "
                    + RANK
                    + relation()
                    + "), 'kind', "
                    + relation()
                    + ", 'author', a.author, 'at', a.at)))"))
        .withColumn(
            "code_relation",
            expr("case when revision_at is null then null else coalesce(code.kind, 'none') end"))
        .withColumn("code_model", col("code.author"))
        .withColumn("code_since", col("code.at"))
        .withColumn(
            "resources",
            expr(
                "if(purpose is null, null, array_sort(array_union(coalesce(resources, array()),"
                    + " transform(filter(people, p -> p.at <= revision_at and p.night <= night"
                    + " and exists(p.paths, f -> f = task_file)),"
                    + " p -> concat('person:', p.person)))))"))
        .drop("commit_id", "revision_at", "revision_night", "authors", "people", "code");
  }

  /** Rows of runs that come mapped say nothing of these. */
  private static Dataset<Row> stated(Dataset<Row> runs) {
    Dataset<Row> stated = runs;
    List<String> columns = List.of(runs.columns());
    for (String column : List.of("purpose string", "task_file string", "resources array<string>")) {
      String name = column.substring(0, column.indexOf(' '));
      if (!columns.contains(name)) {
        stated = stated.withColumn(name, lit(null).cast(column.substring(column.indexOf(' ') + 1)));
      }
    }
    return stated;
  }

  private static String relation() {
    return "case when substring_index(a.author, '/', -1) = bare_model then 'same'"
        + " when a.known and model_model_id is not null"
        + " then coalesce(model_relations[a.author].kind, 'unrelated') else 'unknown' end";
  }
}
