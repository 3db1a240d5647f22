package io.plumbline.commandline;

import io.plumbline.pipeline.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * One command as a user gives it, in this JVM.
 *
 * @param code exit code
 * @param out what it printed on standard output
 * @param err what it printed on standard error
 */
public record Run(int code, String out, String err) {

  /** Runs a command with these arguments. */
  public static Run of(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
    try {
      int code = Main.run(arguments);
      return new Run(
          code, printed.toString(StandardCharsets.UTF_8), told.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  /** What an operator is told: the lines that are no progress. */
  public String message() {
    StringBuilder message = new StringBuilder();
    err.lines().filter(line -> line.startsWith("plumbline: ")).forEach(message::append);
    return message.toString();
  }
}
