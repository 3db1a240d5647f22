package io.plumbline.pipeline.cli;

import io.plumbline.pipeline.ErrorCode;
import io.plumbline.pipeline.PlumblineException;
import io.plumbline.pipeline.serve.SqlServer;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves the tables to Spark Connect clients on this machine until it is stopped. */
@Command(
    name = "serve-sql",
    description =
        "Serve tables and views to Spark Connect clients on this machine (sc://127.0.0.1:PORT)"
            + " until stopped. Clients read; what writes is refused.")
final class ServeSqlCommand implements Callable<Integer> {

  @Mixin private ConfigurationOption configuration;
  @Mixin private SessionOptions session;

  @Option(
      names = "--port",
      defaultValue = "15002",
      description = "Port on 127.0.0.1; 0 takes a free one. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws Exception {
    if (port < 0 || port > 65_535) {
      throw new PlumblineException(
          ErrorCode.USAGE, "Invalid --port: " + port + " (must be 0 to 65535)");
    }
    String lake = configuration.read().lake();
    try (SqlServer server =
        SqlServer.start(lake, session.master(), session.shufflePartitions(), port)) {
      command
          .commandLine()
          .getOut()
          .printf(
              Locale.ROOT,
              "Serving %s at sc://127.0.0.1:%d%nStop with Ctrl-C.%n",
              lake,
              server.port());
      command.commandLine().getOut().flush();
      server.await();
    }
    return 0;
  }
}
