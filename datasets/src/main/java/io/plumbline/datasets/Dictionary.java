package io.plumbline.datasets;

import java.util.List;
import java.util.TreeMap;

/** The data dictionary: every table, column and constraint of the lake, as one Markdown page. */
public final class Dictionary {

  private Dictionary() {}

  /** The page, made from {@link Schema#TABLES} alone. */
  public static String markdown() {
    StringBuilder page = new StringBuilder();
    page.append("# Data dictionary\n\n");
    page.append("Generated from the table contracts in `io.plumbline.datasets`; a test compares\n");
    page.append("it with them. Rewrite it with\n");
    page.append("`./mvnw -pl datasets test -Dtest=DictionaryTest -Dgolden.update=true`.\n");
    for (Layer layer : Layer.values()) {
      page.append("\n## ").append(layer.folder()).append("\n");
      for (TableSpec table : Schema.of(layer)) {
        append(page, table);
      }
    }
    page.append(
        "\n## views\n\nThe obvious questions, and the query that answers each; `plumbline sql` knows them by name.\n");
    Views.ALL.forEach(view -> append(page, view));
    return page.toString();
  }

  private static void append(StringBuilder page, ViewSpec view) {
    page.append("\n### ").append(view.name()).append("\n\n").append(view.question());
    page.append(" From ")
        .append(names(view.tables().stream().map(TableSpec::qualifiedName).toList()))
        .append(".\n\n");
    append(page, view.columns());
    page.append("\n```sql\n").append(view.query()).append("```\n");
  }

  private static void append(StringBuilder page, List<ColumnSpec> columns) {
    page.append("| column | type | null | meaning |\n|---|---|---|---|\n");
    for (ColumnSpec column : columns) {
      page.append("| `").append(column.name()).append("` | ").append(column.sqlType());
      page.append(" | ").append(column.nullable() ? "yes" : "no");
      page.append(" | ").append(column.meaning().replace("|", "\\|")).append(" |\n");
    }
  }

  private static void append(StringBuilder page, TableSpec table) {
    page.append("\n### ").append(table.qualifiedName()).append("\n\n");
    page.append(table.meaning()).append("\n\n");
    page.append("Key: ").append(names(table.key()));
    page.append(". Laid out by: ").append(names(table.clusterBy()));
    page.append(table.isAppendOnly() ? ". Rows are only ever added.\n\n" : ".\n\n");
    append(page, table.columns());
    if (!table.checks().isEmpty()) {
      page.append("\nConstraints:\n\n");
      new TreeMap<>(table.checks())
          .forEach(
              (name, predicate) ->
                  page.append("- `").append(name).append("`: `").append(predicate).append("`\n"));
    }
  }

  private static String names(Iterable<String> columns) {
    StringBuilder list = new StringBuilder();
    for (String column : columns) {
      list.append(list.isEmpty() ? "`" : ", `").append(column).append('`');
    }
    return list.isEmpty() ? "none" : list.toString();
  }
}
