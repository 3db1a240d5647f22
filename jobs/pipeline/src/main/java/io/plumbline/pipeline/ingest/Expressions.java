package io.plumbline.pipeline.ingest;

import io.plumbline.pipeline.ErrorCode;
import io.plumbline.pipeline.PlumblineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.CaseWhen;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.EvalMode;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.If;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.classic.ExpressionUtils;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The operator's SQL expressions over one input row.
 *
 * <p>They are parsed as expressions. Whatever looks beyond its row is refused: subqueries,
 * aggregates, windows, generators, and functions of time, chance, session or host. A {@code cast}
 * that fails gives null, not the end of the run.
 */
final class Expressions {

  private static final Set<String> REFUSED =
      Set.of(
          "reflect",
          "java_method",
          "try_reflect",
          "now",
          "current_timestamp",
          "current_date",
          "current_time",
          "localtimestamp",
          "current_timezone",
          "current_user",
          "user",
          "session_user",
          "current_catalog",
          "current_database",
          "current_schema",
          "version",
          "input_file_name",
          "input_file_block_start",
          "input_file_block_length",
          "spark_partition_id",
          "monotonically_increasing_id",
          "rand",
          "randn",
          "random",
          "randstr",
          "uniform",
          "uuid",
          "shuffle");

  /** Functions whose arguments are not all evaluated: a cast in them may be meant to fail. */
  private static final Set<String> CHOOSING =
      Set.of(
          "coalesce", "nvl", "nvl2", "ifnull", "if", "nullif", "isnull", "isnotnull", "try_cast");

  private final SparkSession spark;
  private final String source;

  Expressions(SparkSession spark, String source) {
    this.spark = spark;
    this.source = source;
  }

  /**
   * An expression over a row.
   *
   * @param value its value
   * @param failed whether a cast in it that is always evaluated failed
   */
  record Read(Column value, Column failed) {}

  /**
   * Reads an expression.
   *
   * @param name the column it is for, as the configuration names it
   * @param sql its text
   * @param rows input rows it must make sense for
   * @throws PlumblineException {@link ErrorCode#CONFIGURATION} when it is none, or looks beyond its
   *     row
   */
  Read read(String name, String sql, Dataset<Row> rows) {
    Expression parsed = parsed(name, sql);
    requireRowOnly(name, sql, parsed);
    List<Cast> certain = new ArrayList<>();
    Expression lenient = lenient(parsed, true, certain);
    Column value = ExpressionUtils.column(lenient);
    requireAnalysable(name, sql, value, rows);
    Column failed = org.apache.spark.sql.functions.lit(false);
    for (Cast cast : certain) {
      failed =
          failed.or(
              ExpressionUtils.column(cast)
                  .isNull()
                  .and(ExpressionUtils.column(cast.child()).isNotNull()));
    }
    return new Read(value, failed);
  }

  private Expression parsed(String name, String sql) {
    try {
      return ((org.apache.spark.sql.classic.SparkSession) spark)
          .sessionState()
          .sqlParser()
          .parseExpression(sql);
    } catch (ParseException fault) {
      throw refused(name, sql, "it is no SQL expression");
    }
  }

  private void requireRowOnly(String name, String sql, Expression expression) {
    if (expression instanceof PlanExpression<?>) {
      throw refused(name, sql, "it holds a subquery");
    }
    String function = expression.prettyName();
    if (expression
        instanceof org.apache.spark.sql.catalyst.analysis.UnresolvedFunction unresolved) {
      List<String> parts = CollectionConverters.asJava(unresolved.nameParts());
      function = parts.get(parts.size() - 1).toLowerCase(java.util.Locale.ROOT);
      if (function.equals("unix_timestamp") && unresolved.arguments().isEmpty()) {
        function = "now";
      }
    }
    if (REFUSED.contains(function)) {
      throw refused(name, sql, dependsOn(function));
    }
    children(expression).forEach(child -> requireRowOnly(name, sql, child));
  }

  /** Makes every cast one that gives null, and collects those that are always evaluated. */
  private static Expression lenient(Expression expression, boolean isCertain, List<Cast> certain) {
    boolean chooses =
        expression instanceof CaseWhen
            || expression instanceof If
            || CHOOSING.contains(function(expression));
    List<Expression> changed = new ArrayList<>();
    for (Expression child : children(expression)) {
      changed.add(lenient(child, isCertain && !chooses, certain));
    }
    Expression same =
        changed.isEmpty()
            ? expression
            : expression.withNewChildren(CollectionConverters.asScala(changed).toIndexedSeq());
    if (same instanceof Cast cast && !cast.isTryCast()) {
      Cast lenient = new Cast(cast.child(), cast.dataType(), cast.timeZoneId(), EvalMode.TRY());
      if (isCertain) {
        certain.add(lenient);
      }
      return lenient;
    }
    return same;
  }

  private static String function(Expression expression) {
    if (expression
        instanceof org.apache.spark.sql.catalyst.analysis.UnresolvedFunction unresolved) {
      List<String> parts = CollectionConverters.asJava(unresolved.nameParts());
      return parts.get(parts.size() - 1).toLowerCase(java.util.Locale.ROOT);
    }
    return expression.prettyName();
  }

  private static List<Expression> children(Expression expression) {
    return CollectionConverters.asJava(expression.children());
  }

  private void requireAnalysable(String name, String sql, Column value, Dataset<Row> rows) {
    try {
      LogicalPlan over = plan(rows);
      LogicalPlan plan = plan(rows.select(value.as("value")));
      if (!(plan instanceof Project project) || !project.child().fastEquals(over)) {
        throw refused(name, sql, "it looks beyond its row");
      }
      for (Object one : CollectionConverters.asJava(project.projectList())) {
        Expression resolved = (Expression) one;
        for (String function : named(resolved)) {
          throw refused(name, sql, dependsOn(function));
        }
        if (!resolved.deterministic()) {
          throw refused(name, sql, "it looks beyond its row");
        }
      }
    } catch (Exception fault) {
      if (fault instanceof AnalysisException analysis) {
        String line = String.valueOf(analysis.getMessage()).lines().findFirst().orElse("");
        throw refused(name, sql, "Spark says: " + line);
      }
      throw fault;
    }
  }

  /** A refused function that came out of a name, such as {@code current_date} without brackets. */
  private static List<String> named(Expression expression) {
    List<String> found = new ArrayList<>();
    if (REFUSED.contains(expression.prettyName())) {
      found.add(expression.prettyName());
    }
    children(expression).forEach(child -> found.addAll(named(child)));
    return found;
  }

  private static String dependsOn(String function) {
    return "it calls '" + function + "', which depends on more than its row";
  }

  private static LogicalPlan plan(Dataset<Row> rows) {
    return ((org.apache.spark.sql.classic.Dataset<Row>) rows).queryExecution().analyzed();
  }

  private PlumblineException refused(String name, String sql, String why) {
    return new PlumblineException(
        ErrorCode.CONFIGURATION,
        "Cannot map source '"
            + source
            + "': "
            + name
            + " is '"
            + sql
            + "', and "
            + why
            + "; wanted a SQL expression over the columns of one input row. Correct it in"
            + " `columns` or `rows`.");
  }
}
