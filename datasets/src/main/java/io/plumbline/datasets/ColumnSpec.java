package io.plumbline.datasets;

/**
 * One column of a table: the only place where its name, type and meaning are written.
 *
 * @param name column name, {@code snake_case}, with its unit where it has one
 * @param sqlType Spark SQL type
 * @param nullable whether the column may be null; the meaning of null stands in {@code meaning}
 * @param meaning one sentence; becomes the Delta comment and the data dictionary
 */
public record ColumnSpec(String name, String sqlType, boolean nullable, String meaning) {

  public ColumnSpec {
    if (!name.matches("[a-z][a-z0-9_]*")) {
      throw new IllegalArgumentException(
          "Invalid column name: '" + name + "' (must be snake_case)");
    }
    if (meaning.isBlank()) {
      throw new IllegalArgumentException("Invalid meaning of column '" + name + "': blank");
    }
  }

  /** A column that always has a value. */
  public static ColumnSpec required(String name, String sqlType, String meaning) {
    return new ColumnSpec(name, sqlType, false, meaning);
  }

  /** A column that may be null. */
  public static ColumnSpec optional(String name, String sqlType, String meaning) {
    return new ColumnSpec(name, sqlType, true, meaning);
  }
}
