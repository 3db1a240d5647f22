package io.plumbline.pipeline.cli;

import io.plumbline.pipeline.ErrorCode;
import io.plumbline.pipeline.PlumblineException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import org.apache.hadoop.util.ShutdownHookManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The command line: one command a class, documented exit codes, no stack trace for a mistake. */
@Command(
    name = "plumbline",
    description =
        "Tells from a lab's own logs whether anything a model had a hand in choosing is leaning, "
            + "and whether anybody would have noticed.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = CodeVersion.class,
    usageHelpAutoWidth = true,
    subcommands = {
      TryCommand.class,
      DemoCommand.class,
      NightlyCommand.class,
      BackfillCommand.class,
      ReportCommand.class,
      CloseCommand.class,
      VerifyCommand.class,
      ExportCommand.class,
      RedTeamCommand.class,
      InitCommand.class,
      SqlCommand.class,
      ServeSqlCommand.class,
      CheckCommand.class,
      TablesCommand.class,
      WarmUpCommand.class,
      CommandLine.HelpCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:PASS (nightly, backfill); done (other commands)",
      "10:ATTENTION",
      "20:BREACH, or a check of verify failed",
      "30:INSUFFICIENT_DATA",
      "40:DEGRADED: the instrument itself is in doubt",
      " 1:a bug of Plumbline's",
      " 2:wrong usage",
      " 3:wrong configuration",
      " 4:unreadable input",
      " 5:unusable lake, or one made by another version",
      " 6:locked by another run",
      " 7:future or unsettled night, or a gap",
      " 8:disk full",
      " 9:interrupted"
    })
public final class Main {

  private static final String STOPPED = "interrupted; run the same command again to go on";

  private Main() {}

  public static void main(String[] arguments) {
    Runnable stopped = Main::stopped;
    // After Spark's own hooks, which remove its temporary files.
    ShutdownHookManager.get().addShutdownHook(stopped, 0);
    int code = run(arguments);
    ShutdownHookManager.get().removeShutdownHook(stopped);
    System.exit(code);
  }

  /** A signal ended the run: a scheduler must not take that for a bug. */
  private static void stopped() {
    System.err.println("plumbline: " + STOPPED);
    Runtime.getRuntime().halt(ErrorCode.INTERRUPTED.exitCode());
  }

  /** Runs one command and returns its exit code. */
  public static int run(String... arguments) {
    CommandLine commandLine = new CommandLine(Main.class);
    commandLine.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    commandLine.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setExecutionExceptionHandler(Main::explain);
    if (arguments.length == 0) {
      commandLine.usage(commandLine.getOut());
      return ErrorCode.USAGE.exitCode();
    }
    return commandLine.execute(arguments);
  }

  private static int explain(
      Exception failure, CommandLine commandLine, CommandLine.ParseResult parsed) {
    PrintWriter err = commandLine.getErr();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PlumblineException known) {
        err.println("plumbline: " + known.getMessage());
        return known.code().exitCode();
      }
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InterruptedException) {
        err.println("plumbline: " + STOPPED);
        return ErrorCode.INTERRUPTED.exitCode();
      }
      if (isDiskFull(cause)) {
        err.println("plumbline: the disk is full; free some space and run the same command again");
        return ErrorCode.DISK.exitCode();
      }
      if (cause instanceof FileSystemException denied) {
        err.println(
            "plumbline: cannot use "
                + denied.getFile()
                + " ("
                + denied.getClass().getSimpleName()
                + "); check that it exists and may be written");
        return ErrorCode.LAKE.exitCode();
      }
    }
    err.println("plumbline: this is a bug; please report what follows");
    failure.printStackTrace(err);
    return 1;
  }

  private static boolean isDiskFull(Throwable cause) {
    return cause.getMessage() != null
        && (cause.getMessage().contains("No space left on device")
            || cause.getMessage().contains("Disk quota exceeded"));
  }
}
