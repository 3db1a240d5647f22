package io.plumbline.pipeline.cli;

import io.plumbline.pipeline.ErrorCode;
import io.plumbline.pipeline.PlumblineException;
import io.plumbline.pipeline.tables.Query;
import io.plumbline.pipeline.tables.Tables;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs one query over the lake's tables. */
@Command(
    name = "sql",
    description = "Run Spark SQL over the tables; SELECT, DESCRIBE and SHOW only.")
final class SqlCommand implements Callable<Integer> {

  /** How rows are printed. */
  enum Format {
    TABLE,
    CSV,
    JSON
  }

  @Mixin private ConfigurationOption configuration;
  @Mixin private SessionOptions session;

  @Parameters(paramLabel = "QUERY", description = "For example: \"select * from gold.nights\".")
  private String query;

  @Option(
      names = "--format",
      defaultValue = "TABLE",
      description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Format format;

  @Option(
      names = "--limit",
      defaultValue = "1000",
      description = "Most rows printed. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws Exception {
    if (limit < 1) {
      throw new PlumblineException(
          ErrorCode.USAGE, "Invalid --limit: " + limit + " (must be at least 1)");
    }
    String lake = configuration.read().lake();
    try (SparkSession spark = session.open()) {
      Dataset<Row> rows = new Query(new Tables(spark, lake)).run(query);
      command
          .commandLine()
          .getOut()
          .print(RowPrinter.of(format.name().toLowerCase(Locale.ROOT), rows, limit));
      command.commandLine().getOut().flush();
    }
    return 0;
  }
}
