package io.plumbline.pipeline.cli;

import io.plumbline.pipeline.ClosingFindings;
import io.plumbline.pipeline.configuration.Configuration;
import io.plumbline.pipeline.tables.Tables;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Closes a finding by a logged decision. */
@Command(
    name = "close",
    description =
        "Close an open finding: a logged decision that counts from the next night on and stays in"
            + " the register. New evidence opens the finding anew.")
final class CloseCommand implements Callable<Integer> {

  @Mixin private ConfigurationOption configuration;
  @Mixin private SessionOptions session;

  @Parameters(paramLabel = "FINDING", description = "Id of the finding, as the report prints it.")
  private String finding;

  @Option(names = "--by", required = true, paramLabel = "WHO", description = "Who closes it.")
  private String by;

  @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
  private String reason;

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws Exception {
    Configuration settings = configuration.read();
    try (SparkSession spark = session.open()) {
      ClosingFindings.Closed closed =
          new ClosingFindings(
                  new Tables(spark, settings.lake()),
                  settings.lake(),
                  spark.sessionState().newHadoopConf())
              .close(finding, by, reason, Instant.now());
      PrintWriter out = command.commandLine().getOut();
      out.println("Closed " + finding + ": " + closed.finding().because());
      out.println(
          "It counts on the first night after "
              + closed.last()
              + ", whose report shows it as closed by "
              + by.strip()
              + ".");
      out.flush();
    }
    return 0;
  }
}
