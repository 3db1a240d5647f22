package io.plumbline.pipeline.cli;

import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.Schema;
import io.plumbline.datasets.TableSpec;
import io.plumbline.datasets.ViewSpec;
import io.plumbline.datasets.Views;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the tables of the lake, the views over them and, on request, their columns. */
@Command(
    name = "tables",
    description =
        "List every table of the lake and what one row of it is, then the views over them.")
final class TablesCommand implements Callable<Integer> {

  @Option(names = "--columns", description = "Also list columns, their types and meanings.")
  private boolean columns;

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    PrintWriter out = command.commandLine().getOut();
    for (TableSpec table : Schema.TABLES) {
      print(out, table.qualifiedName(), table.meaning(), table.columns());
    }
    for (ViewSpec view : Views.ALL) {
      print(out, view.name(), view.question(), view.columns());
    }
    out.flush();
    return 0;
  }

  private void print(PrintWriter out, String name, String meaning, List<ColumnSpec> of) {
    out.printf("%-28s %s%n", name, meaning);
    if (columns) {
      for (ColumnSpec column : of) {
        out.printf("    %-24s %-20s %s%n", column.name(), column.sqlType(), column.meaning());
      }
    }
  }
}
