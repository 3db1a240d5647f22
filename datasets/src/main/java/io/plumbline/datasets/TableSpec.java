package io.plumbline.datasets;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One table: Delta schema, comments, constraints, dictionary and fixtures all come from here.
 *
 * @param name table name, {@code snake_case}
 * @param layer its layer
 * @param meaning what one row is
 * @param columns columns in order
 * @param key names of the columns that identify a row
 * @param clusterBy names of the columns by which files are laid out
 * @param checks CHECK constraints: name to SQL predicate
 */
public record TableSpec(
    String name,
    Layer layer,
    String meaning,
    List<ColumnSpec> columns,
    List<String> key,
    List<String> clusterBy,
    Map<String, String> checks) {

  public TableSpec {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
    clusterBy = List.copyOf(clusterBy);
    checks = Map.copyOf(new TreeMap<>(checks));
    Set<String> names = new HashSet<>();
    for (ColumnSpec column : columns) {
      if (!names.add(column.name())) {
        throw new IllegalArgumentException(
            "Invalid table '" + name + "': column '" + column.name() + "' occurs twice");
      }
    }
    for (String column : key) {
      if (!names.contains(column)) {
        throw new IllegalArgumentException(
            "Invalid key of table '" + name + "': no column '" + column + "'");
      }
    }
  }

  /** Name with layer, as SQL names it: {@code silver.candidates}. */
  public String qualifiedName() {
    return layer.folder() + "." + name;
  }

  /** Path below the lake's root: {@code silver/candidates}. */
  public String path() {
    return layer.folder() + "/" + name;
  }

  /** Whether rows may only ever be added. */
  public boolean isAppendOnly() {
    return layer == Layer.BRONZE || qualifiedName().equals("gold.nights");
  }

  /** Column names in order. */
  public List<String> columnNames() {
    return columns.stream().map(ColumnSpec::name).toList();
  }
}
