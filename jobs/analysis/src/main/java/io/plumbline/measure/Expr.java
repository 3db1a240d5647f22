package io.plumbline.measure;

/**
 * A named SQL expression over one table's columns. The text comes from code, never from data.
 *
 * @param name label in the tally
 * @param sql Spark SQL expression
 */
public record Expr(String name, String sql) {

  public Expr {
    if (!name.matches("[a-z][a-z0-9_]*")) {
      throw new IllegalArgumentException("Invalid label: '" + name + "' (must be snake_case)");
    }
    if (sql.isBlank()) {
      throw new IllegalArgumentException("Invalid expression of label '" + name + "': blank");
    }
  }

  /** A column under its own name. */
  public static Expr column(String name) {
    return new Expr(name, name);
  }
}
