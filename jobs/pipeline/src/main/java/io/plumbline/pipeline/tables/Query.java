package io.plumbline.pipeline.tables;

import io.plumbline.datasets.Schema;
import io.plumbline.datasets.TableSpec;
import io.plumbline.datasets.ViewSpec;
import io.plumbline.datasets.Views;
import io.plumbline.pipeline.ErrorCode;
import io.plumbline.pipeline.PlumblineException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A reader's query over the lake: every table under its qualified name, every view under its name,
 * nothing written.
 */
public final class Query {

  private static final Pattern ALLOWED =
      Pattern.compile("(?is)^\\s*(\\(\\s*)*(select|with|describe|desc|show|values)\\b.*");
  private static final Pattern WRITES =
      Pattern.compile(
          "(?is)\\b(insert\\s+(into|overwrite)|merge\\s+into|delete\\s+from|create\\s|drop\\s|alter\\s|truncate\\s|reflect\\s*\\(|java_method\\s*\\()");

  private final Tables tables;

  public Query(Tables tables) {
    this.tables = tables;
  }

  /**
   * Runs one statement.
   *
   * @throws PlumblineException {@link ErrorCode#USAGE} when it is not a reading statement or does
   *     not parse
   */
  public Dataset<Row> run(String statement) {
    String literalFree = statement.replaceAll("'([^'\\\\]|\\\\.)*'", "''");
    if (!ALLOWED.matcher(literalFree).matches() || WRITES.matcher(literalFree).find()) {
      throw new PlumblineException(
          ErrorCode.USAGE,
          "Cannot run this statement: only SELECT, DESCRIBE and SHOW are allowed. The lake is written"
              + " by the nightly run alone");
    }
    register(literalFree.toLowerCase(Locale.ROOT));
    try {
      return tables.spark().sql(statement);
    } catch (Exception e) {
      // Scala does not declare its checked exceptions, so this one cannot be caught by its type.
      if (e instanceof AnalysisException) {
        throw new PlumblineException(
            ErrorCode.USAGE,
            "Cannot run this statement: "
                + e.getMessage().lines().findFirst().orElse("it does not parse")
                + ". See the tables and columns with: plumbline tables --columns",
            e);
      }
      throw e;
    }
  }

  /** Registers every table and every view, for readers whose queries are not known yet. */
  public void registerAll() {
    Schema.TABLES.forEach(this::register);
    Views.ALL.forEach(this::register);
  }

  private void register(String statement) {
    if (statement.contains("show ")) {
      registerAll();
      return;
    }
    Schema.TABLES.stream().filter(one -> statement.contains(one.name())).forEach(this::register);
    Views.ALL.stream()
        // gold.nights is a table, nights a view.
        .filter(one -> statement.matches("(?s).*(?<![.\\w])" + one.name() + "\\b.*"))
        .forEach(this::register);
  }

  private void register(TableSpec table) {
    tables.spark().sql("CREATE DATABASE IF NOT EXISTS " + table.layer().folder());
    tables
        .spark()
        .sql(
            "CREATE TABLE IF NOT EXISTS "
                + table.qualifiedName()
                + " USING delta LOCATION '"
                + tables.path(table).replace("'", "\\'")
                + "'");
  }

  private void register(ViewSpec view) {
    view.tables().forEach(this::register);
    tables.spark().sql(view.statement());
  }
}
