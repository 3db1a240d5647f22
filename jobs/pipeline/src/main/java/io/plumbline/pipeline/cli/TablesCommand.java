package io.plumbline.pipeline.cli;

import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.Schema;
import io.plumbline.datasets.TableSpec;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the tables of the lake and, on request, their columns. */
@Command(name = "tables", description = "List every table of the lake and what one row of it is.")
final class TablesCommand implements Callable<Integer> {

  @Option(names = "--columns", description = "Also list columns, their types and meanings.")
  private boolean columns;

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    PrintWriter out = command.commandLine().getOut();
    for (TableSpec table : Schema.TABLES) {
      out.printf("%-28s %s%n", table.qualifiedName(), table.meaning());
      if (columns) {
        for (ColumnSpec column : table.columns()) {
          out.printf("    %-24s %-20s %s%n", column.name(), column.sqlType(), column.meaning());
        }
      }
    }
    out.flush();
    return 0;
  }
}
