package io.plumbline.pipeline.redteam;

import io.plumbline.datasets.surface.Attack;
import io.plumbline.datasets.surface.Change;
import io.plumbline.datasets.surface.RowView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.StructField;

/**
 * What patterns do to a row of a table, where the row is: the same Java that the reference lab
 * applies before it writes its logs. Gives new values by column; nothing for a row that stays.
 */
final class Injection implements UDF1<Row, Map<String, String>> {

  /** Column of the row's key. */
  static final String KEY = "injection_key";

  /** Set to true in what is given for a row that is removed. */
  static final String REMOVED = "removed";

  private static final long serialVersionUID = 1;

  /** A pattern and how strong it is. */
  record Dose(Attack attack, double strength) implements java.io.Serializable {}

  private final ArrayList<Dose> doses;
  private final long seed;

  Injection(List<Dose> doses, long seed) {
    this.doses = new ArrayList<>(doses);
    this.seed = seed;
  }

  @Override
  public Map<String, String> call(Row row) {
    Map<String, String> columns = columns(row);
    String key = columns.remove(KEY);
    Map<String, String> set = new HashMap<>();
    for (Dose dose : doses) {
      Optional<Change> change =
          dose.attack.on(new RowView(key == null ? "" : key, columns), dose.strength, seed);
      if (change.isPresent() && change.get().kind() == Change.Kind.REMOVE) {
        return Map.of(REMOVED, "true");
      }
      change.ifPresent(
          one -> {
            set.putAll(one.columns());
            columns.putAll(one.columns());
          });
    }
    return set;
  }

  /** Every column as text; an entry of a map as {@code column.key}. */
  private static Map<String, String> columns(Row row) {
    Map<String, String> columns = new HashMap<>();
    for (StructField field : row.schema().fields()) {
      int i = row.fieldIndex(field.name());
      if (row.isNullAt(i)) {
        continue;
      }
      if (field.dataType() instanceof org.apache.spark.sql.types.MapType) {
        Map<Object, Object> entries = row.getJavaMap(i);
        entries.forEach(
            (name, value) -> {
              if (value != null) {
                columns.put(field.name() + "." + name, value.toString());
              }
            });
      } else {
        columns.put(field.name(), row.get(i).toString());
      }
    }
    return columns;
  }
}
