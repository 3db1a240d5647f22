package io.plumbline.datasets;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A view over the tables: the answer to one question that everybody asks.
 *
 * @param name view name, {@code snake_case}; no schema before it
 * @param question the question it answers
 * @param columns columns in order, as the query gives them
 * @param query Spark SQL over qualified table names
 */
public record ViewSpec(String name, String question, List<ColumnSpec> columns, String query) {

  public ViewSpec {
    columns = List.copyOf(columns);
    if (!name.matches("[a-z][a-z0-9_]*")) {
      throw new IllegalArgumentException("Invalid view name: '" + name + "' (must be snake_case)");
    }
    if (!question.endsWith("?")) {
      throw new IllegalArgumentException(
          "Invalid question of view '" + name + "': '" + question + "' (must end in ?)");
    }
  }

  /** Column names in order. */
  public List<String> columnNames() {
    return columns.stream().map(ColumnSpec::name).toList();
  }

  /** The tables it reads, in flow order. */
  public List<TableSpec> tables() {
    return Schema.TABLES.stream()
        .filter(table -> query.matches("(?s).*\\b" + table.qualifiedName() + "\\b.*"))
        .toList();
  }

  /** The statement that makes it, with a comment on every column. */
  public String statement() {
    return "CREATE VIEW IF NOT EXISTS "
        + name
        + " ("
        + columns.stream()
            .map(column -> column.name() + " COMMENT " + literal(column.meaning()))
            .collect(Collectors.joining(", "))
        + ") COMMENT "
        + literal(question)
        + " AS "
        + query;
  }

  private static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
