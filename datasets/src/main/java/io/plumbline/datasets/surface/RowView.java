package io.plumbline.datasets.surface;

import java.util.Map;
import java.util.Optional;

/**
 * A row as an attack sees it: its key and its columns as text; an absent column is null in the row.
 *
 * @param key the row's key, joined; what an attack hashes to decide
 * @param columns column name to value
 */
public record RowView(String key, Map<String, String> columns) {

  public RowView {
    columns = Map.copyOf(columns);
  }

  /** The column's value, empty where it is null. */
  public Optional<String> column(String name) {
    return Optional.ofNullable(columns.get(name));
  }
}
