package io.plumbline.datasets.surface;

import java.util.Map;

/**
 * What an attack does to a row.
 *
 * @param kind remove the row, or set columns of it
 * @param columns new values by column; empty when the row is removed
 */
public record Change(Kind kind, Map<String, String> columns) {

  /** Ways to change a row. */
  public enum Kind {
    REMOVE,
    SET
  }

  public Change {
    columns = Map.copyOf(columns);
  }

  public static Change remove() {
    return new Change(Kind.REMOVE, Map.of());
  }

  public static Change set(Map<String, String> columns) {
    return new Change(Kind.SET, columns);
  }
}
